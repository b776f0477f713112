import { WORKFLOWS } from '../../../shared/names/workflows';
import type { Run } from '../../../shared/stores/run-store';
import type { LocalExecution } from '../runs/executions';
import type { ConsoleAbout } from './page';

/** A run with those of its executions that this process has seen. */
export interface KnownRun {
  /** Of an execution that never opened a run, its own name. */
  readonly runId: string;
  readonly run: Run | undefined;
  readonly executions: readonly LocalExecution[];
}

/** The sort keys of runs are instants: these lie before and behind every one. */
const [BEFORE_ALL, BEHIND_ALL] = ['0', ':'];

/** All runs of the store, the latest first, and before them executions that belong to none. */
export const knownRuns = async ({ stores, executions }: ConsoleAbout): Promise<KnownRun[]> => {
  const runs = (await Promise.all(Object.values(WORKFLOWS).map((workflow) => stores.runs.of(workflow, BEFORE_ALL, BEHIND_ALL)))).flat();
  const seen = executions.all();
  const strays = seen.filter(({ name }) => !runs.some((run) => run.executions.includes(name)));
  return [
    ...strays.map((execution) => ({ runId: execution.name, run: undefined, executions: [execution] })).reverse(),
    ...runs.sort((a, b) => (a.scheduledTime < b.scheduledTime ? 1 : -1)).map((run) => ({ runId: run.runId, run, executions: seen.filter(({ name }) => run.executions.includes(name)) })),
  ];
};

/** A run by its id or by the name of an execution; undefined when neither is known. */
export const findKnownRun = async (id: string, { stores, executions }: Pick<ConsoleAbout, 'stores' | 'executions'>): Promise<KnownRun | undefined> => {
  const run = await stores.runs.find(id.replace(RERUN, ''));
  const seen = executions.all().filter(({ name }) => (run ? run.executions.includes(name) : name === id));
  return run === undefined && seen.length === 0 ? undefined : { runId: run?.runId ?? id, run, executions: seen };
};

/** A deliberate rerun works the run of its business date. */
const RERUN = /-r\d+$/;

/** The run's own status; of one that was never opened that of its last execution. */
export const statusOf = ({ run, executions }: KnownRun): string => run?.status ?? executions.at(-1)?.status ?? '';
