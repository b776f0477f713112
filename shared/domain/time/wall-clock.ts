import { Temporal } from 'temporal-polyfill';

/** An instant as people of a zone read it from the wall, e.g. `2018-07-09 16:00 (America/Los_Angeles)`. */
export const wallClockOf = (instant: string, timeZone: string): string => {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })} (${timeZone})`;
};
