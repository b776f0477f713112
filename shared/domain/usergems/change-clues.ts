import type { Contact } from '../../records/catalogue';
import { contactEmailKey, leadEmailKey, leadPersonKey, parsePersonEntry } from '../matching/match-keys';
import { normaliseEmail, normaliseLinkedIn } from '../matching/normalise';
import type { Change } from './change';
import { personOf } from './release';

/** By what a change can be tied to others, and the keys under which its records are found. */
export interface ChangeClues {
  /** E-mail, LinkedIn handle, past contact and person: changes that share one are worked in order (contracts, section 7). */
  readonly says: readonly string[];
  /** Match keys of the leads that the change can reach. */
  readonly leadKeys: readonly string[];
  /** Match keys of past contacts. */
  readonly contactKeys: readonly string[];
}

export const cluesOf = (change: Change, contact: Contact | undefined): ChangeClues => {
  const email = normaliseEmail(change.person.email);
  const pastEmail = normaliseEmail(change.previous.email);
  const linkedIn = normaliseLinkedIn(change.person.linkedinUrl);
  const person = personOf(change, contact);
  return {
    says: present([email && `email:${email}`, linkedIn && `linkedin:${linkedIn}`, contact && `contact:${contact.Id}`, person]),
    leadKeys: present([email && leadEmailKey(email), person && leadPersonKey(person)]),
    contactKeys: present([pastEmail && contactEmailKey(pastEmail)]),
  };
};

/** The keys by which changes are grouped: what they say, and the leads in the store that their match keys lead to. */
export const tiesOf = ({ says, leadKeys }: ChangeClues, entriesOf: (key: string) => readonly string[]): string[] => [...says, ...leadKeys.flatMap((key) => entriesOf(key).map((entry) => `lead:${leadIdOf(entry)}`))];

/** Entries of e-mail keys are lead ids; those of person keys carry the employer too. */
const leadIdOf = (entry: string): string => (entry.includes('|') ? parsePersonEntry(entry).leadId : entry);

const present = (keys: readonly (string | undefined)[]): string[] => keys.filter((key) => key !== undefined && key !== '') as string[];
