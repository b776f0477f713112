import { holdReasonOf, isReleasedOn, releaseTierOf } from '../../../shared/domain/usergems/release-gate';

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
