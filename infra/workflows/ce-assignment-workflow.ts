import { Duration } from 'aws-cdk-lib';
import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { awaitCallback } from './await-callback';
import { bringStream } from './bring-stream';
import { defineFailurePath } from './failure-path';
import type { Steps } from './task';
import { task } from './task';

/** The worklist of unworked accounts comes every Monday (CE-09): one that nobody answered for after four of them is for operations to look at. */
const PATIENCE = Duration.days(30);

/**
 * Who works a picked account is for the Regional Director to say (CE-10). The choice becomes a change of the CRM like any other (RO-02); a
 * change that comes from the CRM first ends the wait. It has no run: its row is that of the task.
 */
export const defineCeAssignmentWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => {
  const { catchWithoutRun } = defineFailurePath(scope, steps, WORKFLOWS.ceAssignment);

  const ask = catchWithoutRun(
    awaitCallback(scope, STATES.askDirector, {
      step: steps['ask-director'],
      payload: { accountId: '{% $states.input.accountId %}' },
      assign: { accountId: '{% $states.input.accountId %}' },
      patience: Timeout.duration(PATIENCE),
    }),
  );
  const hasDirectorChosen = Choice.jsonata(scope, STATES.hasDirectorChosen);
  const assign = catchWithoutRun(
    task(scope, STATES.assignSdr, {
      step: steps['assign-sdr'],
      payload: {
        accountId: '{% $accountId %}',
        sdrId: '{% $states.input.sdrId %}',
        by: '{% $states.input.by %}',
        at: '{% $states.context.State.EnteredTime %}',
        execution: '{% $states.context.Execution.Name %}',
      },
    }),
  );
  const bring = catchWithoutRun(
    bringStream(scope, STATES.bringStreamToChoice, stage, { execution: `{% '${WORKFLOWS.leadIntake}-' & $states.context.Execution.Name %}`, until: '{% $states.input.until %}' }),
  );
  const check = catchWithoutRun(task(scope, STATES.checkAssignment, { step: steps['check-assignment'], payload: { execution: '{% $states.context.Execution.Name %}' } }));
  const hasSdr = Succeed.jsonata(scope, STATES.accountHasSdr);

  assign.next(bring).next(check).next(hasSdr);
  hasDirectorChosen
    .when(Condition.jsonata("{% $states.input.outcome = 'chosen' %}"), assign)
    .when(Condition.jsonata("{% $states.input.outcome = 'asked_again' %}"), Succeed.jsonata(scope, STATES.directorWasAskedAgain))
    .otherwise(hasSdr);
  return ask.next(hasDirectorChosen);
};
