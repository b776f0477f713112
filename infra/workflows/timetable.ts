import type { CronOptionsWithTimezone } from 'aws-cdk-lib/aws-scheduler';
import type { WorkflowName } from '../../shared/names/workflows';
import { SCHEDULED_AT, WORKFLOWS } from '../../shared/names/workflows';
import type { Stage } from '../config/stage';

/** A workflow that starts by the clock of the stage's time zone, across daylight saving (PLAT-02). */
interface TimetableRow {
  readonly workflow: WorkflowName;
  readonly at: CronOptionsWithTimezone;
  readonly because: string;
  readonly enabled: boolean;
}

const timeOf = (workflow: WorkflowName): Pick<CronOptionsWithTimezone, 'hour' | 'minute'> => {
  const [hour, minute] = SCHEDULED_AT[workflow].split(':').map((part) => String(Number(part)));
  return { ...(hour !== undefined && { hour }), ...(minute !== undefined && { minute }) };
};

/** When each workflow of a stage starts. A row that is not enabled is a disabled schedule: it stands in the console, ready to be switched on. */
export const timetableOf = ({ settings: { usergems, outreach, leads } }: Stage): readonly TimetableRow[] => [
  {
    workflow: WORKFLOWS.cohortRefresh,
    at: { weekDay: 'MON', ...timeOf(WORKFLOWS.cohortRefresh) },
    because: 'UG-03: the vendor knows whom to track before the release of the week',
    enabled: usergems.tellLists === 'weekly',
  },
  { workflow: WORKFLOWS.sync, at: { weekDay: 'TUE', ...timeOf(WORKFLOWS.sync) }, because: 'UG-07: leads are released every Tuesday, before the working day begins', enabled: true },
  { workflow: WORKFLOWS.notify, at: { weekDay: 'WED', ...timeOf(WORKFLOWS.notify) }, because: 'NT-01: people are told on the day after the sync', enabled: true },
  { workflow: WORKFLOWS.scorecard, at: { day: '1', ...timeOf(WORKFLOWS.scorecard) }, because: 'SC-05: the scorecard of the month before goes out on the first day of a month', enabled: true },
  { workflow: WORKFLOWS.ceUsageLoad, at: { weekDay: 'MON', ...timeOf(WORKFLOWS.ceUsageLoad) }, because: 'CE-01: usage pings of the week become accounts, and the week begins with a worklist', enabled: true },
  { workflow: WORKFLOWS.outreachSync, at: timeOf(WORKFLOWS.outreachSync), because: 'RO-03: whoever is new is in Outreach before anybody writes to them', enabled: outreach.sync === 'daily' },
  { workflow: WORKFLOWS.personScore, at: timeOf(WORKFLOWS.personScore), because: 'LD-03: in-product trials of the day before get their points', enabled: true },
  // LR-11: where clean-ups are off there is no schedule that somebody could switch on.
  ...(leads.queueCleanUp.enabled ? [{ workflow: WORKFLOWS.queueCleanUp, at: timeOf(WORKFLOWS.queueCleanUp), because: 'LR-11: leads that nobody works move to holding queues', enabled: true }] : []),
];
