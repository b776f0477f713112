/** Workflow names as in requirements 22.1; executions are named `<workflow>-<business date>` (`-r<n>` for a deliberate rerun). */
export const WORKFLOWS = {
  cohortRefresh: 'usergems-cohort-refresh',
  sync: 'usergems-sync',
  retroPush: 'usergems-retro-push',
  notify: 'usergems-notify',
  scorecard: 'usergems-scorecard',
  erasure: 'privacy-erasure',
} as const;

/** The hour of the stage's time zone at which the timetable starts a workflow, and which a day that is replayed by its date has (D-62). */
export const SCHEDULED_AT = {
  [WORKFLOWS.cohortRefresh]: '20:00',
  [WORKFLOWS.sync]: '06:00',
  [WORKFLOWS.retroPush]: '06:00',
  [WORKFLOWS.notify]: '06:00',
  [WORKFLOWS.scorecard]: '08:00',
  [WORKFLOWS.erasure]: '00:00',
} as const;

export type WorkflowName = (typeof WORKFLOWS)[keyof typeof WORKFLOWS];

/** The run's identity in the store: the same for every execution of one business date, so that a rerun finishes and repeats nothing (PLAT-05). */
export const runIdOf = (workflow: WorkflowName, businessDate: string): string => `${workflow}-${businessDate}`;
