import { conflictError } from '../errors/app-error';
import { WORKFLOWS } from '../names/workflows';
import type { Run } from '../stores/run-store';
import type { StoreDeps } from './store-deps';

/** Workflows whose working data holds people: what they have read and not yet written would bring an erased person back. */
const HOLDING_PEOPLE = [WORKFLOWS.cohortRefresh, WORKFLOWS.sync, WORKFLOWS.retroPush, WORKFLOWS.notify] as const;

/** How far back a run that did not finish is minded, as for releases. */
const UNFINISHED_DAYS = 35;

/** Throws ConflictError while a run works people's data, or has failed with data that a rerun would go on with; likewise beside a batch of the lead database that is decided and not yet written. */
export const refuseBesideOpenRuns = async ({ runs, sequence }: Pick<StoreDeps, 'runs' | 'sequence'>, at: string): Promise<void> => {
  const from = new Date(Date.parse(at) - UNFINISHED_DAYS * 86_400_000).toISOString();
  const recent = (await Promise.all(HOLDING_PEOPLE.map((workflow) => runs.of(workflow, from)))).flat();
  const open = recent.find((run) => (run.status === 'RUNNING' || (run.status === 'FAILED' && run.plan !== undefined)) && !isSuperseded(run, recent));
  if (open) throw conflictError(`${open.runId} is not finished and would bring the person back: let it finish, or rerun it if it failed, then rerun this erasure`, { runId: open.runId });
  const batch = (await sequence.find())?.openBatch;
  if (batch) throw conflictError(`${batch.runId} has not yet written what it decided about the lead database and would bring the person back: the step can be retried`, { runId: batch.runId });
};

/** Lists that a later run has planned anew are told by that one: what an earlier one has left is never worked again, and cannot be rerun. */
const isSuperseded = ({ workflow, scheduledTime }: Run, others: readonly Run[]): boolean =>
  workflow === WORKFLOWS.cohortRefresh && others.some((other) => other.workflow === workflow && other.scheduledTime > scheduledTime && other.plan !== undefined);
