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

/** The contacts of an account take over its owner or SDR (RO-01, RO-02); the run of the stream that changed the account waits for this. */
export const defineAccountChangeWorkflow = (scope: Construct, steps: Steps, { concurrency }: Stage): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.accountChange);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.accountChange));
  const list = catchInRun(task(scope, STATES.listContacts, { step: steps['list-contacts'], payload: { runId: '{% $runId %}', change: '{% $states.context.Execution.Input %}' } }));
  const hasAnyContacts = Choice.jsonata(scope, STATES.hasAnyContacts);
  const follow = task(scope, STATES.followAccount, { step: steps['follow-account'], payload: { runId: '{% $states.input.runId %}', shard: '{% $states.input.shard %}' } });
  const followShards = catchInRun(forEach(scope, STATES.forEachShardFollow, { items: '{% $states.input.shards %}', item: 'shard', maxConcurrency: concurrency.shards, each: follow }));
  const settle = catchInRun(task(scope, STATES.settleChange, { step: steps['settle-change'], payload: { runId: '{% $runId %}' } }));

  hasAnyContacts.when(Condition.jsonata("{% $states.input.outcome = 'planned' %}"), followShards.next(settle)).otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.everyContactFollowed));
  return open.next(list).next(hasAnyContacts);
};
