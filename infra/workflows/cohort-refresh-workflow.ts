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

/** A shard, second by second: each call tells what one second holds and says which second is the next (docs/decisions/023-pacing-by-the-state-machine.md). */
const defineTelling = (scope: Construct, steps: Steps): IChainable => {
  const tell = task(scope, STATES.tellVendor, {
    step: steps['tell-vendor'],
    payload: "{% $merge([{'from': 0, 'deferrals': 0}, $states.input, {'at': $states.context.State.EnteredTime}]) %}",
    outputs: '{% $merge([$states.input, $states.result.Payload]) %}',
  });
  const wait = Wait.jsonata(scope, STATES.waitForSecond, { time: WaitTime.timestamp('{% $states.input.slot %}') });
  const told = Succeed.jsonata(scope, STATES.shardTold, { outputs: '{% $states.input.outcome %}' });
  return tell.next(Choice.jsonata(scope, STATES.isShardTold).when(outcomeIs('more'), wait.next(tell)).otherwise(told));
};

/** Monday evening: UserGems is told what changed in the lists of contacts and accounts that it should follow (UG-03 to UG-06). */
export const defineCohortRefreshWorkflow = (scope: Construct, steps: Steps, { concurrency }: Stage): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.cohortRefresh);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.cohortRefresh));
  const refresh = catchInRun(task(scope, STATES.refreshCohorts, { step: steps['refresh-cohorts'], payload: { ...OF_RUN, scheduledTime: '{% $states.input.scheduledTime %}' } }));
  const plan = catchInRun(task(scope, STATES.planVendorWrites, { step: steps['plan-vendor-writes'], payload: { ...OF_RUN, force: '{% $states.context.Execution.Input.force = true %}' } }));
  const isAnythingToTell = Choice.jsonata(scope, STATES.isAnythingToTell);
  const tellShards = catchInRun(
    forEach(scope, STATES.forEachShardTell, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: concurrency.vendorCalls, each: defineTelling(scope, steps) }),
  );
  const settle = catchInRun(task(scope, STATES.settleVendorLists, { step: steps['settle-vendor-lists'], payload: OF_RUN }));

  isAnythingToTell.when(outcomeIs('planned'), tellShards.next(settle)).otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everyWriteHasOutcome));
  return open.next(refresh).next(plan).next(isAnythingToTell);
};
