import type { ExecutionHost, TaskCall } from '../asl/execution-host';
import { StatesError } from '../asl/states-error';
import type { Execution } from '../host/states';
import type { WaitingTasks } from './waiting-tasks';

/** What a machine's tasks can ask for. */
export interface TaskServices {
  /** Runs a function; a StatesError fails the task under its name. */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /** Starts an execution, or finds the one that runs under this name with this input, and waits for its end. */
  execute(request: Pick<Execution, 'stateMachineArn' | 'name' | 'input'>): Promise<Execution>;
  readonly tasks: Pick<WaitingTasks, 'wait'>;
}

/** Carries out tasks by their Resource; one that is not listed here is refused by name. */
export const taskIntegrations = ({ invoke, execute, tasks }: TaskServices): ExecutionHost['runTask'] => {
  const invokeFunction = async (given: unknown): Promise<unknown> => {
    const { FunctionName, Payload } = given as { readonly FunctionName: string; readonly Payload: unknown };
    return { ExecutedVersion: '$LATEST', StatusCode: 200, Payload: await invoke(FunctionName, Payload) };
  };
  const integrations: Readonly<Record<string, (call: TaskCall) => Promise<unknown>>> = {
    'lambda:invoke': (call) => invokeFunction(call.arguments),
    'lambda:invoke.waitForTaskToken': (call) => {
      const told = tasks.wait(tokenOf(call), call.signal);
      // The function may tell the task itself, and its own result is nobody's.
      return Promise.race([told, invokeFunction(call.arguments).then(() => told)]);
    },
    'states:startExecution.sync:2': async (call) => {
      const { StateMachineArn, Name, Input } = call.arguments as { readonly StateMachineArn: string; readonly Name: string; readonly Input: unknown };
      return endOf(await execute({ stateMachineArn: StateMachineArn, name: Name, input: typeof Input === 'string' ? Input : JSON.stringify(Input) }));
    },
  };
  return async (call) => {
    const integration = integrations[call.resource.replace(/^arn:[^:]*:states:::/, '')];
    if (!integration) throw new Error(`The embedded runtime has no integration ${call.resource}: it has ${Object.keys(integrations).join(', ')}`);
    return integration(call);
  };
};

const tokenOf = ({ context }: TaskCall): string => (context['Task'] as { readonly Token: string }).Token;

/** https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html: `.sync:2` gives input and output as JSON, `.sync` as text. */
const endOf = ({ executionArn, stateMachineArn, name, input, status, startedAt, stoppedAt, output, error, cause }: Execution): unknown => {
  const described = { ExecutionArn: executionArn, Name: name, StateMachineArn: stateMachineArn, Status: status, StartDate: startedAt, StopDate: stoppedAt, InputDetails: { Included: true } };
  if (status !== 'SUCCEEDED') throw new StatesError('States.TaskFailed', JSON.stringify({ ...described, Input: input, Error: error, Cause: cause }));
  return { ...described, Input: JSON.parse(input), Output: JSON.parse(output ?? 'null'), OutputDetails: { Included: true } };
};
