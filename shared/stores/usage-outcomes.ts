import type { UsageOutcome } from '../domain/usage-pings/usage-ping';
import { WORKFLOWS } from '../names/workflows';
import type { RunStore } from './run-store';

/** What became of a host in one load. */
export interface LoadedHost extends UsageOutcome {
  /** The instant of the load. */
  readonly loadedAt: string;
}

/** The shard of a load that stands for the accounts, and what it records: it is worked once all hosts are clean. */
export const ACCOUNTS_SHARD = 'accounts';
export const ACCOUNT_STAGES = { decided: 'decided', written: 'written' } as const;

/** The outcomes of all loads, or of those scheduled in [from, before), the oldest first; a load that did not get that far has none. */
export async function* usageOutcomes(runs: RunStore, from?: string, before?: string): AsyncGenerator<LoadedHost[]> {
  for (const { runId, scheduledTime } of await runs.of(WORKFLOWS.ceUsageLoad, from, before)) {
    const accounts = (await runs.shards(runId)).find(({ shard, counts }) => shard === ACCOUNTS_SHARD && counts[ACCOUNT_STAGES.written] !== undefined);
    if (accounts === undefined) continue;
    const { outcomes } = (await accounts.read(ACCOUNT_STAGES.decided)) as { readonly outcomes: readonly UsageOutcome[] };
    yield outcomes.map((outcome) => ({ ...outcome, loadedAt: scheduledTime }));
  }
}
