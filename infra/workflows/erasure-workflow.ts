import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { ERASABLE_TABLES } from '../../shared/domain/privacy/erase-item.table';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { defineFailurePath } from './failure-path';
import { forEach } from './for-each';
import type { Steps } from './task';
import { task } from './task';

const OF_ERASURE = { erasureId: '{% $erasureId %}' };
const AT = '{% $states.context.State.EnteredTime %}';
/** The turn at the vendor, which travels from call to call. */
const TURN = '{% $states.result.Payload.turn %}';

/**
 * A person asked to be erased. The execution is given the id of the request and nothing of the person: inputs and outputs can be read by
 * whoever may open an execution. It has no run: its row is that of the request (docs/decisions/024-erasure-by-scan.md).
 */
export const defineErasureWorkflow = (scope: Construct, steps: Steps, { concurrency }: Stage): IChainable => {
  const { catchWithoutRun } = defineFailurePath(scope, steps, WORKFLOWS.erasure);

  const find = catchWithoutRun(
    task(scope, STATES.findPerson, {
      step: steps['find-person'],
      payload: { erasureId: '{% $states.input.erasureId %}', execution: { name: '{% $states.context.Execution.Name %}', startTime: '{% $states.context.Execution.StartTime %}' } },
      assign: { erasureId: '{% $states.input.erasureId %}', turn: TURN },
    }),
  );
  const tellVendor = catchWithoutRun(task(scope, STATES.tellVendorToErase, { step: steps['tell-vendor-to-erase'], payload: { ...OF_ERASURE, at: AT, turn: '{% $turn %}' }, assign: { turn: TURN } }));
  const hasVendorBeenTold = Choice.jsonata(scope, STATES.hasVendorBeenTold);
  const waitForTurn = Wait.jsonata(scope, STATES.waitForTurn, { time: WaitTime.timestamp('{% $states.input.until %}') });
  const eraseTable = task(scope, STATES.eraseTable, { step: steps['erase-table'], payload: { erasureId: '{% $states.input.erasureId %}', table: '{% $states.input.table %}' } });
  const eraseTables = catchWithoutRun(
    forEach(scope, STATES.forEachTableErase, { items: `{% ${JSON.stringify(ERASABLE_TABLES)} %}`, item: 'table', maxConcurrency: concurrency.shards, each: eraseTable, of: OF_ERASURE }),
  );
  const settle = catchWithoutRun(task(scope, STATES.settleErasure, { step: steps['settle-erasure'], payload: { ...OF_ERASURE, at: AT } }));

  hasVendorBeenTold.when(Condition.jsonata("{% $states.input.outcome = 'told' %}"), eraseTables.next(settle)).otherwise(waitForTurn.next(tellVendor));
  settle.next(Succeed.jsonata(scope, STATES.personIsErased));
  return find.next(tellVendor).next(hasVendorBeenTold);
};
