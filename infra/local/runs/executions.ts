import { parseStateMachine } from '../asl/definition';
import type { Clock } from '../asl/clock';
import { execute, type ExecutionResult } from '../asl/interpreter';
import { StatesError } from '../asl/states-error';
import type { StateMachineResource } from '../host/assembly';
import { FunctionError } from '../host/functions';
import { executionArnOf, type Execution, type Executions } from '../host/states';
import { activity } from './activity';
import { taskIntegrations } from './task-integrations';
import { waitingTasks } from './waiting-tasks';

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
  /** Resolves when nothing is at work: every execution has ended or waits. Rejects when the program around one broke. */
  rest(): Promise<void>;
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>;
  /** Stops what still runs, as when the process ends. */
  stop(): Promise<void>;
}

interface Running {
  readonly ended: Promise<LocalExecution>;
  readonly stopper: AbortController;
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
  const running = new Map<string, Running>();
  const { during, rest } = activity();
  const tasks = waitingTasks();
  /** A workflow that fails is a result; what breaks here is a defect of the program around it. */
  const defects: unknown[] = [];

  const run = async (execution: LocalExecution, machine: NonNullable<ReturnType<typeof byArn.get>>, signal: AbortSignal): Promise<LocalExecution> => {
    const begun = performance.now();
    const start = { id: execution.executionArn, name: execution.name, stateMachineId: machine.arn, stateMachineName: machine.name, startTime: new Date(execution.startedAt).toISOString(), signal };
    const result = await execute(machine.parsed, JSON.parse(execution.input), { clock: options.clock, runTask }, start);
    if (result.status === 'SUCCEEDED' && options.onSuccess) await during(options.onSuccess(execution));
    const ended: LocalExecution = {
      ...execution,
      status: result.status,
      stoppedAt: options.clock.now(),
      ...(result.output === undefined ? {} : { output: JSON.stringify(result.output) }),
      ...(result.error === undefined ? {} : { error: result.error }),
      ...(result.cause === undefined ? {} : { cause: result.cause }),
      transitions: result.transitions,
      path: result.path,
      durationMs: Math.round(performance.now() - begun),
    };
    executions.set(execution.executionArn, ended);
    running.delete(execution.executionArn);
    return ended;
  };

  const start: Executions['start'] = ({ executionArn, stateMachineArn, name, input }) => {
    const machine = byArn.get(stateMachineArn);
    if (!machine) throw new Error(`There is no state machine ${stateMachineArn}`);
    const execution: LocalExecution = {
      executionArn, stateMachineArn, name, input, workflow: options.workflowOf(machine.name),
      status: 'RUNNING', startedAt: options.clock.now(), transitions: 0, durationMs: 0, path: [],
    };
    executions.set(executionArn, execution);
    const stopper = new AbortController();
    const ended = run(execution, machine, stopper.signal);
    ended.catch((defect: unknown) => defects.push(defect));
    running.set(executionArn, { ended, stopper });
    return execution;
  };

  const runTask = taskIntegrations({
    tasks,
    invoke: async (functionName, payload) => {
      try {
        return await during(options.invoke(functionName, payload));
      } catch (error) {
        if (error instanceof FunctionError) throw new StatesError(error.errorType, JSON.stringify({ errorType: error.errorType, errorMessage: error.errorMessage }));
        throw error;
      }
    },
    execute: async ({ stateMachineArn, name, input }) => {
      const executionArn = executionArnOf(stateMachineArn, name);
      const known = executions.get(executionArn);
      if (known !== undefined && (known.status !== 'RUNNING' || known.input !== input)) throw new StatesError('StepFunctions.ExecutionAlreadyExistsException', `Execution Already Exists: '${executionArn}'`);
      if (known === undefined) start({ executionArn, stateMachineArn, name, input });
      const execution = running.get(executionArn);
      if (!execution) throw new Error(`${executionArn} runs and is not known to run`);
      return execution.ended;
    },
  });

  return {
    hasStateMachine: (arn) => byArn.has(arn),
    find: (executionArn) => executions.get(executionArn),
    start,
    tasks,
    all: () => [...executions.values()],
    rest: async () => {
      await rest();
      for (const defect of defects) throw defect;
    },
    idle: async () => {
      while (running.size > 0) await Promise.all([...running.values()].map(({ ended }) => ended));
    },
    stop: async () => {
      const ending = [...running.values()];
      for (const { stopper } of ending) stopper.abort();
      await Promise.allSettled(ending.map(({ ended }) => ended));
    },
  };
};
