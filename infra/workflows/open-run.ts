import type { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { STATES } from '../../shared/names/states';
import type { WorkflowName } from '../../shared/names/workflows';
import type { Steps } from './task';
import { task } from './task';

/**
 * The first state of every workflow: the run of this business date is opened, or found again on a rerun (PLAT-03, PLAT-05).
 * `assign` names what of its result `{runId, workflow, businessDate, scheduledTime, push?}` later states need beside the run's id.
 */
export const openRun = (scope: Construct, steps: Steps, workflow: WorkflowName, assign: Readonly<Record<string, unknown>> = {}): LambdaInvoke =>
  task(scope, STATES.openRun, {
    step: steps['open-run'],
    payload: {
      workflow,
      execution: { name: '{% $states.context.Execution.Name %}', startTime: '{% $states.context.Execution.StartTime %}' },
      input: '{% $states.input %}',
    },
    assign: { runId: '{% $states.result.Payload.runId %}', ...assign },
  });
