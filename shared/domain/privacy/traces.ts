import type { Contact, Lead } from '../../records/catalogue';
import { normaliseEmail, normaliseLinkedIn } from '../matching/normalise';
import { groupByKeys, type Keyed } from '../usergems/groups';
import { clue, isAddress } from './person';

/** What a stored item tells of who it is about: its clues are its keys. */
export interface Trace extends Keyed {
  /** Clues that stand in a body which cannot be read. The item is theirs whose clues they are, but it links nobody to anybody. */
  readonly mentions?: readonly string[];
}

export type TracedContact = Pick<Contact, 'Id' | 'Email' | 'LinkedIn_URL__c' | 'UserGem__PersonLinkedInUrl__c' | 'UserGem__CurrentLead__c' | 'UserGem__PastContact__c' | 'MasterRecordId'>;
export type TracedLead = Pick<Lead, 'Id' | 'Email' | 'UserGem__PersonLinkedInUrl__c' | 'UserGem__PastContact__c' | 'ConvertedContactId' | 'MasterRecordId'>;
/** A signal, with the body as it came in. */
export interface TracedSignal {
  readonly signalId: string;
  readonly leadId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly body: string;
}

/** A delivery of the lead database, with the body as it came in. */
export interface TracedDelivery {
  readonly deliveryId: string;
  readonly recordId?: string | undefined;
  readonly body: string;
}

/** The fields of a contact and of a lead that its trace is made of. */
export const CONTACT_CLUES = ['Email', 'LinkedIn_URL__c', 'UserGem__PersonLinkedInUrl__c', 'UserGem__CurrentLead__c', 'UserGem__PastContact__c', 'MasterRecordId'] as const satisfies readonly (keyof TracedContact)[];
export const LEAD_CLUES = ['Email', 'UserGem__PersonLinkedInUrl__c', 'UserGem__PastContact__c', 'ConvertedContactId', 'MasterRecordId'] as const satisfies readonly (keyof TracedLead)[];

export const traceOfContact = (contact: TracedContact): Trace => ({
  id: contact.Id,
  keys: [
    ...emailClue(contact.Email),
    ...[contact.LinkedIn_URL__c, contact.UserGem__PersonLinkedInUrl__c].flatMap(profileClue),
    ...[contact.Id, contact.UserGem__CurrentLead__c, contact.UserGem__PastContact__c, contact.MasterRecordId].flatMap(recordClue),
  ],
});

export const traceOfLead = (lead: TracedLead): Trace => ({
  id: lead.Id,
  keys: [...emailClue(lead.Email), ...profileClue(lead.UserGem__PersonLinkedInUrl__c), ...[lead.Id, lead.UserGem__PastContact__c, lead.ConvertedContactId, lead.MasterRecordId].flatMap(recordClue)],
});

export const traceOfSignal = ({ signalId, leadId, contactId, body }: TracedSignal): Trace => {
  const own = [clue('signal', signalId), ...[leadId, contactId].flatMap(recordClue)];
  const parsed = readableBody(body);
  if (parsed === undefined) return { id: signalId, keys: own, mentions: cluesIn(body) };
  const [person, previous] = [asObject(parsed['person']), asObject(parsed['previous'])];
  return { id: signalId, keys: [...own, ...[person['email'], previous['email']].flatMap(emailClue), ...profileClue(person['linkedinUrl']), ...recordClue(previous['contactId'])] };
};

export const traceOfDelivery = ({ deliveryId, recordId, body }: TracedDelivery): Trace => {
  const own = [clue('signal', deliveryId), ...recordClue(recordId)];
  const parsed = readableBody(body);
  if (parsed === undefined) return { id: deliveryId, keys: own, mentions: cluesIn(body) };
  const [person, fields] = [asObject(parsed['person']), asObject(parsed['fields'])];
  return {
    id: deliveryId,
    keys: [...own, ...[person['email'], parsed['email'], fields['Email']].flatMap(emailClue), ...[parsed['personId'], parsed['recordId'], parsed['mergedId']].flatMap(recordClue)],
  };
};

/**
 * All clues of the person whom some clues are known of: whatever shares a clue with them is theirs with all its other clues, until
 * nothing more is found. Ids of records that are not there, such as a vendor's `unknown`, link nothing.
 */
export const followClues = (known: readonly string[], traces: readonly Trace[]): string[] => {
  const records = new Set(traces.map(({ id }) => clue('record', id)));
  const linking = traces.map((trace) => ({ ...trace, keys: trace.keys.filter((key) => !key.startsWith(clue('record', '')) || records.has(key)) }));
  const [theirs = []] = groupByKeys<Trace>([{ id: '', keys: known }, ...linking]);
  const clues = new Set(theirs.flatMap(({ keys }) => keys));
  const unread = traces.filter(({ mentions = [] }) => mentions.some((one) => clues.has(one)));
  return [...new Set([...clues, ...unread.map(({ id }) => clue('signal', id))])].sort();
};

/** The JSON object of a body; undefined when it is none, as of one that was cut off for its size. */
export const readableBody = (body: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
};

const asObject = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const emailClue = (value: unknown): string[] => {
  const email = normaliseEmail(textOf(value));
  return email !== undefined && isAddress(email) ? [clue('email', email)] : [];
};

/** Only the URL of a person's own profile; that of a company, or of LinkedIn itself, stands on many records. */
const profileClue = (value: unknown): string[] => {
  const url = textOf(value);
  const profile = url !== undefined && /\/in\/[^/?#]/i.test(url) ? normaliseLinkedIn(url) : undefined;
  return profile === undefined ? [] : [clue('profile', profile)];
};

const recordClue = (value: unknown): string[] => {
  const id = textOf(value)?.trim() ?? '';
  return id === '' ? [] : [clue('record', id)];
};

const cluesIn = (text: string): string[] => [
  ...[...text.matchAll(/[^\s"'<>,;:()[\]{}\\]+@[^\s"'<>,;:()[\]{}\\@]+/g)].flatMap(([address]) => emailClue(address)),
  ...[...text.matchAll(/\/in\/[^/?#\s"'<>\\,;)|]+/gi)].flatMap(([profile]) => profileClue(profile)),
];
