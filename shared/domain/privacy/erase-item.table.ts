import { TABLE_NAMES, type TableName } from '../../names/tables';
import { isKeptField, type KEPT_FIELDS } from './kept-fields.table';
import type { Person } from './person';
import { ERASED, isAboutAny, leadsTo, redacted, withoutMentions, type PlainItem } from './redact';
import { readableBody } from './traces';

/** Who is erased, and the instant that everything which is changed carries. */
export interface Erasing {
  readonly person: Person;
  /** ISO-8601 UTC. */
  readonly erasedAt: string;
}

/** What becomes of an item: itself when it says nothing of the person, undefined when it is to be deleted. Repeating it changes nothing. */
export type EraseItem = (item: PlainItem, erasing: Erasing) => PlainItem | undefined;

interface EraseRow {
  /** What the table has of a person, and what is kept of it and why. */
  readonly because: string;
  /** Absent where nothing can be of a person. */
  readonly erase?: EraseItem;
}

const mentionsOnly: EraseItem = (item, { person }) => withoutMentions(item, person);

/** Later than what it replaces, so that an export from before the erasure is an older version and does not bring the person back. */
const modifiedAt = ({ LastModifiedDate }: PlainItem, erasedAt: string): string => {
  const known = typeof LastModifiedDate === 'string' ? Date.parse(LastModifiedDate) : Number.NaN;
  return Number.isNaN(known) || known < Date.parse(erasedAt) ? erasedAt : new Date(known + 1).toISOString();
};

/** The kept fields of a record of the person, with what stands in the place of the others. */
const eraseRecord =
  (object: keyof typeof KEPT_FIELDS, idField: 'Id' | 'WhoId', inPlace: (erasedAt: string) => PlainItem): EraseItem =>
  (item, { person, erasedAt }) => {
    const id = item[idField];
    if (typeof id !== 'string' || !person.ids.has(id)) return withoutMentions(item, person);
    const kept = withoutMentions(Object.fromEntries(Object.entries(item).filter(([field]) => isKeptField(object, field))), person);
    const replaced = inPlace(erasedAt);
    const isErased = Object.entries(item).every(([field, value]) => value === undefined || value === kept[field] || value === replaced[field]) && Object.keys(replaced).every((field) => item[field] !== undefined);
    return isErased ? item : { ...kept, ...replaced, LastModifiedDate: modifiedAt(item, erasedAt) };
  };

const erasedPerson = (erasedAt: string): PlainItem => ({ LastName: ERASED, Erased_DateTime__c: erasedAt });

/** Which event it was and when stays; one that still waits is rejected, because nothing may come of it any more. */
const eraseDelivered = (idField: 'SignalId' | 'DeliveryId', keptOfBody: readonly string[]): EraseItem => (item, { person }) => {
  const { [idField]: id, Body: body } = item;
  if (typeof id !== 'string' || !person.ids.has(id) || body === undefined) return withoutMentions(item, person);
  const erased = withoutMentions({ ...item, Body: erasedBody(body, keptOfBody), BodySha256: undefined, ...(item['Outcome'] === 'held' && { Outcome: 'rejected', Reason: 'ERASED', DueBucket: undefined, DueOrder: undefined }) }, person);
  return Object.entries(erased).every(([name, value]) => value === item[name]) ? item : erased;
};

const KEPT_OF_SIGNAL = ['id', 'type', 'detectedAt'];
const KEPT_OF_DELIVERY = ['id', 'form', 'type', 'object', 'recordId', 'mergedId', 'personId', 'by', 'action', 'list', 'activityType', 'userId', 'submittedAt', 'occurredAt'];

const erasedBody = (body: PlainItem[string], kept: readonly string[]): string => {
  const read = typeof body === 'string' ? readableBody(body) : undefined;
  return JSON.stringify(Object.fromEntries(kept.flatMap((name) => (typeof read?.[name] === 'string' ? [[name, read[name]]] : []))));
};

