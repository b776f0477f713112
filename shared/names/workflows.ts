/** Workflow names as in requirements 22.1; executions are named `<workflow>-<business date>` (`-r<n>` for a deliberate rerun). */
export const WORKFLOWS = {
  cohortRefresh: 'usergems-cohort-refresh',
  sync: 'usergems-sync',
  retroPush: 'usergems-retro-push',
  notify: 'usergems-notify',
  scorecard: 'usergems-scorecard',
  erasure: 'privacy-erasure',
  leadIntake: 'lead-intake',
  personScore: 'person-score',
  accountChange: 'account-change',
  contactUsClock: 'contact-us-clock',
  ceUsageLoad: 'ce-usage-load',
  ceAssignment: 'ce-assignment',
  outreachSync: 'outreach-sync',
  queueCleanUp: 'queue-clean-up',
} as const;

/** The hour of the stage's time zone at which the timetable starts a workflow, and which a day that is replayed by its date has (D-62). */
export const SCHEDULED_AT = {
  [WORKFLOWS.cohortRefresh]: '20:00',
  [WORKFLOWS.sync]: '06:00',
  [WORKFLOWS.retroPush]: '06:00',
  [WORKFLOWS.notify]: '06:00',
  [WORKFLOWS.scorecard]: '08:00',
  [WORKFLOWS.erasure]: '00:00',
  [WORKFLOWS.leadIntake]: '00:00',
  [WORKFLOWS.personScore]: '06:00',
  [WORKFLOWS.accountChange]: '00:00',
  [WORKFLOWS.contactUsClock]: '00:00',
  [WORKFLOWS.ceUsageLoad]: '01:30',
  [WORKFLOWS.ceAssignment]: '00:00',
  [WORKFLOWS.outreachSync]: '05:00',
  [WORKFLOWS.queueCleanUp]: '22:00',
} as const;

export type WorkflowName = (typeof WORKFLOWS)[keyof typeof WORKFLOWS];

/** The run's identity in the store: the same for every execution of one business date, so that a rerun finishes and repeats nothing (PLAT-05). */
export const runIdOf = (workflow: WorkflowName, businessDate: string): string => `${workflow}-${businessDate}`;

/** Workflows that deliveries and clocks start, as often as they come. */
const STARTED_BY_EVENTS: ReadonlySet<WorkflowName> = new Set([WORKFLOWS.leadIntake, WORKFLOWS.accountChange, WORKFLOWS.contactUsClock, WORKFLOWS.ceAssignment]);

/** The run that an execution works: that of its business date, or of the event that it is named for (`-r<n>` tells reruns apart). */
export const runIdOfExecution = (workflow: WorkflowName, businessDate: string, executionName: string): string =>
  STARTED_BY_EVENTS.has(workflow) ? executionName.replace(/-r\d+$/, '') : runIdOf(workflow, businessDate);
