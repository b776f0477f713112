import type { LocalExecution } from '../../infra/local/runs/executions';
import type { Run, RunStore } from '../../shared/stores/run-store';

/** What a run asked of the services that charge for it. */
export interface RunConsumption {
  readonly runId: string;
  /** Signals that it planned; 0 where a workflow plans none. */
  readonly signals: number;
  readonly itemsRead: number;
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly storeCalls: number;
  readonly transitions: number;
  readonly invocations: number;
  /** Real time of its executions on this machine. */
  readonly ms: number;
}

/** Each invocation ends with one update that adds to these counts and is not in them: one call, one item of up to 2 KB (shared/runtime/task.ts). */
const BOOKKEEPING = { calls: 1, items: 1, writeUnits: 2 };

/** Reads a run's own counts and those of its executions. Throws when an execution did not succeed: half a run says nothing. */
export const consumptionOf = async (runId: string, runs: Pick<RunStore, 'find'>, executions: readonly LocalExecution[]): Promise<RunConsumption> => {
  const run = await runs.find(runId);
  if (!run) throw new Error(`There is no run ${runId}: did its workflow start?`);
  const worked = executions.filter(({ name }) => run.executions.includes(name));
  const failed = worked.find(({ status }) => status !== 'SUCCEEDED');
  if (failed) throw new Error(`${failed.name} ended ${failed.status}: ${failed.error ?? ''} ${failed.cause ?? ''}`);
  return {
    runId,
    signals: run.plan?.counts['signals'] ?? 0,
    ...storeUse(run),
    transitions: sum(worked.map(({ transitions }) => transitions)),
    ms: sum(worked.map(({ durationMs }) => durationMs)),
  };
};

const storeUse = ({ usage }: Run) => {
  const of = (name: string): number => usage[name] ?? 0;
  const invocations = of('Invocations');
  const calls = sum(Object.entries(usage).flatMap(([name, count]) => (name.startsWith('Calls_') ? [count] : [])));
  return {
    itemsRead: of('ItemsRead'),
    itemsWritten: of('ItemsWritten') + BOOKKEEPING.items * invocations,
    readUnits: of('ReadUnits'),
    writeUnits: of('WriteUnits') + BOOKKEEPING.writeUnits * invocations,
    storeCalls: calls + BOOKKEEPING.calls * invocations,
    invocations,
  };
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
