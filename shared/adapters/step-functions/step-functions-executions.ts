import { DescribeExecutionCommand, ExecutionDoesNotExist, type SFNClient } from '@aws-sdk/client-sfn';
import type { WorkflowName } from '../../names/workflows';
import type { WorkflowExecutions } from '../../ports/workflow-executions';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html; Step Functions keeps ended executions for 90 days. */
export const stepFunctionsExecutions = (client: SFNClient, arnOf: (workflow: WorkflowName) => Promise<string>): WorkflowExecutions => ({
  find: async (workflow, executionName) => {
    const executionArn = `${(await arnOf(workflow)).replace(':stateMachine:', ':execution:')}:${executionName}`;
    try {
      const { status = 'RUNNING', output, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn }));
      return { status, output, error, cause };
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return undefined;
      throw error;
    }
  },
});
