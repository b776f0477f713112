import * as z from 'zod';
import type { Settings } from '../../../shared/contracts/settings';
import { businessDateOf, instantOf } from '../../../shared/domain/time/business-time';
import { invalidInputError } from '../../../shared/errors/app-error';
import { runIdOf, SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import { intakeUntil } from '../../../shared/runtime/start-intake';
import { closestName } from '../../rules/closest-name';
import type { Schedule } from '../host/assembly';
import { nextAfter } from '../host/schedules';

/** A workflow and the business time for which it is started. */
export interface BusinessStart {
  readonly workflow: WorkflowName;
  readonly businessDate: string;
  /** The instant at which the timetable starts it on that day, ISO-8601 UTC; of `lead-intake` the instant up to which the stream is worked. */
  readonly scheduledTime: string;
  /** Which retro-active push. */
  readonly push?: number;
}

/** The input of its execution, as the starter gives it. */
export const inputOf = ({ workflow, businessDate, scheduledTime, push }: BusinessStart): object => ({ workflow, scheduledTime, businessDate, ...(push !== undefined && { push }) });

/** The run that a start works: that of the business date, or of the instant. */
export const runIdOfStart = ({ workflow, businessDate, scheduledTime }: BusinessStart): string =>
  workflow === WORKFLOWS.leadIntake ? intakeUntil(scheduledTime, 'UTC').executionName : runIdOf(workflow, businessDate);

/** Workflows that are started for somebody or something, not for a date, and where to look instead. */
const HAS_NO_DATE: { readonly [W in WorkflowName]?: string } = {
  [WORKFLOWS.erasure]: 'is started for a person, not for a business date: see revsignal erase --help',
  [WORKFLOWS.accountChange]: 'is started by a change of an account, not for a business date: lead-intake runs it with the change',
  [WORKFLOWS.contactUsClock]: 'is started by a Contact Us request, not for a business date: what falls due is worked by lead-intake, which takes the instant with --as-of',
  [WORKFLOWS.ceAssignment]: 'is started by the pick of an account, not for a business date: it asks the director and waits for the answer',
};

/** The workflow of this name; InvalidInputError names the closest one, or says why it cannot be started for a date. */
export const workflowNamed = (name: string): WorkflowName => {
  const workflow = Object.values(WORKFLOWS).find((one) => one === name);
  const refusal = workflow && HAS_NO_DATE[workflow];
  if (refusal !== undefined) throw invalidInputError(`${name} ${refusal}`);
  if (workflow) return workflow;
  const known = Object.values(WORKFLOWS).filter((one) => HAS_NO_DATE[one] === undefined);
  const close = closestName(name, known);
  throw invalidInputError(`There is no workflow "${name}"${close === undefined ? '' : `; did you mean ${close}?`} There are ${known.join(', ')}`);
};

/**
 * The start of a workflow for a business date, or of `lead-intake` up to an instant of whole seconds; InvalidInputError when it needs a push,
 * takes none, or takes a date alone.
 */
export const businessStartOn = (workflow: WorkflowName, asOf: string, push: number | undefined, { timeZone, launch }: Pick<Settings, 'timeZone' | 'launch'>): BusinessStart => {
  const known = launch.retroPushes.map((one) => one.push);
  if (workflow !== WORKFLOWS.retroPush && push !== undefined) throw invalidInputError(`--push belongs to ${WORKFLOWS.retroPush}; ${workflow} has none`);
  if (workflow === WORKFLOWS.retroPush && (push === undefined || !known.includes(push))) throw invalidInputError(`Say which push with --push: the settings know ${known.join(', ') || 'none'} (launch.retroPushes)`);
  if (!asOf.includes('T')) return { workflow, businessDate: asOf, scheduledTime: instantOf(asOf, SCHEDULED_AT[workflow], timeZone), ...(push !== undefined && { push }) };
  if (workflow !== WORKFLOWS.leadIntake) throw invalidInputError(`${workflow} runs for a business date: give --as-of as YYYY-MM-DD`);
  const until = `${new Date(asOf).toISOString().slice(0, 19)}.000Z`;
  return { workflow, businessDate: businessDateOf(until, timeZone), scheduledTime: until };
};

/**
 * The business date for which a workflow comes next: by its schedule, from an instant (epoch milliseconds) on; for a push the day of the
 * settings, for `lead-intake` that very instant. InvalidInputError when nothing says when.
 */
export const nextBusinessDate = (workflow: WorkflowName, push: number | undefined, now: number, schedules: readonly Schedule[], { timeZone, launch }: Pick<Settings, 'timeZone' | 'launch'>): string => {
  if (workflow === WORKFLOWS.leadIntake) return new Date(now).toISOString();
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
