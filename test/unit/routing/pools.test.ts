import * as fc from 'fast-check';
import { run as dealPoolsStep } from '../../../lambdas/steps/usergems-sync/deal-pools';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { dealPool, memberAt, poolMembers, type PoolName, type PoolSeats } from '../../../shared/domain/routing/pools';
import { poolStore } from '../../../shared/stores/pool-store';
import { recordStore } from '../../../shared/stores/record-store';
import { runStore } from '../../../shared/stores/run-store';
import { aUser } from '../../support/records';

const POOL: PoolName = 'SDR_RR(AMER)';
const sdr = (Id: string, IsActive = true) => aUser({ Id, Role__c: 'SDR', Region__c: 'AMER', IsActive });

/** How often each member was served. */
const shares = (members: readonly string[], served: readonly (string | undefined)[]): number[] => members.map((member) => served.filter((one) => one === member).length);
const spread = (counts: readonly number[]): number => Math.max(...counts) - Math.min(...counts);

describe('members of a pool', () => {
  it('are the active users whose role, region and segment are exactly those, smallest id first', () => {
    const users = [
      sdr('s3'), sdr('s1', false), sdr('s2'), aUser({ Id: 'emea', Role__c: 'SDR', Region__c: 'EMEA' }), aUser({ Id: 'nowhere', Role__c: 'SDR' }),
      aUser({ Id: 'b2', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Large' }), aUser({ Id: 'b1', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Large' }),
      aUser({ Id: 'unknown', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Unknown' }), aUser({ Id: 'ae', Role__c: 'AE', Region__c: 'AMER', Segment__c: 'Large' }),
    ];

    expect(poolMembers('SDR_RR(AMER)', users)).toEqual(['s2', 's3']);
    expect(poolMembers('BDR_RR(AMER,Large)', users)).toEqual(['b1', 'b2']);
    expect(poolMembers('BDR_RR(AMER,Unknown)', users)).toEqual([]);
  });
});

describe('the rotation (RT-02, RT-05)', () => {
  const serve = (members: readonly string[], last: string | undefined, seats: number) => {
    const deal = dealPool(members, last);
    return Array.from({ length: seats }, (_, seat) => memberAt(deal, seat));
  };

  it('goes on after the member served last: pool s1, s2, s3 after s2 gives s3, s1, s2', () => {
    expect(serve(['s1', 's2', 's3'], 's2', 3)).toEqual(['s3', 's1', 's2']);
  });

  it('goes on after where a member stood who has left', () => {
    expect(serve(['s1', 's3'], 's2', 3)).toEqual(['s3', 's1', 's3']);
  });

  it('serves nobody from an empty pool', () => {
    expect(serve([], 's1', 1)).toEqual([undefined]);
  });

  it('keeps shares within one over any number of deals between changes of membership', () => {
    const deals = fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.option(fc.constantFrom<string>('m0', 'm4', 'gone', 'zz'), { nil: undefined }), deals, (size, before, runs) => {
        const members = Array.from({ length: size }, (_, index) => `m${index}`);
        let last = before;
        const served = runs.flatMap((seats) => {
          const turn = serve(members, last, seats);
          last = turn.at(-1) ?? last;
          return turn;
        });
        expect(spread(shares(members, served))).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the pool store (RT-05)', () => {
  const store = () => poolStore(memoryTables());

  it('gives 25 each of 4 members for 100 deals at the same time', async () => {
    const pools = store();
    const members = ['s1', 's2', 's3', 's4'];
    const served: (string | undefined)[] = [];
    // A deal gives up after ten lost races, and the state machine asks again.
    const dealt = async (runId: string): Promise<void> => {
      const deal = await pools.deal(POOL, runId, members, 1).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ConflictError') return undefined;
        throw error;
      });
      if (deal === undefined) return dealt(runId);
      served.push(memberAt(deal, 0));
      return undefined;
    };

    await Promise.all(Array.from({ length: 100 }, (_, index) => dealt(`run-${index}`)));

    expect(shares(members, served)).toEqual([25, 25, 25, 25]);
  });

  it('deals a run once, whoever asks again and whatever has changed meanwhile', async () => {
    const pools = store();
    const first = await pools.deal(POOL, 'run-1', ['s1', 's2', 's3'], 4);
    const second = await pools.deal(POOL, 'run-2', ['s1', 's2', 's3'], 1);

    expect([first.first, second.first]).toEqual([0, 1]);
    expect(await pools.deal(POOL, 'run-1', ['s2', 's4'], 9)).toEqual(first);
    expect(await pools.deal(POOL, 'run-3', ['s1', 's2', 's3'], 1)).toEqual({ members: ['s1', 's2', 's3'], first: 2 });
  });
});

describe('the deal of a run over its shards (RT-05)', () => {
  interface Week {
    /** Leads of each shard that go to the pool. */
    readonly shards: readonly number[];
    /** Workers that deal it at the same time, and again after a crash. */
    readonly workers: number;
    readonly crashes: boolean;
  }

  /** Deals a week as the sync does, and tells who is served, seat by seat. */
  const deal = async (tables: ReturnType<typeof memoryTables>, runId: string, { shards, workers, crashes }: Week): Promise<(string | undefined)[]> => {
    const runs = runStore(tables);
    const names = shards.map((_, index) => String(index + 1).padStart(4, '0'));
    await runs.keepShards(runId, names.map((shard) => ({ shard, work: {} })));
    for (const [index, shard] of names.entries()) await (await runs.lease(runId, shard)).record('decided', {}, { [POOL]: shards[index] ?? 0 });

    let isBroken = crashes;
    const wrapped = { ...tables, putMany: (puts: Parameters<typeof tables.putMany>[0]) => (isBroken ? Promise.reject(new Error('gone')) : tables.putMany(puts)) };
    const deps = { runs: runStore(wrapped), records: recordStore(wrapped, 'America/Los_Angeles'), pools: poolStore(wrapped) };
    const once = () => Promise.all(Array.from({ length: workers }, () => dealPoolsStep(deps, { runId })));
    if (crashes) await expect(once()).rejects.toThrow('gone');
    isBroken = false;
    await once();

    const seatsOf = async (shard: string): Promise<PoolSeats[string] | undefined> => (await runs.lease(runId, shard)).seats[POOL];
    const seats = await Promise.all(names.map(seatsOf));
    return seats.flatMap((seat, shard) => Array.from({ length: shards[shard] ?? 0 }, (_, index) => seat && memberAt(seat.deal, seat.firstSeat + index)));
  };

  const weeks = fc.array(fc.record({ shards: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 6 }), workers: fc.integer({ min: 1, max: 3 }), crashes: fc.boolean() }), { minLength: 1, maxLength: 6 });

  it('shares within one over any shards, workers, crashes and weeks; nobody inactive is served', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), weeks, async (size, all) => {
        const tables = memoryTables();
        const members = Array.from({ length: size }, (_, index) => `s${index}`);
        await tables.putMany([...members.map((id) => sdr(id)), sdr('s00', false)].map((item) => ({ table: 'User', item: { ...item } })));
        const served: (string | undefined)[] = [];
        for (const [index, week] of all.entries()) served.push(...(await deal(tables, `run-${index}`, week)));

        expect(served.filter((one) => one === undefined || !members.includes(one))).toEqual([]);
        expect(served).toHaveLength(all.flatMap(({ shards }) => shards).reduce((sum, count) => sum + count, 0));
        expect(spread(shares(members, served))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });
});
