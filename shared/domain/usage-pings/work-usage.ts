import type { Account } from '../../records/catalogue';
import { accountsOfName, formerNamesOf } from '../matching/former-names';
import { matchAccount, type AccountFinder } from '../matching/match-account';
import { normaliseDomain, normaliseName, type FreeMail } from '../matching/normalise';
import { accountFromUsage, accountIdOf, withUsage, type Usage } from './account-from-usage';
import type { CleanedHosts, KeptHost } from './cleaned-hosts';
import type { Company } from './company';
import { wideningHosts } from './host-of';
import { discarded, type UsageOutcome } from './usage-ping';
import { ultimateParentOf, usageTotals } from './usage-totals';

/** What the load works with beside the hosts. */
export interface UsageFacts {
  /** Every account: the store at the instant of the load. */
  readonly accounts: Iterable<Account>;
  readonly isFreeMail: FreeMail;
  /** Who owns accounts that the load makes (CE-05). */
  readonly ownerId: string | undefined;
  /** The master list's spelling of a country, or the text as it is. */
  readonly countryNameOf: (text: string) => string;
  readonly isExcluded: (companyName: string | undefined) => boolean;
}

/** What a load does to the accounts, and what became of each host. */
export interface UsageWork {
  readonly outcomes: readonly UsageOutcome[];
  readonly created: readonly Account[];
  /** Accounts as they were and as they are to be: only fields of usage differ. */
  readonly updated: readonly { readonly before: Account; readonly after: Account }[];
}

/** An organisation: a company with those of its hosts that are kept. */
interface Organisation {
  readonly company: Company;
  readonly hosts: readonly KeptHost[];
}

/**
 * Takes the kept hosts of a load into the accounts (CE-04 to CE-06, CE-12): organisations in order of their domains, each to the account of
 * its domain, else of its name, else to a new one. Counters are set, never added to, so that a second load changes nothing.
 */
export const workUsage = ({ kept, companies, discarded: discards }: CleanedHosts, facts: UsageFacts): UsageWork => {
  const accounts = accountIndex(facts.accounts, facts.isFreeMail);
  const before = new Map(accounts.all);
  const outcomes: UsageOutcome[] = [...discards];
  const created = new Set<string>();
  const usage = new Map<string, Usage>();

  const { organisations, discards: further } = organisationsOf(kept, companies, accounts, facts.isExcluded);
  outcomes.push(...further);
  for (const { company, hosts } of organisations) {
    const found = findAccount(company, accounts, facts.isFreeMail);
    const account = found?.account ?? accountFromUsage(company, { ownerId: facts.ownerId, country: company.billingCountry && facts.countryNameOf(company.billingCountry) });
    if (found === undefined) {
      created.add(account.Id);
      accounts.add(account);
    }
    usage.set(account.Id, together([usage.get(account.Id) ?? NONE, ...hosts]));
    const [outcome, reason] = found === undefined ? (['created', ''] as const) : (['matched', found.by] as const);
    outcomes.push(...hosts.map(({ host }) => ({ host, outcome, reason, accountId: account.Id })));
  }

  for (const [id, used] of usage) accounts.change(id, (account) => withUsage(account, used));
  const tops = new Set([...usage.keys()].map((id) => ultimateParentOf(id, accounts.all)));
  for (const [id, { instances, activeUsers }] of usageTotals(tops, accounts.all)) {
    accounts.change(id, (account) => ({ ...account, CE_Instances_Total__c: instances, Active_CE_Users_Total__c: activeUsers }));
  }

  return {
    outcomes: outcomes.sort((a, b) => compareText(a.host, b.host)),
    created: [...created].flatMap((id) => accounts.all.get(id) ?? []),
    updated: [...new Set([...usage.keys(), ...tops])].flatMap((id) => {
      const [was, is] = [before.get(id), accounts.all.get(id)];
      return was === undefined || is === undefined || USAGE_FIELDS.every((field) => was[field] === is[field]) ? [] : [{ before: was, after: is }];
    }),
  };
};

/** Everything that a load changes of an account that it finds (CE-06). */
export const USAGE_FIELDS = ['Type', 'Using_CE__c', 'CE_Instances__c', 'Active_CE_Users__c', 'CE_Instances_Total__c', 'Active_CE_Users_Total__c'] as const satisfies readonly (keyof Account)[];

