import * as z from 'zod';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import { ACCOUNTS_SHARD, ACCOUNT_STAGES } from '../../../shared/stores/usage-outcomes';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'settings'>;

/**
 * Proves that every host has its outcome and stores the books (CE-01): hosts = discarded by reason + matched + created. What it returns is
 * the execution's output (PLAT-09).
 */
export const run = async ({ runs, settings }: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(runs, runId);
  if (current.counts) {
    await runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const recorded = (await runs.shards(runId)).find(({ shard }) => shard === ACCOUNTS_SHARD)?.counts[ACCOUNT_STAGES.written] ?? {};
  const under = (outcome: string): Record<string, number> =>
    Object.fromEntries(Object.entries(recorded).flatMap(([name, count]) => (name.startsWith(`${outcome}:`) ? [[name.slice(outcome.length + 1), count]] : [])));
  const [discarded, matched, { '': created = 0 }] = [under('discarded'), under('matched'), under('created')];

  const { hosts = 0 } = current.plan?.counts ?? {};
  const [discards, matches] = [total(discarded), total(matched)];
  if (discards + matches + created !== hosts) {
    throw notBalancedError(`${runId} does not balance: ${hosts} hosts were dealt, ${discards} were discarded, ${matches} matched and ${created} created`, { runId, hosts, discards, matches, created });
  }
  const { accountsCreated = 0, accountsUpdated = 0, worklist = 0 } = recorded;
  const counts = { hosts, discarded, matched, created, accountsCreated, accountsUpdated, worklist };
  publishMetrics({ stage: settings.stage, workflow: current.workflow }, { [METRICS.runSucceeded]: 1, [METRICS.hostsKept]: matches + created, [METRICS.hostsDiscarded]: discards, [METRICS.accountsCreated]: accountsCreated });
  await runs.record(runId, { status: 'SUCCEEDED', counts });
  return counts;
};

const total = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

export const handler = task({ input: inputSchema, deps: openStores, run });
