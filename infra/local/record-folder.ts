import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dynamodbClient } from '../../shared/adapters/dynamodb/dynamodb-client';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { invalidInputError } from '../../shared/errors/app-error';
import { TABLE_NAMES } from '../../shared/names/tables';
import type { Tables } from '../../shared/ports/tables';
import type { Assembly } from './host/assembly';
import { startTables } from './host/tables';

/** Number of the schema: it grows when a release changes tables or keys. */
const SCHEMA = 2;

const folderOf = (schema: number): string => `store-${schema}`;

/** Where the records of this release are under `--db DIR`. */
export const recordFolderIn = (db: string): string => join(db, folderOf(SCHEMA));

export interface RecordFolderOptions {
  readonly hostDirectory: string;
  readonly stage: string;
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

const copyInto = async (current: string, older: string, schema: number, { hostDirectory, stage, tables, say }: RecordFolderOptions): Promise<void> => {
  say(`Copying the records of schema ${schema} into new tables of schema ${SCHEMA}; ${older} stays as it is\n`);
  const unfinished = `${current}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const [source, target] = [await startTables({ hostDirectory, dataDirectory: older }), await startTables({ hostDirectory, dataDirectory: unfinished })];
  try {
    await target.createMissingTables(tables);
    const [from, to] = [tablesAt(source.endpoint, stage), tablesAt(target.endpoint, stage)];
    for (const table of TABLE_NAMES) for await (const page of from.scan(table)) await to.putMany(page.map((item) => ({ table, item })));
  } finally {
    await source.close();
    await target.close();
  }
  await rename(unfinished, current);
};

/** The tables of a stage in an embedded store. */
export const tablesAt = (endpoint: string, stage: string): Tables => dynamodbTables({ stage, client: dynamodbClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } }) });
