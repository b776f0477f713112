import { findWindow } from '../../../infra/local/diff/window';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { runIdOf, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import { runStore, type RunStore } from '../../../shared/stores/run-store';
import { SETTINGS } from '../../support/in-process-runtime';

/** A run that released something. */
const ran = async (runs: RunStore, workflow: WorkflowName, businessDate: string, push?: number, counts: Record<string, number> = { signals: 3, held: 1 }): Promise<void> => {
  const runId = runIdOf(workflow, businessDate);
  await runs.open({ runId, workflow, businessDate, scheduledTime: `${businessDate}T15:30:00.000Z`, push }, runId);
  await runs.freezePlan(runId, { outcome: 'planned', shards: [], counts });
};

const windowOf = async (runs: RunStore, options: { readonly days: number; readonly asOf?: string }): Promise<string[]> => {
  const { from, to, moments } = await findWindow({ runs, settings: SETTINGS }, options);
  return [`${from} to ${to}`, ...moments.map(({ workflow, day, at, push }) => [workflow, day, at, push].join(' ').trim())];
};

describe('the window of a diff', () => {
  it('ends on the newest day with a release; every Tuesday is there, whether its sync ran or not, with its Wednesday', async () => {
    const runs = runStore(memoryTables());
    await ran(runs, WORKFLOWS.retroPush, '2024-10-06', 3);
    await ran(runs, WORKFLOWS.sync, '2024-10-08');
    await ran(runs, WORKFLOWS.sync, '2024-10-15', undefined, { signals: 2, held: 2 });

    expect(await windowOf(runs, { days: 8 })).toEqual([
      '2024-10-01 to 2024-10-08',
      'usergems-sync 2024-10-01 2024-10-01T13:00:00.000Z',
      'usergems-notify 2024-10-02 2024-10-02T13:00:00.000Z',
      'usergems-retro-push 2024-10-06 2024-10-06T15:30:00.000Z 3',
      'usergems-sync 2024-10-08 2024-10-08T15:30:00.000Z',
      'usergems-notify 2024-10-09 2024-10-09T13:00:00.000Z',
    ]);
  });

  it('ends on the day that is asked for, also after a change of daylight saving', async () => {
    expect(await windowOf(runStore(memoryTables()), { days: 7, asOf: '2024-11-09' })).toEqual([
      '2024-11-03 to 2024-11-09',
      'usergems-sync 2024-11-05 2024-11-05T14:00:00.000Z',
      'usergems-notify 2024-11-06 2024-11-06T14:00:00.000Z',
    ]);
  });

  it('is refused while nothing has been released and no day is named', async () => {
    await expect(windowOf(runStore(memoryTables()), { days: 30 })).rejects.toThrow('Nothing has been released from this store yet: name the last day to look at with --as-of DATE');
  });
});
