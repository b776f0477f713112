import { businessDateOf } from './business-time';

const QUARTER_MS = 15 * 60_000;

/**
 * The calendar day on which an instant falls in a zone, for who asks of many instants: it remembers what it found. Clocks of every zone
 * differ from UTC by whole quarters of an hour, so that a day never begins within one.
 */
export const dayFinder = (timeZone: string): ((instant: string) => string) => {
  const days = new Map<number, string>();
  return (instant) => {
    const quarter = Math.floor(Date.parse(instant) / QUARTER_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const day = businessDateOf(instant, timeZone);
    days.set(quarter, day);
    return day;
  };
};
