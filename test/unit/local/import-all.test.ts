import { describeImport, importAll, importStatus } from '../../../infra/local/import/import-all';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import type { Signal } from '../../../shared/stores/signal-store';
import { inFolder, jsonLines, lines, SILENT } from '../../support/import-files';
import { SETTINGS } from '../../support/in-process-runtime';
import { aJobChange } from '../../support/usergems-bodies';
import { LEAD_BODIES } from '../webhooks/lead-door';

const aStore = (): StoreDeps => storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
const importInto = (store: StoreDeps, files: Readonly<Record<string, string>>) => inFolder(files, (dir) => importAll(dir, store, SILENT));

describe('deliveries of a folder (contracts, sections 2 and 3)', () => {
  const change = aJobChange('ug-1', 'c1', { company: 'Globex' });
  const FILES = {
    'UserGemsEvents.jsonl': `${jsonLines(
      { receivedAt: '2024-10-03T18:00:00Z', body: change },
      { receivedAt: '2024-10-03T17:00:00Z', body: change },
      { receivedAt: '2024-10-03T17:00:00Z', body: change },
      { receivedAt: '2024-10-03T19:00:00Z', body: { ...change, id: 'ug-2', type: 'departure' } },
      { receivedAt: 'soon', body: change },
    )}{"receivedAt":\n`,
  };
  const rowsOf = async ({ signals }: StoreDeps): Promise<Signal[]> => {
    const rows: Signal[] = [];
    for await (const page of signals.all()) rows.push(...page);
    return rows;
  };

  it('are taken in as the webhook takes them, each with a row: the earliest has the event id, whatever the order of the file', async () => {
    const store = aStore();

    const summary = await importInto(store, FILES);

    expect(summary).toMatchObject({ taken: { 'UserGemsEvents.jsonl': 4 }, deliveriesKnown: 0, badRows: [{ line: 5, reason: 'RECEIVED_AT_INVALID' }, { line: 6, reason: 'NOT_JSON' }] });
    expect((await rowsOf(store)).map(({ eventId, receivedAt, outcome, reason }) => [eventId, receivedAt, outcome, reason]).sort()).toEqual([
      ['ug-1', '2024-10-03T17:00:00.000Z', 'duplicate', 'SAME_ID'],
      ['ug-1', '2024-10-03T17:00:00.000Z', 'held', 'NEXT_TUESDAY'],
      ['ug-1', '2024-10-03T18:00:00.000Z', 'duplicate', 'SAME_ID'],
      ['ug-2', '2024-10-03T19:00:00.000Z', 'rejected', 'INVALID_BODY:type'],
    ]);
  });

  it('add nothing when the same file comes again, also after their release', async () => {
    const store = aStore();
    await importInto(store, FILES);
    const released = (await rowsOf(store)).map((row): Signal => (row.outcome === 'held' ? { ...row, outcome: 'lead_created', reason: '' } : row));
    await store.signals.keepMany(released);

    const summary = await importInto(store, FILES);

    expect(summary).toMatchObject({ taken: { 'UserGemsEvents.jsonl': 0 }, deliveriesKnown: 4 });
    expect(await rowsOf(store)).toEqual(released);
  });
});

describe('deliveries of the lead database (contracts-leads, sections 1 and 2)', () => {
  const FILES = {
    'Deliveries.jsonl': `${jsonLines(
      { receivedAt: '2018-07-02T18:00:00Z', route: '/webhooks/crm', body: LEAD_BODIES.crm },
      { receivedAt: '2018-07-02T10:00:00-07:00', route: '/webhooks/crm', body: LEAD_BODIES.crm },
      { receivedAt: '2018-07-02T17:00:00Z', route: '/webhooks/forms', body: { ...LEAD_BODIES.forms, id: LEAD_BODIES.crm.id } },
      { receivedAt: '2018-07-02T19:00:00Z', route: '/webhooks/forms', body: {} },
      { receivedAt: '2018-07-02T19:00:00Z', route: '/webhooks/fax', body: {} },
      { receivedAt: '2018-07-02', route: '/webhooks/forms', body: {} },
      { receivedAt: '2018-07-02T19:00:00Z', route: '/webhooks/forms' },
      ['no delivery'],
    )}{"receivedAt":\n`,
  };
  const rowsOf = async ({ deliveries }: StoreDeps): Promise<unknown[]> => {
    const rows: unknown[][] = [];
    for await (const page of deliveries.all()) rows.push(...page.map(({ source, eventId, receivedAt, line, outcome, reason }) => [source, eventId, receivedAt, line, outcome, reason]));
    return rows.sort();
  };

  it('are taken in as the webhooks take them, each with a row and its line; what is no delivery is a bad row', async () => {
    const store = aStore();

    const summary = await importInto(store, FILES);

    expect(summary).toMatchObject({
      taken: { 'UserGemsEvents.jsonl': 0, 'Deliveries.jsonl': 4 },
      badRows: [5, 6, 7, 8, 9].map((line) => ({ file: 'Deliveries.jsonl', line, reason: line === 9 ? 'NOT_JSON' : 'NOT_A_DELIVERY' })),
    });
    expect(await rowsOf(store)).toEqual([
      ['crm', 'crm-00003', '2018-07-02T17:00:00.000Z', 2, 'held', ''],
      ['crm', 'crm-00003', '2018-07-02T18:00:00.000Z', 1, 'held', 'SAME_ID'],
      ['forms', expect.stringMatching(/^body-/), '2018-07-02T19:00:00.000Z', 4, 'rejected', 'INVALID_BODY:version,form,submittedAt,person.email'],
      ['forms', 'crm-00003', '2018-07-02T17:00:00.000Z', 3, 'held', ''],
    ]);
  });

  it('add nothing when the same file comes again', async () => {
    const store = aStore();
    await importInto(store, FILES);
    const before = await rowsOf(store);

    expect(await importInto(store, FILES)).toMatchObject({ taken: { 'Deliveries.jsonl': 0 }, deliveriesKnown: 4 });
    expect(await rowsOf(store)).toEqual(before);
  });
});

describe('the summary', () => {
  it('names what was left out, and says so in the exit status', async () => {
    const store = aStore();
    await importInto(store, { 'Contact.csv': lines('Id,LastModifiedDate', 'c1,2024-09-02') });

    const summary = await importInto(store, { 'Contact.csv': lines('Id,LastModifiedDate', 'c1,2024-09-01', ',2024-09-01', 'c2,soon'), 'User.csv': lines('Name', 'Una') });

    expect(importStatus(summary)).toBe(1);
    expect(describeImport(summary).split('\n')).toEqual([
      'Contact: 1 taken in',
      'UserGemsEvents.jsonl: 0 taken in',
      '1 rows left out: the store has a newer version',
      'Contact.csv:4 LastModifiedDate kept as text: it does not fit the field',
      'Contact.csv:3 left out: ID_MISSING',
      'User.csv stopped: The header of User.csv has no column Id, which every export needs; columns found: Name.',
    ]);
  });

  it('is a success when every row came in', async () => {
    expect(importStatus(await importInto(aStore(), { 'Contact.csv': lines('Id', 'c1') }))).toBe(0);
  });
});
