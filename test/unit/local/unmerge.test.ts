import { findMergeable } from '../../../infra/local/merge/find-mergeable';
import { previewOf } from '../../../infra/local/merge/merge-records';
import { unmergeRecords } from '../../../infra/local/merge/undo-merge';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import type { MergeEntry } from '../../../shared/domain/leads/changes';
import { previewMerge, resultOf } from '../../../shared/domain/leads/merges';
import type { Lead } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const MERGED_AT = '2018-07-05T16:00:00.000Z';
const NOW = Date.parse('2018-07-10T12:00:00.000Z');
const A = aLead({ Id: 'a', LeadSource: 'Demo', Initial_Source_DateTime__c: '2018-01-02T00:00:00.000Z', Person_Score__c: 40, Status: 'Inquiry', Country: 'Germany' });
const B = aLead({ Id: 'b', LeadSource: 'Conference', Initial_Source_DateTime__c: '2017-12-30T00:00:00.000Z', Person_Score__c: 70, Status: 'Raw', Title: 'CTO', Queue__c: 'inbound' });

/** A store in which B was merged into A, as the stream does it. */
const merged = async (): Promise<StoreDeps> => {
  const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  const after = { survivor: { ...A, ...resultOf(previewMerge(A, B)) } as Lead, merged: { ...B, MasterRecordId: 'a' } };
  const entry: MergeEntry = { object: 'Lead', survivorId: 'a', mergedId: 'b', at: MERGED_AT, eventId: 'crm-1', actor: 'ae-1', before: { survivor: A, merged: B }, after };
  await seedRecords({ Lead: [after.survivor, after.merged] }, stores);
  await stores.tables.putMany([
    stores.merges.toPut(entry),
    stores.clocks.toPut({ clockId: 'forms#for-b', kind: 'contact_us', eventId: 'for-b', recordId: 'a', receivedRecordId: 'b', receivedAt: MERGED_AT, dueAt: '2018-07-11T16:00:00.000Z', outcome: 'open' }),
    stores.clocks.toPut({ clockId: 'forms#for-a', kind: 'contact_us', eventId: 'for-a', recordId: 'a', receivedRecordId: 'a', receivedAt: MERGED_AT, dueAt: '2018-07-11T16:00:00.000Z', outcome: 'open' }),
  ]);
  return stores;
};

const lead = async (stores: StoreDeps, id: string): Promise<Lead | undefined> => (await stores.records.load('Lead', [id])).get(id);
const unmerge = (stores: StoreDeps) => unmergeRecords('a', 'b', { by: 'ops-1', now: NOW }, stores);

describe('merging by hand (LD-06)', () => {
  it('a preview says of each field what it becomes and why', async () => {
    const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
    await seedRecords({ Lead: [A, B] }, stores);

    const { object, fields } = previewOf(await findMergeable('a', 'b', stores));

    expect(object).toBe('Lead');
    expect(fields).toEqual(expect.arrayContaining([
      { field: 'LeadSource', survivor: 'Demo', merged: 'Conference', result: 'Conference', because: 'first_touch' },
      { field: 'Person_Score__c', survivor: 40, merged: 70, result: 70, because: 'larger' },
      { field: 'Status', survivor: 'Inquiry', merged: 'Raw', result: 'Inquiry', because: 'survivor' },
      { field: 'Title', survivor: undefined, merged: 'CTO', result: 'CTO', because: 'taken' },
    ]));
  });

  it.each([
    ['a', 'a', 'a is given twice'],
    ['a', 'nobody', 'nobody is no lead, and a is one'],
    ['a', 'c', 'c is no lead, and a is one'],
    ['nobody', 'nowhere', 'There is no lead or contact nobody or nowhere'],
    ['b', 'gone', 'gone was merged into a before'],
  ])('%s and %s cannot be merged: %s', async (survivorId, mergedId, message) => {
    const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
    await seedRecords({ Lead: [A, B, aLead({ Id: 'gone', MasterRecordId: 'a' })], Contact: [aContact({ Id: 'c' })] }, stores);

    await expect(findMergeable(survivorId, mergedId, stores)).rejects.toThrow(message);
  });
});

describe('undoing a merge', () => {
  it('gives both records back what the merge changed, and the merged one its clocks', async () => {
    const stores = await merged();

    expect(await unmerge(stores)).toMatchObject({ survivorId: 'a', mergedId: 'b', eventId: 'crm-1', mergedAt: MERGED_AT, kept: [] });

    const at = new Date(NOW).toISOString();
    expect(await lead(stores, 'a')).toEqual({ ...A, LastModifiedDate: at });
    expect(await lead(stores, 'b')).toEqual({ ...B, LastModifiedDate: at });
    expect(new Map((await stores.clocks.load(['forms#for-a', 'forms#for-b'])).map(({ eventId, recordId }) => [eventId, recordId]))).toEqual(new Map([['for-a', 'a'], ['for-b', 'b']]));
    expect(await stores.merges.find('a', 'b', 'crm-1')).toMatchObject({ undone: { at, by: 'ops-1' } });
    expect((await stores.decisions.of('b')).map(({ kind, about, fields }) => ({ kind, about, ...fields }))).toEqual([{ kind: 'audit', about: `${at}#crm-1`, EventId: 'crm-1', Actor: 'ops-1', Rule: 'LD-06', Changes: [{ field: 'MasterRecordId', old: 'a' }] }]);
  });

  it('a merged record is found by lists again', async () => {
    const stores = await merged();
    await unmerge(stores);

    expect((await stores.records.queuePlaces('Lead', 'inbound', {})).map(({ id }) => id)).toEqual(['b']);
  });

  it('a field that somebody changed since keeps its value, and is named', async () => {
    const stores = await merged();
    const now = await lead(stores, 'a');
    if (now) await stores.records.change('Lead', now, { ...now, Title: 'CEO' });

    expect((await unmerge(stores)).kept).toEqual([{ recordId: 'a', field: 'Title', before: undefined, now: 'CEO' }]);
    expect(await lead(stores, 'a')).toMatchObject({ Title: 'CEO', LeadSource: 'Demo' });
  });

  it('happens once', async () => {
    const stores = await merged();
    await unmerge(stores);

    await expect(unmerge(stores)).rejects.toThrow('No merge of b into a is on record that was not undone');
  });

  it('a later merge into the survivor is undone first', async () => {
    const stores = await merged();
    const [first] = await stores.merges.of('a');
    if (first) await stores.tables.putMany([stores.merges.toPut({ ...first, mergedId: 'c', eventId: 'crm-2', at: '2018-07-06T00:00:00.000Z' })]);

    await expect(unmerge(stores)).rejects.toThrow('c was merged into a later: undo that merge first');
  });

  it('a record that was erased or merged on stays as it is', async () => {
    const stores = await merged();
    const now = await lead(stores, 'a');
    if (now) await stores.records.change('Lead', now, { ...now, MasterRecordId: 'z' });

    await expect(unmerge(stores)).rejects.toThrow('a was itself merged into z: undo that merge first');
  });

  it('waits for a run that works the lead database, and gives the turn back', async () => {
    const stores = await merged();
    const turn = await stores.sequence.take({ runId: 'lead-intake-now', now: new Date(NOW).toISOString(), leaseSeconds: 60 });

    await expect(unmerge(stores)).rejects.toThrow('lead-intake-now is working the lead database: try again when it is done');

    if (turn.outcome === 'ours') await stores.sequence.release(turn);
    await unmerge(stores);
    expect(await stores.sequence.find()).toMatchObject({ runId: undefined });
  });
});
