import { memberAt, type PoolSeats } from '../routing/pools';
import type { Release } from './release';

/** Who owns a new lead, and by which path. */
export interface Assignment {
  readonly ownerId: string | undefined;
  readonly path: string;
  /** The pool whose member the owner is. */
  readonly pool?: string;
}

/** The owner of each new lead, by lead id: who the route names, or the member whose seat it is (RT-05). */
export const ownersOf = (releases: readonly Pick<Release, 'leadId' | 'routing'>[], seats: PoolSeats): Map<string, Assignment> => {
  const taken = new Map<string, number>();
  const owners = new Map<string, Assignment>();
  for (const { leadId, routing } of releases) {
    if (leadId === undefined || routing === undefined) continue;
    const { route } = routing;
    if (!('pool' in route)) {
      owners.set(leadId, { ownerId: route.ownerId || undefined, path: route.path });
      continue;
    }
    const seat = taken.get(route.pool) ?? 0;
    taken.set(route.pool, seat + 1);
    const dealt = seats[route.pool];
    const member = dealt && memberAt(dealt.deal, dealt.firstSeat + seat);
    // The last member may have left the pool between the decision and the deal.
    owners.set(leadId, member === undefined ? { ownerId: route.ifEmpty.ownerId || undefined, path: route.ifEmpty.path } : { ownerId: member, path: route.path, pool: route.pool });
  }
  return owners;
};

/** How many new leads go to each pool. */
export const seatsByPool = (releases: readonly Pick<Release, 'routing'>[]): Record<string, number> => {
  const seats: Record<string, number> = {};
  for (const { routing } of releases) if (routing && 'pool' in routing.route) seats[routing.route.pool] = (seats[routing.route.pool] ?? 0) + 1;
  return seats;
};
