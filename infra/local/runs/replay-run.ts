import { conflictError, invalidInputError } from '../../../shared/errors/app-error';
import type { WorkflowExecution, WorkflowExecutions } from '../../../shared/ports/workflow-executions';
import type { WorkflowStarter } from '../../../shared/ports/workflow-starter';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Run } from '../../../shared/stores/run-store';
import { inputOf, runIdOfStart, type BusinessStart } from './business-start';
import { freeRerunName } from './execution-name';

/** What `revsignal replay` answers (docs/commands.md). */
export interface ReplayReport extends BusinessStart {
  readonly execution: string;
  /** How the run of that date stood before. */
  readonly runBefore: 'none' | Run['status'];
  readonly status: WorkflowExecution['status'];
  /** The books of the run: of one that was complete before, as they were. */
  readonly counts: unknown;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** Messages that left now, and those of the run that had left before. */
  readonly sentNow: number;
  readonly sentBefore: number;
}

export interface ReplayDeps extends Pick<StoreDeps, 'runs' | 'messages'> {
  readonly starter: WorkflowStarter;
  readonly executions: WorkflowExecutions;
  /** Waits before the execution is looked at again. */
  readonly pause: () => Promise<void>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Starts a workflow for a past business date as a deliberate rerun and follows it to its end (PLAT-03, NT-13). It works the run of that
 * date: what is missing is done, what was done is not repeated. Throws InvalidInputError for a date that has not come, ConflictError
 * while an execution of that date still runs.
 */
export const replayRun = async (start: BusinessStart, deps: ReplayDeps): Promise<ReplayReport> => {
  const { workflow, businessDate, scheduledTime } = start;
  if (Date.parse(scheduledTime) > deps.now()) throw invalidInputError(`${businessDate} has not come for ${workflow}, which starts at ${scheduledTime}: a replay is of a past day. revsignal plan shows what a coming run would do`);

  const runId = runIdOfStart(start);
  const [before, sentBefore] = await Promise.all([deps.runs.find(runId), countSent(deps, runId)]);
  const latest = before?.executions.at(-1);
  if (latest !== undefined && (await deps.executions.find(workflow, latest))?.status === 'RUNNING') throw conflictError(`${latest} is still running: wait for its end, then replay if something is missing`, { runId });

  const execution = await startRerun(start, before?.executions ?? [], deps);
  const { status, output, error, cause } = await ended(start, execution, deps);
  return {
    ...start,
    execution,
    runBefore: before?.status ?? 'none',
    status,
    counts: output === undefined ? undefined : JSON.parse(output),
    ...(error !== undefined && { error, cause }),
    sentNow: (await countSent(deps, runId)) - sentBefore,
    sentBefore,
  };
};

/** A name may be taken by an execution that could not even open its run: then the next. */
const startRerun = async (start: BusinessStart, known: readonly string[], { starter }: Pick<ReplayDeps, 'starter'>): Promise<string> => {
  const name = freeRerunName(runIdOfStart(start), known);
  return (await starter.start(start.workflow, name, inputOf(start))) === 'started' ? name : startRerun(start, [...known, name], { starter });
};

const ended = async ({ workflow }: BusinessStart, execution: string, { executions, pause }: Pick<ReplayDeps, 'executions' | 'pause'>): Promise<WorkflowExecution> => {
  for (;;) {
    const found = await executions.find(workflow, execution);
    if (found !== undefined && found.status !== 'RUNNING') return found;
    await pause();
  }
};

const countSent = async ({ messages }: Pick<ReplayDeps, 'messages'>, runId: string): Promise<number> => (await messages.ofRun(runId)).filter(({ state }) => state === 'SENT').length;
