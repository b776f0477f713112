import { contactProtection, currentAccountIdOf, mayRead } from '../domain/access/may-read';
import { businessDateOf } from '../domain/time/business-time';
import { cardOfContact, cardOfLead, hasContactCard, hasLeadCard, type Card, type CardContext } from '../domain/usergems/card';
import { mayReadLead } from '../domain/usergems/list-view';
import type { Contact, Lead, RecordOf, User } from '../records/catalogue';
import type { RecordStore } from '../stores/record-store';
import type { StoreDeps } from './store-deps';

type Deps = Pick<StoreDeps, 'records' | 'tracked' | 'settings'>;

/** Who asks, and when: an instant. */
interface Asking {
  readonly reader: Pick<User, 'PubSec_Access__c'>;
  readonly at: string;
}

/** `missing`: there is no such record, or it is not for the reader, which nobody can tell apart (PLAT-11). */
export type CardAnswer = { readonly card: Card } | 'ordinary' | 'missing';

/** The card of a lead; one that was merged away answers with the lead that is left (UG-15). */
export const findLeadCard = async (deps: Deps, id: string, asking: Asking): Promise<CardAnswer> => {
  const lead = await standing('Lead', id, deps.records);
  if (lead === undefined) return 'missing';
  const context = await contextOf(deps, { lead, pastContactId: lead.UserGem__PastContact__c, ownerId: lead.OwnerId }, asking);
  if (!mayReadLead(lead, context)) return 'missing';
  return hasLeadCard(lead) ? { card: cardOfLead(lead, context) } : 'ordinary';
};

/** The card of a contact, likewise. */
export const findContactCard = async (deps: Deps, id: string, asking: Asking): Promise<CardAnswer> => {
  const contact = await standing('Contact', id, deps.records);
  if (contact === undefined) return 'missing';
  const lead = contact.UserGem__CurrentLead__c === undefined ? undefined : await standing('Lead', contact.UserGem__CurrentLead__c, deps.records);
  const context = await contextOf(deps, { lead, contact, pastContactId: contact.UserGem__PastContact__c ?? contact.Id, ownerId: contact.OwnerId }, asking);
  if (!mayRead(asking.reader, contactProtection(contact, context.accounts), deps.settings.access.pubSecDefault)) return 'missing';
  return hasContactCard(contact) ? { card: cardOfContact(contact, lead, context) } : 'ordinary';
};

interface Around {
  readonly lead?: Lead | undefined;
  readonly contact?: Contact;
  readonly pastContactId: string | undefined;
  readonly ownerId: string | undefined;
}

/** What stands around a record, as of the request. */
const contextOf = async ({ records, tracked, settings }: Deps, { lead, contact, pastContactId, ownerId }: Around, { reader, at }: Asking): Promise<CardContext> => {
  const [contacts, users, trackedContact] = await Promise.all([records.load('Contact', [pastContactId, contact?.Id]), records.load('User', [ownerId]), pastContactId === undefined ? undefined : tracked.find(pastContactId)]);
  const accountIds = [lead && currentAccountIdOf(lead), lead?.UserGem__PastAccount__c, contact?.UserGem__PastAccount__c, ...[...contacts.values()].map(({ AccountId }) => AccountId)];
  const accounts = await records.load('Account', accountIds);
  return {
    reader, accounts, contacts, users, pubSecDefault: settings.access.pubSecDefault, links: settings.messages.links,
    asOfDate: businessDateOf(at, settings.timeZone), cohort: trackedContact?.cohort,
  };
};

/** A record, or the one that is left of it after however many merges. */
const standing = async <O extends 'Lead' | 'Contact'>(object: O, id: string, records: RecordStore): Promise<RecordOf<O> | undefined> => {
  const passed = new Set<string>();
  for (let next: string | undefined = id; next !== undefined && !passed.has(next); ) {
    passed.add(next);
    const record: (RecordOf<O> & { readonly MasterRecordId?: string | undefined }) | undefined = (await records.load(object, [next])).get(next);
    if (record?.MasterRecordId === undefined) return record;
    next = record.MasterRecordId;
  }
  return undefined;
};
