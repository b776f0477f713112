import type { Temporal } from 'temporal-polyfill';
import type { DateLiteral } from './ast';

type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** From the `from`th up to, not including, the `to`th unit, counted from the unit that holds today. */
type Span = readonly [unit: Unit, from: number, to: number];

type DayRange = { readonly start: Temporal.PlainDate; readonly end: Temporal.PlainDate };

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-dateformats.html */
const FIXED: Readonly<Record<string, Span>> = {
  YESTERDAY: ['day', -1, 0],
  TODAY: ['day', 0, 1],
  TOMORROW: ['day', 1, 2],
  LAST_WEEK: ['week', -1, 0],
  THIS_WEEK: ['week', 0, 1],
  NEXT_WEEK: ['week', 1, 2],
  LAST_MONTH: ['month', -1, 0],
  THIS_MONTH: ['month', 0, 1],
  NEXT_MONTH: ['month', 1, 2],
  LAST_QUARTER: ['quarter', -1, 0],
  THIS_QUARTER: ['quarter', 0, 1],
  NEXT_QUARTER: ['quarter', 1, 2],
  LAST_YEAR: ['year', -1, 0],
  THIS_YEAR: ['year', 0, 1],
  NEXT_YEAR: ['year', 1, 2],
};

const COUNTED: Readonly<Record<string, (n: number) => Span>> = {
  // Unlike its siblings it holds the running unit too: LAST_N_DAYS:1 is yesterday and today.
  LAST_N_DAYS: (n) => ['day', -n, 1],
  NEXT_N_DAYS: (n) => ['day', 1, n + 1],
  N_DAYS_AGO: (n) => ['day', -n, 1 - n],
  LAST_N_WEEKS: (n) => ['week', -n, 0],
  NEXT_N_WEEKS: (n) => ['week', 1, n + 1],
  N_WEEKS_AGO: (n) => ['week', -n, 1 - n],
  LAST_N_MONTHS: (n) => ['month', -n, 0],
  NEXT_N_MONTHS: (n) => ['month', 1, n + 1],
  N_MONTHS_AGO: (n) => ['month', -n, 1 - n],
  LAST_N_QUARTERS: (n) => ['quarter', -n, 0],
  NEXT_N_QUARTERS: (n) => ['quarter', 1, n + 1],
  N_QUARTERS_AGO: (n) => ['quarter', -n, 1 - n],
  LAST_N_YEARS: (n) => ['year', -n, 0],
  NEXT_N_YEARS: (n) => ['year', 1, n + 1],
  N_YEARS_AGO: (n) => ['year', -n, 1 - n],
};

/** A century: beyond it a count is a slip of the pen, and every year must keep its four digits. */
const LARGEST_COUNT: Readonly<Record<Unit, number>> = { day: 36_525, week: 5_218, month: 1_200, quarter: 400, year: 100 };

/** Literals without a number. */
export const FIXED_LITERALS: readonly string[] = Object.keys(FIXED);

/** Literals with a number, such as LAST_N_DAYS:7, and the largest they take; the smallest is 1. */
export const COUNTED_LITERALS: Readonly<Record<string, number>> = Object.fromEntries(
  Object.entries(COUNTED).map(([literal, span]) => [literal, LARGEST_COUNT[span(1)[0]]]),
);

/** The days `[start, end)` that a literal means on the day `today`. Weeks begin on Sunday, as in Salesforce for US locales. */
export const dayRange = ({ literal, n }: DateLiteral, today: Temporal.PlainDate): DayRange => {
  const span = n === undefined ? FIXED[literal] : COUNTED[literal]?.(n);
  if (!span) throw new Error(`Unknown date literal ${literal}${n === undefined ? '' : `:${n}`}`);

  const [unit, from, to] = span;
  const current = START_OF[unit](today);
  return { start: move(current, unit, from), end: move(current, unit, to) };
};

const START_OF: Readonly<Record<Unit, (day: Temporal.PlainDate) => Temporal.PlainDate>> = {
  day: (day) => day,
  week: (day) => day.subtract({ days: day.dayOfWeek % 7 }),
  month: (day) => day.with({ day: 1 }),
  quarter: (day) => day.with({ month: day.month - ((day.month - 1) % 3), day: 1 }),
  year: (day) => day.with({ month: 1, day: 1 }),
};

const move = (day: Temporal.PlainDate, unit: Unit, by: number): Temporal.PlainDate =>
  unit === 'quarter' ? day.add({ months: 3 * by }) : day.add({ [`${unit}s`]: by });
