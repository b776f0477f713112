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

const OF_RUN = { runId: '{% $runId %}' };

/** Every night, where a stage asks for it: leads that nobody works move to the holding queue of their status (LR-11). */
export const defineQueueCleanUpWorkflow = (scope: Construct, steps: Steps, { concurrency }: Stage): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.queueCleanUp);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.queueCleanUp));
  const plan = catchInRun(task(scope, STATES.planCleanUp, { step: steps['plan-clean-up'], payload: OF_RUN }));
  const isAnythingUnworked = Choice.jsonata(scope, STATES.isAnythingUnworked);
  const move = task(scope, STATES.moveUnworkedLeads, { step: steps['move-unworked-leads'], payload: { runId: '{% $states.input.runId %}', shard: '{% $states.input.shard %}' } });
  const moveShards = catchInRun(forEach(scope, STATES.forEachShardMove, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: concurrency.shards, each: move }));
  const settle = catchInRun(task(scope, STATES.settleCleanUp, { step: steps['settle-clean-up'], payload: OF_RUN }));

  isAnythingUnworked.when(Condition.jsonata("{% $states.input.outcome = 'planned' %}"), moveShards.next(settle)).otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everyLeadHasOutcome));
  return open.next(plan).next(isAnythingUnworked);
};
