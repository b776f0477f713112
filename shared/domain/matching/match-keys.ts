import { createHash } from 'node:crypto';
import type { Account, Contact, Lead } from '../../records/catalogue';
import { formerNamesOf } from './former-names';
import { normaliseDomain, normaliseEmail, normaliseName, type FreeMail } from './normalise';

/**
 * The keys under which records are found in the MatchKey table. A key is a hint: whoever follows it checks that the record still
 * bears the value, so that a key left behind by an edited record does no harm.
 */
const KEY_BYTES = 1024;

const key = (kind: string, value: string): string =>
  Buffer.byteLength(value) <= KEY_BYTES ? `${kind}:${value}` : `${kind}:sha256:${createHash('sha256').update(value).digest('hex')}`;

export const accountDomainKey = (domain: string): string => key('account:domain', domain);
export const accountNameKey = (name: string): string => key('account:name', name);
export const contactEmailKey = (email: string): string => key('contact:email', email);
export const leadEmailKey = (email: string): string => key('lead:email', email);
/** Leads that vendor events made or enriched for a person; entries carry the employer (`personEntry`). */
export const leadPersonKey = (person: string): string => key('lead:person', person);

/** An entry under a person key: the lead and the employer for which the event made or enriched it. */
export const personEntry = (leadId: string, employer: string): string => `${leadId}|${employer}`;
export const parsePersonEntry = (entry: string): { leadId: string; employer: string } => {
  const bar = entry.indexOf('|');
  return { leadId: entry.slice(0, bar), employer: entry.slice(bar + 1) };
};

/** Every key under which an imported record must be found; a merged record is found under none. */
export const matchKeysOf = {
  Account: (account: Account, isFreeMail: FreeMail): string[] =>
    present([mapped(normaliseDomain(account.Website, isFreeMail), accountDomainKey), mapped(normaliseName(account.Name), accountNameKey), ...formerNamesOf(account).map((name) => accountNameKey(name))]),
  Contact: (contact: Contact): string[] => present([mapped(normaliseEmail(contact.Email), contactEmailKey)]),
  Lead: (lead: Lead): string[] => present([mapped(normaliseEmail(lead.Email), leadEmailKey)]),
} as const;

const mapped = (value: string | undefined, toKey: (value: string) => string): string | undefined => (value === undefined ? undefined : toKey(value));
const present = (keys: readonly (string | undefined)[]): string[] => keys.filter((one) => one !== undefined);
