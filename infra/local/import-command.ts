import { parseArgs } from 'node:util';
import { invalidInputError } from '../../shared/errors/app-error';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { importDeliveries } from './import-deliveries';
import { importFolder, type ImportReport } from './import-folder';
import type { StorePlace } from './open-store';
import type { Progress } from './progress';
import { readDeliveries } from './read-deliveries';

/** What `npm run import` was asked for. */
export interface ImportOptions {
  readonly store: StorePlace;
  readonly dir: string;
  readonly json: boolean;
}

export const IMPORT_HELP = `Brings a folder of Salesforce Data Export files and vendor deliveries into a store (docs/deploy.md).

  npm run import -- --stage STAGE DIR
  npm run import -- --db STORE DIR

  --stage STAGE  the tables of this stage on AWS, with the credentials and the region of this shell
  --db STORE     the folder that \`npm start -- --db STORE\` keeps its records in; stop that first
  --json         print the summary as JSON
  --help         this text

DIR holds Account.csv, Contact.csv, Lead.csv, Opportunity.csv, OpportunityContactRole.csv, User.csv, UserGemsEvents.jsonl and
UserGemsRetroPush1.jsonl ..., each of them optional and as it is or gzipped. The newest LastModifiedDate wins, so export that column too:
without it the file wins, also over what a run has written since. Nothing is deleted. Import between runs, not during one.

Status 0: done. 1: done, but rows or files could not be read; the summary names them. 2: the command was wrong or the store cannot be reached.
`;

/**
 * Reads the command line; undefined when help was asked for. InvalidInputError names the option and the fix. `endpoint` is
 * AWS_ENDPOINT_URL_DYNAMODB.
 */
export const parseImportOptions = (args: readonly string[], endpoint: string | undefined): ImportOptions | undefined => {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  const { stage, db, json = false } = values;
  const [dir, ...others] = positionals;
  if ((stage === undefined) === (db === undefined)) throw invalidInputError('Say where the records go: either --stage STAGE or --db STORE');
  if (dir === undefined || others.length > 0) throw invalidInputError('Give one folder to import, e.g. npm run import -- --stage STAGE DIR');
  if (stage === 'local' && !endpoint) {
    throw invalidInputError('The stage "local" is the sample company, whose addresses exist nowhere: it has no tables on AWS. Name your own stage, give --db STORE, or set AWS_ENDPOINT_URL_DYNAMODB to a local store');
  }
  return { store: db === undefined ? { stage: stage ?? '' } : { db }, dir, json };
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { stage: { type: 'string' }, db: { type: 'string' }, json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } });
  } catch (error) {
    throw invalidInputError(`${error instanceof Error ? error.message : String(error)}. See npm run import -- --help`);
  }
};

/** What the folder brought in, records, pushes and deliveries. */
export interface ImportSummary extends ImportReport {
  /** Deliveries that an earlier import had brought in. */
  readonly deliveriesKnown: number;
}

/** Brings a whole folder into the store. */
export const importAll = async (dir: string, deps: Parameters<typeof importFolder>[1] & Pick<StoreDeps, 'signals' | 'settings'>, progress: Progress): Promise<ImportSummary> => {
  const report = await importFolder(dir, deps, progress);
  const { deliveries, badRows } = await readDeliveries(dir);
  const { taken, known } = await importDeliveries(deliveries, deps, progress);
  return { ...report, taken: { ...report.taken, 'UserGemsEvents.jsonl': taken }, deliveriesKnown: known, badRows: [...report.badRows, ...badRows] };
};

/** Exit status of an import. */
export const importStatus = ({ badRows, stopped }: ImportSummary): 0 | 1 => (badRows.length === 0 && stopped.length === 0 ? 0 : 1);

/** The summary as lines for people. */
export const describeImport = ({ taken, older, deliveriesKnown, badRows, warnings, stopped }: ImportSummary): string =>
  [
    ...Object.entries(taken).map(([name, count]) => `${name}: ${count} taken in`),
    ...(older === 0 ? [] : [`${older} rows left out: the store has a newer version`]),
    ...(deliveriesKnown === 0 ? [] : [`${deliveriesKnown} deliveries left out: they had come in before`]),
    ...warnings.map(({ file, line, field }) => `${file}:${line} ${field} kept as text: it does not fit the field`),
    ...badRows.map(({ file, line, reason }) => `${file}:${line} left out: ${reason}`),
    ...stopped.map(({ file, reason }) => `${file} stopped: ${reason}`),
  ].join('\n');
