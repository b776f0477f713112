import awsCronParser from 'aws-cron-parser';
import { Temporal } from 'temporal-polyfill';

/** When an EventBridge schedule runs. Instants are milliseconds since the epoch. */
export interface ScheduleTiming {
  readonly name: string;
  /** `cron(...)`, `rate(...)` or `at(...)`, as in https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */
  readonly expression: string;
  /** IANA zone in which cron and at are read on the wall clock (PLAT-02). */
  readonly zone: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly startsAt?: number;
  readonly endsAt?: number;
}

/** What Scheduler knows about one run of a schedule and can write into its input. */
export interface ScheduledRun {
  readonly scheduledAt: number;
  readonly executionId: string;
  readonly attempt: number;
}

/** All instants of the schedule in [from, to), ascending. Throws when the expression or the zone cannot be read. */
export const occurrences = (timing: ScheduleTiming, from: number, to: number): number[] => {
  const found: number[] = [];
  for (const instant of instantsFrom(timing, from)) {
    if (instant >= to) break;
    found.push(instant);
  }
  return found;
};

/** The first instant of the schedule strictly after the given one; undefined when there is none any more. */
export const nextAfter = (timing: ScheduleTiming, instant: number): number | undefined => {
  for (const next of instantsFrom(timing, instant + 1)) return next;
  return undefined;
};

/**
 * Fills the placeholders that Scheduler offers in a target's input.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export const renderScheduleInput = (input: string, run: ScheduledRun): string =>
  input
    .replaceAll('<aws.scheduler.scheduled-time>', new Date(run.scheduledAt).toISOString().replace(/\.\d{3}Z$/, 'Z'))
    .replaceAll('<aws.scheduler.execution-id>', run.executionId)
    .replaceAll('<aws.scheduler.attempt-number>', String(run.attempt));

function* instantsFrom(timing: ScheduleTiming, from: number): Generator<number> {
  if (timing.state === 'DISABLED') return;
  const earliest = Math.max(from, timing.startsAt ?? from);
  for (const instant of unboundedInstants(timing, earliest)) {
    if (instant > (timing.endsAt ?? Infinity)) return;
    yield instant;
  }
}

const unboundedInstants = (timing: ScheduleTiming, from: number): Iterable<number> => {
  const [, kind, argument] = /^(cron|rate|at)\((.*)\)$/.exec(timing.expression.trim()) ?? [];
  if (kind === 'cron' && argument !== undefined) return cronInstants(timing, argument, from);
  if (kind === 'rate' && argument !== undefined) return rateInstants(timing, argument, from);
  if (kind === 'at' && argument !== undefined) return oneInstant(timing, argument, from);
  throw unreadable(timing, 'is none of cron(...), rate(...), at(...)');
};

const unreadable = (timing: ScheduleTiming, why: string): Error =>
  new Error(`Schedule ${timing.name}: ${timing.expression} in ${timing.zone} ${why}`);

// ---- rate and at

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const UNIT_MS = new Map([['minute', MINUTE_MS], ['hour', 60 * MINUTE_MS], ['day', DAY_MS]]);

/** Without a start date AWS counts from the creation of the schedule; here from the epoch, so that every replay agrees. */
function* rateInstants(timing: ScheduleTiming, argument: string, from: number): Generator<number> {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(argument.trim()) ?? [];
  const unitMs = UNIT_MS.get(unit ?? '');
  if (unitMs === undefined) throw unreadable(timing, 'is no rate: write rate(<number> minutes|hours|days)');
  const period = Number(count) * unitMs;
  const anchor = timing.startsAt ?? 0;
  for (let run = Math.ceil((from - anchor) / period); ; run += 1) yield anchor + run * period;
}

function* oneInstant(timing: ScheduleTiming, argument: string, from: number): Generator<number> {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(argument)) throw unreadable(timing, 'is no time: write at(yyyy-mm-ddThh:mm:ss)');
  const instant = toInstant(timing, Date.parse(`${argument}Z`));
  if (instant !== undefined && instant >= from) yield instant;
}

// ---- cron

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const LIST = String.raw`\d+(-\d+)?(,\d+(-\d+)?)*`;
const STEPS = String.raw`(\*|\d+|\d+-\d+)/[1-9]\d*`;

