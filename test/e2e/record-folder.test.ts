import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stageNamed } from '../../infra/config/stages';
import { type Assembly, loadAssembly } from '../../infra/local/host/assembly';
import { startTables } from '../../infra/local/host/tables';
import { preparedAssembly } from '../../infra/local/assembly/prepared-assembly';
import { openRecordFolder, recordFolderIn, tablesAt } from '../../infra/local/record-folder';
import type { Item } from '../../shared/ports/tables';
import { SETTINGS } from '../support/in-process-runtime';
import { HOST_DIRECTORY, temporaryDirectory } from '../support/host-files';

const folders = { older: temporaryDirectory(), newer: temporaryDirectory() };
let tables: Assembly['tables'] = [];
beforeAll(async () => {
  tables = loadAssembly((await preparedAssembly(join(HOST_DIRECTORY, '../../..'), stageNamed('local'))).directory).tables;
});

const inStore = async <T>(dataDirectory: string, work: (stored: ReturnType<typeof tablesAt>) => Promise<T>, held = tables): Promise<T> => {
  const store = await startTables({ hostDirectory: HOST_DIRECTORY, dataDirectory });
  try {
    await store.createMissingTables(held);
    return await work(tablesAt(store.endpoint, 'local'));
  } finally {
    await store.close();
  }
};

const open = async (db: string): Promise<{ folder: string; said: string[] }> => {
  const said: string[] = [];
  return { folder: await openRecordFolder(db, { hostDirectory: HOST_DIRECTORY, settings: SETTINGS, tables, say: (text) => said.push(text) }), said };
};

describe('records that are kept on disk (contracts, section 4)', () => {
  const lead: Item = { Id: '00Q1', LastName: 'Okafor', LeadSource: 'UserGems - New Hires & Promotions', CreatedDate: '2024-10-08T13:00:00.000Z', IsConverted: false, Person_Score__c: 12 };
  const pool: Item = { Pool: 'SDR_RR(AMER)', Version: 3 };
  /** Tables of an older release: fewer than today. */
  const older = (): Assembly['tables'] => tables.filter(({ name }) => ['revsignal-local-Lead', 'revsignal-local-Pool'].includes(name));

  it('of an older schema are copied into new tables with the keys of their indexes, which is said, and stay where they were', async () => {
    const db = folders.older;
    await inStore(join(db, 'store-0'), (stored) => stored.putMany([{ table: 'Lead', item: lead }, { table: 'Pool', item: pool }]), older());

    const { folder, said } = await open(db);

    expect([folder, said]).toEqual([recordFolderIn(db), [`Copying the records of schema 0 into new tables of schema 3; ${join(db, 'store-0')} stays as it is\n`]]);
    expect(await inStore(folder, async (stored) => [await stored.getMany('Lead', [{ Id: '00Q1' }]), await stored.getMany('Pool', [{ Pool: 'SDR_RR(AMER)' }])])).toEqual([[{ ...lead, CreatedMonth: '2024-10' }], [pool]]);
    expect((await open(db)).said).toEqual([]);
  });

  it('of a newer schema are refused, with what to do', async () => {
    const db = folders.newer;
    mkdirSync(join(db, 'store-4'));

    await expect(open(db)).rejects.toThrow(`${db} was written by a newer release (schema 4, this one knows 3): use that release, or another folder`);
  });
});
