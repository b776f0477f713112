import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { defineFailurePath } from './failure-path';
import { forEach } from './for-each';
import { openRun } from './open-run';
import type { Steps } from './task';
import { task } from './task';

type ReleaseWorkflow = typeof WORKFLOWS.sync | typeof WORKFLOWS.retroPush;

const OF_RUN = { runId: '{% $runId %}' };
const OF_SHARD = { runId: '{% $states.input.runId %}', shard: '{% $states.input.shard %}' };
const SHARDS = '{% $shards %}';

/**
 * Releases what is due: the Tuesday sync (UG-07), and a retro-active push (UG-16), which leaves the cohorts alone.
 * Every shard is decided before any is written, because dealing the pools needs the count of all (RT-05).
 */
const defineRelease = (scope: Construct, steps: Steps, { concurrency }: Stage, workflow: ReleaseWorkflow): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, workflow);

  const open = catchWithoutRun(openRun(scope, steps, workflow));
  const plan = catchInRun(task(scope, STATES.planRelease, { step: steps['plan-release'], payload: OF_RUN, assign: { shards: '{% $states.result.Payload.shards %}' } }));
  const isAnythingDue = Choice.jsonata(scope, STATES.isAnythingDue);
  const decideShard = task(scope, STATES.decideShard, { step: steps['decide-shard'], payload: OF_SHARD });
  const decideShards = catchInRun(forEach(scope, STATES.forEachShardDecide, { items: SHARDS, item: 'shard', maxConcurrency: concurrency.shards, each: decideShard }));
  const dealPools = catchInRun(task(scope, STATES.dealPools, { step: steps['deal-pools'], payload: OF_RUN }));
  const writeShard = task(scope, STATES.writeShard, { step: steps['write-shard'], payload: OF_SHARD });
  const writeShards = catchInRun(forEach(scope, STATES.forEachShardWrite, { items: SHARDS, item: 'shard', maxConcurrency: concurrency.shards, each: writeShard }));
  const settle = catchInRun(task(scope, STATES.settleRun, { step: steps['settle-release'], payload: OF_RUN }));

  const release = plan.next(isAnythingDue);
  isAnythingDue
    .when(Condition.jsonata("{% $states.input.outcome = 'planned' %}"), decideShards.next(dealPools).next(writeShards).next(settle))
    .otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everySignalHasOutcome));

  if (workflow === WORKFLOWS.retroPush) return open.next(release);
  const refresh = catchInRun(task(scope, STATES.refreshCohorts, { step: steps['refresh-cohorts'], payload: { ...OF_RUN, scheduledTime: '{% $states.input.scheduledTime %}' } }));
  return open.next(refresh).next(release);
};

/** Tuesday: refresh the cohorts, then release what is due (UG-03 to UG-15, UG-20). */
export const defineSyncWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => defineRelease(scope, steps, stage, WORKFLOWS.sync);

/** A back-fill that an operator starts with `{"push": n}` (UG-16). */
export const defineRetroPushWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => defineRelease(scope, steps, stage, WORKFLOWS.retroPush);
