import { instantOf } from '../../../shared/domain/time/business-time';
import { runIdOf, SCHEDULED_AT, type WorkflowName } from '../../../shared/names/workflows';
import type { ExplainDeps } from './explain-deps';
import type { AwaitedRun } from './explanation';

const STATES = { RUNNING: 'running', FAILED: 'failed', SUCCEEDED: 'succeeded' } as const;

/** How the run of a business date stands. */
export const awaitedRun = async (workflow: WorkflowName, businessDate: string, { stores, now }: Pick<ExplainDeps, 'stores' | 'now'>): Promise<AwaitedRun> => {
  const runId = runIdOf(workflow, businessDate);
  const run = await stores.runs.find(runId);
  const isAhead = now < instantOf(businessDate, SCHEDULED_AT[workflow], stores.settings.timeZone);
  return { runId, businessDate, state: run ? STATES[run.status] : isAhead ? 'scheduled' : 'missed', ...(run?.error !== undefined && { error: run.error }) };
};
