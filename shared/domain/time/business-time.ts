import { Temporal } from 'temporal-polyfill';

/**
 * Business time (requirements 1.3): days are calendar days of the org's zone, written YYYY-MM-DD; instants are ISO-8601 in UTC with
 * milliseconds. Nothing here reads a clock (PLAT-03).
 */

/** The calendar day on which an instant falls in the zone. */
export const businessDateOf = (instant: string, timeZone: string): string => Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();

/** The instant at which a wall-clock time occurs: the first where it occurs twice; where daylight saving skips it, it is moved on by the length of the gap. */
export const instantOf = (date: string, wallTime: string, timeZone: string): string =>
  toIso(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(wallTime) }).epochMilliseconds);

/** The instant that begins a day; it can lie later than 00:00 where a zone skips midnight. */
export const startOfDay = (date: string, timeZone: string): string => toIso(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);

export const addDays = (date: string, days: number): string => Temporal.PlainDate.from(date).add({ days }).toString();

/** The calendar day N months earlier; the day is clamped to the end of a shorter month (31 May - 3 months = 28 or 29 February). */
export const monthsBefore = (date: string, months: number): string => Temporal.PlainDate.from(date).subtract({ months }).toString();

/**
 * NT-04, D-15: true when the job started on or after the same calendar day N months before `asOfDate`; a future start counts, an
 * empty one does not.
 */
export const startedWithinMonths = (startedOn: string | undefined, asOfDate: string, months: number): boolean =>
  startedOn !== undefined && startedOn >= monthsBefore(asOfDate, months);

/** D-09: the Tuesday among the first seven days of its month. */
export const isFirstTuesday = (date: string): boolean => {
  const day = Temporal.PlainDate.from(date);
  return day.dayOfWeek === 2 && day.day <= 7;
};

/** An instant in the one spelling that sorts by time: UTC with milliseconds. */
export const toIso = (epochMilliseconds: number): string => new Date(epochMilliseconds).toISOString();
