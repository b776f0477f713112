import type { Account, Contact, Lead } from '../../records/catalogue';
import { accountDomainKey, accountNameKey, contactEmailKey, leadEmailKey, leadPersonKey, parsePersonEntry } from '../matching/match-keys';
import { smallestId, type AccountFinder } from '../matching/match-account';
import { normaliseDomain, normaliseEmail, normaliseName, type FreeMail } from '../matching/normalise';
import type { Change } from './change';
import type { Tier } from './cohorts';

/** What was loaded for a shard. */
export interface LoadedFacts {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly leads: ReadonlyMap<string, Lead>;
  /** Entries by match key. */
  readonly matchKeys: ReadonlyMap<string, readonly string[]>;
  readonly tiers: ReadonlyMap<string, Tier>;
  readonly accountsWithOpenOpportunities: ReadonlySet<string>;
}

/**
 * The facts of a shard and the effects noted so far: each change sees the effects of the one before (contracts, section 7). Keys are
 * hints; a record is returned only if it still bears the value that was asked for.
 */
export interface ReleaseFacts extends AccountFinder {
  pastContact(previous: Change['previous']): Contact | undefined;
  tierOf(contactId: string): Tier | undefined;
  /** Entries of a match key as far as they were looked up. */
  entries(key: string): readonly string[];
  leadsByEmail(email: string): Lead[];
  /** The first lead that an event of this person and employer made or enriched. */
  leadOf(person: string, employer: string): Lead | undefined;
  hasOpenOpportunity(accountId: string): boolean;
  noteContact(id: string, set: Partial<Contact>): void;
  noteLead(lead: Lead): void;
  noteKey(key: string, entry: string): void;
  /** A contact and a lead as they stand after everything noted. */
  contact(id: string): Contact | undefined;
  lead(id: string): Lead | undefined;
  /** Every key that gained an entry, with all its entries. */
  changedKeys(): { readonly key: string; readonly entries: readonly string[] }[];
}

export const releaseFacts = (loaded: LoadedFacts, isFreeMail: FreeMail): ReleaseFacts => {
  const contacts = new Map(loaded.contacts);
  const leads = new Map(loaded.leads);
  const keys = new Map(loaded.matchKeys);
  const changed = new Set<string>();

  /** A record that was merged away stands for the one it was merged into. */
  const follow = <T extends { readonly MasterRecordId?: string | undefined }>(records: ReadonlyMap<string, T>, id: string): T | undefined => {
    const record = records.get(id);
    return record?.MasterRecordId === undefined ? record : (records.get(record.MasterRecordId) ?? record);
  };
  const found = <T extends { readonly Id: string; readonly MasterRecordId?: string | undefined }>(records: ReadonlyMap<string, T>, key: string, bears: (record: T) => boolean): T[] => {
    const distinct = new Map<string, T>();
    for (const id of keys.get(key) ?? []) {
      const record = follow(records, id);
      if (record && bears(record)) distinct.set(record.Id, record);
    }
    return [...distinct.values()];
  };

  return {
    byId: (id) => follow(loaded.accounts, id),
    byDomain: (domain) => found(loaded.accounts, accountDomainKey(domain), (account) => normaliseDomain(account.Website, isFreeMail) === domain),
    byName: (name) => found(loaded.accounts, accountNameKey(name), (account) => normaliseName(account.Name) === name),
    pastContact: ({ contactId, email, accountId }) => {
      const named = contactId === undefined ? undefined : follow(contacts, contactId);
      if (named) return named;
      const address = normaliseEmail(email);
      return address === undefined ? undefined : choosePastContact(found(contacts, contactEmailKey(address), (contact) => normaliseEmail(contact.Email) === address), accountId);
    },
    tierOf: (contactId) => loaded.tiers.get(contactId),
    entries: (key) => keys.get(key) ?? [],
    leadsByEmail: (email) => found(leads, leadEmailKey(email), (lead) => normaliseEmail(lead.Email) === email),
    leadOf: (person, employer) => {
      const entry = (keys.get(leadPersonKey(person)) ?? []).map(parsePersonEntry).find((one) => one.employer === employer && leads.has(one.leadId));
      return entry && follow(leads, entry.leadId);
    },
    hasOpenOpportunity: (accountId) => loaded.accountsWithOpenOpportunities.has(accountId),
    noteContact: (id, set) => {
      const contact = contacts.get(id);
      if (contact) contacts.set(id, { ...contact, ...set });
    },
    noteLead: (lead) => void leads.set(lead.Id, lead),
    noteKey: (key, entry) => {
      const entries = keys.get(key) ?? [];
      if (entries.includes(entry)) return;
      keys.set(key, [...entries, entry]);
      changed.add(key);
    },
    contact: (id) => contacts.get(id),
    lead: (id) => leads.get(id),
    changedKeys: () => [...changed].map((key) => ({ key, entries: keys.get(key) ?? [] })),
  };
};

/** Several contacts share an e-mail: the one at the named account, else the smallest id (contracts, section 6). */
const choosePastContact = (sharingEmail: readonly Contact[], accountId: string | undefined): Contact | undefined =>
  smallestId(sharingEmail.filter((contact) => accountId !== undefined && contact.AccountId === accountId)) ?? smallestId(sharingEmail);
