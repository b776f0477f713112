import type { Account } from '../../records/catalogue';
import type { Usage } from './account-from-usage';

type Accounts = ReadonlyMap<string, Account>;

/** The account at the top of an account's hierarchy; of accounts that are their own parents in a circle the smallest id. */
export const ultimateParentOf = (id: string, accounts: Accounts): string => {
  const path: string[] = [];
  for (let at: string | undefined = id; at !== undefined && accounts.has(at); at = accounts.get(at)?.ParentId) {
    if (path.includes(at)) return path.slice(path.indexOf(at)).sort()[0] ?? id;
    path.push(at);
  }
  return path.at(-1) ?? id;
};

/** What each of these accounts and all below it use together (CE-06). */
export const usageTotals = (topIds: Iterable<string>, accounts: Accounts): Map<string, Usage> => {
  const children = new Map<string, string[]>();
  for (const { Id, ParentId } of accounts.values()) {
    if (ParentId === undefined) continue;
    const siblings = children.get(ParentId);
    if (siblings) siblings.push(Id);
    else children.set(ParentId, [Id]);
  }
  const totalOf = (topId: string): Usage => {
    const seen = new Set([topId]);
    for (const id of seen) for (const child of children.get(id) ?? []) seen.add(child);
    const counted = [...seen].map((id) => accounts.get(id));
    return { instances: sum(counted.map((account) => account?.CE_Instances__c)), activeUsers: sum(counted.map((account) => account?.Active_CE_Users__c)) };
  };
  return new Map([...topIds].map((id) => [id, totalOf(id)]));
};

const sum = (counts: readonly (number | undefined)[]): number => counts.reduce<number>((total, count) => total + (count ?? 0), 0);
