import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import type { LeadAlert, MergeEntry, ScoreEntry } from '../../../shared/domain/leads/changes';
import type { Clock } from '../../../shared/domain/leads/clock';
import { alertStore } from '../../../shared/stores/alert-store';
import { clockStore } from '../../../shared/stores/clock-store';
import { mergeStore } from '../../../shared/stores/merge-store';
import { scoreStore } from '../../../shared/stores/score-store';

const DUE = '2018-07-05T16:00:00.000Z';
const aClock = (fields: Partial<Clock> & Pick<Clock, 'clockId'>): Clock => ({
  kind: 'contact_us', eventId: fields.clockId.replace('forms#', ''), recordId: 'l-1', receivedRecordId: 'l-1', receivedAt: '2018-07-04T16:00:00.000Z', dueAt: DUE, outcome: 'open', ...fields,
});

describe('the store of clocks (LR-02)', () => {
  it('finds open clocks that are due at an instant or before it, the earliest first', async () => {
    const tables = memoryTables();
    const clocks = clockStore(tables);
    const all = [
      aClock({ clockId: 'forms#b' }),
      aClock({ clockId: 'forms#a', dueAt: '2018-07-05T15:00:00.000Z' }),
      aClock({ clockId: 'forms#later', dueAt: '2018-07-05T16:00:00.001Z' }),
      aClock({ clockId: 'forms#met', outcome: 'met', metAt: '2018-07-04T17:00:00.000Z', taskOwnerId: 'ae-1' }),
    ];
    await tables.putMany(all.map(clocks.toPut));

    expect((await clocks.due(DUE)).map(({ clockId }) => clockId)).toEqual(['forms#a', 'forms#b']);
    expect((await clocks.ofRecords(['l-1', 'nobody'])).map(({ clockId }) => clockId)).toEqual(['forms#a', 'forms#b', 'forms#later']);
    expect(await clocks.find('forms#met')).toEqual(all[3]);
  });

  it('shows none that has ended since the index was asked', async () => {
    const tables = memoryTables();
    const clocks = clockStore(tables);
    await tables.putMany([clocks.toPut(aClock({ clockId: 'forms#a' }))]);
    const lagging = clockStore({ ...tables, query: async () => [{ ClockId: 'forms#a' }] });
    await tables.putMany([clocks.toPut(aClock({ clockId: 'forms#a', outcome: 'breached' }))]);

    expect(await lagging.due(DUE)).toEqual([]);
  });
});

describe('the store of scores (LD-14)', () => {
  it('gives the history of a person in the order of the stream', async () => {
    const tables = memoryTables();
    const scores = scoreStore(tables);
    const entry = (eventId: string, check: ScoreEntry['check']): ScoreEntry => ({ recordId: 'l-1', at: DUE, eventId, rows: [{ action: 'pricing_page', points: 10, total: 10 }], check });
    await tables.putMany([scores.toPut(entry('b', ''), `${DUE}#2#b`), scores.toPut(entry('a', 'routed'), `${DUE}#1#a`)]);

    expect(await scores.of('l-1')).toEqual([entry('a', 'routed'), entry('b', '')]);
  });
});

describe('the store of alerts', () => {
  it('finds them by record and by run, and tells those of one event apart by kind and role', async () => {
    const tables = memoryTables();
    const alerts = alertStore(tables);
    const alert = (fields: Partial<LeadAlert>): LeadAlert => ({ at: DUE, kind: 'SLA_BREACH', recordId: 'l-1', recipientRole: 'Owner', recipientId: 'ae-1', reason: 'e-1', eventId: 'e-1', ...fields });
    const [owner, manager, other] = [alert({}), alert({ recipientRole: 'Manager', recipientId: '', reason: 'MANAGER_MISSING' }), alert({ recordId: 'l-2' })];
    await tables.putMany([alerts.toPut(owner, 'run-1'), alerts.toPut(manager, 'run-1'), alerts.toPut(other, 'run-2'), alerts.toPut(owner, 'run-1')]);

    expect(await alerts.of('l-1')).toEqual([manager, owner]);
    expect(await alerts.ofRun('run-1')).toEqual([manager, owner]);
    expect(await alerts.ofRun('run-2')).toEqual([other]);
  });
});

describe('the store of merges (LD-06)', () => {
  it('keeps both records as they were, and whether the merge was undone, once', async () => {
    const tables = memoryTables();
    const merges = mergeStore(tables);
    const before = { survivor: { Id: 'l-1', Email: 'a@x.example' }, merged: { Id: 'l-2' } };
    const merge: MergeEntry = { object: 'Lead', survivorId: 'l-1', mergedId: 'l-2', at: DUE, eventId: 'e-1', actor: 'system', before, after: { ...before, merged: { Id: 'l-2', MasterRecordId: 'l-1' } } };
    await tables.putMany([merges.toPut(merge)]);
    const undone = { at: DUE, by: 'operator' };

    expect(await merges.of('l-1')).toEqual([merge]);
    expect(await merges.markUndone(merge, undone)).toBe(true);
    expect(await merges.markUndone(merge, { at: DUE, by: 'another' })).toBe(false);
    expect(await merges.find('l-1', 'l-2', 'e-1')).toEqual({ ...merge, undone });
  });
});
