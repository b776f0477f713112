import { daysOfMonths, monthBefore, monthInWords, monthsUpTo, shortMonth } from '../../../shared/domain/time/months';

describe('months', () => {
  it.each([
    ['2024-10-01', '2024-09'],
    ['2024-10-31', '2024-09'],
    ['2025-01-01', '2024-12'],
  ])('the month before %s is %s', (date, month) => {
    expect(monthBefore(date)).toBe(month);
  });

  it('run in order up to a month, across the year', () => {
    expect(monthsUpTo('2025-01', 4)).toEqual(['2024-10', '2024-11', '2024-12', '2025-01']);
  });

  it('the days of three months begin with the first and end before the day after the last', () => {
    expect(daysOfMonths('2024-09', 3)).toEqual({ from: '2024-07-01', before: '2024-10-01' });
    expect(daysOfMonths('2024-12', 3)).toEqual({ from: '2024-10-01', before: '2025-01-01' });
  });

  it('are said in words', () => {
    expect([monthInWords('2024-09'), shortMonth('2024-09')]).toEqual(['September 2024', 'Sep']);
  });
});
