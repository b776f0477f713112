import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Errors, IntegrationPattern, TaskInput, type Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { RETRIES } from './retries';

interface AwaitCallbackProps {
  /** Keeps the token for whoever tells the task what came of it. */
  readonly step: LambdaFunction;
  /** Input of the step beside the token. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly assign: Readonly<Record<string, unknown>>;
  /** How long somebody is waited for. */
  readonly patience: Timeout;
}

/** A task state that waits until it is told its result, with the retries of every task, except that nobody who did not answer is asked again. */
export const awaitCallback = (scope: Construct, name: string, { step, payload, assign, patience }: AwaitCallbackProps): LambdaInvoke => {
  const state = LambdaInvoke.jsonata(scope, name, {
    lambdaFunction: step,
    integrationPattern: IntegrationPattern.WAIT_FOR_TASK_TOKEN,
    payload: TaskInput.fromObject({ ...payload, token: '{% $states.context.Task.Token %}' }),
    outputs: '{% $states.result %}',
    assign,
    taskTimeout: patience,
    retryOnServiceExceptions: false,
  });
  for (const { errors = [], ...retry } of RETRIES) state.addRetry({ ...retry, errors: errors.filter((error) => error !== Errors.TIMEOUT) });
  return state;
};
