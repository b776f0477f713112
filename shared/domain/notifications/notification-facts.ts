import type { Account, Contact, Lead, Opportunity } from '../../records/catalogue';
import type { NotificationFacts } from './evaluate';

/** The records around those that are judged, by id; opportunities by account. */
export interface RecordsAround {
  readonly leads: Lookup<Lead>;
  readonly accounts: Lookup<Account>;
  readonly opportunities: Lookup<readonly Opportunity[]>;
}

type Lookup<T> = Pick<ReadonlyMap<string, T>, 'get'>;

/** What the rules ask about a lead: its matched account with all its opportunities (D-19). */
export const factsOfLead = (lead: Lead, around: RecordsAround): NotificationFacts => ({
  record: { type: 'Lead', lead },
  ...atAccount(lead.Matched_Account__c, around),
  pastAccount: found(around.accounts, lead.UserGem__PastAccount__c),
});

/** What the rules ask about a contact who left: the account that was left, and where the person went. */
export const factsOfContact = (contact: Contact, around: RecordsAround): NotificationFacts => {
  const newLead = found(around.leads, contact.UserGem__CurrentLead__c);
  const left = atAccount(contact.AccountId, around);
  return { record: { type: 'Contact', contact, newLead, newAccount: found(around.accounts, newLead?.Matched_Account__c) }, ...left, pastAccount: left.account };
};

const atAccount = (accountId: string | undefined, { accounts, opportunities }: RecordsAround): Pick<NotificationFacts, 'account' | 'opportunities'> => ({
  account: found(accounts, accountId),
  opportunities: found(opportunities, accountId) ?? [],
});

const found = <T>(records: Lookup<T>, id: string | undefined): T | undefined => (id === undefined ? undefined : records.get(id));
