import { Temporal } from 'temporal-polyfill';
import { toIso } from './business-time';

const SATURDAY = 6;

/** What counts as a business day: Monday to Friday, without the holidays (`YYYY-MM-DD`) of a stage (D-28). */
export interface BusinessCalendar {
  readonly timeZone: string;
  readonly holidays: readonly string[];
}

/**
 * One business day after an instant: the same wall-clock time on the next business day. What comes in on another day counts from the
 * first instant of the next business day (LR-02).
 */
export const nextBusinessDayAt = (instant: string, { timeZone, holidays }: BusinessCalendar): string => {
  const isBusinessDay = (day: Temporal.PlainDate): boolean => day.dayOfWeek < SATURDAY && !holidays.includes(day.toString());
  const businessDayAfter = (day: Temporal.PlainDate): Temporal.PlainDate => {
    const next = day.add({ days: 1 });
    return isBusinessDay(next) ? next : businessDayAfter(next);
  };

  const received = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const day = received.toPlainDate();
  const counted = isBusinessDay(day) ? received : businessDayAfter(day).toZonedDateTime(timeZone);
  const due = businessDayAfter(counted.toPlainDate()).toZonedDateTime({ timeZone, plainTime: counted.toPlainTime() });
  return toIso(due.epochMilliseconds);
};

/** The first instant after this one at which clocks show a wall-clock time. */
export const nextWallTimeAfter = (instant: string, wallTime: string, timeZone: string): string => {
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const plainTime = Temporal.PlainTime.from(wallTime);
  const today = now.toPlainDate().toZonedDateTime({ timeZone, plainTime });
  const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : now.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone, plainTime });
  return toIso(next.epochMilliseconds);
};
