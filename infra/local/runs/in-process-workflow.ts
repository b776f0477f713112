import { nameIn } from '../../../shared/names/name-in';
import type { WorkflowName } from '../../../shared/names/workflows';
import { execute, type ExecutionResult } from '../asl/interpreter';
import type { StateMachine } from '../asl/state-machine';
import { executionArnOf } from '../host/states';
import { activity } from './activity';
import { passTime } from './pass-time';
import { simulatedClock } from './simulated-clock';
import { STEPS, type StepDeps, type StepName } from './steps.table';
import { taskIntegrations } from './task-integrations';
import { waitingTasks, type WaitingTasks } from './waiting-tasks';

/** Steps print their metrics for CloudWatch to read: in this process nobody reads them, and what a command prints is its answer. */
process.env['POWERTOOLS_METRICS_DISABLED'] = 'true';

export interface InProcessStart {
  readonly workflow: WorkflowName;
  /** Name of the execution. */
  readonly name: string;
  /** When it starts on the simulated clock, ISO-8601. */
  readonly startTime: string;
  readonly input: object;
  /** Stands around every invocation of a step: may watch it, delay it, or fail it instead of working. */
  readonly around?: (step: StepName, work: () => Promise<unknown>) => Promise<unknown>;
  /** Aborting it stops the execution. */
  readonly signal?: AbortSignal;
  /** The machines that this one may run and wait for. */
  readonly machineOf?: (workflow: WorkflowName) => StateMachine;
  /** Where tasks wait with a token, for whoever tells them: the steps themselves find it behind their port. */
  readonly tasks?: WaitingTasks;
}

export interface InProcessExecution extends ExecutionResult {
  /** Simulated seconds from start to end. */
  readonly seconds: number;
}

/**
 * Executes a synthesized state machine in this process, on a simulated clock, with the real steps and whatever stores, senders and
 * vendors they are given: for tests, and for commands that must not write. Machines that it runs and waits for are executed with it; who
 * waits for somebody outside waits in vain, unless a step or the test tells them.
 */
export const executeInProcess = async (machine: StateMachine, deps: StepDeps, start: InProcessStart): Promise<InProcessExecution> => {
  const { workflow, name, startTime, input, around = (_, work) => work(), signal, machineOf, tasks = waitingTasks() } = start;
  const { stage } = deps.settings;
  const clock = simulatedClock(Date.parse(startTime));
  const { during, rest } = activity();
  const invoke = async (step: StepName, payload: unknown): Promise<unknown> => {
    // Each step knows the shape of its own input; the state machine is what must get it right.
    const given = asJson(payload) as never;
    return asJson(await around(step, () => STEPS[step](deps, given)));
  };
  const run = (parsed: StateMachine, of: { readonly workflow: string; readonly name: string; readonly input: object }): Promise<ExecutionResult> => {
    const stateMachineName = nameIn(stage, of.workflow);
    const stateMachineId = `arn:aws:states:us-east-1:000000000000:stateMachine:${stateMachineName}`;
    const id = executionArnOf(stateMachineId, of.name);
    return execute(parsed, of.input, { clock, random: () => 1, runTask }, { id, name: of.name, stateMachineId, stateMachineName, startTime: new Date(clock.now()).toISOString(), ...(signal && { signal }) });
  };
  const runTask = taskIntegrations({
    tasks,
    invoke: (functionName, payload) => during(invoke(stepOf(functionName, stage), payload)),
    execute: async ({ stateMachineArn, name: nested, input: text }) => {
      const called = plainName(stateMachineArn, stage) as WorkflowName;
      if (!machineOf) throw new Error(`${workflow} runs ${called}: give executeInProcess its machine`);
      const startedAt = clock.now();
      const { output, ...result } = await run(machineOf(called), { workflow: called, name: nested, input: JSON.parse(text) });
      return { executionArn: executionArnOf(stateMachineArn, nested), stateMachineArn, name: nested, input: text, ...result, startedAt, stoppedAt: clock.now(), ...(output !== undefined && { output: JSON.stringify(output) }) };
    },
  });

  let isOver = false;
  const running = run(machine, { workflow, name, input }).finally(() => {
    isOver = true;
  });
  const [result] = await Promise.all([running, passTime({ clock, rest, patientUntil: Infinity, isOver: () => isOver })]);
  return { ...result, seconds: (clock.now() - Date.parse(startTime)) / 1000 };
};

const isStep = (name: string): name is StepName => Object.hasOwn(STEPS, name);

/** A function or a machine stands in a definition under its ARN, in one written for readers under its plain name. */
const plainName = (nameOrArn: string, stage: string): string => nameOrArn.slice(nameOrArn.lastIndexOf(':') + 1).replace(nameIn(stage, ''), '');

const stepOf = (functionName: string, stage: string): StepName => {
  const name = plainName(functionName, stage);
  if (isStep(name)) return name;
  throw new Error(`There is no step ${name}: add it to infra/local/runs/steps.table.ts`);
};

/** What is left of a value when it has travelled as JSON, as between Step Functions and Lambda. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
