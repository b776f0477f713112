import type { User } from '../../records/catalogue';

/**
 * Round-robin pools (RT-02, RT-03, RT-05). A pool has no list of its own: its members are the active users whose role, region and
 * segment say so, in the order of their ids, so that the rotation follows the CRM.
 */
export type PoolName = `SDR_RR(${string})` | `BDR_RR(${string},${string})`;

export type PoolKey = { readonly role: 'SDR'; readonly region: string } | { readonly role: 'BDR'; readonly region: string; readonly segment: string };

export const poolName = (key: PoolKey): PoolName => (key.role === 'SDR' ? `SDR_RR(${key.region})` : `BDR_RR(${key.region},${key.segment})`);

const poolOf = (user: User): PoolName | undefined => {
  if (user.IsActive !== true || user.Region__c === undefined) return undefined;
  if (user.Role__c === 'SDR') return poolName({ role: 'SDR', region: user.Region__c });
  if (user.Role__c === 'BDR' && user.Segment__c !== undefined && user.Segment__c !== 'Unknown') return poolName({ role: 'BDR', region: user.Region__c, segment: user.Segment__c });
  return undefined;
};

/** Ids of the members, smallest first. */
export const poolMembers = (pool: PoolName, users: Iterable<User>): string[] => {
  const members: string[] = [];
  for (const user of users) if (poolOf(user) === pool) members.push(user.Id);
  return members.sort();
};

/** A run's deal of one pool: who is in it and whose turn comes first. */
export interface Deal {
  readonly members: readonly string[];
  /** Index of the member who takes the first seat of this run. */
  readonly first: number;
}

/** A shard's seats in the pools: each pool's deal of the run, and the shard's first seat in it. */
export type PoolSeats = Readonly<Record<string, { readonly deal: Deal; readonly firstSeat: number }>>;

/**
 * Deals a pool for a run: the rotation goes on after the member who was served last, or after where that member would stand if he
 * has left. Over any number of deals the shares differ by at most 1 between changes of membership.
 */
export const dealPool = (members: readonly string[], lastMember: string | undefined): Deal => {
  const next = lastMember === undefined ? 0 : members.findIndex((member) => member > lastMember);
  return { members, first: Math.max(next, 0) };
};

/** The member who takes a seat; seats of a run are numbered from 0 over all its shards. Undefined in an empty pool. */
export const memberAt = ({ members, first }: Deal, seat: number): string | undefined => members[(first + seat) % members.length];
