import type { Account, Contact, Lead, User } from '../../records/catalogue';
import { contactProtection, currentAccountIdOf, leadProtection, mayRead, type PubSecDefault } from '../access/may-read';
import { motionOf, type UserGemsMotion } from './lead-source';
import type { ListPosition, ListQuery, SortField } from './list-query';
import { accountReference, contactReference, leadReference, personName, userReference, type LinkTemplates, type Reference, type UserReference } from './reference';

/** One row of a list view: a change that UserGems found, joining new lead, new account, past contact and past account (UG-01). */
export interface ListRow {
  readonly lead: Reference;
  readonly title?: string | undefined;
  readonly company?: string | undefined;
  readonly email?: string | undefined;
  readonly status?: string | undefined;
  readonly owner?: UserReference | undefined;
  readonly motion?: UserGemsMotion | undefined;
  readonly source?: string | undefined;
  /** UG-18. */
  readonly plays: readonly string[];
  readonly createdDate?: string | undefined;
  readonly highPriority: boolean;
  /** Number of the retro-active push that made the lead. */
  readonly retroActivePush?: string | undefined;
  readonly currentAccount?: Reference | undefined;
  readonly pastContact?: Reference | undefined;
  readonly pastAccount?: Reference | undefined;
  readonly pastTitle?: string | undefined;
  readonly jobStartedDate?: string | undefined;
  readonly eventId?: string | undefined;
}

/** Who looks, and the records around what is looked at. */
export interface ReadingContext {
  readonly reader: Pick<User, 'PubSec_Access__c'>;
  readonly pubSecDefault: PubSecDefault;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly users: ReadonlyMap<string, User>;
  readonly links: LinkTemplates;
}

/** A row as its reader may see it: an account or contact that is not for them is left out (PLAT-11). */
export const rowOf = (lead: Lead, context: ReadingContext): ListRow => ({
  lead: leadReference(lead, context.links),
  title: lead.Title,
  company: lead.Company,
  email: lead.Email,
  status: lead.Status,
  owner: userReference(lead.OwnerId, context.users),
  motion: motionOf(lead),
  source: lead.LeadSource,
  plays: playsOfLead(lead),
  createdDate: lead.CreatedDate,
  highPriority: lead.High_Priority__c === true,
  retroActivePush: lead.Retro_Active_Push__c,
  currentAccount: readableAccount(currentAccountIdOf(lead), context),
  pastContact: readableContact(lead.UserGem__PastContact__c, context),
  pastAccount: readableAccount(lead.UserGem__PastAccount__c, context),
  pastTitle: lead.UserGem__PastTitle__c,
  jobStartedDate: lead.UserGem__JobStartedDate__c,
  eventId: lead.UserGem__EventId__c,
});

export const readableAccount = (id: string | undefined, { reader, pubSecDefault, accounts, links }: ReadingContext): Reference | undefined => {
  const account = accounts.get(id ?? '');
  return account && mayRead(reader, { account }, pubSecDefault) ? accountReference(account, links) : undefined;
};

export const readableContact = (id: string | undefined, { reader, pubSecDefault, accounts, contacts, links }: ReadingContext): Reference | undefined => {
  const contact = contacts.get(id ?? '');
  return contact && mayRead(reader, contactProtection(contact, accounts), pubSecDefault) ? contactReference(contact, links) : undefined;
};

export const mayReadLead = (lead: Lead, { reader, pubSecDefault, accounts }: Pick<ReadingContext, 'reader' | 'pubSecDefault' | 'accounts'>): boolean => mayRead(reader, leadProtection(lead, accounts), pubSecDefault);

export const playsOfLead = ({ UserGem__Plays__c }: Pick<Lead, 'UserGem__Plays__c'>): string[] => UserGem__Plays__c?.split(';').filter((play) => play !== '') ?? [];

/** Whether a lead belongs to a list, days of creation apart; one that was merged away does not. Texts ignore case, as in SOQL. */
export const isListed = (lead: Lead, { motion, play, status, owner, account, source, retroactive, q }: ListQuery): boolean => {
  const leadMotion = motionOf(lead);
  return (
    leadMotion !== undefined &&
    lead.MasterRecordId === undefined &&
    (motion === undefined || leadMotion === motion) &&
    (play === undefined || playsOfLead(lead).includes(play)) &&
    (status === undefined || same(lead.Status, status)) &&
    (owner === undefined || lead.OwnerId === owner) &&
    (account === undefined || currentAccountIdOf(lead) === account) &&
    (source === undefined || same(lead.LeadSource, source)) &&
    (retroactive === undefined || (lead.Retro_Active_Push__c !== undefined) === retroactive) &&
    (q === undefined || [personName(lead), lead.Company].some((text) => text?.toLowerCase().includes(q.toLowerCase())))
  );
};

const same = (text: string | undefined, wanted: string): boolean => text?.toLowerCase() === wanted.toLowerCase();

/** Where a lead stands in a list; equal values are told apart by id. An instant is a key of the store and stays as it is. */
export const positionIn = (lead: Lead, field: SortField): ListPosition => ({ value: field === 'CreatedDate' ? (lead.CreatedDate ?? '') : (lead[field] ?? '').toLowerCase(), id: lead.Id });

/** The order of a list: by code unit of the value in lower case, then by id; both the other way round when it descends. */
export const comparePositions = (a: ListPosition, b: ListPosition, descending: boolean): number => {
  const order = compareText(a.value, b.value) || compareText(a.id, b.id);
  return descending ? -order : order;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
