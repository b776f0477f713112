import type { Account } from '../../records/catalogue';
import type { RoutingEntry, RoutingTrigger } from './changes';
import { policyOwner } from './inbound-policies';
import { serveNext, type InboundPool, type InboundRegion } from './inbound-pools';
import { activeUser, isFieldSales, theUserOf } from './roles';
import type { WorkingSet } from './working-set';

export interface InboundFacts {
  readonly trigger: RoutingTrigger;
  readonly sector: string | undefined;
  readonly account: Account | undefined;
  readonly segment: string;
  readonly region: InboundRegion;
  /** Whether a country said so. */
  readonly isMapped: boolean;
}

/** Whose a person is. */
export interface Assignment {
  readonly path: string;
  readonly ownerId: string;
  readonly flags: RoutingEntry['flags'];
  /** The pool that decided; or the one that should have, had anybody been in it. */
  readonly pool?: InboundPool | undefined;
  readonly emptyPool?: InboundPool | undefined;
  /** The requirement that asked for it. */
  readonly rule: string;
}

/** Segments whose accounts have an owner who takes their requests (LR-04). */
const OWNED_SEGMENTS: ReadonlySet<string> = new Set(['Strategic', 'Large', 'Mid-Market']);

/** Decides whose a request or a score is, the first that holds: Federal, a policy that is on, trials, the segment (contracts-leads, section 9). */
export const assignInbound = (ws: WorkingSet, facts: InboundFacts, at: string): Assignment => {
  const { trigger, account, segment, region } = facts;
  const regional: InboundPool = `inbound-bdr-${region}`;
  const flags: RoutingEntry['flags'] = facts.isMapped ? [] : ['REGION_UNMAPPED'];

  if (isFederal(ws, facts, at)) return fromPool(ws, 'federal', 'FEDERAL→FEDERAL_RR', [], 'LR-03');
  const known = policyOwner(ws, account, at);
  if (known) return { path: `${known.policy}→ACCOUNT_OWNER`, ownerId: known.owner.Id, flags: [], rule: 'LR-09' };
  if (trigger === 'ee_trial' || trigger === 'in_product_trial') return fromPool(ws, regional, `EE_TRIAL→BDR_RR(${region})`, flags, 'LR-06');

  if (!OWNED_SEGMENTS.has(segment)) return fromPool(ws, regional, `${segment.toUpperCase()}→BDR_RR(${region})`, flags, 'LR-04');
  const owner = activeUser(ws.users, account?.OwnerId);
  if (owner && isFieldSales(owner)) return { path: 'SEGMENT→ACCOUNT_OWNER', ownerId: owner.Id, flags: [], rule: 'LR-04' };
  return fromPool(ws, regional, `SEGMENT_NO_OWNER→BDR_RR(${region})`, ['NO_ACCOUNT_OWNER', ...flags], 'LR-04');
};

/** Of a Contact Us request, the sector of the form and the industry of the account are asked alike (D-27, D-66). */
const isFederal = (ws: WorkingSet, { trigger, sector, account }: InboundFacts, at: string): boolean => {
  const federal = ws.context.rulesAt(at)('account/federal');
  return trigger === 'contact_us' && (federal({ Industry: sector }) || (account !== undefined && federal(account)));
};

/** The next member of a pool; where it is empty, the Sales Admin until somebody looks (LR-07, LR-10). */
const fromPool = (ws: WorkingSet, pool: InboundPool, path: string, flags: RoutingEntry['flags'], rule: string): Assignment => {
  const member = serveNext(ws, pool);
  if (member !== undefined) return { path, ownerId: member, flags, pool, rule };
  return { path: `NO_COVERAGE→SALES_ADMIN(${pool})`, ownerId: theUserOf(ws.users.values(), 'Sales Admin')?.Id ?? '', flags, emptyPool: pool, rule: 'LR-10' };
};
