import * as z from 'zod';
import { poolMembers, type Deal, type PoolName, type PoolSeats } from '../../../shared/domain/routing/pools';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string() });

/**
 * Gives every shard its first seat in every pool (RT-05). Each pool is dealt once for a run, in one conditional update; the seats
 * follow from the deal and the order of the shards, so that a retry gives the same.
 */
export const run = async (deps: Pick<StoreDeps, 'runs' | 'records' | 'pools'>, { runId }: z.infer<typeof inputSchema>) => {
  const shards = (await deps.runs.shards(runId)).map(({ shard, counts }) => ({ shard, seats: Object.entries(counts['decided'] ?? {}) as [PoolName, number][] }));
  const total = new Map<PoolName, number>();
  for (const { seats } of shards) for (const [pool, count] of seats) total.set(pool, (total.get(pool) ?? 0) + count);

  const users = [...(await deps.records.users()).values()];
  const deals = new Map<PoolName, Deal>();
  for (const [pool, seats] of [...total].sort()) deals.set(pool, await deps.pools.deal(pool, runId, poolMembers(pool, users), seats));

  const next = new Map<PoolName, number>();
  const seated = shards.map(({ shard, seats }) => {
    const poolSeats: Record<string, PoolSeats[string]> = {};
    for (const [pool, count] of seats) {
      const firstSeat = next.get(pool) ?? 0;
      next.set(pool, firstSeat + count);
      poolSeats[pool] = { deal: deals.get(pool) ?? { members: [], first: 0 }, firstSeat };
    }
    return { shard, seats: poolSeats };
  });
  await deps.runs.keepSeats(runId, seated);
  return { outcome: 'dealt', pools: deals.size };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
