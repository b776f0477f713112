import type { User } from '../../records/catalogue';
import { dealPool, memberAt } from '../routing/pools';
import type { WorkingSet } from './working-set';

/** The regions of inbound sales (LR-05); NCSA is North, Central and South America. */
export type InboundRegion = 'NCSA' | 'EMEA' | 'APAC';

/** The pools of inbound routing; they have nothing to do with those of UserGems leads (D-31). */
export type InboundPool = `inbound-bdr-${InboundRegion}` | 'federal';

const poolOf = ({ IsActive, Role__c, Region__c }: User): string | undefined => {
  if (IsActive !== true) return undefined;
  if (Role__c === 'Federal') return 'federal';
  return Role__c === 'Inbound BDR' ? `inbound-bdr-${Region__c ?? ''}` : undefined;
};

/** Ids of the members, smallest first. */
const inboundPoolMembers = (pool: InboundPool, users: Iterable<User>): string[] => {
  const members: string[] = [];
  for (const user of users) if (poolOf(user) === pool) members.push(user.Id);
  return members.sort();
};

/** Whose turn it is: the next after the member who was served last (LR-07). Undefined in an empty pool. */
export const serveNext = (ws: WorkingSet, pool: InboundPool): string | undefined => {
  const member = memberAt(dealPool(inboundPoolMembers(pool, ws.users.values()), ws.lastServed(pool)), 0);
  if (member !== undefined) ws.serve(pool, member);
  return member;
};
