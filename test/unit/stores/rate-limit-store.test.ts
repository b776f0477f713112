import * as fc from 'fast-check';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { ERROR_NAMES } from '../../../shared/names/errors';
import type { Tables } from '../../../shared/ports/tables';
import { rateLimitStore } from '../../../shared/stores/rate-limit-store';

const VENDOR = 'usergems';

/** Tables whose every call takes a turn that the scheduler chooses, so that workers meet between reading and writing. */
const interleaved = (tables: Tables, scheduler: fc.Scheduler): Tables => ({
  ...tables,
  getMany: (...args) => scheduler.schedule(Promise.resolve()).then(() => tables.getMany(...args)),
  update: (...args) => scheduler.schedule(Promise.resolve()).then(() => tables.update(...args)),
});

const request = (perSecond: number) => fc.record({ now: fc.integer({ min: 0, max: 5_000 }), count: fc.integer({ min: 1, max: perSecond }), defer: fc.option(fc.integer({ min: 0, max: 8_000 })) });

describe('the rate limit of a vendor, held across workers', () => {
  it('no span of one second ever holds more calls than the vendor takes, and nobody is dealt a second that is past', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 20 }).chain((perSecond) => fc.record({ perSecond: fc.constant(perSecond), workers: fc.array(fc.array(request(perSecond), { maxLength: 4 }), { minLength: 1, maxLength: 6 }) })),
        async (scheduler, { perSecond, workers }) => {
          const limits = rateLimitStore(interleaved(memoryTables(), scheduler));
          const deals: { startsAt: number; count: number; now: number }[] = [];
          const all = workers.map(async (requests) => {
            for (const { now, count, defer } of requests) {
              if (defer !== null) await limits.defer(VENDOR, defer);
              deals.push({ startsAt: await limits.reserve(VENDOR, { now, count, perSecond }), count, now });
            }
          });
          await scheduler.waitFor(Promise.all(all));

          for (const { startsAt, now } of deals) {
            const inSecond = deals.filter((one) => one.startsAt >= startsAt && one.startsAt < startsAt + 1_000).reduce((sum, { count }) => sum + count, 0);
            expect({ isTooMuch: inSecond > perSecond, isPast: startsAt < now }).toEqual({ isTooMuch: false, isPast: false });
          }
        },
      ),
    );
  });

  it('after a deferral nobody is dealt an earlier second, and an earlier one takes nothing back', async () => {
    const limits = rateLimitStore(memoryTables());
    await limits.defer(VENDOR, 5_001);
    await limits.defer(VENDOR, 2_000);
    expect(await limits.reserve(VENDOR, { now: 1_000, count: 20, perSecond: 20 })).toBe(6_000);
  });

  it('small reservations share a second, one that does not fit takes the next, another vendor is not in the way', async () => {
    const limits = rateLimitStore(memoryTables());
    const reserve = (count: number, vendor = VENDOR) => limits.reserve(vendor, { now: 1_500, count, perSecond: 20 });
    expect([await reserve(15), await reserve(5), await reserve(1), await reserve(20), await reserve(20, 'other')]).toEqual([2_000, 2_000, 3_000, 4_000, 2_000]);
  });

  it('more than fits a second is refused by name', async () => {
    await expect(rateLimitStore(memoryTables()).reserve(VENDOR, { now: 0, count: 21, perSecond: 20 })).rejects.toMatchObject({ name: ERROR_NAMES.invalidInput });
  });
});
