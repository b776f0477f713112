import type { Account, User } from '../../records/catalogue';
import type { Rules } from '../rule-row';
import { ALTERNATE_POLICIES, policyRuleId } from './alternate-policies.table';
import { poolMembers, poolName, type PoolName } from './pools';
import type { Region } from './regions';

/** Where a lead goes: to a person at once, or to the next member of a pool when the pools are dealt (RT-02, RT-03; contracts, section 11). */
export type Route =
  | { readonly path: string; readonly ownerId: string }
  | { readonly path: string; readonly pool: PoolName; readonly ifEmpty: { readonly path: string; readonly ownerId: string } };

export interface RoutingFacts {
  readonly account: Account | undefined;
  readonly region: Region;
  /** The account's segment, else `Unknown`. */
  readonly segment: string;
}

export interface RoutingContext {
  readonly users: ReadonlyMap<string, User>;
  readonly alternatePolicies: readonly string[];
  readonly rules: Rules;
}

export const UNKNOWN_SEGMENT = 'Unknown';

/**
 * Decides the owner of a new lead: do-not-route, an alternate policy that is switched on, the account's active BDR, the SDR pool for
 * SMB, the BDR pool for the rest; a pool without members falls to the default owner and is reported (NO_COVERAGE).
 */
export const routeLead = (facts: RoutingFacts, context: RoutingContext): Route => {
  const { account, region, segment } = facts;
  const defaultOwnerId = defaultOwner(context.users)?.Id ?? '';

  if (account?.Do_Not_Route__c === true) return { path: 'DO_NOT_ROUTE→DEFAULT_OWNER', ownerId: defaultOwnerId };

  const policy = account && ALTERNATE_POLICIES.find(({ id }) => context.alternatePolicies.includes(id) && context.rules(policyRuleId(id))(account));
  const accountOwner = activeUser(account?.OwnerId, context.users);
  if (policy && accountOwner) return { path: `${policy.id}→ACCOUNT_OWNER`, ownerId: accountOwner.Id };

  const bdr = activeUser(account?.BDR_Assigned__c, context.users);
  if (bdr) return { path: 'ACCOUNT_BDR', ownerId: bdr.Id };

  const pool = segment === 'SMB' ? poolName({ role: 'SDR', region }) : poolName({ role: 'BDR', region, segment });
  const nobody = { path: `NO_COVERAGE→DEFAULT_OWNER(${region},${segment})`, ownerId: defaultOwnerId };
  if (poolMembers(pool, context.users.values()).length === 0) return nobody;
  return { path: `${segment === 'SMB' ? 'SMB_NO_BDR' : 'NO_BDR'}→${pool}`, pool, ifEmpty: nobody };
};

/** The technical owner of what nobody covers: the active Sales Admin with the smallest id. */
const defaultOwner = (users: ReadonlyMap<string, User>): User | undefined =>
  [...users.values()].filter((user) => user.IsActive === true && user.Role__c === 'Sales Admin').sort((a, b) => (a.Id < b.Id ? -1 : 1))[0];

/** An inactive or unknown user is none. */
export const activeUser = (id: string | undefined, users: ReadonlyMap<string, User>): User | undefined => {
  const user = id === undefined ? undefined : users.get(id);
  return user?.IsActive === true ? user : undefined;
};
