import { Duration, Validations } from 'aws-cdk-lib';
import { IntegrationPattern, StateMachine, TaskInput, Timeout } from 'aws-cdk-lib/aws-stepfunctions';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import type { WorkflowName } from '../../shared/names/workflows';
import { nameIn } from '../../shared/names/name-in';
import type { Stage } from '../config/stage';
import { stateMachineArn } from '../physical-names';
import { RETRIES } from './retries';

interface RunWorkflowProps {
  readonly workflow: WorkflowName;
  readonly stage: Stage;
  /** JSONata that names the execution: the same for a retry, another for a rerun. */
  readonly execution: string;
  /** Input of the execution, or one JSONata expression that yields it. */
  readonly input: Readonly<Record<string, unknown>> | string;
}

/** Longer than any workflow that others wait for may take. */
const LONGEST = Duration.hours(6);

/** Runs another workflow and waits for its end. */
export const runWorkflow = (scope: Construct, name: string, { workflow, stage, execution, input }: RunWorkflowProps): StepFunctionsStartExecution => {
  const state = StepFunctionsStartExecution.jsonata(scope, name, {
    stateMachine: StateMachine.fromStateMachineArn(scope, `${name}, by ${workflow}`, stateMachineArn(scope, stage.settings.stage, workflow)),
    integrationPattern: IntegrationPattern.RUN_JOB,
    name: execution,
    input: typeof input === 'string' ? TaskInput.fromText(input) : TaskInput.fromObject(input),
    taskTimeout: Timeout.duration(LONGEST),
  });
  RETRIES.forEach((retry) => state.addRetry(retry));
  Validations.of(scope).acknowledge({
    id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:${nameIn(stage.settings.stage, workflow)}*]`,
    reason: 'Who waits for an execution asks for its state and stops it; the names of executions come with each run.',
  });
  return state;
};