const NONE: Usage = { instances: 0, activeUsers: 0 };
const together = (parts: readonly Usage[]): Usage =>
  parts.reduce((sum, { instances, activeUsers }) => ({ instances: sum.instances + instances, activeUsers: sum.activeUsers + activeUsers }), NONE);

/** Hosts by company, in order of the domains; and those of excluded companies, or that nobody knows, neither outside nor among the accounts. */
const organisationsOf = (kept: readonly KeptHost[], companies: readonly Company[], accounts: AccountIndex, isExcluded: UsageFacts['isExcluded']) => {
  const known = new Map<string, Company>();
  for (const company of companies) if (!known.has(company.domain)) known.set(company.domain, company);
  const hostsOf = new Map<string, { readonly company: Company; readonly hosts: KeptHost[] }>();
  const discards: UsageOutcome[] = [];
  for (const host of kept) {
    const domain = host.domain ?? wideningHosts(host.found).find((wider) => accounts.byDomain(wider).length > 0);
    const company: Company | undefined = domain === undefined ? undefined : (known.get(domain) ?? { domain });
    const names = [host.registrant, company?.name, ...(company === undefined || host.domain !== undefined ? [] : accounts.byDomain(company.domain).map(({ Name }) => Name))];
    if (names.some(isExcluded)) discards.push(discarded(host.host, 'EXCLUDED_COMPANY'));
    else if (company === undefined) discards.push(discarded(host.host, 'NOT_ENRICHED'));
    else {
      const organisation = hostsOf.get(company.domain) ?? { company, hosts: [] };
      organisation.hosts.push(host);
      hostsOf.set(company.domain, organisation);
    }
  }
  const organisations: Organisation[] = [...hostsOf.values()].sort((a, b) => compareText(a.company.domain, b.company.domain));
  return { organisations, discards };
};

/** CE-04. An account that a load made for the domain is that of the domain, also when somebody gave it another web site and name since (CE-12). */
const findAccount = (company: Company, accounts: AccountIndex, isFreeMail: FreeMail): { readonly account: Account; readonly by: 'domain' | 'name' } | undefined => {
  const { account, matchedBy } = matchAccount({ domain: company.domain, company: company.name }, accounts, isFreeMail);
  if (account !== undefined) return { account, by: matchedBy === 'name' ? 'name' : 'domain' };
  const made = accounts.byId(accountIdOf(company.domain));
  const survivor = accounts.byId(made?.MasterRecordId ?? '') ?? made;
  return survivor && { account: survivor, by: 'domain' };
};

interface AccountIndex extends AccountFinder {
  readonly all: ReadonlyMap<string, Account>;
  add(account: Account): void;
  change(id: string, change: (account: Account) => Account): void;
}

/** Accounts as they grow; a merged one is found under nothing. */
const accountIndex = (accounts: Iterable<Account>, isFreeMail: FreeMail): AccountIndex => {
  const all = new Map<string, Account>();
  const domains = new Map<string, string[]>();
  const names = new Map<string, string[]>();
  const note = (index: Map<string, string[]>, key: string | undefined, id: string): void => {
    if (key === undefined) return;
    const ids = index.get(key);
    if (ids) ids.push(id);
    else index.set(key, [id]);
  };
  const add = (account: Account): void => {
    all.set(account.Id, account);
    if (account.MasterRecordId !== undefined) return;
    note(domains, normaliseDomain(account.Website, isFreeMail), account.Id);
    for (const name of new Set([normaliseName(account.Name), ...formerNamesOf(account)])) note(names, name, account.Id);
  };
  const load = (ids: readonly string[] = []): Account[] => ids.flatMap((id) => all.get(id) ?? []);
  for (const account of accounts) add(account);
  return {
    all,
    add,
    change: (id, change) => {
      const account = all.get(id);
      if (account) all.set(id, change(account));
    },
    byId: (id) => all.get(id),
    byDomain: (domain) => load(domains.get(domain)),
    byName: (name) => accountsOfName(load(names.get(name)), name),
  };
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
