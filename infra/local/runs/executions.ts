import { parseStateMachine } from '../asl/definition';
import type { Clock } from '../asl/clock';
import { execute, type ExecutionResult } from '../asl/interpreter';
import { StatesError } from '../asl/states-error';
import type { StateMachineResource } from '../host/assembly';
import { FunctionError } from '../host/functions';
import type { Execution, Executions } from '../host/states';

/** An execution of this process, with what its history counts. */
export interface LocalExecution extends Execution {
  /** The workflow's own name, e.g. `usergems-sync`. */
  readonly workflow: string;
  readonly transitions: number;
  /** Real time, unlike `startedAt` and `stoppedAt`, which are the clock's. */
  readonly durationMs: number;
  readonly path: ExecutionResult['path'];
}

export interface LocalExecutions extends Executions {
  all(): readonly LocalExecution[];
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
}

/** Runs the synthesized state machines on this machine: each task is an invocation of its function. */
export const localExecutions = (
  machines: readonly StateMachineResource[],
  options: {
    readonly clock: Clock;
    readonly invoke: (functionArn: string, payload: unknown) => Promise<unknown>;
    readonly workflowOf: (machineName: string) => string;
    /** Done before an execution counts as ended. */
    readonly onSuccess?: (execution: LocalExecution) => Promise<void>;
  },
): LocalExecutions => {
  const byArn = new Map(machines.map((machine) => [machine.arn, { ...machine, parsed: parseStateMachine(machine.definition) }]));
  const executions = new Map<string, LocalExecution>();
  const running = new Set<Promise<void>>();

  const runTask = async ({ resource, arguments: given }: { readonly resource: string; readonly arguments: unknown }): Promise<unknown> => {
    if (!resource.endsWith(':states:::lambda:invoke')) throw new Error(`The embedded runtime has no integration ${resource}: use lambda:invoke`);
    const { FunctionName, Payload } = given as { readonly FunctionName: string; readonly Payload: unknown };
    try {
      return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: await options.invoke(FunctionName, Payload) };
    } catch (error) {
      if (error instanceof FunctionError) throw new StatesError(error.errorType, JSON.stringify({ errorType: error.errorType, errorMessage: error.errorMessage }));
      throw error;
    }
  };

  const run = async (execution: LocalExecution, machine: NonNullable<ReturnType<typeof byArn.get>>): Promise<void> => {
    const begun = performance.now();
    const start = { id: execution.executionArn, name: execution.name, stateMachineId: machine.arn, stateMachineName: machine.name, startTime: new Date(execution.startedAt).toISOString() };
    const result = await execute(machine.parsed, JSON.parse(execution.input), { clock: options.clock, runTask }, start);
    if (result.status === 'SUCCEEDED') await options.onSuccess?.(execution);
    executions.set(execution.executionArn, {
      ...execution,
      status: result.status,
      stoppedAt: options.clock.now(),
      ...(result.output === undefined ? {} : { output: JSON.stringify(result.output) }),
      ...(result.error === undefined ? {} : { error: result.error }),
      ...(result.cause === undefined ? {} : { cause: result.cause }),
      transitions: result.transitions,
      path: result.path,
      durationMs: Math.round(performance.now() - begun),
    });
  };

  return {
    hasStateMachine: (arn) => byArn.has(arn),
    find: (executionArn) => executions.get(executionArn),
    start: ({ executionArn, stateMachineArn, name, input }) => {
      const machine = byArn.get(stateMachineArn);
      if (!machine) throw new Error(`There is no state machine ${stateMachineArn}`);
      const execution: LocalExecution = {
        executionArn, stateMachineArn, name, input, workflow: options.workflowOf(machine.name),
        status: 'RUNNING', startedAt: options.clock.now(), transitions: 0, durationMs: 0, path: [],
      };
      executions.set(executionArn, execution);
      const done = run(execution, machine).finally(() => running.delete(done));
      running.add(done);
      return execution;
    },
    all: () => [...executions.values()],
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
};
