import { conflictError } from '../errors/app-error';
import type { Run, RunStore } from '../stores/run-store';

/** The run a step belongs to; it was opened by the workflow's first step. */
export const findRun = async (runs: RunStore, runId: string): Promise<Run> => {
  const run = await runs.find(runId);
  if (!run) throw conflictError(`There is no run ${runId}: start its workflow rather than a step of it`, { runId });
  return run;
};
