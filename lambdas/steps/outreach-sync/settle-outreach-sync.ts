import * as z from 'zod';
import { addCounts } from '../../../shared/domain/add-counts';
import { countBy } from '../../../shared/domain/count-by';
import { counted } from '../../../shared/domain/notifications/render-view';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { findRun } from '../../../shared/runtime/find-run';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'messages' | 'settings'> & SenderDeps;

interface Refusal {
  readonly object: string;
  readonly recordId: string;
  readonly reason: string;
}

/** Refusals that a report names; more are counted. */
const LISTED = 1_000;
/** Reasons that an alert names, the most frequent first. */
const REASONS = 10;

/** Proves that everybody who was queued has an outcome, stores the books and tells operations who is not in Outreach (RO-03). */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  if (current.counts) {
    await deps.runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const shards = await deps.runs.shards(runId);
  const { synced = 0, refused = 0, withdrawn = 0 } = addCounts(shards.map(({ counts }) => counts['pushed'] ?? {}));
  const queued = current.plan?.counts['records'] ?? 0;
  if (synced + refused + withdrawn !== queued) throw notBalancedError(`${runId} does not balance: ${queued} people were queued, ${synced + refused + withdrawn} have an outcome`, { runId, queued, synced, refused, withdrawn });

  const unsynced = (await Promise.all(shards.map((shard) => shard.read('pushed')))).flat() as Refusal[];
  const counts = { queued, synced, refused, withdrawn };
  publishMetrics({ stage: deps.settings.stage, workflow: current.workflow }, { [METRICS.runSucceeded]: 1, [METRICS.recordsSynced]: synced });
  if (unsynced.length > 0) await alertRefusals(deps, runId, unsynced);
  await deps.runs.record(runId, { status: 'SUCCEEDED', counts, report: { unsynced: unsynced.slice(0, LISTED).map(({ object, recordId, reason }) => ({ object, recordId, reason })) } });
  return counts;
};

const alertRefusals = async (deps: Deps, runId: string, unsynced: readonly Refusal[]): Promise<void> => {
  const byReason = Object.entries(countBy(unsynced.map(({ reason }) => reason))).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  await sendAlert(
    {
      kind: 'OUTREACH_REFUSALS',
      headline: `Not in Outreach: ${counted(unsynced.length, 'lead or contact', 'leads and contacts')}`,
      particulars: byReason.slice(0, REASONS).map(([reason, count]) => `${reason}: ${count}`),
      runbookAnchor: 'outreach-refusals',
      runId,
    },
    deps,
  );
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
