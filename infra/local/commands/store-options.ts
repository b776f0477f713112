import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { overlayTables } from '../../../shared/adapters/memory/overlay-tables';
import type { CheckedRule } from '../../../shared/domain/rule-set';
import { ruleRows, RULE_OBJECTS } from '../../../shared/domain/rule-tables';
import { invalidInputError } from '../../../shared/errors/app-error';
import type { ReadTables, Tables } from '../../../shared/ports/tables';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import { checkRules } from '../../rules/check-rules';
import { openReadStore, openStore, type OpenStore, type StorePlace } from '../open-store';
import type { Io } from './command';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options of every command that works on records. */
export const STORE_OPTIONS = { stage: { type: 'string' }, db: { type: 'string' }, json: { type: 'boolean' } } as const satisfies Options;

/** Their lines in a help text. */
export const STORE_HELP = `  --stage STAGE  the tables of this stage on AWS, with the credentials and the region of this shell
  --db DIR       the folder that \`npm start -- --db DIR\` keeps its records in; stop that first
  --json         print JSON
  --help         this text`;

/** Reads a command's own options; InvalidInputError names the option and where its help is. */
export const readArgs = <const T extends Options>(command: string, args: readonly string[], options: T) => {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, strict: true, options });
  } catch (error) {
    throw invalidInputError(`${error instanceof Error ? error.message : String(error)}. See revsignal ${command} --help`);
  }
};

/** The store that --stage or --db names: exactly one of them. */
export const storePlaceOf = ({ stage, db }: { readonly stage?: string | undefined; readonly db?: string | undefined }, env: Io['env']): StorePlace => {
  if (stage !== undefined && db !== undefined) throw invalidInputError('--stage and --db name two stores: give one of them');
  if (db !== undefined) return { db };
  if (stage === undefined) throw invalidInputError('Say where the records are: --stage STAGE for the tables on AWS, or --db DIR for the folder of npm start -- --db DIR');
  if (stage === 'local' && !env['AWS_ENDPOINT_URL_DYNAMODB']) {
    throw invalidInputError('The stage "local" is the sample company, whose addresses exist nowhere: it has no tables on AWS. Name your own stage, give --db DIR, or set AWS_ENDPOINT_URL_DYNAMODB to a local store');
  }
  return { stage };
};

/** The records of a store, and the settings and rules of the stage as they stand in this working copy. */
export interface CommandStore {
  readonly settings: OpenStore['settings'];
  readonly rules: readonly CheckedRule[];
  readonly stores: StoreDeps;
}

/** Opens the store for the length of a piece of work. */
export const withStore = async <T>(place: StorePlace, { directory }: Pick<Io, 'directory'>, work: (store: CommandStore) => Promise<T>): Promise<T> => withOpened(await openStore(place, join(directory, 'host')), (tables) => tables, work);

/** Opens the store for work that only looks: it is given no way to write to it. */
export const withReadStore = async <T>(place: StorePlace, { directory }: Pick<Io, 'directory'>, work: (store: CommandStore) => Promise<T>): Promise<T> => withOpened(await openReadStore(place, join(directory, 'host')), overlayTables, work);

const withOpened = async <R extends ReadTables, T>({ settings, tables, close }: OpenStore<R>, tablesOver: (tables: R) => Tables, work: (store: CommandStore) => Promise<T>): Promise<T> => {
  try {
    const rules = checkRules(ruleRows(settings), RULE_OBJECTS);
    return await work({ settings, rules, stores: storeDeps(tablesOver(tables), bundleConfig(settings, rules)) });
  } finally {
    await close();
  }
};
