import { addDays, instantOf } from '../../../shared/domain/time/business-time';
import { tuesdayBefore } from '../../../shared/domain/time/weekdays';
import { invalidInputError } from '../../../shared/errors/app-error';
import { runIdOf, SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Run } from '../../../shared/stores/run-store';

/** A release or a notification of the window, as its business date and the instant that its run carries. */
export interface Moment {
  readonly workflow: WorkflowName;
  readonly day: string;
  readonly at: string;
  readonly push?: number | undefined;
}

/** The days that are compared, and what falls into them, in order of time. */
export interface Window {
  /** Days of the org's zone, both included. */
  readonly from: string;
  readonly to: string;
  /** Every release of these days, and the notifications of the day after each Tuesday among them. */
  readonly moments: readonly Moment[];
}

/**
 * The last `days` days up to `asOf`, or up to the newest day on which something was released. Each Tuesday has its sync whether it ran
 * or not, and each push that ran is there. InvalidInputError when nothing was released yet and no day is given.
 */
export const findWindow = async ({ runs, settings }: Pick<StoreDeps, 'runs' | 'settings'>, { days, asOf }: { readonly days: number; readonly asOf?: string | undefined }): Promise<Window> => {
  const [syncs, pushes] = await Promise.all([runs.of(WORKFLOWS.sync), runs.of(WORKFLOWS.retroPush)]);
  const to = asOf ?? [...syncs, ...pushes].filter(hasReleased).map(({ businessDate }) => businessDate).sort().at(-1);
  if (to === undefined) throw invalidInputError('Nothing has been released from this store yet: name the last day to look at with --as-of DATE');
  const from = addDays(to, 1 - days);
  const inWindow = (day: string): boolean => day >= from && day <= to;

  const tuesdays = tuesdaysWithin(from, to);
  const ran = new Map(syncs.map((run) => [run.businessDate, run]));
  const syncDays = [...new Set([...tuesdays, ...[...ran.keys()].filter(inWindow)])];
  const moment = (workflow: WorkflowName, day: string): Moment => ({ workflow, day, at: instantOf(day, SCHEDULED_AT[workflow], settings.timeZone) });
  const moments = [
    ...syncDays.map((day) => toMoment(ran.get(day)) ?? moment(WORKFLOWS.sync, day)),
    ...pushes.flatMap((run) => (inWindow(run.businessDate) ? (toMoment(run) ?? []) : [])),
    ...tuesdays.map((day) => moment(WORKFLOWS.notify, addDays(day, 1))),
  ];
  return { from, to, moments: moments.sort((a, b) => compareText(a.at, b.at) || compareText(a.workflow, b.workflow)) };
};

/** The ids of the runs that released what the window holds. */
export const releaseRunIds = ({ moments }: Window): Set<string> => new Set(moments.flatMap(({ workflow, day }) => (workflow === WORKFLOWS.notify ? [] : [runIdOf(workflow, day)])));

const hasReleased = ({ plan }: Run): boolean => (plan?.counts['signals'] ?? 0) > (plan?.counts['held'] ?? 0);

const toMoment = (run: Run | undefined): Moment | undefined => run && { workflow: run.workflow, day: run.businessDate, at: run.scheduledTime, push: run.push };

const tuesdaysWithin = (from: string, to: string): string[] => {
  const days: string[] = [];
  for (let day = tuesdayBefore(addDays(to, 1)); day >= from; day = tuesdayBefore(day)) days.unshift(day);
  return days;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
