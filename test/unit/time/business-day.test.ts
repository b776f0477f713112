import { nextBusinessDayAt, nextWallTimeAfter } from '../../../shared/domain/time/business-day';

const pacific = { timeZone: 'America/Los_Angeles', holidays: [] };

describe('one business day later', () => {
  it.each([
    ['a Wednesday', '2018-07-04T16:00:00.000Z', '2018-07-05T16:00:00.000Z'],
    ['a Friday afternoon', '2018-07-06T23:00:00.000Z', '2018-07-09T23:00:00.000Z'],
    ['the last second of a Friday', '2018-07-07T06:59:59.000Z', '2018-07-10T06:59:59.000Z'],
    ['the first instant of a Saturday', '2018-07-07T07:00:00.000Z', '2018-07-10T07:00:00.000Z'],
    ['a Sunday evening', '2018-07-09T02:00:00.000Z', '2018-07-10T07:00:00.000Z'],
  ])('LR-02: %s', (_, received, due) => {
    expect(nextBusinessDayAt(received, pacific)).toBe(due);
  });

  it('keeps the wall-clock time over a change of clocks', () => {
    expect(nextBusinessDayAt('2018-11-03T00:30:00.000Z', pacific)).toBe('2018-11-06T01:30:00.000Z');
  });

  it('D-28: leaves out holidays, of receipt as well as of answer', () => {
    const calendar = { ...pacific, holidays: ['2018-07-04', '2018-07-05'] };

    expect(nextBusinessDayAt('2018-07-03T16:00:00.000Z', calendar)).toBe('2018-07-06T16:00:00.000Z');
    expect(nextBusinessDayAt('2018-07-04T16:00:00.000Z', calendar)).toBe('2018-07-09T07:00:00.000Z');
  });
});

describe('the next time that clocks show', () => {
  it.each([
    ['a second before', '2018-07-05T12:59:59.000Z', '2018-07-05T13:00:00.000Z'],
    ['the instant itself', '2018-07-05T13:00:00.000Z', '2018-07-06T13:00:00.000Z'],
    ['the night before winter time', '2018-11-03T20:00:00.000Z', '2018-11-04T14:00:00.000Z'],
  ])('06:00 after %s', (_, instant, next) => {
    expect(nextWallTimeAfter(instant, '06:00', 'America/Los_Angeles')).toBe(next);
  });
});
