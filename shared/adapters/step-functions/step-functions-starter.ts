import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { WorkflowName } from '../../names/workflows';
import type { WorkflowStarter } from '../../ports/workflow-starter';

/**
 * Step Functions: the same name and input while the execution runs is the same start, and once it has ended ExecutionAlreadyExists
 * (https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html).
 */
export const stepFunctionsStarter = (arnOf: (workflow: WorkflowName) => string | Promise<string>, client = new SFNClient({})): WorkflowStarter => ({
  start: async (workflow, executionName, input) => {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: await arnOf(workflow), name: executionName, input: JSON.stringify(input) }));
      return 'started';
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) return 'already_started';
      throw error;
    }
  },
});
