import type { Account } from '../../records/catalogue';
import { normaliseDomain, normaliseName, type FreeMail } from './normalise';

/** How the account of a change was found (RT-04; contracts, section 6). */
export type MatchedBy = 'account_id' | 'domain' | 'name' | 'none';

export interface AccountMatch {
  readonly account?: Account;
  readonly matchedBy: MatchedBy;
}

/** What a change says about the new employer. */
export interface EmployerClues {
  readonly accountId?: string | undefined;
  readonly domain?: string | undefined;
  readonly email?: string | undefined;
  readonly company?: string | undefined;
}

/** Accounts as the store knows them; the finders return accounts that bear the very value. */
export interface AccountFinder {
  byId(id: string): Account | undefined;
  byDomain(domain: string): readonly Account[];
  byName(name: string): readonly Account[];
}

/** The domain that decides: the company's, and only if it has none the e-mail address's. */
export const employerDomain = (clues: EmployerClues, isFreeMail: FreeMail): string | undefined => normaliseDomain(clues.domain, isFreeMail) ?? normaliseDomain(clues.email, isFreeMail);

/** Finds the account of a change: vendor's id, then domain, then exact name; several candidates are told apart by name, then smallest id. */
export const matchAccount = (clues: EmployerClues, accounts: AccountFinder, isFreeMail: FreeMail): AccountMatch => {
  const id = clues.accountId?.trim();
  const named = id ? accounts.byId(id) : undefined;
  if (named) return { account: named, matchedBy: 'account_id' };

  const name = normaliseName(clues.company);
  const domain = employerDomain(clues, isFreeMail);
  const sharingDomain = domain === undefined ? [] : accounts.byDomain(domain);
  const byDomain = smallestId(sharingDomain.filter((account) => name !== undefined && normaliseName(account.Name) === name)) ?? smallestId(sharingDomain);
  if (byDomain) return { account: byDomain, matchedBy: 'domain' };

  const byName = name === undefined ? undefined : smallestId(accounts.byName(name));
  return byName ? { account: byName, matchedBy: 'name' } : { matchedBy: 'none' };
};

/** Ids are ordered by code unit (contracts, section 5). */
export const smallestId = <T extends { readonly Id: string }>(records: readonly T[]): T | undefined =>
  records.reduce<T | undefined>((least, one) => (least === undefined || one.Id < least.Id ? one : least), undefined);
