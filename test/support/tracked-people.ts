import { aContact, aRole, aWonOpportunity, anAccount } from './records';
import type { SeedRecords } from './seed-records';

/** So many contacts of cohort 1 at Acme, `c-001` and on, and Acme's place on the list of target accounts. */
export const trackedPeople = (count: number): SeedRecords => {
  const ids = Array.from({ length: count }, (_, index) => `c-${String(index + 1).padStart(3, '0')}`);
  return {
    Account: [anAccount({ Id: 'acme', Sales_Segment__c: 'Large', Is_Target_Account__c: true })],
    Opportunity: [aWonOpportunity({ Id: 'won', AccountId: 'acme' })],
    OpportunityContactRole: ids.map((id) => aRole('won', id)),
    Contact: ids.map((Id) => aContact({ Id, AccountId: 'acme' })),
  };
};