/** What each of the six fields may hold. `W` is left out: the parser moves the 15th of May 2027, a Saturday, nowhere. */
const FIELDS = [
  { field: 'minutes', names: [], pattern: new RegExp(`^(\\*|${LIST}|${STEPS})$`) },
  { field: 'hours', names: [], pattern: new RegExp(`^(\\*|${LIST}|${STEPS})$`) },
  { field: 'day-of-month', names: [], pattern: new RegExp(`^(\\?|\\*|L|L-\\d+|${LIST}|${STEPS})$`) },
  { field: 'month', names: MONTHS, pattern: new RegExp(`^(\\*|${LIST}|${STEPS})$`) },
  { field: 'day-of-week', names: WEEKDAYS, pattern: new RegExp(`^(\\?|\\*|\\dL|\\d#[1-5]|${LIST}|${STEPS})$`) },
  { field: 'year', names: [], pattern: new RegExp(`^(\\*|${LIST}|${STEPS})$`) },
];

type Cron = ReturnType<typeof awsCronParser.parse>;

/** The parser takes its text on trust and misreads what it does not know (`1,L`, `MON#1,WED#1`, `FRI-MON`): checked first. */
const parseCron = (timing: ScheduleTiming, argument: string): Cron => {
  const fields = argument.trim().split(/ +/);
  if (fields.length !== FIELDS.length) throw unreadable(timing, `has ${fields.length} cron fields, not 6: minutes hours day-of-month month day-of-week year`);
  const numbered = FIELDS.map(({ field, names, pattern }, index) => {
    const given = fields[index] ?? '';
    const text = names.reduce((text, name, at) => text.replaceAll(name, String(at + 1)), given.toUpperCase());
    const backwards = [...text.matchAll(/(\d+)-(\d+)/g)].some(([, from, to]) => Number(from) > Number(to));
    if (!pattern.test(text) || backwards) throw unreadable(timing, `has the ${field} '${given}', which the embedded scheduler does not read`);
    return text;
  });
  if ((numbered[2] === '?') === (numbered[4] === '?')) throw unreadable(timing, 'must have ? in exactly one of day-of-month and day-of-week');
  try {
    return awsCronParser.parse(numbered.join(' '));
  } catch (error) {
    throw unreadable(timing, `cannot be read: ${String(error)}`);
  }
};

/**
 * Wall-clock times mapped to instants. The days are chosen here and not by the parser's own `next`, which works in the zone of
 * this machine (on one in Berlin `1L` loses the last Sunday of October) and gives up after ten months without a match.
 */
function* cronInstants(timing: ScheduleTiming, argument: string, from: number): Generator<number> {
  const cron = parseCron(timing, argument);
  const lastYear = Math.max(...inOrder(cron.years));
  // One day early: no zone is more than a day ahead of UTC or behind it.
  for (let day = Math.floor(from / DAY_MS) * DAY_MS - DAY_MS; new Date(day).getUTCFullYear() <= lastYear; day += DAY_MS) {
    if (!isCronDay(cron, new Date(day))) continue;
    for (const hour of inOrder(cron.hours)) {
      for (const minute of inOrder(cron.minutes)) {
        const instant = toInstant(timing, day + (hour * 60 + minute) * MINUTE_MS);
        if (instant !== undefined && instant >= from) yield instant;
      }
    }
  }
}

const inOrder = (values: readonly (string | number)[]): number[] => [...new Set(values.map(Number))].sort((a, b) => a - b);

/** `date` holds the wall-clock day in its UTC fields. */
const isCronDay = ({ years, months, daysOfMonth, daysOfWeek }: Cron, date: Date): boolean => {
  if (!years.includes(date.getUTCFullYear()) || !months.includes(date.getUTCMonth() + 1)) return false;
  const day = date.getUTCDate();
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const weekday = date.getUTCDay() + 1;
  if (daysOfMonth[0] === 'L') return day === lastDay - Number(daysOfMonth[1]);
  if (daysOfMonth.length > 0) return daysOfMonth.includes(day);
  if (daysOfWeek[0] === 'L') return weekday === daysOfWeek[1] && day > lastDay - 7;
  if (daysOfWeek[0] === '#') return weekday === daysOfWeek[1] && Math.ceil(day / 7) === daysOfWeek[2];
  return daysOfWeek.includes(weekday);
};

/**
 * The instant of a wall-clock time (given as if it were UTC) in the schedule's zone. AWS skips a time that the spring change
 * leaves out (undefined) and runs one that the autumn change doubles only once (the earlier).
 */
const toInstant = (timing: ScheduleTiming, wallClock: number): number | undefined => {
  const local = Temporal.Instant.fromEpochMilliseconds(wallClock).toZonedDateTimeISO('UTC').toPlainDateTime();
  try {
    const zoned = local.toZonedDateTime(timing.zone, { disambiguation: 'earlier' });
    return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined;
  } catch (error) {
    throw unreadable(timing, `cannot be placed in its zone: ${String(error)}`);
  }
};
