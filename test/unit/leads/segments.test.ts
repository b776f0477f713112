import fc from 'fast-check';
import { accountSegment, leadSegment, lowerBound, overrideStands, segmentOfUsers, userCount } from '../../../shared/domain/leads/segments';
import { SEGMENTS } from '../../../shared/domain/leads/segments.table';
import { anAccount } from '../../support/records';

describe('segments by potential users (SG-01, SG-05)', () => {
  it.each([
    [0, 'Unknown'],
    [1, 'SMB'],
    [100, 'SMB'],
    [101, 'Mid-Market'],
    [750, 'Mid-Market'],
    [751, 'Large'],
    [4_999, 'Large'],
    [5_000, 'Strategic'],
    [1_000_000, 'Strategic'],
    [-3, 'Unknown'],
  ])('%i users are %s', (count, segment) => {
    expect(segmentOfUsers(count)).toBe(segment);
  });

  it('has the segments smallest first, and no number of users falls between two', () => {
    const order = ['Unknown', ...SEGMENTS.map(({ segment }) => segment)];
    fc.assert(
      fc.property(fc.nat(10_000), fc.nat(10_000), (a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        expect(order.indexOf(segmentOfUsers(less))).toBeLessThanOrEqual(order.indexOf(segmentOfUsers(more)));
      }),
    );
    expect(SEGMENTS.map(({ from }) => [segmentOfUsers(from - 1), segmentOfUsers(from)])).toEqual(SEGMENTS.map(({ segment }, index) => [order[index], segment]));
  });

  it.each([
    [5_000, 5_000],
    ['5000', 5_000],
    [' 12 ', 12],
    ['12.0', 12],
    [0, undefined],
    ['0', undefined],
    [-3, undefined],
    ['many', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
    [true, undefined],
    [100.5, 'FRACTION'],
    ['100.5', 'FRACTION'],
    [-0.5, 'FRACTION'],
  ])('takes %j as %j', (value, count) => {
    expect(userCount(value)).toBe(count);
  });
});

describe('the segment of a lead (SG-02)', () => {
  it.each([
    ['>100', 101],
    ['> 750', 751],
    ['751-4999', 751],
    ['1 - 100', 1],
    ['5000+', 5_000],
    ['50', 50],
    ['', 0],
    ['lots', 0],
    ['<100', 0],
    ['1,000', 0],
    [undefined, 0],
  ])('D-24: bucket %j begins at %i', (bucket, users) => {
    expect(lowerBound(bucket)).toBe(users);
  });

  it.each([
    ['>100', 200, 'Mid-Market'],
    ['751-4999', 90, 'Large'],
    ['5000+', undefined, 'Strategic'],
    ['1-100', 101, 'Mid-Market'],
    [undefined, undefined, 'Unknown'],
  ])('bucket %j and answer %j are %s', (Number_of_Developers_Bucket__c, How_Many_Developers__c, segment) => {
    expect(leadSegment({ Number_of_Developers_Bucket__c, How_Many_Developers__c })).toBe(segment);
  });
});

describe('the segment of an account (SG-03, SG-04)', () => {
  it.each([
    ['the largest of three inputs', { How_Many_Developers__c: 300, IT_Employees__c: 120, TEDD_Employees__c: 40, Number_of_Licenses__c: 500 }, 'Mid-Market', false],
    ['IT and TEDD together', { IT_Employees__c: 60, TEDD_Employees__c: 41 }, 'Mid-Market', false],
    ['a manual figure above all', { Number_of_Licenses__c: 500, Potential_EE_Users__c: 900 }, 'Large', false],
    ['a manual figure below the automatic one, above the licences', { How_Many_Developers__c: 6_000, Number_of_Licenses__c: 10, Potential_EE_Users__c: 50 }, 'SMB', false],
    ['a manual figure that the licences overtook', { Number_of_Licenses__c: 5_001, Potential_EE_Users__c: 5_001 }, 'Strategic', true],
    ['nothing that counts', { IT_Employees__c: 0, Number_of_Licenses__c: -3 }, 'Unknown', false],
  ])('%s', (_, inputs, Sales_Segmentation__c, Override_Flag__c) => {
    expect(accountSegment(anAccount({ Id: 'a', ...inputs }))).toEqual({ Sales_Segmentation__c, Override_Flag__c });
  });

  const inputs = fc.record({ How_Many_Developers__c: fc.nat(6_000), IT_Employees__c: fc.nat(6_000), TEDD_Employees__c: fc.nat(6_000), Number_of_Licenses__c: fc.nat(6_000) });

  it('follows a manual figure exactly where it is above the licences, and flags it exactly where it is not', () => {
    fc.assert(
      fc.property(inputs, fc.integer({ min: 1, max: 6_000 }), (automatic, Potential_EE_Users__c) => {
        const account = { Id: 'a', ...automatic, Potential_EE_Users__c };
        const holds = Potential_EE_Users__c > automatic.Number_of_Licenses__c;

        expect(overrideStands(account)).toBe(holds);
        expect(accountSegment(account)).toEqual({
          Sales_Segmentation__c: holds ? segmentOfUsers(Potential_EE_Users__c) : accountSegment({ Id: 'a', ...automatic }).Sales_Segmentation__c,
          Override_Flag__c: !holds,
        });
      }),
    );
  });

  it.each([
    [undefined, 500, true],
    [501, 500, true],
    [500, 500, false],
    [0, 500, false],
    [0, undefined, false],
    [1, undefined, true],
  ])('SG-04: %j may stand beside %j licences: %s', (Potential_EE_Users__c, Number_of_Licenses__c, stands) => {
    expect(overrideStands({ Id: 'a', Potential_EE_Users__c, Number_of_Licenses__c })).toBe(stands);
  });
});
