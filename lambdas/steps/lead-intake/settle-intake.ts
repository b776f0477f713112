import * as z from 'zod';
import { addCounts } from '../../../shared/domain/add-counts';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'sequence' | 'settings'>;

/**
 * Proves that every delivery that the run took has its outcome, and stores the books. What it returns is the execution's output (PLAT-09).
 * A rerun may have found more to do, so the books are made anew.
 */
export const run = async ({ runs, sequence, settings }: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(runs, runId);
  const batches = await runs.shardsKept(runId);
  const open = (await sequence.find())?.openBatch;
  const totals = addCounts(batches.map(({ counts }) => counts['written'] ?? {}));
  const under = (prefix: string): Record<string, number> => Object.fromEntries(Object.entries(totals).flatMap(([name, count]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), count]] : [])));
  const { taken: deliveries = 0, leadsCreated = 0, scored = 0, routed = 0, clocksEnded = 0 } = totals;
  const { processed = 0, duplicate: duplicates = 0, rejected = 0 } = under('outcome:');
  if (deliveries !== processed + duplicates + rejected) throw notBalancedError(`${runId} does not balance: ${deliveries} deliveries were taken, ${processed + duplicates + rejected} have an outcome`, { runId, deliveries, processed, duplicates, rejected });
  if (open?.runId === runId) throw notBalancedError(`${runId} does not balance: its ${open.batch} was decided and is not carried out`, { runId, batch: open.batch });
  const counts = { deliveries, processed, duplicates, rejected, leadsCreated, scored, routed, clocksEnded };
  if (current.counts === undefined) {
    publishMetrics(
      { stage: settings.stage, workflow: current.workflow },
      { [METRICS.runSucceeded]: 1, [METRICS.deliveriesWorked]: deliveries, [METRICS.deliveriesRejected]: rejected, [METRICS.leadsCreated]: leadsCreated, [METRICS.leadsRouted]: routed },
    );
  }
  await runs.record(runId, { status: 'SUCCEEDED', counts, report: { reasons: under('reason:'), paths: under('path:'), alerts: under('alert:') } });
  return counts;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
