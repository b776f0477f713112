import fc from 'fast-check';
import { businessDateOf } from '../../../shared/domain/time/business-time';
import { dayFinder } from '../../../shared/domain/time/day-finder';

describe('the day of an instant', () => {
  it.each(['America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia', 'UTC'])('is what the calendar of %s says, however often it is asked', (timeZone) => {
    const dateOf = dayFinder(timeZone);
    fc.assert(
      fc.property(fc.date({ min: new Date('2009-12-30T00:00:00Z'), max: new Date('2030-01-02T00:00:00Z'), noInvalidDate: true }), fc.integer({ min: -900_000, max: 900_000 }), (date, offset) => {
        for (const instant of [date.toISOString(), new Date(date.getTime() + offset).toISOString()]) expect(dateOf(instant)).toBe(businessDateOf(instant, timeZone));
      }),
    );
  });
});
