import type { Deal } from '../domain/routing/pools';

/** A shard's seats in the pools: each pool's deal of the run, and the shard's first seat in it. */
export type PoolSeats = Readonly<Record<string, { readonly deal: Deal; readonly firstSeat: number }>>;
