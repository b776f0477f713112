import type { WorkflowName } from '../names/workflows';

/** Starts workflows. The execution's name is what makes a start happen once. */
export interface WorkflowStarter {
  start(workflow: WorkflowName, executionName: string, input: object): Promise<'started' | 'already_started'>;
}
