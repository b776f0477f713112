import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Pass, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { defineFailurePath, failureOfRun } from './failure-path';
import { forEach } from './for-each';
import { openRun } from './open-run';
import type { Steps } from './task';
import { task } from './task';

const OF_RUN = { runId: '{% $runId %}' };
const outcomeIs = (outcome: string): Condition => Condition.jsonata(`{% $states.input.outcome = '${outcome}' %}`);

/** One message: sent, or sent again after the seconds that Slack asked for (PLAT-08). What becomes of it is in its row, not in the output. */
const defineSending = (scope: Construct, steps: Steps): IChainable => {
  const send = task(scope, STATES.sendMessage, {
    step: steps['send-message'],
    payload: { runId: '{% $states.input.runId %}', messageId: '{% $states.input.messageId %}' },
    outputs: '{% $merge([$states.input, $states.result.Payload]) %}',
  });
  const wait = Wait.jsonata(scope, STATES.waitAsSlackAsked, { time: WaitTime.seconds('{% $states.input.retryAfterSeconds %}') });
  const settled = Succeed.jsonata(scope, STATES.messageSettled, { outputs: '{% $states.input.outcome %}' });
  return send.next(Choice.jsonata(scope, STATES.wasItRateLimited).when(outcomeIs('rate_limited'), wait.next(send)).otherwise(settled));
};

/** Wednesday: tell the owners of what Tuesday's sync made (NT-01 to NT-14), but never before that is complete (NT-12, PLAT-10). */
export const defineNotifyWorkflow = (scope: Construct, steps: Steps, { concurrency, settings: { notifications: { syncWait } } }: Stage): IChainable => {
  const { park, catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.notify);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.notify, { businessDate: '{% $states.result.Payload.businessDate %}', attempt: 1 }));
  const checkSync = catchInRun(task(scope, STATES.checkSync, { step: steps['check-sync'], payload: { businessDate: '{% $businessDate %}', attempt: '{% $attempt %}' } }));
  const isSyncComplete = Choice.jsonata(scope, STATES.isSyncComplete);
  const waitForSync = Wait.jsonata(scope, STATES.waitForSync, { time: WaitTime.duration(Duration.seconds(syncWait.seconds)), assign: { attempt: '{% $attempt + 1 %}' } });
  const syncIsMissing = Pass.jsonata(scope, STATES.syncIsMissing, {
    outputs: failureOfRun({ error: ERROR_NAMES.predecessorMissing, cause: `{% '${WORKFLOWS.sync} of the day before ' & $businessDate & ' is ' & $states.input.outcome & ' after looking ' & $attempt & ' times' %}` }),
  });
  const plan = catchInRun(task(scope, STATES.planNotifications, { step: steps['plan-notifications'], payload: OF_RUN }));
  const isAnybodyToBeTold = Choice.jsonata(scope, STATES.isAnybodyToBeTold);
  const evaluate = task(scope, STATES.evaluateRules, { step: steps['evaluate-shard'], payload: { runId: '{% $states.input.runId %}', shard: '{% $states.input.shard %}' } });
  const evaluateShards = catchInRun(
    forEach(scope, STATES.forEachShardOfAccounts, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: concurrency.shards, each: evaluate }),
  );
  const freeze = catchInRun(task(scope, STATES.freezeDigests, { step: steps['freeze-digests'], payload: OF_RUN }));
  const sendMessages = catchInRun(
    forEach(scope, STATES.forEachMessage, {
      items: '{% $states.input.messages %}',
      item: 'messageId',
      maxConcurrency: concurrency.messages,
      each: defineSending(scope, steps),
      // One recipient's trouble is not everybody's: "Settle the notifications" finds what was not sent.
      toleratesFailures: true,
    }),
  );
  const settle = catchInRun(task(scope, STATES.settleNotifications, { step: steps['settle-notifications'], payload: OF_RUN }));

  isSyncComplete
    .when(outcomeIs('complete'), plan)
    .when(Condition.jsonata(`{% $states.input.outcome = 'running' and $attempt <= ${syncWait.times} %}`), waitForSync.next(checkSync))
    .otherwise(syncIsMissing.next(park));
  plan.next(isAnybodyToBeTold);
  isAnybodyToBeTold.when(outcomeIs('planned'), evaluateShards.next(freeze).next(sendMessages).next(settle)).otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everyRecordHasOutcome));
  return open.next(checkSync).next(isSyncComplete);
};
