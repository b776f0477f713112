import type { RuleRow } from '../rule-row';

/** Conditions on CRM records that the release of changes asks about (contracts, section 9). */
export const RECORD_RULES = [
  // D-13: only an open lead is enriched; the others are closed for good or were never worked.
  {
    id: 'lead/open',
    object: 'Lead',
    where: "IsConverted = false AND Status NOT IN ('Disqualified', 'Unqualified', 'Bad Data', 'Web Portal Purchase', 'Ineligible')",
  },
  // D-05: both names of the status count; a contact marked by hand is left as it is.
  {
    id: 'contact/marked',
    object: 'Contact',
    where: "UserGem__NoLongerAtCompany__c = true AND Status IN ('Disqualified', 'Unqualified') AND Unqualified_Reasons__c = 'No Longer At Company'",
  },
  // Nobody tracks a person who was erased.
  { id: 'contact/erased', object: 'Contact', where: 'Erased_DateTime__c != null' },
  { id: 'opportunity/open', object: 'Opportunity', where: 'IsClosed = false' },
] as const satisfies readonly RuleRow[];
