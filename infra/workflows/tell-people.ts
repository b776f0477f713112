import type { IChainable, TaskStateBase } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import type { FailurePath } from './failure-path';
import type { Steps } from './task';
import { task } from './task';

interface TellPeopleProps {
  /** `{runId, alerts}` of a run that noted so many, or `{clockId}` of a request that was not answered in time. */
  readonly payload: { readonly runId: string; readonly alerts?: string } | { readonly clockId: string };
  readonly catching: FailurePath['catchInRun'];
  /** What comes when everybody has been told. */
  readonly then: IChainable;
}

/** Tells people what the lead database noted for them, waits where Slack or SES asks for it, and goes on. */
export const tellPeople = (scope: Construct, steps: Steps, { payload, catching, then }: TellPeopleProps): TaskStateBase => {
  const tell = catching(task(scope, STATES.tellPeople, { step: steps['tell-people'], payload }));
  const wait = Wait.jsonata(scope, STATES.waitAsSlackAsked, { time: WaitTime.seconds('{% $states.input.retryAfterSeconds %}') });
  tell.next(Choice.jsonata(scope, STATES.wasItRateLimited).when(Condition.jsonata("{% $states.input.outcome = 'rate_limited' %}"), wait.next(tell)).otherwise(then));
  return tell;
};
