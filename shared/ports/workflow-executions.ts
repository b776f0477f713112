import type { WorkflowName } from '../names/workflows';

/** An execution as it stands; output, error and cause come with its end. */
export interface WorkflowExecution {
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE';
  /** JSON text. */
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** The executions of workflows, by the names under which they were started. */
export interface WorkflowExecutions {
  find(workflow: WorkflowName, executionName: string): Promise<WorkflowExecution | undefined>;
}
