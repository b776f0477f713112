import type { User } from '../../records/catalogue';
import { contactProtection, leadProtection, mayRead, type Protected, type PubSecDefault } from '../access/may-read';
import type { AlertKind, LeadAlert } from '../leads/changes';
import type { Channel } from '../notifications/recipients';
import { activeUser } from '../routing/route';
import { NOTICE_FACTS, type AlertFacts } from './notice-facts.table';
import { NOTICE_WORDS } from './notice-words.table';
import type { NoticeEntry, NoticeObject } from './notice';

/** Why somebody cannot be told: nobody active has the role, or they may not read records of the public sector (PLAT-11). */
export type NotTold = 'RECIPIENT_MISSING' | 'PUBSEC_ACCESS';

/** One message to be: entries of one kind for one recipient on one channel. */
export interface AddressedNotice {
  readonly messageId: string;
  readonly kind: AlertKind;
  /** Empty when nobody has the role. */
  readonly recipientId: string;
  readonly channel: Channel;
  readonly entries: readonly NoticeEntry[];
  /** Such a message is kept and never sent, so that it stands beside the others that did not arrive. */
  readonly notTold?: NotTold | undefined;
}

/** Entries of one message: what a mail program shows whole, and what one Slack post holds. A longer list comes in several messages. */
const MOST_ENTRIES: Readonly<Record<Channel, number>> = { email: 250, slack: 6 };

/**
 * Puts a run's alerts together, one message for each recipient, kind and channel, except for what `frozen` messages of the run have in
 * them already: a retry, or a rerun that found more, tells nothing twice.
 */
export const addressNotices = (alerts: readonly LeadAlert[], facts: AlertFacts, pubSecDefault: PubSecDefault, frozen: readonly Pick<AddressedNotice, 'messageId' | 'kind' | 'channel' | 'entries'>[]): AddressedNotice[] => {
  const known = new Set(frozen.flatMap((notice) => notice.entries.map((entry) => entryKey(notice, entry))));
  const groups = new Map<string, AddressedNotice & { readonly entries: NoticeEntry[] }>();
  for (const alert of alerts.toSorted(byRecord)) {
    const entry = entryOf(alert, facts);
    for (const to of addressesOf(alert, entry, facts, pubSecDefault)) {
      if (known.has(entryKey({ kind: alert.kind, channel: to.channel }, entry))) continue;
      const group = [to.recipientId || alert.recipientRole, to.channel, alert.kind, to.notTold].filter((part) => part !== undefined).join('#');
      const notice = groups.get(group) ?? { ...to, messageId: group, kind: alert.kind, entries: [] };
      notice.entries.push(entry);
      groups.set(group, notice);
    }
  }
  const taken = new Set(frozen.map(({ messageId }) => messageId));
  return [...groups.values()].toSorted((a, b) => compare(a.messageId, b.messageId)).flatMap((notice) => inMessages(notice, taken));
};

const inMessages = (notice: AddressedNotice, taken: ReadonlySet<string>): AddressedNotice[] => {
  const { messageId, channel, entries } = notice;
  let number = 1;
  const nextId = (): string => {
    while (taken.has(`${messageId}#${number}`)) number += 1;
    return `${messageId}#${number++}`;
  };
  const most = MOST_ENTRIES[channel];
  return Array.from({ length: Math.ceil(entries.length / most) }, (_, part) => ({ ...notice, messageId: nextId(), entries: entries.slice(part * most, (part + 1) * most) }));
};

/** A role may be held by the one who has another: owner and manager are told each for themselves. */
const entryKey = ({ kind, channel }: Pick<AddressedNotice, 'kind' | 'channel'>, { recordId, recipientRole, eventId }: NoticeEntry): string => JSON.stringify([kind, channel, recordId, recipientRole, eventId]);

const addressesOf = (alert: LeadAlert, { objectType }: NoticeEntry, facts: AlertFacts, pubSecDefault: PubSecDefault): Pick<AddressedNotice, 'recipientId' | 'channel' | 'notTold'>[] => {
  const user = activeUser(alert.recipientId, facts.users);
  if (user === undefined) return [{ recipientId: alert.recipientId, channel: 'email', notTold: 'RECIPIENT_MISSING' }];
  if (!isReadableBy(user, alert.recordId, objectType, facts, pubSecDefault)) return [{ recipientId: user.Id, channel: 'email', notTold: 'PUBSEC_ACCESS' }];
  return NOTICE_WORDS[alert.kind].channels(user).map((channel) => ({ recipientId: user.Id, channel }));
};

const isReadableBy = (user: User, recordId: string, object: NoticeObject | undefined, facts: AlertFacts, pubSecDefault: PubSecDefault): boolean => {
  const protection = object === undefined ? undefined : PROTECTION[object](recordId, facts);
  return protection === undefined || mayRead(user, protection, pubSecDefault);
};

const PROTECTION: Readonly<Record<NoticeObject, (recordId: string, facts: AlertFacts) => Protected | undefined>> = {
  Lead: (id, { leads, accounts }) => {
    const lead = leads.get(id);
    return lead && leadProtection(lead, accounts);
  },
  Contact: (id, { contacts, accounts }) => {
    const contact = contacts.get(id);
    return contact && contactProtection(contact, accounts);
  },
  Account: (id, { accounts }) => ({ account: accounts.get(id) }),
};

/** The entry of an alert, from the record as it is now. */
const entryOf = (alert: LeadAlert, facts: AlertFacts): NoticeEntry => {
  const { recordId, eventId, recipientRole, kind } = alert;
  const [lead, contact] = [facts.leads.get(recordId), facts.contacts.get(recordId)];
  const person = lead ?? contact;
  const account = facts.accounts.get(person === undefined ? recordId : ((lead?.Matched_Account__c ?? contact?.AccountId) ?? ''));
  return {
    recordId,
    ...(person ? { objectType: lead ? 'Lead' : 'Contact' } : account && { objectType: 'Account' }),
    name: person ? [person.FirstName, person.LastName].filter((part) => part !== undefined).join(' ') : (account?.Name ?? ''),
    ...(person && { accountId: account?.Id, accountName: account?.Name ?? lead?.Company }),
    facts: NOTICE_FACTS[kind](alert, { person, account }, facts),
    eventId,
    recipientRole,
  };
};

const byRecord = (a: LeadAlert, b: LeadAlert): number => compare(a.at, b.at) || compare(a.recordId, b.recordId) || compare(a.eventId, b.eventId);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
