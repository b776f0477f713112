import * as fc from 'fast-check';
import { addDays, businessDateOf, instantOf, isFirstTuesday, monthsBefore, startedWithinMonths, startOfDay, toIso } from '../../../shared/domain/time/business-time';

const PACIFIC = 'America/Los_Angeles';
const DAY_MS = 86_400_000;

/** Zones that change at midnight, by half an hour, by other rules than the usual or never, from both edges of the date line. */
const ZONES = [
  PACIFIC, 'America/New_York', 'America/St_Johns', 'America/Sao_Paulo', 'America/Havana', 'America/Asuncion', 'America/Santiago', 'America/Caracas', 'America/Nuuk',
  'Atlantic/Azores', 'Europe/London', 'Europe/Berlin', 'Africa/Cairo', 'Africa/Casablanca', 'Asia/Beirut', 'Asia/Gaza', 'Asia/Tehran', 'Asia/Kolkata', 'Asia/Kathmandu',
  'Asia/Pyongyang', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Pacific/Apia', 'Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC',
];

const dateOfDay = (day: number): string => toIso(day * DAY_MS).slice(0, 10);
const daysBetween = (from: string, to: string): fc.Arbitrary<string> => fc.integer({ min: Date.parse(from) / DAY_MS, max: Date.parse(to) / DAY_MS }).map(dateOfDay);

const zones = fc.constantFrom(...ZONES);
/** From 2012 on no zone skips a whole day or goes back over midnight into the day before. */
const dates = daysBetween('2012-01-02', '2035-12-31');
const months = fc.integer({ min: 0, max: 30 });
const wallTimes = fc.integer({ min: 0, max: 24 * 60 - 1 }).map((minute) => toIso(minute * 60_000).slice(11, 16));

/** What a clock on the wall shows, from Intl: a second opinion beside the library under test. */
const clocks = new Map(ZONES.map((timeZone) => [timeZone, new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })]));
const wallClock = (epochMilliseconds: number, timeZone: string): string | undefined => clocks.get(timeZone)?.format(epochMilliseconds);

describe('the business date of an instant (requirements 1.3)', () => {
  it.each([
    ['2024-10-08T13:00:00.000Z', PACIFIC, '2024-10-08'],
    ['2024-10-09T06:59:59.999Z', PACIFIC, '2024-10-08'],
    ['2024-10-09T07:00:00.000Z', PACIFIC, '2024-10-09'],
    ['2024-11-05T07:59:59Z', PACIFIC, '2024-11-04'],
    ['2024-10-08T20:00:00+02:00', PACIFIC, '2024-10-08'],
    ['2024-10-08T13:00:00.000Z', 'Pacific/Kiritimati', '2024-10-09'],
    ['2024-10-08T10:59:00.000Z', 'Pacific/Pago_Pago', '2024-10-07'],
  ])('of %s in %s is %s', (instant, timeZone, date) => {
    expect(businessDateOf(instant, timeZone)).toBe(date);
  });

  it('never goes back', () => {
    const instants = fc.tuple(dates, fc.integer({ min: 0, max: DAY_MS - 1 })).map(([date, millisecond]) => Date.parse(date) + millisecond);
    const later = fc.oneof(fc.integer({ min: 0, max: 3 * DAY_MS }), fc.integer({ min: 0, max: 7_200_000 }));

    fc.assert(fc.property(instants, later, zones, (instant, later, zone) => businessDateOf(toIso(instant), zone) <= businessDateOf(toIso(instant + later), zone)), { numRuns: 500 });
  });

  it('is the date that a clock in the zone shows', () => {
    fc.assert(
      fc.property(dates, wallTimes, zones, (date, time, zone) => expect(businessDateOf(`${date}T${time}:00Z`, zone)).toBe(wallClock(Date.parse(`${date}T${time}:00Z`), zone)?.slice(0, 10))),
      { numRuns: 500 },
    );
  });
});

