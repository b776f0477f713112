import type { User } from '../../records/catalogue';

/** Who may do what, by `Role__c` (contracts-leads, section 3). SAL and SAE are one role under two names (D-64). */
const FIELD_SALES: ReadonlySet<string | undefined> = new Set(['RD', 'AE', 'AM', 'SAL', 'SAE']);
const SALES_TEAM: ReadonlySet<string | undefined> = new Set([...FIELD_SALES, 'SDR', 'BDR', 'Inbound BDR']);
const ADMINISTRATORS: ReadonlySet<string | undefined> = new Set(['Sales Admin', 'System Administrator']);

/** The active user with an id. */
export const activeUser = (users: ReadonlyMap<string, User>, id: string | undefined): User | undefined => {
  const user = id === undefined ? undefined : users.get(id);
  return user?.IsActive === true ? user : undefined;
};

/** "The" user of a role: the active one with the smallest id. */
export const theUserOf = (users: Iterable<User>, role: string, where: (user: User) => boolean = () => true): User | undefined => {
  let least: User | undefined;
  for (const user of users) if (user.IsActive === true && user.Role__c === role && where(user) && (least === undefined || user.Id < least.Id)) least = user;
  return least;
};

export const isFieldSales = (user: User | undefined): boolean => FIELD_SALES.has(user?.Role__c);
/** Whoever can be the SDR of an account (RO-02). */
export const isSdr = (user: User | undefined): boolean => user?.IsActive === true && user.Role__c === 'SDR';
export const isSalesAdmin = (user: User | undefined): boolean => user?.Role__c === 'Sales Admin';

/** Who writes: an active user, or the CRM itself, which may do what administrators may. */
export type Actor = User | 'system';

export const isAdministrator = (actor: Actor): boolean => actor === 'system' || ADMINISTRATORS.has(actor.Role__c);
export const isOnSalesTeam = (actor: Actor): boolean => actor !== 'system' && SALES_TEAM.has(actor.Role__c);
