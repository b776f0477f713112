import { Temporal } from 'temporal-polyfill';
import { COUNTED_LITERALS, FIXED_LITERALS, dayRange } from '../../../shared/soql/date-literals';

/** First and last day of every literal on Wednesday, 2024-10-09. Weeks begin on Sunday. */
const ON_WEDNESDAY: Readonly<Record<string, readonly [first: string, last: string]>> = {
  YESTERDAY: ['2024-10-08', '2024-10-08'],
  TODAY: ['2024-10-09', '2024-10-09'],
  TOMORROW: ['2024-10-10', '2024-10-10'],
  LAST_WEEK: ['2024-09-29', '2024-10-05'],
  THIS_WEEK: ['2024-10-06', '2024-10-12'],
  NEXT_WEEK: ['2024-10-13', '2024-10-19'],
  LAST_MONTH: ['2024-09-01', '2024-09-30'],
  THIS_MONTH: ['2024-10-01', '2024-10-31'],
  NEXT_MONTH: ['2024-11-01', '2024-11-30'],
  LAST_QUARTER: ['2024-07-01', '2024-09-30'],
  THIS_QUARTER: ['2024-10-01', '2024-12-31'],
  NEXT_QUARTER: ['2025-01-01', '2025-03-31'],
  LAST_YEAR: ['2023-01-01', '2023-12-31'],
  THIS_YEAR: ['2024-01-01', '2024-12-31'],
  NEXT_YEAR: ['2025-01-01', '2025-12-31'],
  'LAST_N_DAYS:3': ['2024-10-06', '2024-10-09'],
  'NEXT_N_DAYS:3': ['2024-10-10', '2024-10-12'],
  'N_DAYS_AGO:3': ['2024-10-06', '2024-10-06'],
  'LAST_N_WEEKS:2': ['2024-09-22', '2024-10-05'],
  'NEXT_N_WEEKS:2': ['2024-10-13', '2024-10-26'],
  'N_WEEKS_AGO:2': ['2024-09-22', '2024-09-28'],
  'LAST_N_MONTHS:8': ['2024-02-01', '2024-09-30'],
  'NEXT_N_MONTHS:2': ['2024-11-01', '2024-12-31'],
  'N_MONTHS_AGO:8': ['2024-02-01', '2024-02-29'],
  'LAST_N_QUARTERS:2': ['2024-04-01', '2024-09-30'],
  'NEXT_N_QUARTERS:2': ['2025-01-01', '2025-06-30'],
  'N_QUARTERS_AGO:4': ['2023-10-01', '2023-12-31'],
  'LAST_N_YEARS:2': ['2022-01-01', '2023-12-31'],
  'NEXT_N_YEARS:2': ['2025-01-01', '2026-12-31'],
  'N_YEARS_AGO:2': ['2022-01-01', '2022-12-31'],
};

const daysOf = (text: string, today: string): readonly [string, string] => {
  const [literal = '', n] = text.split(':');
  const { start, end } = dayRange(n === undefined ? { literal } : { literal, n: Number(n) }, Temporal.PlainDate.from(today));
  return [start.toString(), end.subtract({ days: 1 }).toString()];
};

it('covers every known literal', () => {
  expect(Object.keys(ON_WEDNESDAY).map((text) => text.replace(/:\d+$/u, ''))).toEqual([...FIXED_LITERALS, ...Object.keys(COUNTED_LITERALS)]);
});

it.each(Object.entries(ON_WEDNESDAY))('%s', (text, expected) => {
  expect(daysOf(text, '2024-10-09')).toEqual(expected);
});

it.each([
  ['THIS_WEEK', '2024-10-06', ['2024-10-06', '2024-10-12']],
  ['LAST_WEEK', '2024-10-12', ['2024-09-29', '2024-10-05']],
  ['LAST_MONTH', '2024-03-31', ['2024-02-01', '2024-02-29']],
  ['THIS_QUARTER', '2024-12-31', ['2024-10-01', '2024-12-31']],
])('%s at the edge of its unit, on %s', (text, today, expected) => {
  expect(daysOf(text, today)).toEqual(expected);
});
