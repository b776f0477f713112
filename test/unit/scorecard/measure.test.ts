import * as fc from 'fast-check';
import { CATEGORIES, type CategoryId } from '../../../shared/domain/scorecard/categories.table';
import { busiestOwner, MEASURES, type ScorecardFacts } from '../../../shared/domain/scorecard/measure';
import { aChange, daysLater, NOTHING, times } from './facts';

const measure = (id: CategoryId, facts: Partial<ScorecardFacts>) => MEASURES[id]({ ...NOTHING, ...facts });

describe('the measures', () => {
  it.each([
    [['Closed Won Opp Contact', 'Open Opp Contact', 'Closed Lost Opp Contact'], 6],
    [['Closed Won Opp Contact', 'Open Opp Contact'], 5],
    [['Closed Won Opp Contact', 'Closed Lost Opp Contact'], 4],
    [['Closed Won Opp Contact'], 3],
    [['Open Opp Contact', 'Champion', 'User'], 2],
    [[], 0],
  ])('1 Contacts Provided: %j are %d of six points', (relationships, points) => {
    expect(measure('contactsProvided', { trackedRelationships: new Set(relationships) })).toEqual({ value: points / 6, part: points, whole: 6 });
  });

  it('2 and 3: shares of the contacts on closed-won opportunities', () => {
    const closedWonContacts = { all: 200, tracked: 160, ofPersona: 90 };

    expect([measure('closedWonTracked', { closedWonContacts }), measure('personaDefinition', { closedWonContacts })]).toEqual([{ value: 0.8, part: 160, whole: 200 }, { value: 0.45, part: 90, whole: 200 }]);
  });

  it('4: account lists of three, and 5: customers that match the ICP', () => {
    expect([measure('accountsProvided', { accountLists: 2 }), measure('icpDefinition', { customers: { all: 8, ofIcp: 4 } })]).toEqual([{ value: 2, part: 2, whole: 3 }, { value: 0.5, part: 4, whole: 8 }]);
  });

  it('6 Filtering, SC-08: adding 100 filtered-out changes to 100 sent moves it to 50 %', () => {
    expect([measure('filtering', { released: { sent: 100, filtered: 0 } }), measure('filtering', { released: { sent: 100, filtered: 100 } })]).toEqual([
      { value: 0, part: 0, whole: 100 },
      { value: 0.5, part: 100, whole: 200 },
    ]);
  });

  it('7 and 8: shares of all changes sent, new hires among them', () => {
    const changes = [aChange({ hasRelevantTitle: true, hasRelevantAccount: true }), aChange({ isContactTracking: false, hasRelevantTitle: true }), aChange({ isContactTracking: false }), aChange()];

    expect([measure('newTitleRelevance', { changes }), measure('newAccountRelevance', { changes })]).toEqual([{ value: 0.5, part: 2, whole: 4 }, { value: 0.25, part: 1, whole: 4 }]);
  });

  it('9 Engagement Rate, SC-02: 52 of 100 contacted are 0.52', () => {
    expect(measure('engagementRate', { changes: times(100, (index) => aChange({ activities: index < 52 ? [daysLater(1)] : [] })) })).toEqual({ value: 0.52, part: 52, whole: 100 });
  });

  it('10: the median of the days until the first activity, whatever their order', () => {
    const changes = [aChange({ activities: [daysLater(9), daysLater(1)] }), aChange({ activities: [daysLater(4)] }), aChange({ activities: [daysLater(20), daysLater(30)] }), aChange()];

    expect(measure('daysUntilFirstActivity', { changes })).toEqual({ value: 4, whole: 3 });
    expect(measure('daysUntilFirstActivity', { changes: changes.slice(0, 2) })).toEqual({ value: 2.5, whole: 2 });
  });

  it('11: activities per contacted change; who was not contacted does not count', () => {
    expect(measure('numberOfActivities', { changes: [aChange({ activities: times(7, daysLater) }), aChange({ activities: times(3, daysLater) }), aChange()] })).toEqual({ value: 5, part: 10, whole: 2 });
  });

  it('SC-10: New Hires leads do not influence 1, 2 and 9 to 11', () => {
    const facts = { ...NOTHING, trackedRelationships: new Set(['Open Opp Contact']), closedWonContacts: { all: 4, tracked: 2, ofPersona: 1 }, changes: [aChange({ activities: [daysLater(2)] }), aChange()] };
    const withNewHires = { ...facts, changes: [...facts.changes, ...times(5, (index) => aChange({ isContactTracking: false, activities: times(index, daysLater) }))] };

    for (const id of ['contactsProvided', 'closedWonTracked', 'engagementRate', 'daysUntilFirstActivity', 'numberOfActivities'] as const) expect(MEASURES[id](withNewHires)).toEqual(MEASURES[id](facts));
  });

  it('SC-07: have no value where there is nothing to measure; only 1 and 4 can be nothing and zero', () => {
    expect(CATEGORIES.filter(({ id }) => measure(id, {}).value !== undefined).map(({ id }) => id)).toEqual(['contactsProvided', 'accountsProvided']);
  });

  it('are numbers, and shares are between 0 and 1', () => {
    const anyChange = fc.record({ ownerId: fc.constantFrom('u1', 'u2', undefined), isContactTracking: fc.boolean(), hasRelevantTitle: fc.boolean(), hasRelevantAccount: fc.boolean(), createdAt: fc.constant(daysLater(0)), activities: fc.array(fc.nat(60).map(daysLater)) });
    fc.assert(
      fc.property(fc.array(anyChange), fc.nat(100), fc.nat(100), (changes, sent, filtered) => {
        for (const { id, unit } of CATEGORIES) {
          const { value } = measure(id, { changes, released: { sent, filtered } });
          if (value === undefined) continue;
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeGreaterThanOrEqual(0);
          if (unit === 'share') expect(value).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the busiest owner (D-02)', () => {
  it('is the one with the most, of equals the first by id; changes nobody owns are in the whole', () => {
    expect(busiestOwner([aChange({ ownerId: 'b' }), aChange({ ownerId: 'a' }), aChange({ ownerId: 'b' }), aChange({ ownerId: undefined })])).toEqual({ ownerId: 'b', value: 0.5, part: 2, whole: 4 });
    expect(busiestOwner([aChange({ ownerId: 'b' }), aChange({ ownerId: 'a' })])).toEqual({ ownerId: 'a', value: 0.5, part: 1, whole: 2 });
    expect(busiestOwner([])).toEqual({ part: 0, whole: 0 });
  });
});
