import type { WorkflowName } from './workflows';

/** The environment variable in which the starter finds a workflow's state machine: USERGEMS_SYNC_ARN for usergems-sync. */
export const workflowArnVariable = (workflow: WorkflowName): string => `${workflow.toUpperCase().replaceAll('-', '_')}_ARN`;
