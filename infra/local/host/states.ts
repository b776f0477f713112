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
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const INPUT_LIMIT_BYTES = 256 * 1024;
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]{1,80}$/u;

/** Stands in for Step Functions: StartExecution (names are idempotent, PLAT-05) and DescribeExecution of standard workflows. */
export const statesEndpoint = (executions: Executions, newName: () => string): Endpoint => ({
  read: readAwsJson,
  answer: (action, params) => {
    if (action === 'StartExecution') return startExecution(executions, newName, params);
    if (action === 'DescribeExecution') return describeExecution(executions, textParam(params, 'executionArn'));
    return awsJsonError('UnknownOperationException', `The embedded Step Functions has no ${action} (it has StartExecution, DescribeExecution)`);
  },
});

const startExecution = (executions: Executions, newName: () => string, params: Params): EndpointResponse => {
  const stateMachineArn = textParam(params, 'stateMachineArn');
  const name = textParam(params, 'name') || newName();
  const input = textParam(params, 'input') || '{}';
  if (!executions.hasStateMachine(stateMachineArn)) return awsJsonError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${stateMachineArn}'`);
  if (!NAME.test(name)) return awsJsonError('InvalidName', `Invalid Name: '${name}'`);
  if (!isJson(input)) return awsJsonError('InvalidExecutionInput', 'Invalid State Machine Execution Input: it is not JSON');
  if (Buffer.byteLength(input) > INPUT_LIMIT_BYTES) return awsJsonError('ValidationException', `input must have at most ${INPUT_LIMIT_BYTES} bytes`);

  const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
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

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
