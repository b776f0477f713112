import type { Contact, Lead } from '../../records/catalogue';
import { usableEmail } from '../matching/usable-email';

/**
 * A person as Outreach is told of them, under the names of its API (https://developers.outreach.io/api/reference). Nobody's owner is among
 * it: owners may differ between the two systems (RO-04).
 */
export interface Prospect {
  /** By which mail is found again: what makes two prospects one. */
  readonly email: string;
  /** The record in the CRM. */
  readonly externalId: string;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly title?: string | undefined;
  readonly company?: string | undefined;
  readonly optedOut: boolean;
}

/** A lead or contact that waits to be synced, by its id. */
export interface QueuedPerson {
  readonly object: 'Lead' | 'Contact';
  readonly recordId: string;
}

/** Values of Outreach_Sync__c. */
export const OUTREACH_SYNC = { queued: 'queued', synced: 'synced' } as const;

/** Whether a lead or contact waits to be synced (RO-03): not one that is another record by now, and nobody who was erased. */
export const awaitsSync = (person: Lead | Contact): boolean =>
  person.Outreach_Sync__c?.toLowerCase() === OUTREACH_SYNC.queued && person.MasterRecordId === undefined && person.Erased_DateTime__c === undefined && !('IsConverted' in person && person.IsConverted === true);

/** Undefined without a usable e-mail, since mail is all that Outreach could report. */
export const prospectOf = (person: Lead | Contact, company: string | undefined): Prospect | undefined => {
  const email = usableEmail(person.Email);
  if (email === undefined) return undefined;
  const { Id, FirstName, LastName, Title, HasOptedOutOfEmail } = person;
  return { email, externalId: Id, firstName: FirstName, lastName: LastName, title: Title, company, optedOut: HasOptedOutOfEmail === true };
};
