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

/** Proves that every lead of the plan has moved or been kept, and stores the books. */
export const run = async ({ runs, settings }: Pick<StoreDeps, 'runs' | 'settings'>, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(runs, runId);
  const { moved = 0, kept = 0 } = addCounts((await runs.shards(runId)).map(({ counts }) => counts['moved'] ?? {}));
  const { leads = 0, ...byRule } = current.plan?.counts ?? {};
  if (moved + kept !== leads) throw notBalancedError(`${runId} does not balance: ${leads} leads were to move, ${moved + kept} have an outcome`, { runId, leads, moved, kept });
  const counts = { leads, moved, kept, byRule };
  publishMetrics({ stage: settings.stage, workflow: current.workflow }, { [METRICS.runSucceeded]: 1, [METRICS.leadsQueued]: moved });
  await runs.record(runId, { status: 'SUCCEEDED', counts });
  return counts;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
