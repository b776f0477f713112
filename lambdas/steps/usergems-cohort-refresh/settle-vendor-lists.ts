import * as z from 'zod';
import { addCounts } from '../../../shared/domain/add-counts';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { findRun } from '../../../shared/runtime/find-run';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'messages' | 'settings'> & SenderDeps;

interface Refusal {
  readonly recordId: string;
  readonly write: string;
  readonly reason: string;
}

/** Refusals that a report names; more are counted. */
const LISTED = 1_000;
/** Reasons that an alert names, the most frequent first. */
const REASONS = 10;

/**
 * Proves that every planned write has its outcome, stores the books and tells operations what the vendor refused; that is told again by
 * the next run. What it returns is the execution's output (PLAT-09). The books come last: a run that has them needs nothing more.
 */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  if (current.counts) {
    await deps.runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const shards = await deps.runs.shards(runId);
  const { added = 0, removed = 0, refused = 0, erased = 0 } = addCounts(shards.map(({ counts }) => counts['told'] ?? {}));
  const { listed = 0, writes: planned = 0, ...plan } = current.plan?.counts ?? {};
  if (added + removed + refused + erased !== planned) throw notBalancedError(`${runId} does not balance: ${planned} writes were planned, ${added + removed + refused + erased} have an outcome`, { runId, planned, added, removed, refused, erased });

  const refusals = (await Promise.all(shards.map((shard) => shard.read('told')))).flat() as Refusal[];
  const untold = Object.fromEntries(Object.entries(plan).flatMap(([name, count]) => (name.startsWith('untold:') ? [[name.slice('untold:'.length), count]] : [])));
  const counts = { listed, planned, added, removed, refused, ...(erased > 0 && { erased }), untold };
  publishMetrics({ stage: deps.settings.stage, workflow: current.workflow }, { [METRICS.runSucceeded]: 1, [METRICS.vendorWrites]: added + removed, [METRICS.vendorRefusals]: refused });
  if (refusals.length > 0) await alertRefusals(deps, current, refusals);
  const { OVERFLOW: overflow = 0 } = untold;
  if (overflow > 0) await alertOverflow(deps, current, overflow);
  await deps.runs.record(runId, { status: 'SUCCEEDED', counts, report: { ...current.report, refused: refusals.slice(0, LISTED).map(({ recordId, write, reason }) => ({ recordId, write, reason })), refusedInAll: refusals.length } });
  return counts;
};

/** UG-04: what is beyond the capacity is reported, so that somebody can buy more of it or narrow a cohort. */
const alertOverflow = (deps: Deps, { runId }: Run, overflow: number): Promise<void> =>
  sendAlert(
    {
      kind: 'TRACKING_OVERFLOW',
      headline: `${overflow} contacts are in a cohort, but beyond the ${deps.settings.tracking.capacity} that UserGems follows`,
      particulars: ['They are the last of the lowest cohorts; in TrackedContact they have the tier "overflow".'],
      runbookAnchor: 'tracking-overflow',
      runId,
    },
    deps,
  );

const alertRefusals = async (deps: Deps, { runId }: Run, refusals: readonly Refusal[]): Promise<void> => {
  const byReason = Object.entries(addCounts(refusals.map(({ write, reason }) => ({ [`${write}: ${reason}`]: 1 })))).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  await sendAlert(
    {
      kind: 'VENDOR_REFUSALS',
      headline: `UserGems refused ${refusals.length} of what it was told`,
      particulars: byReason.slice(0, REASONS).map(([reason, count]) => `${reason}: ${count}`),
      runbookAnchor: 'vendor-refusals',
      runId,
    },
    deps,
  );
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
