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

/**
 * Proves that every contact that was listed was looked at, and stores the books. What it returns is the execution's output (PLAT-09). The
 * books come last: a run that has them needs nothing more.
 */
export const run = async ({ runs, settings }: Pick<StoreDeps, 'runs' | 'settings'>, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(runs, runId);
  if (current.counts) {
    await runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const { followed = 0, unchanged = 0 } = addCounts((await runs.shards(runId)).map(({ counts }) => counts['followed'] ?? {}));
  const listed = current.plan?.counts['contacts'] ?? 0;
  if (followed + unchanged !== listed) throw notBalancedError(`${runId} does not balance: ${listed} contacts were listed, ${followed + unchanged} were looked at`, { runId, listed, followed, unchanged });

  const counts = { listed, followed, unchanged };
  publishMetrics({ stage: settings.stage, workflow: current.workflow }, { [METRICS.runSucceeded]: 1, [METRICS.recordsFollowed]: followed });
  await runs.record(runId, { status: 'SUCCEEDED', counts });
  return counts;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
