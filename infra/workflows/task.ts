import { Duration } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions.table';
import { RETRIES } from './retries';

export type Steps = Readonly<Record<FunctionName, LambdaFunction>>;

/** What the function returned; the rest of the invocation's answer is of no interest. */
const RESULT = '{% $states.result.Payload %}';

/** Beyond the function's own timeout, so that a function which is cut off says so itself. */
const GRACE_SECONDS = 10;

interface TaskProps {
  readonly step: LambdaFunction;
  /** Input of the step, or one JSONata expression that yields it. */
  readonly payload: Readonly<Record<string, unknown>> | string;
  /** What later states need, by the name of the variable. */
  readonly assign?: Readonly<Record<string, unknown>>;
  readonly outputs?: string;
}

/** A task state that runs one step, with the retries that every task has and no others. */
export const task = (scope: Construct, name: string, { step, payload, assign, outputs = RESULT }: TaskProps): LambdaInvoke => {
  const seconds = (step.timeout?.toSeconds() ?? 0) + GRACE_SECONDS;
  const state = LambdaInvoke.jsonata(scope, name, {
    lambdaFunction: step,
    payload: typeof payload === 'string' ? TaskInput.fromText(payload) : TaskInput.fromObject(payload),
    outputs,
    ...(assign === undefined ? {} : { assign }),
    taskTimeout: Timeout.duration(Duration.seconds(seconds)),
    retryOnServiceExceptions: false,
  });
  RETRIES.forEach((retry) => state.addRetry(retry));
  return state;
};