/** A key that spells out the person goes; of one that others share only their entries. */
const eraseMatchKey: EraseItem = (item, { person }) => {
  const { Key: key, Ids: entries } = item;
  if (typeof key !== 'string' || !Array.isArray(entries)) return item;
  if (withoutMentions(key, person) !== key) return undefined;
  const others = entries.filter((entry) => !leadsTo(entry, person));
  if (others.length === entries.length) return item;
  return others.length === 0 ? undefined : { ...item, Ids: others };
};

/** What can be read of a result that was cut off is read by nobody, and goes when it has anything of the person. */
const eraseWork: EraseItem = (item, { person }) => {
  const { Remains: remains } = item;
  if (typeof remains !== 'string') return redacted(item, person);
  return withoutMentions(remains, person) !== remains || [...person.ids].some((id) => remains.includes(id)) ? undefined : item;
};

/** Every table, so that a new one cannot be forgotten. Erasing repeats nothing: what is erased comes out as it went in. */
export const ERASE_ITEM: Readonly<Record<TableName, EraseRow>> = {
  Account: { because: 'A company; a field of an export may name somebody, whose address goes', erase: mentionsOnly },
  Contact: { because: 'The person; ids, owner, status, dates and flags stay, so that counts and ownership stay true', erase: eraseRecord('Contact', 'Id', erasedPerson) },
  Lead: { because: 'The person; kept as a contact is', erase: eraseRecord('Lead', 'Id', erasedPerson) },
  Opportunity: { because: 'A deal with a company; a field of an export may name somebody, whose address goes', erase: mentionsOnly },
  OpportunityContactRole: { because: 'Ids and a role; a field of an export may name somebody, whose address goes', erase: mentionsOnly },
  Task: { because: 'What was done with the person and when stays for the counts, what it was about goes', erase: eraseRecord('Task', 'WhoId', () => ({})) },
  User: { because: 'Our own people, who are no contacts: their data is theirs as employees' },
  Signal: { because: 'The event and its outcome stay, the body goes', erase: eraseDelivered('SignalId', KEPT_OF_SIGNAL) },
  TrackedContact: { because: 'Nobody tracks an erased person', erase: (item, { person }) => (typeof item['ContactId'] === 'string' && person.ids.has(item['ContactId']) ? undefined : item) },
  VendorRecord: { because: 'The vendor has been told to forget the person: there is nothing left to remove there', erase: (item, { person }) => (isAboutAny(item, person) || withoutMentions(item, person) !== item ? undefined : item) },
  RateLimit: { because: 'Instants' },
  Delivery: { because: 'The event and its outcome stay, the body goes', erase: eraseDelivered('DeliveryId', KEPT_OF_DELIVERY) },
  Sequence: { because: 'Instants and names of runs' },
  ScoreHistory: { because: 'Actions and points of a record id, by which totals stay true' },
  Clock: { because: 'Instants, outcomes and record ids' },
  Alert: { because: 'That somebody was told about a record stays; it names nobody else' },
  Merge: { because: 'That records were merged stays, what they said of the person goes', erase: (item, { person }) => redacted(item, person) },
  UsagePing: { because: 'Hosts and counts of installations' },
  Callback: { because: 'Names of tasks and tokens of executions' },
  MatchKey: { because: 'Normalised addresses, profiles and names, with record ids', erase: eraseMatchKey },
  Pool: { because: 'Ids of users' },
  Decision: { because: 'The decision stays, what it says of the person goes', erase: (item, { person }) => redacted(item, person) },
  Message: { because: 'That somebody was told by which rule stays, what they were told of the person goes', erase: (item, { person }) => redacted(item, person) },
  Scorecard: { because: 'Counts and grades' },
  Erasure: { because: 'Its own clues go when it is settled' },
  Run: { because: 'Working data of finished runs, which a rerun reads again; what it says of the person goes', erase: eraseWork },
};

/** The tables that can have something of a person. */
export const ERASABLE_TABLES = TABLE_NAMES.filter((table) => ERASE_ITEM[table].erase !== undefined);
