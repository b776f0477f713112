import { buildSalesTeam } from '../../infra/local/sample-company/sales-team';
import { salesforceId } from '../../infra/local/sample-company/salesforce-id';
import type { Account, Contact, Opportunity } from '../../shared/records/catalogue';
import { anAccount, aContact, anOpportunity } from '../support/records';
import type { SeedRecords } from '../support/seed-records';
import { aJobChange, aNewHire, aPromotion } from '../support/usergems-bodies';

export interface SyntheticPush {
  readonly records: SeedRecords;
  /** Webhook bodies, each about another person. */
  readonly bodies: readonly { readonly id: string; readonly type: string }[];
}

/** Of ten signals two are job changes, two promotions and six new hires, like the largest push of autumn 2024. */
const JOB_CHANGES = 2;
const PROMOTIONS = 2;
const SIGNALS_PER_ACCOUNT = 5;

const SEGMENTS = ['Large', 'Mid-Market', 'SMB', 'PubSec', 'Mid-Market'];
const PLACES = ['United States', 'Germany', 'Japan', 'United States', 'France', 'United States', 'United Kingdom'];

/**
 * Signals with the accounts, contacts and opportunities that they are about, in proportion. The same numbers make the same push;
 * pushes with other numbers for `first` to `first + signals` share no record but the users.
 */
export const syntheticPush = ({ first, signals }: { readonly first: number; readonly signals: number }): SyntheticPush => {
  const users = buildSalesTeam(nameUser());
  const numbers = (from: number, count: number): number[] => Array.from({ length: count }, (_, at) => from + at);
  const accounts = numbers(first / SIGNALS_PER_ACCOUNT, signals / SIGNALS_PER_ACCOUNT).map((number) => accountNumbered(number, users[number % users.length]?.Id));
  const accountOf = (signal: number): Account => {
    const account = accounts[Math.floor((signal - first) / SIGNALS_PER_ACCOUNT) % accounts.length];
    if (!account) throw new RangeError(`A synthetic push counts in steps of ${SIGNALS_PER_ACCOUNT}: ${first} and ${signals} do not fit`);
    return account;
  };

  const contacts: Contact[] = [];
  const bodies = numbers(first, signals).map((index) => {
    const employer = accountOf(index);
    const id = `bench-${String(index).padStart(6, '0')}`;
    const host = hostOf(employer);
    const current = { company: employer.Name, domain: host, title: `Vice President of Subject ${index % 97}`, country: employer.BillingCountry };
    const person = { firstName: 'Ada', lastName: `Okafor ${index}`, email: `ada.${index}@${host}`, country: employer.BillingCountry };
    if (index % 10 >= JOB_CHANGES + PROMOTIONS) return { ...aNewHire(id, current), person };

    const isMove = index % 10 < JOB_CHANGES;
    const before = isMove ? accountOf(index + SIGNALS_PER_ACCOUNT) : employer;
    const contact = aContact({ Id: salesforceId('003', index + 1), AccountId: before.Id, FirstName: 'Ada', LastName: `Okafor ${index}`, Email: `ada.${index}@${isMove ? hostOf(before) : 'past.example'}` });
    contacts.push(contact);
    return { ...(isMove ? aJobChange(id, contact.Id, current) : aPromotion(id, contact.Id, current)), person };
  });
  const opportunities = accounts.filter((_, index) => index % 3 === 0).map(({ Id }): Opportunity => anOpportunity({ Id: Id.replace(/^001/, '006'), AccountId: Id }));
  return { records: { User: users, Account: accounts, Contact: contacts, Opportunity: opportunities }, bodies };
};

const accountNumbered = (index: number, OwnerId: string | undefined): Account =>
  anAccount({
    Id: salesforceId('001', index + 1), Name: `Company ${index}`, Website: `https://www.company-${index}.example`, OwnerId, NumberOfEmployees: 40 + index,
    BillingCountry: PLACES[index % PLACES.length], Sales_Segment__c: SEGMENTS[index % SEGMENTS.length], Is_Target_Account__c: true,
  });

const hostOf = ({ Website = '' }: Account): string => Website.replace('https://www.', '');

const nameUser = (): (() => { readonly Name: string; readonly Email: string }) => {
  let count = 0;
  return () => ({ Name: `Rep ${(count += 1)}`, Email: `rep-${count}@reps.example` });
};
