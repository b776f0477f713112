import * as fc from 'fast-check';
import { rankTrackedContacts, type CohortRecords, type TrackedContact } from '../../../shared/domain/usergems/cohorts';
import { aContact, anAccount, anOpportunity, aRole, aWonOpportunity } from '../../support/records';
import { rulesAt } from '../../support/rules';

const RULES = rulesAt('2024-10-08T13:00:00.000Z');
const LIMITS = { capacity: 50_000, tier1: 1_000 };
const SEGMENTS = ['Large', 'Mid-Market', 'PubSec', 'SMB'];

const byId = <T extends { readonly Id: string }>(records: readonly T[]): Map<string, T> => new Map(records.map((record) => [record.Id, record]));

/** Accounts of each segment, each with a won opportunity `won-<segment>` and an open one `open-<segment>`. */
const COMPANY = {
  accounts: byId(SEGMENTS.map((segment) => anAccount({ Id: segment, Sales_Segment__c: segment }))),
  opportunities: SEGMENTS.flatMap((segment) => [aWonOpportunity({ Id: `won-${segment}`, AccountId: segment }), anOpportunity({ Id: `open-${segment}`, AccountId: segment })]),
};

/** Contacts by id with the opportunities on which they have a role. */
const rank = (people: Readonly<Record<string, readonly string[]>>, { title = 'VP Engineering', limits = LIMITS, ...more }: Partial<CohortRecords> & { title?: string; limits?: typeof LIMITS } = {}): TrackedContact[] =>
  rankTrackedContacts(
    {
      ...COMPANY,
      contacts: byId(Object.keys(people).map((Id) => aContact({ Id, Title: title }))),
      roles: Object.entries(people).flatMap(([id, opportunities]) => opportunities.map((opportunity) => aRole(opportunity, id))),
      ...more,
    },
    RULES,
    limits,
  );

/** So many contacts on one opportunity. */
const crowd = (count: number, prefix: string, opportunity: string): Record<string, string[]> => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${String(index).padStart(6, '0')}`, [opportunity]]));
const inTier = (ranked: readonly TrackedContact[], tier: TrackedContact['tier']): TrackedContact[] => ranked.filter((one) => one.tier === tier);

describe('cohorts (UG-03)', () => {
  it.each([
    ['won-Large', 1], ['won-Mid-Market', 2], ['won-PubSec', 3], ['won-SMB', 4], ['open-Large', 5], ['open-Mid-Market', 6], ['open-PubSec', 7], ['open-SMB', undefined],
  ])('a contact on %s is in cohort %s', (opportunity, cohort) => {
    expect(rank({ c: [opportunity] }).map((one) => one.cohort)).toEqual(cohort === undefined ? [] : [cohort]);
  });

  it('a contact on a won and an open opportunity is tracked once, in the highest', () => {
    expect(rank({ c: ['open-Large', 'won-Large'] })).toEqual([{ contactId: 'c', cohort: 1, tier: '1' }]);
  });

  it.each([['Director of IT', true], ['head of data', true], ['Chief of Staff', true], ['product MANAGER', true], ['Engineer', false]])('an SMB contact titled %s is tracked: %s (D-32)', (title, tracked) => {
    expect(rank({ c: ['won-SMB'] }, { title })).toHaveLength(tracked ? 1 : 0);
  });

  it('a contact who was erased is in none', () => {
    expect(rank({ c: ['won-Large'], d: ['won-Large'] }, { contacts: byId([aContact({ Id: 'c' }), aContact({ Id: 'd', Erased_DateTime__c: '2024-10-01T17:00:00.000Z' })]) }).map(({ contactId }) => contactId)).toEqual(['c']);
  });

  it('a lost opportunity, an account without segment and a role that leads nowhere qualify nobody', () => {
    const opportunities = [anOpportunity({ Id: 'lost', AccountId: 'Large', IsClosed: true, IsWon: false }), aWonOpportunity({ Id: 'elsewhere', AccountId: 'unknown' })];
    expect(rank({ c: ['lost', 'elsewhere', 'missing'] }, { opportunities })).toEqual([]);
  });
});

describe('capacity and tiers (UG-04, UG-05)', () => {
  it('of 50,003 eligible contacts 3 are overflow, all of the lowest cohort', () => {
    const ranked = rank({ ...crowd(5, 'z', 'open-PubSec'), ...crowd(49_998, 'a', 'won-Mid-Market') });
    expect(inTier(ranked, 'overflow')).toEqual(['z000002', 'z000003', 'z000004'].map((contactId) => ({ contactId, cohort: 7, tier: 'overflow' })));
    expect(ranked).toHaveLength(50_003);
  });

  it('of 1,400 contacts in cohort 1, 1,000 are Tier 1 and 400 Tier 2', () => {
    const ranked = rank({ ...crowd(1_400, 'a', 'won-Large'), ...crowd(10, 'b', 'won-Mid-Market') });
    expect([inTier(ranked, '1').length, inTier(ranked, '2').length]).toEqual([1_000, 410]);
    expect(ranked[999]).toEqual({ contactId: 'a000999', cohort: 1, tier: '1' });
  });

  it('of 700 contacts in cohort 1, 700 are Tier 1: no other cohort fills the rest', () => {
    const ranked = rank({ ...crowd(700, 'a', 'won-Large'), ...crowd(500, 'b', 'won-Mid-Market') });
    expect(inTier(ranked, '1').map(({ cohort }) => cohort)).toEqual(Array.from({ length: 700 }, () => 1));
  });

  it('latest close date goes first, then the smallest id (D-10)', () => {
    const opportunities = [aWonOpportunity({ Id: 'old', AccountId: 'Large', CloseDate: '2023-01-01' }), aWonOpportunity({ Id: 'new', AccountId: 'Large', CloseDate: '2024-06-30' })];
    expect(rank({ a: ['old'], d: ['old', 'new'], c: ['new'], b: ['old'] }, { opportunities }).map(({ contactId }) => contactId)).toEqual(['c', 'd', 'a', 'b']);
  });

  it('no order of the records makes a difference', () => {
    const people = { ...crowd(4, 'a', 'won-Large'), ...crowd(4, 'b', 'open-Large'), ...crowd(4, 'c', 'won-SMB'), both: ['open-Large', 'won-PubSec', 'won-Large'] };
    const roles = Object.entries(people).flatMap(([id, opportunities]) => opportunities.map((opportunity) => aRole(opportunity, id)));
    const limits = { capacity: 10, tier1: 2 };
    const expected = rank(people, { roles, limits });
    fc.assert(
      fc.property(fc.shuffledSubarray(roles, { minLength: roles.length }), fc.shuffledSubarray(COMPANY.opportunities, { minLength: COMPANY.opportunities.length }), (shuffledRoles, opportunities) =>
        expect(rank(people, { roles: shuffledRoles, opportunities, limits })).toEqual(expected),
      ),
    );
  });
});
