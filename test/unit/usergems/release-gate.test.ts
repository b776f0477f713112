import { holdReasonOf, isReleasedOn, nextReleaseOn, releaseTierOf } from '../../../shared/domain/usergems/release-gate';

describe('the tier under which a change waits (contracts, section 7)', () => {
  it.each([
    { motion: 'job_change', tracked: '1', tier: '1' },
    { motion: 'job_change', tracked: '2', tier: '2' },
    { motion: 'job_change', tracked: 'overflow', tier: '2' },
    { motion: 'job_change', tracked: undefined, tier: '2' },
    { motion: 'job_change', push: 1, tracked: '1', tier: undefined },
    { motion: 'new_hire', tracked: '1', tier: undefined },
    { motion: 'promotion', tracked: '2', tier: undefined },
  ] as const)('a $motion of a contact tracked as $tracked (push $push) waits as tier $tier', ({ tracked, tier, ...change }) => {
    expect(releaseTierOf(change, tracked)).toBe(tier);
  });
});

describe('the Tuesdays of release (UG-07, D-09)', () => {
  it.each([
    { tier: '2', on: '2024-10-01', released: true },
    { tier: '2', on: '2024-10-08', released: false },
    { tier: '2', on: '2024-11-05', released: true },
    { tier: '1', on: '2024-10-08', released: true },
    { tier: undefined, on: '2024-10-08', released: true },
  ] as const)('tier $tier on $on: $released', ({ tier, on, released }) => {
    expect(isReleasedOn(tier, on)).toBe(released);
  });

  it('what waits says for which Tuesday (contracts, section 10)', () => {
    expect([holdReasonOf('2'), holdReasonOf('1'), holdReasonOf(undefined)]).toEqual(['FIRST_TUESDAY', 'NEXT_TUESDAY', 'NEXT_TUESDAY']);
  });
});

describe('the sync that will release a change (UG-07, UG-17)', () => {
  const launch = { timeZone: 'America/Los_Angeles', goLiveOn: '2024-09-24' };

  it.each([
    { tier: '1', receivedAt: '2024-10-03T17:05:00.000Z', on: '2024-10-08', because: 'the next Tuesday' },
    { tier: undefined, receivedAt: '2024-10-08T12:59:59.999Z', on: '2024-10-08', because: 'the run takes what came before it on its own day' },
    { tier: '1', receivedAt: '2024-10-08T13:00:00.000Z', on: '2024-10-15', because: 'what comes at the instant of the run waits for the next' },
    { tier: '2', receivedAt: '2024-10-03T17:05:00.000Z', on: '2024-11-05', because: 'Tier 2 waits for the first Tuesday of a month' },
    { tier: '2', receivedAt: '2024-11-05T13:59:59.999Z', on: '2024-11-05', because: 'the clocks have gone back: 06:00 is 14:00 UTC' },
    { tier: '1', receivedAt: '2024-09-10T00:00:00.000Z', on: '2024-09-24', because: 'nothing is released before the programme goes live' },
  ] as const)('tier $tier received at $receivedAt: $on, $because', ({ tier, receivedAt, on }) => {
    expect(nextReleaseOn(tier, receivedAt, launch)).toBe(on);
  });
});
