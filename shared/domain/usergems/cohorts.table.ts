import type { RuleDates, RuleRow } from '../rule-row';

/**
 * The seven cohorts of tracked contacts in their order of value (UG-03, table UG-T1). A contact belongs to a cohort through a
 * contact role on an opportunity that meets the cohort's condition, at an account of its segment.
 */
const WON = { opportunity: 'IsClosed = true AND IsWon = true', relationshipType: 'Closed Won Opp Contact' } as const;
const OPEN = { opportunity: 'IsClosed = false', relationshipType: 'Open Opp Contact' } as const;

export interface Cohort extends RuleDates {
  readonly cohort: number;
  readonly name: string;
  readonly segment: string;
  readonly opportunity: string;
  /** What UserGems calls such a contact; one of its own words (https://app.usergems.com/api/documentation). */
  readonly relationshipType: string;
  /** A condition on the contact; every contact qualifies without one. */
  readonly contact?: string;
}

export const COHORTS: readonly Cohort[] = [
  { cohort: 1, name: 'CW Opp Associated Contacts (Large)', segment: 'Large', ...WON },
  { cohort: 2, name: 'CW Opp Associated Contacts (Mid-Market)', segment: 'Mid-Market', ...WON },
  { cohort: 3, name: 'CW Opp Associated Contacts (PubSec)', segment: 'PubSec', ...WON },
  {
    cohort: 4,
    name: 'CW Opp Contacts (SMB, by Titles)',
    segment: 'SMB',
    ...WON,
    // D-32: the titles are ours; the source only says "by Titles".
    contact: "Title LIKE '%VP%' OR Title LIKE '%Director%' OR Title LIKE '%Head%' OR Title LIKE '%Chief%' OR Title LIKE '%Manager%'",
  },
  { cohort: 5, name: 'Contacts associated with Open Opp (Large)', segment: 'Large', ...OPEN },
  { cohort: 6, name: 'Contacts associated with Open Opp (Mid-Market)', segment: 'Mid-Market', ...OPEN },
  { cohort: 7, name: 'Contacts associated with Open Opp (PubSec)', segment: 'PubSec', ...OPEN },
];

export const opportunityRuleId = (cohort: Cohort): string => `cohort/${cohort.cohort}/opportunity`;
export const contactRuleId = (cohort: Cohort): string => `cohort/${cohort.cohort}/contact`;

export const COHORT_RULES: readonly RuleRow[] = COHORTS.flatMap((cohort) => [
  { id: opportunityRuleId(cohort), object: 'Opportunity', where: cohort.opportunity, from: cohort.from, until: cohort.until },
  ...(cohort.contact === undefined ? [] : [{ id: contactRuleId(cohort), object: 'Contact', where: cohort.contact }]),
]);
