import { ACCOUNT_LISTS } from '../usergems/account-lists.table';
import type { CategoryId } from './categories.table';

/** A change that was sent: a lead of the graded window. */
export interface SentChange {
  readonly ownerId?: string | undefined;
  /** Of contact tracking, the signal that the scorecard is about (SC-10); the others are new hires and promotions. */
  readonly isContactTracking: boolean;
  readonly hasRelevantTitle: boolean;
  readonly hasRelevantAccount: boolean;
  /** Instant, ISO-8601 UTC. */
  readonly createdAt: string;
  /** Instants of its activities since then. */
  readonly activities: readonly string[];
}

/** What the categories are measured in, counted from our own records (SC-08). */
export interface ScorecardFacts {
  /** Relationships (VendorWrite.relationshipType) under which a contact is followed. */
  readonly trackedRelationships: ReadonlySet<string>;
  /** Contacts with a role on a closed-won opportunity. */
  readonly closedWonContacts: { readonly all: number; readonly tracked: number; readonly ofPersona: number };
  /** Account lists that the vendor is given and that are not empty. */
  readonly accountLists: number;
  readonly customers: { readonly all: number; readonly ofIcp: number };
  /** What the releases of the window made of the changes that they worked. */
  readonly released: { readonly sent: number; readonly filtered: number };
  readonly changes: readonly SentChange[];
}

/** A value with the counts it was taken from; without a value where there is nothing to measure (SC-07). */
export interface Measure {
  readonly value?: number;
  readonly part?: number;
  readonly whole: number;
}

/** How much a relationship counts in category 1; users and champions do not. */
const RELATIONSHIP_POINTS = { 'Closed Won Opp Contact': 3, 'Open Opp Contact': 2, 'Closed Lost Opp Contact': 1 } as const;

const DAY_MS = 86_400_000;

/** One measure for each category of table SC-T1. */
export const MEASURES: Readonly<Record<CategoryId, (facts: ScorecardFacts) => Measure>> = {
  contactsProvided: ({ trackedRelationships }) => {
    const points = Object.entries(RELATIONSHIP_POINTS);
    return share(sum(points.map(([relationship, weight]) => (trackedRelationships.has(relationship) ? weight : 0))), sum(points.map(([, weight]) => weight)));
  },
  closedWonTracked: ({ closedWonContacts: { all, tracked } }) => share(tracked, all),
  personaDefinition: ({ closedWonContacts: { all, ofPersona } }) => share(ofPersona, all),
  accountsProvided: ({ accountLists }) => ({ value: accountLists, part: accountLists, whole: ACCOUNT_LISTS.length }),
  icpDefinition: ({ customers: { all, ofIcp } }) => share(ofIcp, all),
  filtering: ({ released: { sent, filtered } }) => share(filtered, sent + filtered),
  newTitleRelevance: ({ changes }) => share(changes.filter(({ hasRelevantTitle }) => hasRelevantTitle).length, changes.length),
  newAccountRelevance: ({ changes }) => share(changes.filter(({ hasRelevantAccount }) => hasRelevantAccount).length, changes.length),
  engagementRate: ({ changes }) => share(contacted(changes).length, changes.filter(({ isContactTracking }) => isContactTracking).length),
  daysUntilFirstActivity: ({ changes }) => {
    const days = contacted(changes).map(({ createdAt, activities }) => (Math.min(...activities.map(Date.parse)) - Date.parse(createdAt)) / DAY_MS);
    return { ...valueIf(days.length > 0, median(days)), whole: days.length };
  },
  numberOfActivities: ({ changes }) => share(sum(contacted(changes).map(({ activities }) => activities.length)), contacted(changes).length),
};

/** The highest share of the changes sent that one user owns: shown, never graded (D-02). */
export const busiestOwner = (changes: readonly SentChange[]): Measure & { readonly ownerId?: string } => {
  const owned = new Map<string, number>();
  for (const { ownerId } of changes) if (ownerId !== undefined) owned.set(ownerId, (owned.get(ownerId) ?? 0) + 1);
  const [first] = [...owned].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return first === undefined ? share(0, changes.length) : { ...share(first[1], changes.length), ownerId: first[0] };
};

const share = (part: number, whole: number): Measure => ({ ...valueIf(whole > 0, part / whole), part, whole });
const valueIf = (isMeasured: boolean, value: number): { readonly value?: number } => (isMeasured ? { value } : {});
const contacted = (changes: readonly SentChange[]): SentChange[] => changes.filter(({ isContactTracking, activities }) => isContactTracking && activities.length > 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** NaN for no numbers. */
const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2;
};
