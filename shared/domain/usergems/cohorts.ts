import type { Account, Contact, Opportunity, OpportunityContactRole } from '../../records/catalogue';
import type { Holds, Rules } from '../rule-row';
import { COHORTS, contactRuleId, opportunityRuleId } from './cohorts.table';

/** `overflow`: eligible, but beyond the vendor's capacity; not tracked (UG-04). */
export type Tier = '1' | '2' | 'overflow';

export interface TrackedContact {
  readonly contactId: string;
  readonly cohort: number;
  readonly tier: Tier;
}

export interface CohortRecords {
  readonly opportunities: Iterable<Pick<Opportunity, 'Id' | 'AccountId' | 'CloseDate' | 'IsClosed' | 'IsWon'>>;
  readonly roles: Iterable<Pick<OpportunityContactRole, 'OpportunityId' | 'ContactId'>>;
  readonly accounts: ReadonlyMap<string, Pick<Account, 'Sales_Segment__c'>>;
  readonly contacts: ReadonlyMap<string, Pick<Contact, 'Id' | 'Title' | 'Erased_DateTime__c'>>;
}

interface Membership {
  readonly contactId: string;
  readonly cohort: number;
  readonly closeDate: string;
}

/**
 * Every eligible contact with cohort and tier, in order of value: cohort, then latest close date of the contact's qualifying
 * opportunities, then contact id (UG-03 to UG-05, D-10). A contact in several cohorts counts in the highest. Tier 1 is taken from
 * cohort 1 only; what lies beyond the capacity is overflow.
 */
export const rankTrackedContacts = (records: CohortRecords, rules: Rules, limits: { readonly capacity: number; readonly tier1: number }): TrackedContact[] => {
  const qualifying = qualifyingCohorts(records, rules);
  const admits = new Map(COHORTS.flatMap((cohort): [number, Holds][] => (cohort.contact === undefined ? [] : [[cohort.cohort, rules(contactRuleId(cohort))]])));

  const isErased = rules('contact/erased');

  const best = new Map<string, Membership>();
  for (const { OpportunityId, ContactId } of records.roles) {
    const contact = ContactId === undefined ? undefined : records.contacts.get(ContactId);
    if (contact === undefined || OpportunityId === undefined || isErased(contact)) continue;
    for (const { cohort, closeDate } of qualifying.get(OpportunityId) ?? []) {
      if (admits.get(cohort)?.(contact) === false) continue;
      const candidate = { contactId: contact.Id, cohort, closeDate };
      const known = best.get(contact.Id);
      if (known === undefined || compareMembership(candidate, known) < 0) best.set(contact.Id, candidate);
    }
  }

  let tier1Left = limits.tier1;
  return [...best.values()].sort(compareMembership).map(({ contactId, cohort }, index): TrackedContact => {
    if (index >= limits.capacity) return { contactId, cohort, tier: 'overflow' };
    return { contactId, cohort, tier: cohort === 1 && tier1Left-- > 0 ? '1' : '2' };
  });
};

/** For each opportunity the cohorts that it qualifies its contacts for. */
const qualifyingCohorts = (records: CohortRecords, rules: Rules): Map<string, { cohort: number; closeDate: string }[]> => {
  const bound = COHORTS.map((cohort) => ({ ...cohort, holds: rules(opportunityRuleId(cohort)) }));
  const found = new Map<string, { cohort: number; closeDate: string }[]>();
  for (const opportunity of records.opportunities) {
    const segment = opportunity.AccountId === undefined ? undefined : records.accounts.get(opportunity.AccountId)?.Sales_Segment__c;
    if (segment === undefined) continue;
    const cohorts = bound.filter((cohort) => cohort.segment === segment && cohort.holds(opportunity));
    if (cohorts.length > 0) found.set(opportunity.Id, cohorts.map(({ cohort }) => ({ cohort, closeDate: opportunity.CloseDate ?? '' })));
  }
  return found;
};

const compareMembership = (a: Membership, b: Membership): number =>
  a.cohort - b.cohort || compareText(b.closeDate, a.closeDate) || compareText(a.contactId, b.contactId);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
