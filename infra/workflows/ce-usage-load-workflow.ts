import { Duration } from 'aws-cdk-lib';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { bringStream } from './bring-stream';
import { defineFailurePath } from './failure-path';
import { forEach } from './for-each';
import { openRun } from './open-run';
import type { Steps } from './task';
import { task } from './task';
import { tellPeople } from './tell-people';

const OF_RUN = { runId: '{% $runId %}' };
const outcomeIs = (outcome: string): Condition => Condition.jsonata(`{% $states.input.outcome = '${outcome}' %}`);

/** A batch of the stream takes seconds; whoever holds the turn longer has a backlog. */
const TURN_SECONDS = 15;

/** Monday 01:30: instances that reported their use become counters of accounts, and new accounts (CE-01 to CE-06, CE-09, CE-12). */
export const defineCeUsageLoadWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.ceUsageLoad);

  const open = catchWithoutRun(
    openRun(scope, steps, WORKFLOWS.ceUsageLoad, { scheduledTime: '{% $states.result.Payload.scheduledTime %}', businessDate: '{% $states.result.Payload.businessDate %}', turn: 1 }),
  );
  const bring = catchInRun(
    bringStream(scope, STATES.bringStreamToLoad, stage, {
      execution: `{% '${WORKFLOWS.leadIntake}-' & $states.context.Execution.Name & '-' & $turn %}`,
      until: '{% $scheduledTime %}',
      businessDate: '{% $businessDate %}',
    }),
  );
  const takeIn = catchInRun(task(scope, STATES.takeInPings, { step: steps['take-in-pings'], payload: OF_RUN }));
  const areAllTakenIn = Choice.jsonata(scope, STATES.areAllPingsTakenIn);
  const deal = catchInRun(task(scope, STATES.dealHosts, { step: steps['deal-hosts'], payload: OF_RUN }));
  const clean = task(scope, STATES.cleanHosts, { step: steps['clean-hosts'], payload: { runId: '{% $states.input.runId %}', shard: '{% $states.input.shard %}' } });
  const cleanShards = catchInRun(
    forEach(scope, STATES.forEachShardClean, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: stage.concurrency.shards, each: clean }),
  );
  const match = catchInRun(task(scope, STATES.matchAccounts, { step: steps['match-accounts'], payload: { ...OF_RUN, at: '{% $states.context.State.EnteredTime %}' }, assign: { alerts: '{% $states.result.Payload.alerts %}' } }));
  const wasItOurTurn = Choice.jsonata(scope, STATES.wasItOurTurn);
  const waitForStream = Wait.jsonata(scope, STATES.waitForStream, { time: WaitTime.duration(Duration.seconds(TURN_SECONDS)), assign: { turn: '{% $turn + 1 %}' } });
  const settle = catchInRun(task(scope, STATES.settleLoad, { step: steps['settle-load'], payload: OF_RUN }));
  const tell = tellPeople(scope, steps, { payload: { ...OF_RUN, alerts: '{% $alerts %}' }, catching: catchInRun, then: settle });

  areAllTakenIn.when(outcomeIs('more'), takeIn).otherwise(deal.next(cleanShards).next(match).next(wasItOurTurn));
  wasItOurTurn.when(outcomeIs('theirs'), waitForStream.next(bring)).otherwise(tell);
  settle.next(Succeed.jsonata(scope, STATES.everyHostHasOutcome));
  return open.next(bring).next(takeIn).next(areAllTakenIn);
};