describe('the start of a day', () => {
  it.each([
    ['2024-10-08', PACIFIC, '2024-10-08T07:00:00.000Z'],
    ['2024-11-05', PACIFIC, '2024-11-05T08:00:00.000Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'],
    ['2024-03-31', 'Asia/Beirut', '2024-03-30T22:00:00.000Z'],
    ['1919-03-31', 'America/Toronto', '1919-03-31T04:30:00.000Z'],
  ])('%s begins in %s at %s (PLAT-02)', (date, timeZone, instant) => {
    expect(startOfDay(date, timeZone)).toBe(instant);
  });

  it('that a zone leaves out is the start of the next day', () => {
    expect(startOfDay('2011-12-30', 'Pacific/Apia')).toBe(startOfDay('2011-12-31', 'Pacific/Apia'));
  });

  it('is the first instant of that business date', () => {
    fc.assert(
      fc.property(dates, zones, (date, zone) => {
        const start = startOfDay(date, zone);
        const instantBefore = toIso(Date.parse(start) - 1);

        expect([businessDateOf(instantBefore, zone), businessDateOf(start, zone)]).toEqual([addDays(date, -1), date]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the instant of a wall-clock time', () => {
  it.each([
    ['2024-10-08', '06:00', PACIFIC, '2024-10-08T13:00:00.000Z'],
    ['2024-11-05', '06:00', PACIFIC, '2024-11-05T14:00:00.000Z'],
    ['2024-10-08', '00:00', PACIFIC, '2024-10-08T07:00:00.000Z'],
    ['2024-11-05', '00:00', PACIFIC, '2024-11-05T08:00:00.000Z'],
    ['2024-10-08', '06:00:30', 'Asia/Kolkata', '2024-10-08T00:30:30.000Z'],
  ])('%s %s in %s is %s (PLAT-02)', (date, time, timeZone, instant) => {
    expect(instantOf(date, time, timeZone)).toBe(instant);
  });

  it('of a time that daylight saving skips lies as much later as the gap is long', () => {
    expect([instantOf('2024-03-10', '02:30', PACIFIC), instantOf('2024-10-06', '02:15', 'Australia/Lord_Howe')]).toEqual([
      instantOf('2024-03-10', '03:30', PACIFIC),
      instantOf('2024-10-06', '02:45', 'Australia/Lord_Howe'),
    ]);
  });

  it('of a time that occurs twice is the first', () => {
    expect(instantOf('2024-11-03', '01:30', PACIFIC)).toBe('2024-11-03T08:30:00.000Z');
  });

  it('is when a clock in the zone first shows that time; only a skipped time is shown later', () => {
    fc.assert(
      fc.property(dates, wallTimes, zones, (date, time, zone) => {
        const instant = Date.parse(instantOf(date, time, zone));
        const asked = `${date} ${time}`;
        const shown = wallClock(instant, zone) ?? '';
        const halfHoursBefore = [1, 2, 3, 4].map((halves) => wallClock(instant - halves * 1_800_000, zone));

        expect(halfHoursBefore).not.toContain(asked);
        expect(shown >= asked).toBe(true);
        if (shown !== asked) expect([1, 2, 3, 4].map((halves) => wallClock(instant + halves * 1_800_000, zone))).not.toContain(asked);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('months before a date (NT-04)', () => {
  it.each([
    ['2024-10-09', 3, '2024-07-09'],
    ['2024-05-31', 3, '2024-02-29'],
    ['2023-05-31', 3, '2023-02-28'],
    ['2024-08-31', 6, '2024-02-29'],
    ['2024-12-31', 3, '2024-09-30'],
    ['2024-02-29', 12, '2023-02-28'],
    ['2024-01-15', 3, '2023-10-15'],
    ['2024-03-30', 1, '2024-02-29'],
    ['2024-05-31', 0, '2024-05-31'],
  ])('%s - %i months = %s', (date, count, earlier) => {
    expect(monthsBefore(date, count)).toBe(earlier);
  });

  it('are the same day of the month, or the last one of a shorter month', () => {
    fc.assert(
      fc.property(dates, months, (date, count) => {
        const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
        const lastOfMonth = new Date(Date.UTC(year, month - count, 0));

        expect(monthsBefore(date, count)).toBe(toIso(lastOfMonth.setUTCDate(Math.min(day, lastOfMonth.getUTCDate()))).slice(0, 10));
      }),
    );
  });
});

describe('"started within the last N months" (NT-04, D-15)', () => {
  it.each<[string | undefined, boolean, boolean]>([
    ['2024-07-09', true, true],
    ['2024-07-08', false, true],
    ['2024-04-09', false, true],
    ['2024-04-08', false, false],
    ['2024-10-09', true, true],
    ['2024-11-01', true, true],
    ['', false, false],
    [undefined, false, false],
  ])('as of 2024-10-09 a start on %s: 3 months %s, 6 months %s', (startedOn, within3, within6) => {
    expect([3, 6].map((count) => startedWithinMonths(startedOn, '2024-10-09', count))).toEqual([within3, within6]);
  });

  it('clamps to the end of a shorter month', () => {
    expect(['2024-02-28', '2024-02-29'].map((startedOn) => startedWithinMonths(startedOn, '2024-05-31', 3))).toEqual([false, true]);
  });

  it('stays true for every later start and every longer period', () => {
    fc.assert(
      fc.property(dates, dates, months, fc.nat(400), fc.nat(12), (startedOn, asOf, count, moreDays, moreMonths) => {
        fc.pre(startedWithinMonths(startedOn, asOf, count));

        expect([startedWithinMonths(addDays(startedOn, moreDays), asOf, count), startedWithinMonths(startedOn, asOf, count + moreMonths)]).toEqual([true, true]);
      }),
    );
  });

  it('once false stays false as time goes on', () => {
    fc.assert(
      fc.property(dates, dates, months, fc.nat(400), (startedOn, asOf, count, moreDays) => {
        fc.pre(!startedWithinMonths(startedOn, asOf, count));

        expect(startedWithinMonths(startedOn, addDays(asOf, moreDays), count)).toBe(false);
      }),
    );
  });
});

describe('the first Tuesday of a month (D-09)', () => {
  it.each([
    ['2024-10-01', true],
    ['2024-10-08', false],
    ['2024-09-03', true],
    ['2024-12-03', true],
    ['2024-12-04', false],
    ['2025-04-01', true],
    ['2024-05-07', true],
  ])('%s: %s', (date, first) => {
    expect(isFirstTuesday(date)).toBe(first);
  });

  it('occurs once in each month from 2020 to 2040, on the first day of it that is a Tuesday', () => {
    const days = Array.from({ length: (Date.parse('2041-01-01') - Date.parse('2020-01-01')) / DAY_MS }, (_, day) => dateOfDay(Date.parse('2020-01-01') / DAY_MS + day));
    const firstByMonth = new Map<string, string>();
    for (const date of days) if (new Date(date).getUTCDay() === 2 && !firstByMonth.has(date.slice(0, 7))) firstByMonth.set(date.slice(0, 7), date);

    expect(firstByMonth.size).toBe(21 * 12);
    expect(days.filter(isFirstTuesday)).toEqual([...firstByMonth.values()]);
  });
});

describe('calendar days', () => {
  it('are added across months, years and daylight saving', () => {
    expect([addDays('2024-02-28', 1), addDays('2024-12-31', 1), addDays('2024-03-01', -1), addDays('2024-11-03', 2), addDays('2024-10-08', 0)]).toEqual([
      '2024-02-29',
      '2025-01-01',
      '2024-02-29',
      '2024-11-05',
      '2024-10-08',
    ]);
  });

  it('taken away again give the day itself', () => {
    fc.assert(fc.property(dates, fc.integer({ min: -1000, max: 1000 }), (date, days) => addDays(addDays(date, days), -days) === date));
  });
});

describe('the spelling of an instant (contracts, section 1)', () => {
  it('is UTC with milliseconds, so that text sorts by time', () => {
    expect(toIso(Date.parse('2024-10-08T06:00:00-07:00'))).toBe('2024-10-08T13:00:00.000Z');
  });
});
