import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { WorkflowName } from '../../shared/names/workflows';
import { WORKFLOWS } from '../../shared/names/workflows';

/** A workflow that starts by the clock of the stage's time zone, across daylight saving (PLAT-02). */
interface TimetableRow {
  readonly workflow: WorkflowName;
  readonly at: CronOptionsWithTimezone;
  readonly because: string;
}

export const TIMETABLE: readonly TimetableRow[] = [
  { workflow: WORKFLOWS.sync, at: { weekDay: 'TUE', hour: '6', minute: '0' }, because: 'UG-07: leads are released every Tuesday, before the working day begins' },
  { workflow: WORKFLOWS.notify, at: { weekDay: 'WED', hour: '6', minute: '0' }, because: 'NT-01: people are told on the day after the sync' },
];
