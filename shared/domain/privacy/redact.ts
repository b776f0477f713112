import { normaliseEmail } from '../matching/normalise';
import { parsePersonEntry } from '../matching/match-keys';
import { isKeptAnywhere } from './kept-fields.table';
import type { Person } from './person';

/** What an item of a table is made of, blobs opened. */
export type Plain = string | number | boolean | Uint8Array | readonly Plain[] | { readonly [name: string]: Plain | undefined };
export type PlainItem = { readonly [name: string]: Plain | undefined };

/** Stands where something about an erased person stood. */
export const ERASED = '[erased]';

/** A value without the person's addresses and profiles in any of its texts; the value itself when there are none. */
export const withoutMentions = <T extends Plain>(value: T, { mentions }: Person): T => (mentions === undefined ? value : mapTexts(value, (text) => text.replace(mentions, ERASED)));

/**
 * A value without what it says of the person: objects about one of their records lose every text that is not known to be harmless, the
 * rest loses mentions. The value itself when it says nothing. Repeating it changes nothing.
 */
export const redacted = <T extends Plain>(value: T, person: Person): T => withoutMentions(redactedIn(value, person, false) as T, person);

/** Whether anything in a value is about one of the person's records. */
export const isAboutAny = (value: Plain, person: Person): boolean =>
  isList(value) ? value.some((one) => isAboutAny(one, person)) : isObject(value) && (isAbout(value, person) || Object.values(value).some((one) => one !== undefined && isAboutAny(one, person)));

/** Entries of a match key that lead to the person. */
export const leadsTo = (entry: Plain, { ids }: Person): boolean => typeof entry === 'string' && ids.has(entry.includes('|') ? parsePersonEntry(entry).leadId : entry);

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
/** What was kept as JSON may hold null. */
const isObject = (value: Plain | null): value is PlainItem => typeof value === 'object' && value !== null && !isList(value) && !(value instanceof Uint8Array);

/** An object is about the person when one of its fields names their record or signal, or is their address. */
const isAbout = (object: PlainItem, { ids, emails }: Person): boolean =>
  Object.entries(object).some(([name, value]) => typeof value === 'string' && (ids.has(value) || (/^email$/i.test(name) && emails.has(normaliseEmail(value) ?? ''))));

const redactedIn = (value: Plain, person: Person, isTheirs: boolean): Plain => {
  if (typeof value === 'string') return isTheirs ? ERASED : value;
  if (isList(value)) {
    const [key, entries] = value;
    // `[key, entries]` and `{key, entries}` are match keys as working data has them: the key spells out who is meant.
    if (value.length === 2 && typeof key === 'string' && isEntriesOf(entries, person)) return changedList(value, [ERASED, entries]);
    return changedList(value, value.map((one) => redactedIn(one, person, isTheirs)));
  }
  if (!isObject(value)) return value;
  const about = isTheirs || isAbout(value, person);
  const redactedField = (name: string, one: Plain): Plain => {
    if (isKeptAnywhere(name)) return redactedIn(one, person, false);
    if (name === 'key' && isEntriesOf(value['entries'], person)) return ERASED;
    if (name === 'entries' && isEntriesOf(one, person)) return one;
    // The old and new value of a field that changed.
    if ((name === 'old' || name === 'new') && typeof value['field'] === 'string' && isKeptAnywhere(value['field'])) return one;
    return redactedIn(one, person, about);
  };
  return changedObject(value, Object.fromEntries(Object.entries(value).map(([name, one]) => [name, one === undefined ? undefined : redactedField(name, one)])));
};

const isEntriesOf = (value: Plain | undefined, person: Person): value is readonly Plain[] => value !== undefined && isList(value) && value.some((entry) => leadsTo(entry, person));

const mapTexts = <T extends Plain>(value: T, map: (text: string) => string): T => {
  const mapped = (one: Plain): Plain => {
    if (typeof one === 'string') return map(one);
    if (isList(one)) return changedList(one, one.map(mapped));
    if (!isObject(one)) return one;
    return changedObject(one, Object.fromEntries(Object.entries(one).map(([name, inner]) => [name, inner === undefined ? undefined : mapped(inner)])));
  };
  return mapped(value) as T;
};

const changedList = (before: readonly Plain[], after: readonly Plain[]): readonly Plain[] => (after.every((one, index) => one === before[index]) ? before : after);
const changedObject = (before: PlainItem, after: PlainItem): PlainItem => (Object.entries(after).every(([name, one]) => one === before[name]) ? before : after);
