import type { ScorecardFacts, SentChange } from '../../../shared/domain/scorecard/measure';

export const CREATED_AT = '2024-09-03T13:00:00.000Z';

/** A change that was sent and that nobody has touched. */
export const aChange = (changes: Partial<SentChange> = {}): SentChange => ({ ownerId: 'u1', isContactTracking: true, hasRelevantTitle: false, hasRelevantAccount: false, createdAt: CREATED_AT, activities: [], ...changes });

/** An instant so many days after the creation of the change. */
export const daysLater = (days: number): string => new Date(Date.parse(CREATED_AT) + days * 86_400_000).toISOString();

export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

/** Facts of a programme with nothing in it. */
export const NOTHING: ScorecardFacts = {
  trackedRelationships: new Set(),
  closedWonContacts: { all: 0, tracked: 0, ofPersona: 0 },
  accountLists: 0,
  customers: { all: 0, ofIcp: 0 },
  released: { sent: 0, filtered: 0 },
  changes: [],
};

/** Facts of a programme that is at or above benchmark everywhere but in 4 (C+), 6 (C+) and 9 (F). */
export const PROGRAMME: ScorecardFacts = {
  trackedRelationships: new Set(['Closed Won Opp Contact', 'Open Opp Contact']),
  closedWonContacts: { all: 500, tracked: 412, ofPersona: 300 },
  accountLists: 2,
  customers: { all: 40, ofIcp: 31 },
  released: { sent: 65, filtered: 35 },
  changes: [
    ...times(1, () => aChange({ activities: times(6, (index) => daysLater(3 + index)), hasRelevantTitle: true, hasRelevantAccount: true })),
    ...times(5, (index) => aChange({ ownerId: `u${index + 2}`, hasRelevantTitle: true, hasRelevantAccount: index > 2 })),
  ],
};
