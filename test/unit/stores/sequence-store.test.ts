import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { ERROR_NAMES } from '../../../shared/names/errors';
import { sequenceStore } from '../../../shared/stores/sequence-store';

const NOW = '2018-07-04T16:00:00.000Z';
const LATER = '2018-07-04T16:20:00.000Z';
const BATCH = { runId: 'run-1', batch: 'batch-1', until: '2018-07-04T15:00:00.000Z', clockIds: ['forms#a'] };
const turnOf = (runId: string, now = NOW) => ({ runId, now, leaseSeconds: 960 });

describe('the turn at the stream (decision 031)', () => {
  it('is one run at a time: another waits until the lease is over, is given back, or its holder has failed', async () => {
    const sequence = sequenceStore(memoryTables());

    expect(await sequence.take(turnOf('run-1'))).toEqual({ outcome: 'ours', fence: 1, openBatch: undefined, recentClockIds: [] });
    expect(await sequence.take(turnOf('run-2'))).toEqual({ outcome: 'theirs', runId: 'run-1' });
    expect(await sequence.take(turnOf('run-1'))).toMatchObject({ outcome: 'ours', fence: 2 });
    expect(await sequence.take({ ...turnOf('run-2'), evicts: 'run-1' })).toMatchObject({ outcome: 'ours', fence: 3 });
    expect(await sequence.take(turnOf('run-3', LATER))).toMatchObject({ outcome: 'ours', fence: 4 });
    await sequence.release({ fence: 4 });
    expect(await sequence.take(turnOf('run-4', LATER))).toMatchObject({ outcome: 'ours', fence: 5 });
  });

  it('is had once by whoever asks at the same moment', async () => {
    const sequence = sequenceStore(memoryTables());

    const outcomes = await Promise.all(['a', 'b', 'c', 'd'].map((runId) => sequence.take(turnOf(runId))));

    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['ours', 'theirs', 'theirs', 'theirs']);
  });

  it('hands an open batch to whoever comes next, and its clocks to whoever comes after it is closed', async () => {
    const sequence = sequenceStore(memoryTables());
    await sequence.take(turnOf('run-1'));
    await sequence.openBatch({ fence: 1, ...BATCH });

    expect(await sequence.take(turnOf('run-2', LATER))).toEqual({ outcome: 'ours', fence: 2, openBatch: BATCH, recentClockIds: [] });
    await sequence.closeBatch({ fence: 2, workedUntil: BATCH.until });
    expect(await sequence.find()).toMatchObject({ workedUntil: BATCH.until, openBatch: undefined, recentClockIds: ['forms#a'] });
  });

  it('refuses whoever has lost it, and never goes back behind what is worked', async () => {
    const sequence = sequenceStore(memoryTables());
    await sequence.take(turnOf('run-1'));
    await sequence.take(turnOf('run-2', LATER));

    await expect(sequence.openBatch({ fence: 1, ...BATCH })).rejects.toMatchObject({ name: ERROR_NAMES.conflict });
    await expect(sequence.closeBatch({ fence: 1, workedUntil: NOW })).rejects.toMatchObject({ name: ERROR_NAMES.conflict });
    await sequence.release({ fence: 1 });
    await sequence.closeBatch({ fence: 2, workedUntil: LATER });
    await sequence.closeBatch({ fence: 2, workedUntil: NOW });
    expect(await sequence.find()).toMatchObject({ runId: 'run-2', workedUntil: LATER });
  });
});
