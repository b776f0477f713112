import type { Contact, Lead } from '../../records/catalogue';
import type { Rules } from '../rule-row';
import { ENTRIES } from './rules.table';
import { withCanonicalStatus } from './status-alias.table';

/** Which records enter a run of the notifications (NT-02, NT-03). */
export interface Entry {
  lead(lead: Lead): boolean;
  contact(contact: Contact): boolean;
}

/** The entry predicates, bound to the run's instant. A record that was merged away is told of under the one it was merged into. */
export const entryUnder = (rules: Rules): Entry => {
  const [lead, contact] = [rules(ENTRIES.Lead.id), rules(ENTRIES.Contact.id)];
  return {
    lead: (record) => record.MasterRecordId === undefined && lead(record),
    contact: (record) => record.MasterRecordId === undefined && contact(withCanonicalStatus(record)),
  };
};
