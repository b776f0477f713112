import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { dynamodbTables } from '../../shared/adapters/dynamodb/dynamodb-tables';
import { AppError, invalidInputError } from '../../shared/errors/app-error';
import { signalStore } from '../../shared/stores/signal-store';
import { stageNamed } from '../config/stages';
import { startTables } from './host/tables';
import { recordFolderIn, tablesAt } from './record-folder';
import { listRedrivable, parseRedriveOptions, redrive, REDRIVE_HELP, type RedriveOptions } from './redrive-command';

const main = async (options: RedriveOptions): Promise<number> => {
  const body = options.bodyFile === undefined ? undefined : await readBody(options.bodyFile);
  const { signals, settings, close } = await open(options.store);
  try {
    if (options.signalIds.length === 0) {
      print(options, await listRedrivable({ signals }), ({ receivedAt = '-', outcome, reason, signalId }) => `${receivedAt}  ${outcome}  ${reason}  ${shown(signalId)}`);
      return 0;
    }
    const redriven = await redrive(options.signalIds, { body, now: new Date().toISOString() }, { signals, settings });
    print(options, redriven, ({ signalId, outcome, because }) => `${shown(signalId)}: ${outcome}, ${shown(because)}`);
    return redriven.some(({ outcome }) => outcome === 'not_redriven') ? 1 : 0;
  } finally {
    await close();
  }
};

const open = async (store: RedriveOptions['store']) => {
  if ('stage' in store) {
    const { settings } = stageNamed(store.stage);
    return { settings, signals: signalStore(dynamodbTables({ stage: store.stage })), close: () => Promise.resolve() };
  }
  // An empty folder would become an empty store, and a mistyped one would look as if there were nothing to do.
  if (!existsSync(recordFolderIn(store.db))) throw invalidInputError(`--db ${store.db} holds no records: give the folder that npm start -- --db DIR made`);
  const { settings } = stageNamed('local');
  const tables = await startTables({ hostDirectory: fileURLToPath(new URL('host', import.meta.url)), dataDirectory: recordFolderIn(store.db) });
  return { settings, signals: signalStore(tablesAt(tables.endpoint, settings.stage)), close: tables.close };
};

const readBody = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw invalidInputError(`--body ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

/** Ids are the vendor's: what a terminal would obey is written out. */
const shown = (id: string): string => id.replaceAll(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);

const print = <Row extends object>({ json }: RedriveOptions, rows: readonly Row[], line: (row: Row) => string): void => {
  process.stdout.write(json ? `${JSON.stringify(rows, null, 2)}\n` : rows.map((row) => `${line(row)}\n`).join(''));
};

try {
  const options = parseRedriveOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(REDRIVE_HELP);
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : error instanceof Error ? `${error.name}: ${error.message}` : String(error)}\n`);
  process.exitCode = 2;
}
