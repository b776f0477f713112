import { conflictError } from '../errors/app-error';
import { dealPool, memberAt, type Deal, type PoolName } from '../domain/routing/pools';
import type { Item, Put, Tables, Value } from '../ports/tables';

/** Rotation state of the pools (RT-05). */
export interface PoolStore {
  /**
   * Deals a number of seats to a run in one conditional update: the rotation moves on once for a run, and whoever asks again for the
   * same run gets the same deal.
   */
  deal(pool: PoolName, runId: string, members: readonly string[], seats: number): Promise<Deal>;
  /** The member whom each pool had served last before the first of some runs dealt it; as it stands where none of them is kept. */
  lastServedBefore(runIds: ReadonlySet<string>): Promise<Map<PoolName, string | undefined>>;
  /** The member whom each pool has served last; a pool that has served nobody is absent. */
  lastServed(): Promise<Map<string, string>>;
  /** Whom a pool of the lead database has served last. No run deals these pools: who works the stream serves them one by one (decision 031). */
  toPut(pool: string, member: string): Put;
}

/** Deals that are kept with a pool, so that a late retry of an earlier run still finds its own. */
const KEPT_DEALS = 12;
const ATTEMPTS = 10;

interface KeptDeal extends Deal {
  readonly runId: string;
  readonly seats: number;
}

export const poolStore = (tables: Tables): PoolStore => ({
  deal: async (pool, runId, members, seats) => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const [item] = await tables.getMany('Pool', [{ Pool: pool }]);
      const kept = deals(item);
      const known = kept.find((deal) => deal.runId === runId);
      if (known) return { members: known.members, first: known.first };

      const version = Number(item?.['Version'] ?? 0);
      const deal = dealPool(members, lastMember(item));
      const change = {
        LastMember: memberAt(deal, seats - 1),
        Version: version + 1,
        Deals: [...kept, { runId, seats, members: [...members], first: deal.first }].slice(-KEPT_DEALS),
      };
      const unchanged = version === 0 ? ({ attribute: 'Version', is: 'absent' } as const) : ({ attribute: 'Version', is: 'equal', value: version } as const);
      if (await tables.update('Pool', { Pool: pool }, { set: change }, [unchanged])) return deal;
    }
    throw conflictError(`Pool ${pool} kept changing while it was dealt to ${runId}: the step can be retried`, { pool, runId });
  },
  lastServedBefore: async (runIds) => {
    const served = new Map<PoolName, string | undefined>();
    for await (const page of tables.scan('Pool')) {
      for (const item of page) {
        const deal = deals(item).find(({ runId }) => runIds.has(runId));
        served.set(item['Pool'] as PoolName, deal === undefined ? lastMember(item) : deal.members[deal.first - 1]);
      }
    }
    return served;
  },
  lastServed: async () => {
    const served = new Map<string, string>();
    for await (const page of tables.scan('Pool')) {
      for (const item of page) {
        const member = lastMember(item);
        if (member !== undefined) served.set(String(item['Pool']), member);
      }
    }
    return served;
  },
  toPut: (pool, member) => ({ table: 'Pool', item: { Pool: pool, LastMember: member } }),
});

const lastMember = (item: Item | undefined): string | undefined => (typeof item?.['LastMember'] === 'string' ? item['LastMember'] : undefined);
const deals = (item: Item | undefined): (KeptDeal & Record<string, Value>)[] => (Array.isArray(item?.['Deals']) ? (item['Deals'] as (KeptDeal & Record<string, Value>)[]) : []);
