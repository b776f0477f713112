import { Temporal } from 'temporal-polyfill';

const TUESDAY = 2;

/** The latest Tuesday before a day: whose sync a notification run builds on (NT-01, NT-12). */
export const tuesdayBefore = (date: string): string => {
  const day = Temporal.PlainDate.from(date);
  return day.subtract({ days: ((day.dayOfWeek - TUESDAY + 6) % 7) + 1 }).toString();
};
