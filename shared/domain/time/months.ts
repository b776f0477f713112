import { Temporal } from 'temporal-polyfill';

/** Calendar months, written YYYY-MM. */

/** The month that ended before the day's own month began. */
export const monthBefore = (date: string): string => Temporal.PlainDate.from(date).toPlainYearMonth().subtract({ months: 1 }).toString();

/** So many months in order, the last being `month`. */
export const monthsUpTo = (month: string, count: number): string[] => Array.from({ length: count }, (_, index) => Temporal.PlainYearMonth.from(month).subtract({ months: count - 1 - index }).toString());

/** The days of so many months up to and including `month`: `from` included, `before` excluded. */
export const daysOfMonths = (month: string, count: number): { readonly from: string; readonly before: string } => {
  const last = Temporal.PlainYearMonth.from(month);
  const firstDay = (one: Temporal.PlainYearMonth): string => one.toPlainDate({ day: 1 }).toString();
  return { from: firstDay(last.subtract({ months: count - 1 })), before: firstDay(last.add({ months: 1 })) };
};

const NAMES = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** `2024-09` as `September 2024`. */
export const monthInWords = (month: string): string => {
  const { year, month: number } = Temporal.PlainYearMonth.from(month);
  return `${NAMES[number - 1] ?? ''} ${year}`;
};

/** `2024-09` as `Sep`. */
export const shortMonth = (month: string): string => (NAMES[Temporal.PlainYearMonth.from(month).month - 1] ?? '').slice(0, 3);
