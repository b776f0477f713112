import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Errors, Succeed, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { awaitCallback } from './await-callback';
import { bringStream } from './bring-stream';
import { defineFailurePath } from './failure-path';
import type { Steps } from './task';
import { task } from './task';
import { tellPeople } from './tell-people';

const OF_CLOCK = { clockId: '{% $clockId %}' };

/** Whole seconds, at least one. They end within the second before the request is due: the run that brings the stream there waits for the rest. */
const UNTIL_DUE = '{% $max([1, $floor(($toMillis($states.input.dueAt) - $millis()) / 1000)]) %}';

/**
 * The service level of one Contact Us request (LR-02): waits until somebody follows up, at the longest until it is due, and tells owner and
 * manager when nobody did. Whether somebody did is decided by the stream of the lead database (decision 031), not here. It has no run: its row
 * is the clock.
 */
export const defineContactUsClockWorkflow = (scope: Construct, steps: Steps, stage: Stage): IChainable => {
  const { catchWithoutRun } = defineFailurePath(scope, steps, WORKFLOWS.contactUsClock);

  const wait = awaitCallback(scope, STATES.waitForFollowUp, {
    step: steps['await-follow-up'],
    payload: { clockId: '{% $states.input.clockId %}' },
    assign: { clockId: '{% $states.input.clockId %}' },
    patience: Timeout.jsonata(UNTIL_DUE),
  });
  const bring = catchWithoutRun(
    bringStream(scope, STATES.bringStreamToDue, stage, { execution: `{% '${WORKFLOWS.leadIntake}-' & $states.context.Execution.Name %}`, until: '{% $states.context.Execution.Input.dueAt %}' }),
  );
  const read = catchWithoutRun(task(scope, STATES.readClock, { step: steps['read-clock'], payload: OF_CLOCK }));
  const wasItInTime = Choice.jsonata(scope, STATES.wasItAnsweredInTime);
  const tell = tellPeople(scope, steps, { payload: OF_CLOCK, catching: catchWithoutRun, then: Succeed.jsonata(scope, STATES.answerIsLate) });

  wait.addCatch(bring, { errors: [Errors.TIMEOUT], assign: { clockId: '{% $states.input.clockId %}' } });
  catchWithoutRun(wait).next(read);
  bring.next(read).next(wasItInTime);
  wasItInTime.when(Condition.jsonata("{% $states.input.outcome = 'met' %}"), Succeed.jsonata(scope, STATES.requestWasAnswered)).otherwise(tell);
  return wait;
};
