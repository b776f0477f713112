import type { IChainable } from 'aws-cdk-lib/aws-stepfunctions';
import { Choice, Condition, Succeed, Wait, WaitTime } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import { defineFailurePath } from './failure-path';
import { openRun } from './open-run';
import type { Steps } from './task';
import { task } from './task';

const OF_MONTH = { runId: '{% $runId %}', month: '{% $month %}' };

/** The first day of a month: grade the month before and tell the programme owners (SC-01 to SC-09). */
export const defineScorecardWorkflow = (scope: Construct, steps: Steps): IChainable => {
  const { catchWithoutRun, catchInRun } = defineFailurePath(scope, steps, WORKFLOWS.scorecard);

  const open = catchWithoutRun(openRun(scope, steps, WORKFLOWS.scorecard));
  const grade = catchInRun(
    task(scope, STATES.gradeTheMonth, {
      step: steps['grade-month'],
      payload: { runId: '{% $runId %}', execution: '{% $states.context.Execution.Name %}', force: '{% $states.context.Execution.Input.force = true %}' },
      assign: { month: '{% $states.result.Payload.month %}' },
    }),
  );
  const send = catchInRun(task(scope, STATES.sendScorecard, { step: steps['send-scorecard'], payload: OF_MONTH }));
  const wait = Wait.jsonata(scope, STATES.waitAsSlackAsked, { time: WaitTime.seconds('{% $states.input.retryAfterSeconds %}') });
  const settle = catchInRun(task(scope, STATES.settleScorecard, { step: steps['settle-scorecard'], payload: OF_MONTH }));

  const wasItRateLimited = Choice.jsonata(scope, STATES.wasItRateLimited)
    .when(Condition.jsonata("{% $states.input.outcome = 'rate_limited' %}"), wait.next(send))
    .otherwise(settle);
  settle.next(Succeed.jsonata(scope, STATES.scorecardIsOut));
  return open.next(grade).next(send).next(wasItRateLimited);
};
