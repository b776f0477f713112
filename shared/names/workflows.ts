/** Workflow names as in requirements 22.1; executions are named `<workflow>-<business date>` (`-r<n>` for a deliberate rerun). */
export const WORKFLOWS = {
  sync: 'usergems-sync',
  retroPush: 'usergems-retro-push',
  notify: 'usergems-notify',
} as const;

export type WorkflowName = (typeof WORKFLOWS)[keyof typeof WORKFLOWS];

/** The run's identity in the store: the same for every execution of one business date, so that a rerun finishes and repeats nothing (PLAT-05). */
export const runIdOf = (workflow: WorkflowName, businessDate: string): string => `${workflow}-${businessDate}`;
