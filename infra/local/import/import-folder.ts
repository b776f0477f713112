import { readdir } from 'node:fs/promises';
import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { findImportFile } from '../../../shared/adapters/files/import-file';
import { AppError, invalidInputError } from '../../../shared/errors/app-error';
import type { ObjectName } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { followConversions } from './follow-conversions';
import { followMerges } from './follow-merges';
import { importPush } from './import-push';
import { importRecords, type KeptAsText } from './import-records';
import type { Progress } from '../progress';
import { DELIVERY_FILES } from './read-deliveries';

/** What an import brought in (contracts, sections 2, 4 and 13). */
export interface ImportReport {
  /** Rows taken in, by object, and by file for pushes. */
  readonly taken: Readonly<Record<string, number>>;
  /** Rows that the store knew in a newer version. */
  readonly older: number;
  /** Contacts that took over UserGems fields of the lead that was converted into them. */
  readonly converted: number;
  readonly badRows: readonly BadRow[];
  readonly warnings: readonly KeptAsText[];
  /** Files that could not be read, or not to their end, and why; the others were. */
  readonly stopped: readonly { readonly file: string; readonly reason: string }[];
}

type Deps = Pick<StoreDeps, 'tables' | 'records' | 'matchKeys' | 'signals' | 'decisions' | 'settings' | 'isFreeMail' | 'rulesHash' | 'settingsHash'>;

/** Owners and accounts before what refers to them. */
const ORDER: readonly ObjectName[] = ['User', 'Account', 'Contact', 'Opportunity', 'OpportunityContactRole', 'Lead', 'Task'];
const PUSH_FILE = /^UserGemsRetroPush(\d+)\.jsonl(?:\.gz)?$/;

/**
 * Brings the records and the retro-active pushes of a folder into the store: the newest LastModifiedDate wins, nothing is deleted,
 * merged records and conversions are followed, and a lead that comes back with a Salesforce id is recognised by its event id (contracts, section 4).
 * A file that cannot be read is reported and stops no other; a folder without a file to import is an InvalidInputError.
 */
export const importFolder = async (dir: string, deps: Deps, progress: Progress): Promise<ImportReport> => {
  const pushes = await pushesIn(dir);
  const taken: Record<string, number> = {};
  const badRows: BadRow[] = [];
  const warnings: KeptAsText[] = [];
  const stopped: { file: string; reason: string }[] = [];
  const merged = new Map<string, string>();
  let older = 0;

  /** Imports a file if it is there; undefined if it is not, or when it stopped. */
  const read = async <Result extends { readonly taken: number; readonly badRows: readonly BadRow[] }>(file: string, name: string, work: (path: string) => Promise<Result>): Promise<Result | undefined> => {
    const path = await findImportFile(dir, file);
    if (path === undefined) return undefined;
    try {
      const result = await work(path);
      taken[name] = result.taken;
      badRows.push(...result.badRows);
      return result;
    } catch (error) {
      if (!(error instanceof AppError && error.kind === 'invalid-input')) throw error;
      stopped.push({ file, reason: error.message });
      return undefined;
    }
  };

  for (const object of ORDER) {
    const records = await read(`${object}.csv`, object, (path) => importRecords(object, path, deps, progress));
    older += records?.older ?? 0;
    warnings.push(...(records?.warnings ?? []));
    for (const [id, master] of records?.merged ?? []) merged.set(id, master);
  }
  await followMerges(merged, deps);
  const converted = taken['Lead'] === undefined && taken['Contact'] === undefined ? 0 : await followConversions(deps);
  for (const push of pushes) {
    const file = `UserGemsRetroPush${push}.jsonl`;
    if (deps.settings.launch.retroPushes.some((one) => one.push === push)) await read(file, file, (path) => importPush(push, path, deps, progress));
    else stopped.push({ file, reason: `The stage ${deps.settings.stage} has no push ${push}: name it in launch.retroPushes of its settings` });
  }
  return { taken, older, converted, badRows, warnings, stopped };
};

/** The pushes whose rows a folder holds. */
const pushesIn = async (dir: string): Promise<number[]> => {
  const files = await readdir(dir).catch((cause: unknown) => {
    throw invalidInputError(`The folder ${dir} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  const known = [...ORDER.map((object) => `${object}.csv`), ...DELIVERY_FILES].flatMap((file) => [file, `${file}.gz`]);
  if (!files.some((file) => known.includes(file) || PUSH_FILE.test(file))) throw invalidInputError(`The folder ${dir} has nothing to import: it holds none of ${ORDER.join('.csv, ')}.csv, ${DELIVERY_FILES.join(', ')}, UserGemsRetroPush1.jsonl`);
  return [...new Set(files.flatMap((file) => Number(PUSH_FILE.exec(file)?.[1] ?? Number.NaN)))].filter((push) => !Number.isNaN(push)).sort((a, b) => a - b);
};
