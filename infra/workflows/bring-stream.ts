import type { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';
import { runWorkflow } from './run-workflow';

interface BringStreamProps {
  /** JSONata that names the execution of `lead-intake`: the same for a retry, another for a rerun. */
  readonly execution: string;
  /** JSONata of the instant: what falls due until then, and what was received before it, is worked. */
  readonly until: string;
  /** JSONata; that of the instant without it. */
  readonly businessDate?: string;
}

/** Runs `lead-intake` and waits for its end, so that the lead database stands as it did at an instant (decision 031). */
export const bringStream = (scope: Construct, name: string, stage: Stage, { execution, until, businessDate }: BringStreamProps): StepFunctionsStartExecution =>
  runWorkflow(scope, name, { workflow: WORKFLOWS.leadIntake, stage, execution, input: { workflow: WORKFLOWS.leadIntake, until, scheduledTime: until, businessDate } });
