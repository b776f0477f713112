import { contactEmailKey } from '../domain/matching/match-keys';
import { normaliseEmail } from '../domain/matching/normalise';
import type { Change } from '../domain/usergems/change';
import type { Contact, RecordOf } from '../records/catalogue';
import type { MatchKeyStore } from './match-key-store';
import type { RecordStore } from './record-store';

/** What can tell the past contacts of changes: contacts by id, and the entries of the e-mail keys that were looked up. */
export interface PastContactFacts {
  readonly contacts: Map<string, Contact>;
  readonly matchKeys: Map<string, readonly string[]>;
}

/** Loads every contact that the changes may mean by id or e-mail, in batches. */
export const loadPastContacts = async (changes: readonly Pick<Change, 'previous'>[], stores: { readonly records: RecordStore; readonly matchKeys: MatchKeyStore }): Promise<PastContactFacts> => {
  const emails = changes.flatMap(({ previous }) => normaliseEmail(previous.email) ?? []);
  const matchKeys = await stores.matchKeys.find(emails.map(contactEmailKey));
  const contacts = await stores.records.load('Contact', [...changes.map(({ previous }) => previous.contactId), ...[...matchKeys.values()].flat()]);
  return { contacts: await withMasters('Contact', contacts, stores.records), matchKeys };
};

/** Records that were merged away bring the records they were merged into. */
export const withMasters = async <O extends 'Account' | 'Contact' | 'Lead'>(object: O, found: Map<string, RecordOf<O>>, records: RecordStore): Promise<Map<string, RecordOf<O>>> => {
  const masters = [...found.values()].flatMap((record: { readonly MasterRecordId?: string | undefined }) => record.MasterRecordId ?? []);
  return masters.length === 0 ? found : new Map([...(await records.load(object, masters)), ...found]);
};
