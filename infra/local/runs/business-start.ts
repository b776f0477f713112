import * as z from 'zod';
import type { Settings } from '../../../shared/contracts/settings';
import { businessDateOf, instantOf } from '../../../shared/domain/time/business-time';
import { invalidInputError } from '../../../shared/errors/app-error';
import { SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import { closestName } from '../../rules/closest-name';
import type { Schedule } from '../host/assembly';
import { nextAfter } from '../host/schedules';

/** A workflow and the business time for which it is started. */
export interface BusinessStart {
  readonly workflow: WorkflowName;
  readonly businessDate: string;
  /** The instant at which the timetable starts it on that day, ISO-8601 UTC. */
  readonly scheduledTime: string;
  /** Which retro-active push. */
  readonly push?: number;
}

/** The input of its execution, as the starter gives it. */
export const inputOf = ({ workflow, businessDate, scheduledTime, push }: BusinessStart): object => ({ workflow, scheduledTime, businessDate, ...(push !== undefined && { push }) });

/** The workflow of this name; InvalidInputError names the closest one. An erasure has no business date: it is a person's. */
export const workflowNamed = (name: string): WorkflowName => {
  const known = Object.values(WORKFLOWS).filter((workflow) => workflow !== WORKFLOWS.erasure);
  if (name === WORKFLOWS.erasure) throw invalidInputError(`${name} is started for a person, not for a business date: see revsignal erase --help`);
  const workflow = known.find((one) => one === name);
  if (workflow) return workflow;
  const close = closestName(name, known);
  throw invalidInputError(`There is no workflow "${name}"${close === undefined ? '' : `; did you mean ${close}?`} There are ${known.join(', ')}`);
};

/** The start of a workflow for a business date; InvalidInputError when it needs a push, or takes none. */
export const businessStartOn = (workflow: WorkflowName, businessDate: string, push: number | undefined, { timeZone, launch }: Pick<Settings, 'timeZone' | 'launch'>): BusinessStart => {
  const known = launch.retroPushes.map((one) => one.push);
  if (workflow !== WORKFLOWS.retroPush && push !== undefined) throw invalidInputError(`--push belongs to ${WORKFLOWS.retroPush}; ${workflow} has none`);
  if (workflow === WORKFLOWS.retroPush && (push === undefined || !known.includes(push))) throw invalidInputError(`Say which push with --push: the settings know ${known.join(', ') || 'none'} (launch.retroPushes)`);
  return { workflow, businessDate, scheduledTime: instantOf(businessDate, SCHEDULED_AT[workflow], timeZone), ...(push !== undefined && { push }) };
};

/**
 * The business date for which a workflow comes next: by its schedule, from an instant (epoch milliseconds) on; for a push the day of the
 * settings. InvalidInputError when nothing says when.
 */
export const nextBusinessDate = (workflow: WorkflowName, push: number | undefined, now: number, schedules: readonly Schedule[], { timeZone, launch }: Pick<Settings, 'timeZone' | 'launch'>): string => {
  const planned = launch.retroPushes.find((one) => one.push === push)?.on;
  if (planned !== undefined) return planned;
  // One that is disabled says when an operator would start it.
  const instants = schedules.filter((schedule) => workflowOf(schedule) === workflow).flatMap((schedule) => nextAfter({ ...schedule, state: 'ENABLED' }, now) ?? []);
  if (instants.length === 0) throw invalidInputError(`${workflow} is on no schedule of this stage: give its business date with --as-of`);
  return businessDateOf(new Date(Math.min(...instants)).toISOString(), timeZone);
};

const startSchema = z.object({ workflow: z.string() });

/** Every schedule starts a workflow through the starter, whose input names it. */
const workflowOf = ({ input }: Schedule): string | undefined => startSchema.safeParse(JSON.parse(input)).data?.workflow;
