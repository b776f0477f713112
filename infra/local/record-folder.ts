import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { invalidInputError } from '../../shared/errors/app-error';
import type { Settings } from '../../shared/contracts/settings';
import { TABLE_NAMES, tableNameIn, type TableName } from '../../shared/names/tables';
import type { Tables } from '../../shared/ports/tables';
import { OBJECT_NAMES, type ObjectName } from '../../shared/records/catalogue';
import { recordStore } from '../../shared/stores/record-store';
import type { Assembly } from './host/assembly';
import { startTables } from './host/tables';

/** Number of the schema: it grows when a release changes tables or keys. */
const SCHEMA = 3;

const folderOf = (schema: number): string => `store-${schema}`;

/** Where the records of this release are under `--db DIR`. */
export const recordFolderIn = (db: string): string => join(db, folderOf(SCHEMA));

/** The folder of this release's records under `--db DIR`; InvalidInputError when there is none: a mistyped folder would become an empty store. */
export const existingRecordFolderIn = (db: string): string => {
  const folder = recordFolderIn(db);
  if (!existsSync(folder)) throw invalidInputError(`--db ${db} holds no records of this release: give the folder that npm start -- --db DIR made`);
  return folder;
};

export interface RecordFolderOptions {
  readonly hostDirectory: string;
  readonly settings: Pick<Settings, 'stage' | 'timeZone'>;
  readonly tables: Assembly['tables'];
  /** Hears that an older folder is copied. */
  readonly say: (text: string) => void;
}

/**
 * The folder under `--db DIR` that holds the records in this release's schema (contracts, section 4). Records of an older release are
 * copied into new tables; the older ones stay where they are. InvalidInputError when a newer release wrote the folder.
 */
export const openRecordFolder = async (db: string, options: RecordFolderOptions): Promise<string> => {
  await mkdir(db, { recursive: true });
  const known = (await readdir(db)).flatMap((name) => (/^store-\d+$/.test(name) ? [Number(name.slice('store-'.length))] : [])).sort((a, b) => b - a);
  const [newest] = known;
  if (newest !== undefined && newest > SCHEMA) throw invalidInputError(`${db} was written by a newer release (schema ${newest}, this one knows ${SCHEMA}): use that release, or another folder`);
  const current = recordFolderIn(db);
  if (newest !== undefined && newest < SCHEMA && !existsSync(current)) await copyInto(current, join(db, folderOf(newest)), newest, options);
  return current;
};

const copyInto = async (current: string, older: string, schema: number, { hostDirectory, settings, tables, say }: RecordFolderOptions): Promise<void> => {
  say(`Copying the records of schema ${schema} into new tables of schema ${SCHEMA}; ${older} stays as it is\n`);
  const unfinished = `${current}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const [source, target] = [await startTables({ hostDirectory, dataDirectory: older }), await startTables({ hostDirectory, dataDirectory: unfinished })];
  try {
    await target.createMissingTables(tables);
    const [from, to] = [tablesAt(source.endpoint, settings.stage), tablesAt(target.endpoint, settings.stage)];
    const [before, after] = [recordStore(from, settings.timeZone), recordStore(to, settings.timeZone)];
    for (const table of TABLE_NAMES) {
      if (!(await source.holds(tableNameIn(settings.stage, table)))) continue;
      // Records are written as this release writes them, with the attributes that its indexes need.
      if (isObjectName(table)) for await (const page of before.pages(table)) await to.putMany(page.map((record) => ({ table, item: after.toItem(table, record) })));
      else for await (const page of from.scan(table)) await to.putMany(page.map((item) => ({ table, item })));
    }
  } finally {
    await source.close();
    await target.close();
  }
  await rename(unfinished, current);
};

const isObjectName = (table: TableName): table is ObjectName => (OBJECT_NAMES as readonly TableName[]).includes(table);

/** A client of an embedded store. */
export const clientAt = (endpoint: string): DynamoDBClient => dynamodbClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });

/** The tables of a stage in an embedded store. */
export const tablesAt = (endpoint: string, stage: string): Tables => dynamodbTables({ stage, client: clientAt(endpoint) });
