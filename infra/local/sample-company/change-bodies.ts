import type { Contact } from '../../../shared/records/catalogue';
import type { Person, SampleAccount } from './company-builder';

/** A webhook body as UserGems makes it (contracts, section 3). */
export interface ChangeBody {
  readonly id: string;
  readonly detectedAt: string;
  readonly type: 'job_change' | 'new_hire' | 'promotion';
  readonly person: Texts<'firstName' | 'lastName' | 'email' | 'linkedinUrl' | 'country' | 'state'>;
  readonly previous: Texts<'contactId' | 'email' | 'accountId' | 'company' | 'domain' | 'title'> | null;
  readonly current: Texts<'accountId' | 'company' | 'domain' | 'title' | 'startedOn' | 'country' | 'state'>;
}

type Texts<Field extends string> = { readonly [F in Field]: string | null };

export interface EventHeader {
  readonly id: string;
  readonly detectedAt: string;
}

interface Position {
  readonly employer: SampleAccount;
  readonly title: string;
  /** YYYY-MM-DD; null when the vendor does not know. */
  readonly startedOn: string | null;
}

/** A contact left its account and has a new address at the next employer. */
export const jobChangeBody = (header: EventHeader, contact: Contact, from: SampleAccount, to: Position, email: string): ChangeBody => ({
  ...header,
  type: 'job_change',
  person: personAt(to.employer, { ...asPerson(contact), email }),
  previous: previousOf(contact, from),
  current: currentAt(to),
});

/** Somebody new works at the account. */
export const newHireBody = (header: EventHeader, person: Person, at: Position): ChangeBody => ({
  ...header,
  type: 'new_hire',
  person: personAt(at.employer, person),
  previous: null,
  current: currentAt(at),
});

/** A contact has a new title at its own account. */
export const promotionBody = (header: EventHeader, contact: Contact, at: Position): ChangeBody => ({
  ...header,
  type: 'promotion',
  person: personAt(at.employer, asPerson(contact)),
  previous: previousOf(contact, at.employer),
  current: currentAt(at),
});

type Named = { readonly [F in 'firstName' | 'lastName' | 'email' | 'linkedinUrl']?: string | undefined };

const asPerson = (contact: Contact): Named => ({ firstName: contact.FirstName, lastName: contact.LastName, email: contact.Email, linkedinUrl: contact.LinkedIn_URL__c });

const personAt = ({ account }: SampleAccount, who: Named): ChangeBody['person'] => ({
  firstName: who.firstName ?? null,
  lastName: who.lastName ?? null,
  email: who.email ?? null,
  linkedinUrl: who.linkedinUrl ?? null,
  country: account.BillingCountry ?? null,
  state: account.BillingState ?? null,
});

const previousOf = (contact: Contact, { account, host }: SampleAccount): ChangeBody['previous'] => ({
  contactId: contact.Id,
  email: contact.Email ?? null,
  accountId: account.Id,
  company: account.Name ?? null,
  domain: host,
  title: contact.Title ?? null,
});

const currentAt = ({ employer: { account, host }, title, startedOn }: Position): ChangeBody['current'] => ({
  accountId: null,
  company: account.Name ?? null,
  domain: host,
  title,
  startedOn,
  country: account.BillingCountry ?? null,
  state: account.BillingState ?? null,
});
