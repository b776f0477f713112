import { awsJson, awsJsonError, readAwsJson, textParam } from './endpoint';
import type { Endpoint, EndpointResponse, Params } from './endpoint';

/** An execution as DescribeExecution shows it. Instants are milliseconds since the epoch. */
export interface Execution {
  readonly executionArn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  /** JSON text, as it was given. */
  readonly input: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly startedAt: number;
  readonly stoppedAt?: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Whoever runs state machines here. Synchronous, so that two calls with one name cannot both find it free. */
export interface Executions {
  hasStateMachine(stateMachineArn: string): boolean;
  find(executionArn: string): Execution | undefined;
  /** Starts an execution under a name that is not taken and returns without waiting for its end. */
  start(request: Pick<Execution, 'executionArn' | 'stateMachineArn' | 'name' | 'input'>): Execution;
  readonly tasks: TokenTasks;
}

/** Tasks that wait with a token: false when nobody waits with it. */
export interface TokenTasks {
  succeed(token: string, output: unknown): boolean;
  fail(token: string, error: string | undefined, cause: string | undefined): boolean;
}

/** An execution's ARN follows from its machine and its name. */
export const executionArnOf = (stateMachineArn: string, name: string): string => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const INPUT_LIMIT_BYTES = 256 * 1024;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Stands in for Step Functions: starts (names are idempotent, PLAT-05), describes, and tells tasks of standard workflows what came of them. */
export const statesEndpoint = (executions: Executions, newName: () => string): Endpoint => {
  const actions: Readonly<Record<string, (params: Params) => EndpointResponse>> = {
    StartExecution: (params) => startExecution(executions, newName, params),
    DescribeExecution: (params) => describeExecution(executions, textParam(params, 'executionArn')),
    SendTaskSuccess: (params) => sendTaskSuccess(executions.tasks, params),
    SendTaskFailure: ({ taskToken, error, cause }) => told(executions.tasks.fail(String(taskToken), optionalText(error), optionalText(cause))),
  };
  return {
    read: readAwsJson,
    answer: (action, params) => actions[action]?.(params) ?? awsJsonError('UnknownOperationException', `The embedded Step Functions has no ${action} (it has ${Object.keys(actions).join(', ')})`),
  };
};

const startExecution = (executions: Executions, newName: () => string, params: Params): EndpointResponse => {
  const stateMachineArn = textParam(params, 'stateMachineArn');
  const name = textParam(params, 'name') || newName();
  const input = textParam(params, 'input') || '{}';
  if (!executions.hasStateMachine(stateMachineArn)) return awsJsonError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  if (!NAME.test(name)) return awsJsonError('InvalidName', `Invalid Name: '${name}'`);
  if (!isJson(input)) return awsJsonError('InvalidExecutionInput', 'Invalid State Machine Execution Input: it is not JSON');
  if (Buffer.byteLength(input) > INPUT_LIMIT_BYTES) return awsJsonError('ValidationException', `input must have at most ${INPUT_LIMIT_BYTES} bytes`);

  const executionArn = executionArnOf(stateMachineArn, name);
  const existing = executions.find(executionArn);
  const isRepeat = existing?.status === 'RUNNING' && existing.input === input;
  if (existing && !isRepeat) return awsJsonError('ExecutionAlreadyExists', `Execution Already Exists: '${executionArn}'`);
  const { startedAt } = existing ?? executions.start({ executionArn, stateMachineArn, name, input });
  return awsJson({ executionArn, startDate: startedAt / 1000 });
};

const describeExecution = (executions: Executions, executionArn: string): EndpointResponse => {
  const execution = executions.find(executionArn);
  if (execution === undefined) return awsJsonError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
  const { startedAt, stoppedAt, ...rest } = execution;
  return awsJson({ ...rest, startDate: startedAt / 1000, ...(stoppedAt === undefined ? {} : { stopDate: stoppedAt / 1000 }) });
};

const sendTaskSuccess = (tasks: TokenTasks, params: Params): EndpointResponse => {
  const output = textParam(params, 'output');
  if (!isJson(output)) return awsJsonError('InvalidOutput', 'Invalid Output: it is not JSON');
  return told(tasks.succeed(textParam(params, 'taskToken'), JSON.parse(output)));
};

const told = (somebodyWaited: boolean): EndpointResponse => (somebodyWaited ? awsJson({}) : awsJsonError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'"));

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
