import { nameIn } from '../../../shared/names/name-in';
import type { WorkflowName } from '../../../shared/names/workflows';
import { execute, type ExecutionResult } from '../asl/interpreter';
import type { StateMachine } from '../asl/state-machine';
import { simulatedClock } from './simulated-clock';
import { STEPS, type StepDeps, type StepName } from './steps.table';

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
}

export interface InProcessExecution extends ExecutionResult {
  /** Simulated seconds from start to end. */
  readonly seconds: number;
}

/**
 * Executes a synthesized state machine in this process, on a simulated clock, with the real steps and whatever stores, senders and
 * vendors they are given: for tests, and for commands that must not write.
 */
export const executeInProcess = async (machine: StateMachine, deps: StepDeps, { workflow, name, startTime, input, around = (_, work) => work(), signal }: InProcessStart): Promise<InProcessExecution> => {
  const { stage } = deps.settings;
  const clock = simulatedClock(Date.parse(startTime));
  const machineName = nameIn(stage, workflow);
  const invoke = async (step: StepName, payload: unknown): Promise<unknown> => {
    // Each step knows the shape of its own input; the state machine is what must get it right.
    const given = asJson(payload) as never;
    return asJson(await around(step, () => STEPS[step](deps, given)));
  };
  const result = await execute(
    machine,
    input,
    {
      clock,
      random: () => 1,
      runTask: async ({ arguments: request }) => {
        const { FunctionName, Payload } = request as { readonly FunctionName: string; readonly Payload: unknown };
        return { StatusCode: 200, Payload: await invoke(stepOf(FunctionName, stage), Payload) };
      },
    },
    {
      id: `arn:aws:states:us-east-1:000000000000:execution:${machineName}:${name}`,
      name,
      stateMachineId: `arn:aws:states:us-east-1:000000000000:stateMachine:${machineName}`,
      stateMachineName: machineName,
      startTime,
      ...(signal && { signal }),
    },
  );
  return { ...result, seconds: (clock.now() - Date.parse(startTime)) / 1000 };
};

const isStep = (name: string): name is StepName => Object.hasOwn(STEPS, name);

/** A function stands in a definition under its ARN, in one written for readers under its plain name. */
const stepOf = (functionName: string, stage: string): StepName => {
  const name = functionName.slice(functionName.lastIndexOf(':') + 1).replace(nameIn(stage, ''), '');
  if (isStep(name)) return name;
  throw new Error(`There is no step ${name}: add it to infra/local/runs/steps.table.ts`);
};

/** What is left of a value when it has travelled as JSON, as between Step Functions and Lambda. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
