import type { CrmBody } from './bodies';
import type { LeadDelivery } from './stream';

/** What deliveries name: the values by which the records that they can touch are found. */
export interface StreamClues {
  /** Ids of leads or contacts. */
  readonly persons: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
  readonly emails: ReadonlySet<string>;
  readonly websites: ReadonlySet<string>;
  /** Names of companies. */
  readonly companies: ReadonlySet<string>;
  /** Accounts that a change of the CRM is about. */
  readonly changedAccounts: ReadonlySet<string>;
}

interface Named {
  readonly persons?: readonly (string | undefined)[];
  readonly accounts?: readonly unknown[];
  readonly emails?: readonly unknown[];
  readonly websites?: readonly unknown[];
  readonly companies?: readonly unknown[];
  readonly changedAccounts?: readonly string[];
}

const namedIn = (delivery: LeadDelivery): Named => {
  switch (delivery.route) {
    case '/webhooks/forms':
      return { emails: [delivery.body.person.email], companies: [delivery.body.company?.name] };
    case '/webhooks/marketing':
      return { persons: [delivery.body.personId], emails: [delivery.body.person?.email], ...(delivery.body.type === 'activity' && { companies: [delivery.body.company] }) };
    case '/webhooks/crm':
      return namedInCrm(delivery.body);
    case '/webhooks/outreach':
      return { persons: [delivery.body.recordId], emails: [delivery.body.email] };
  }
};

const namedInCrm = (body: CrmBody): Named => {
  if (body.type === 'merged') return { persons: [body.recordId, body.mergedId] };
  const { object, recordId, fields } = body;
  switch (object) {
    case 'Account':
      return { accounts: [recordId, fields['ParentId']], websites: [fields['Website']], companies: [fields['Name']], changedAccounts: [recordId] };
    case 'User':
      return {};
    case 'Lead':
    case 'Contact':
      return { persons: [recordId], accounts: [fields['AccountId'], fields['Matched_Account__c']], emails: [fields['Email']], companies: [fields['Company']] };
  }
};

/** An activity may meet an open clock, a merge hands it on to the survivor. */
export const mayMoveClock = ({ route, body }: LeadDelivery): boolean => route === '/webhooks/outreach' || (route === '/webhooks/crm' && body.type === 'merged');

/** The batch ends before whatever comes after such a change: the contacts of the account follow it first. */
export const mayBeFollowed = ({ route, body }: LeadDelivery): boolean =>
  route === '/webhooks/crm' && body.type === 'changed' && body.object === 'Account' && FOLLOWED.some((field) => field in body.fields);

/** What contacts take over from their account (RO-01, RO-02). */
const FOLLOWED = ['OwnerId', 'SDR__c'] as const;

/** A pick asks how many accounts each SDR has (CE-10). */
export const asksForWorkload = ({ route, body }: LeadDelivery): boolean => route === '/webhooks/crm' && body.type === 'changed' && 'CE_Pick__c' in body.fields;

export const cluesIn = (deliveries: readonly LeadDelivery[]): StreamClues => {
  const named = deliveries.map(namedIn);
  const all = (clue: keyof Named): Set<string> => new Set(named.flatMap((one) => one[clue] ?? []).filter((value) => typeof value === 'string' && value !== '') as string[]);
  const emails = all('emails');
  return { persons: all('persons'), accounts: all('accounts'), emails, websites: new Set([...all('websites'), ...emails]), companies: all('companies'), changedAccounts: all('changedAccounts') };
};
