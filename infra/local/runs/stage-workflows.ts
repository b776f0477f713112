import { SFNClient } from '@aws-sdk/client-sfn';
import { stateMachineArn } from '../../../shared/adapters/step-functions/state-machine-arn';
import { stepFunctionsExecutions } from '../../../shared/adapters/step-functions/step-functions-executions';
import { stepFunctionsStarter } from '../../../shared/adapters/step-functions/step-functions-starter';
import { nameIn } from '../../../shared/names/name-in';
import type { WorkflowName } from '../../../shared/names/workflows';
import type { WorkflowExecutions } from '../../../shared/ports/workflow-executions';
import type { WorkflowStarter } from '../../../shared/ports/workflow-starter';

/** Workflows that a command starts and follows. */
export interface Workflows {
  readonly starter: WorkflowStarter;
  readonly executions: WorkflowExecutions;
}

/** The workflows of a stage on AWS, with the caller's credentials. */
export const stageWorkflows = (stage: string): Workflows => {
  const client = new SFNClient({});
  const arns = new Map<WorkflowName, Promise<string>>();
  const arnOf = (workflow: WorkflowName): Promise<string> => {
    const arn = arns.get(workflow) ?? stateMachineArn(client, nameIn(stage, workflow));
    arns.set(workflow, arn);
    return arn;
  };
  return { starter: stepFunctionsStarter(arnOf, client), executions: stepFunctionsExecutions(client, arnOf) };
};
