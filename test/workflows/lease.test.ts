import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { runStore } from '../../shared/stores/run-store';

describe('the lease of a shard (architecture, idea 6)', () => {
  it('whoever took it last records; an older worker is told so and changes nothing', async () => {
    const runs = runStore(memoryTables());
    await runs.keepShards('run', [{ shard: '0001', work: ['signal'] }]);
    await runs.freezePlan('run', { outcome: 'planned', shards: ['0001'], counts: {} });
    const older = await runs.lease('run', '0001');
    const newer = await runs.lease('run', '0001');

    expect(await older.record('decided', { by: 'older' }, { leads: 1 })).toBe(false);
    expect(await newer.record('decided', { by: 'newer' }, { leads: 2 })).toBe(true);
    expect(await older.record('decided', { by: 'older' }, { leads: 1 })).toBe(false);

    const [shard] = await runs.shards('run');
    expect([shard?.counts, await shard?.read('decided')]).toEqual([{ decided: { leads: 2 } }, { by: 'newer' }]);
    expect((await runs.lease('run', '0001')).isDone('decided')).toBe(true);
  });

  it('a plan that was frozen stays, whoever plans again', async () => {
    const runs = runStore(memoryTables());
    await runs.open({ runId: 'run', workflow: 'usergems-sync', businessDate: '2024-10-08', scheduledTime: '2024-10-08T13:00:00.000Z', push: undefined }, 'run');
    const plan = { outcome: 'planned', shards: ['0001'], counts: { signals: 1 } };

    expect(await runs.freezePlan('run', plan)).toEqual(plan);
    expect(await runs.freezePlan('run', { outcome: 'nothing_due', shards: [], counts: {} })).toEqual(plan);
  });
});
