import fc from 'fast-check';
import { nextAfter, occurrences, renderScheduleInput } from '../../../infra/local/host/schedules';
import type { ScheduleTiming } from '../../../infra/local/host/schedules';

const aTiming = (expression: string, over: Partial<ScheduleTiming> = {}): ScheduleTiming => ({ name: 'Sync', expression, zone: 'America/Los_Angeles', state: 'ENABLED', ...over });
const at = (instant: string): number => Date.parse(instant);
const between = (timing: ScheduleTiming, from: string, to: string): string[] => occurrences(timing, at(from), at(to)).map((instant) => new Date(instant).toISOString());

const DAY_MS = 86_400_000;

describe('schedules', () => {
  it.each([
    ['2024-10-08', '2024-10-08T07:00:00.000Z'],
    ['2024-11-05', '2024-11-05T08:00:00.000Z'],
  ])('PLAT-02: the daily 12:00AM job of %s fires at %s', (date, instant) => {
    const day = at(`${date}T00:00:00Z`);

    expect(occurrences(aTiming('cron(0 0 * * ? *)'), day, day + DAY_MS)).toEqual([at(instant)]);
    expect(nextAfter(aTiming('cron(0 0 * * ? *)'), day)).toBe(at(instant));
  });

  it.each([
    ['every Tuesday', 'cron(0 6 ? * TUE *)', '2024-10-01', '2024-10-20', ['2024-10-01T13:00:00.000Z', '2024-10-08T13:00:00.000Z', '2024-10-15T13:00:00.000Z']],
    ['Monday to Friday', 'cron(30 5 ? * MON-FRI *)', '2024-10-04', '2024-10-08', ['2024-10-04T12:30:00.000Z', '2024-10-07T12:30:00.000Z']],
    ['the weekend', 'cron(0 1 ? * 1,7 *)', '2024-10-04', '2024-10-08', ['2024-10-05T08:00:00.000Z', '2024-10-06T08:00:00.000Z']],
    ['the first Tuesday of the month', 'cron(0 6 ? * 3#1 *)', '2024-10-01', '2024-12-31', ['2024-10-01T13:00:00.000Z', '2024-11-05T14:00:00.000Z', '2024-12-03T14:00:00.000Z']],
    ['the last day of the month', 'cron(0 0 L * ? *)', '2024-02-01', '2024-04-02', ['2024-02-29T08:00:00.000Z', '2024-03-31T07:00:00.000Z']],
    ['the last Friday of the month', 'cron(0 0 ? * FRIL 2024)', '2024-11-01', '2025-03-01', ['2024-11-29T08:00:00.000Z', '2024-12-27T08:00:00.000Z']],
    ['a step of minutes', 'cron(10/25 3 1 1 ? *)', '2024-12-31', '2025-01-02', ['2025-01-01T11:10:00.000Z', '2025-01-01T11:35:00.000Z']],
    ['a rate, from the epoch', 'rate(12 hours)', '2024-10-08', '2024-10-09', ['2024-10-08T00:00:00.000Z', '2024-10-08T12:00:00.000Z']],
    ['one time', 'at(2024-10-08T06:00:00)', '2024-10-01', '2024-11-01', ['2024-10-08T13:00:00.000Z']],
  ])('runs %s', (_, expression, from, to, expected) => {
    expect(between(aTiming(expression), from, to)).toEqual(expected);
  });

  it.each([
    ['America/Los_Angeles skips 02:30 on 2024-03-10', 'America/Los_Angeles', 'cron(30 2 * * ? *)', '2024-03-09T12:00Z', '2024-03-12T00:00Z', ['2024-03-11T09:30:00.000Z']],
    ['America/Los_Angeles runs 01:30 once on 2024-11-03', 'America/Los_Angeles', 'cron(30 1 * * ? *)', '2024-11-03T00:00Z', '2024-11-04T00:00Z', ['2024-11-03T08:30:00.000Z']],
    ['Europe/Berlin skips 02:30 on 2024-03-31', 'Europe/Berlin', 'cron(30 2 * * ? *)', '2024-03-31T00:00Z', '2024-04-01T12:00Z', ['2024-04-01T00:30:00.000Z']],
    ['Asia/Kolkata has no daylight saving', 'Asia/Kolkata', 'cron(0 9 ? * 1 *)', '2024-03-10T00:00Z', '2024-03-11T00:00Z', ['2024-03-10T03:30:00.000Z']],
    ['a one-time schedule in the gap never runs', 'America/Los_Angeles', 'at(2024-03-10T02:30:00)', '2024-03-01T00:00Z', '2024-04-01T00:00Z', []],
  ])('PLAT-02: %s', (_, zone, expression, from, to, expected) => {
    expect(between(aTiming(expression, { zone }), from, to)).toEqual(expected);
  });

  it('PLAT-02: keeps the wall-clock time in every zone, on every day, unless that day has no such time', () => {
    const zone = fc.constantFrom('America/Los_Angeles', 'America/St_Johns', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati', 'UTC');
    const day = fc.integer({ min: at('2020-01-01'), max: at('2029-12-31') });

    fc.assert(
      fc.property(zone, day, fc.nat(23), fc.nat(59), (zone, from, hour, minute) => {
        const wallClock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
        const found = occurrences(aTiming(`cron(${minute} ${hour} * * ? *)`, { zone }), from, from + 10 * DAY_MS);
        const shown = found.map((instant) => wallClock.format(instant).split(', '));

        expect(new Set(shown.map(([, time]) => time))).toEqual(new Set([`${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`]));
        expect(new Set(shown.map(([date]) => date)).size).toBe(found.length);
        expect(found.length).toBeGreaterThanOrEqual(9);
        expect(found.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('finds one after the other what a period holds', () => {
    const expressions = fc.constantFrom('cron(0 6 ? * TUE *)', 'cron(0/20 1,2 * * ? *)', 'rate(7 hours)', 'cron(15 0 1 * ? *)');

    fc.assert(
      fc.property(expressions, fc.integer({ min: at('2024-01-01'), max: at('2025-01-01') }), (expression, from) => {
        const timing = aTiming(expression);
        const to = from + 14 * DAY_MS;
        const steps: number[] = [];
        for (let next = nextAfter(timing, from - 1); next !== undefined && next < to; next = nextAfter(timing, next)) steps.push(next);

        expect(steps).toEqual(occurrences(timing, from, to));
      }),
      { numRuns: 25 },
    );
  });

  it('keeps within start and end date, counts a rate from the start and rests while disabled', () => {
    const bounded = aTiming('rate(1 day)', { startsAt: at('2024-10-02T10:00Z'), endsAt: at('2024-10-04T10:00Z') });

    expect(between(bounded, '2024-10-01', '2024-11-01')).toEqual(['2024-10-02T10:00:00.000Z', '2024-10-03T10:00:00.000Z', '2024-10-04T10:00:00.000Z']);
    expect(nextAfter(bounded, at('2024-10-04T10:00Z'))).toBeUndefined();
    expect(nextAfter({ ...bounded, state: 'DISABLED' }, 0)).toBeUndefined();
  });

  it('ends for a date that never comes and finds one that is rare', () => {
    expect(nextAfter(aTiming('cron(0 0 30 2 ? *)'), 0)).toBeUndefined();
    expect(nextAfter(aTiming('cron(0 0 ? 2 MON#5 *)', { zone: 'UTC' }), at('2024-03-01'))).toBe(at('2044-02-29'));
  });

  it.each([
    ['cron(0 0 15W * ? *)', "has the day-of-month '15W', which the embedded scheduler does not read"],
    ['cron(0 0 1,L * ? *)', "has the day-of-month '1,L', which the embedded scheduler does not read"],
    ['cron(0 0 ? * MON#1,WED#1 *)', "has the day-of-week 'MON#1,WED#1', which the embedded scheduler does not read"],
    ['cron(0 0 ? * FRI-MON *)', "has the day-of-week 'FRI-MON', which the embedded scheduler does not read"],
    ['cron(0 0 ? * L *)', "has the day-of-week 'L', which the embedded scheduler does not read"],
    ['cron(0 0 ? SOON 2 *)', "has the month 'SOON', which the embedded scheduler does not read"],
    ['cron(0 0 * * * *)', 'must have ? in exactly one of day-of-month and day-of-week'],
    ['cron(0 0 * * ?)', 'has 5 cron fields, not 6: minutes hours day-of-month month day-of-week year'],
    ['cron(0 24 * * ? *)', 'cannot be read: Error: Invalid: number 24 is not between 0 and 23'],
    ['rate(0 minutes)', 'is no rate: write rate(<number> minutes|hours|days)'],
    ['at(tomorrow)', 'is no time: write at(yyyy-mm-ddThh:mm:ss)'],
    ['every Tuesday', 'is none of cron(...), rate(...), at(...)'],
  ])('refuses %s by name', (expression, why) => {
    expect(() => nextAfter(aTiming(expression), 0)).toThrow(new Error(`Schedule Sync: ${expression} in America/Los_Angeles ${why}`));
  });

  it('refuses a zone that does not exist', () => {
    expect(() => nextAfter(aTiming('cron(0 0 * * ? *)', { zone: 'Mars/Olympus' }), 0)).toThrow('Schedule Sync: cron(0 0 * * ? *) in Mars/Olympus cannot be placed in its zone');
  });

  it("fills Scheduler's placeholders", () => {
    const input = '{"scheduledTime":"<aws.scheduler.scheduled-time>","run":"<aws.scheduler.execution-id>","attempt":"<aws.scheduler.attempt-number>"}';

    expect(renderScheduleInput(input, { scheduledAt: at('2024-10-08T13:00:00Z'), executionId: 'e-1', attempt: 1 })).toBe('{"scheduledTime":"2024-10-08T13:00:00Z","run":"e-1","attempt":"1"}');
  });
});
