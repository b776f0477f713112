import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { defineFailurePath } from './failure-path';
import { forEach } from './for-each';
import { openRun } from './open-run';
import type { Steps } from './task';
import { task } from './task';

const OF_RUN = { runId: '{% $runId %}' };
const outcomeIs = (outcome: string): Condition => Condition.jsonata(`{% $states.input.outcome = '${outcome}' %}`);

/** A shard, again and again until Outreach has let all of it through. */
const definePushing = (scope: Construct, steps: Steps): IChainable => {
  const push = task(scope, STATES.pushToOutreach, {
    step: steps['push-to-outreach'],
    payload: "{% $merge([{'deferrals': 0}, $states.input]) %}",
    outputs: '{% $merge([$states.input, $states.result.Payload]) %}',
  });
  const wait = Wait.jsonata(scope, STATES.waitAsOutreachAsked, { time: WaitTime.seconds('{% $states.input.retryAfterSeconds %}') });
  const pushed = Succeed.jsonata(scope, STATES.shardPushed, { outputs: '{% $states.input.outcome %}' });
  return push.next(Choice.jsonata(scope, STATES.hasOutreachPutItOff).when(outcomeIs('rate_limited'), wait.next(push)).otherwise(pushed));
};

/** Every morning: leads and contacts that are new are synced to Outreach, so that mail to them maps back to the CRM (RO-03). */
export const defineOutreachSyncWorkflow = (scope: Construct, steps: Steps, { concurrency }: Stage): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.outreachSync);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.outreachSync));
  const plan = catchInRun(task(scope, STATES.planOutreachSync, { step: steps['plan-outreach-sync'], payload: OF_RUN }));
  const isAnybodyQueued = Choice.jsonata(scope, STATES.isAnybodyQueued);
  const pushShards = catchInRun(
    forEach(scope, STATES.forEachShardPush, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: concurrency.vendorCalls, each: definePushing(scope, steps) }),
  );
  const settle = catchInRun(task(scope, STATES.settleOutreachSync, { step: steps['settle-outreach-sync'], payload: OF_RUN }));

  isAnybodyQueued.when(outcomeIs('planned'), pushShards.next(settle)).otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everybodyQueuedHasOutcome));
  return open.next(plan).next(isAnybodyQueued);
};
