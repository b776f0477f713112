import { isDeepStrictEqual } from 'node:util';
import type { BadRow } from '../../../shared/adapters/files/bad-row';
import { readCsv } from '../../../shared/adapters/files/read-csv';
import { matchKeysOf } from '../../../shared/domain/matching/match-keys';
import type { FreeMail } from '../../../shared/domain/matching/normalise';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import type { ObjectName } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Progress } from '../progress';
import { readAhead } from './read-ahead';

/** What the file of one object brought in. */
export interface RecordsImport {
  readonly taken: number;
  /** Rows that the store knew in a newer version. */
  readonly older: number;
  readonly badRows: readonly BadRow[];
  readonly warnings: readonly KeptAsText[];
  /** Records that were merged away, and the record that each was merged into. */
  readonly merged: ReadonlyMap<string, string>;
}

/** A value that was kept as text because it does not fit its field. */
export interface KeptAsText {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

type Deps = Pick<StoreDeps, 'tables' | 'records' | 'matchKeys' | 'isFreeMail'>;

/** Rows of one round of reads and writes. */
const BATCH = 2_000;

/**
 * Brings in `<Object>.csv` (contracts, sections 2 and 4). The newest LastModifiedDate wins; without dates, what comes. A column that is
 * empty empties its field, a column that is not there leaves it alone. What is already so is not written again.
 */
export const importRecords = async (object: ObjectName, path: string, deps: Deps, progress: Progress): Promise<RecordsImport> => {
  const work = progress.begin(`Import ${object}`);
  const wasEmpty = await isEmpty(object, deps);
  const seen = new Set<string>();
  const keys = new Map<string, Set<string>>();
  const merged = new Map<string, string>();
  const badRows: BadRow[] = [];
  const warnings: KeptAsText[] = [];
  let taken = 0;
  let older = 0;
  for await (const batch of readAhead(readCsv(object, path, BATCH))) {
    badRows.push(...batch.badRows);
    warnings.push(...batch.warnings.map(({ file, line, field, reason }) => ({ file, line, field, reason })));
    const incoming = batch.rows.map(({ record }) => record);
    // A table that was empty holds nothing but what this file brought.
    const known = await deps.records.load(object, incoming.flatMap((record) => [record.Id, ...ownLeadIds(object, record)]).filter((id) => !wasEmpty || seen.has(id)));
    const current = new Map(known);
    for (const record of incoming) {
      seen.add(record.Id);
      const before = current.get(record.Id);
      const own = ownLeadIds(object, record).flatMap((id) => current.get(id) ?? [])[0];
      if (before && isOlder(record, before)) older += 1;
      else current.set(record.Id, mergedRow(record, { before, own, columns: batch.columns }));
      if (own) current.set(own.Id, { ...own, MasterRecordId: record.Id });
    }
    for (const record of current.values()) {
      if (record.MasterRecordId !== undefined) merged.set(record.Id, record.MasterRecordId);
      else for (const key of keysOf[object]?.(record, deps.isFreeMail) ?? []) keys.set(key, (keys.get(key) ?? new Set()).add(record.Id));
    }
    const changed = [...current.values()].filter((record) => !isDeepStrictEqual(record, known.get(record.Id)));
    await deps.tables.putMany(changed.map((record) => ({ table: object, item: deps.records.toItem(object, record) })));
    taken += incoming.length;
    work.at(taken);
  }
  await keepKeys(keys, wasEmpty, deps);
  work.end(taken);
  return { taken: taken - older, older, badRows, warnings, merged };
};

const isEmpty = async (table: ObjectName, { tables }: Pick<Deps, 'tables'>): Promise<boolean> => {
  for await (const page of tables.scan(table, ['Id'])) if (page.length > 0) return false;
  return true;
};

interface Row<R> {
  /** The record as the store knows it. */
  readonly before: R | undefined;
  /** The lead that the product made of the same event, under an id of its own. */
  readonly own: R | undefined;
  readonly columns: readonly string[];
}

type Imported = { readonly Id: string; readonly LastModifiedDate?: string | undefined; readonly MasterRecordId?: string | undefined };

/** The record as it stands when a row has come. */
const mergedRow = <R extends Imported>(row: R, { before, own, columns }: Row<R>): R => {
  // The same version with other columns brings what is not known yet; what the product wrote since then stays.
  if (before && isSameVersion(row, before)) return { ...row, ...before };
  const kept = Object.fromEntries(Object.entries(before ?? { ...own, MasterRecordId: undefined }).filter(([field, value]) => value !== undefined && !columns.includes(field)));
  // Notifications go by the day of the release (NT-02), not by the day on which the lead was loaded into the CRM.
  const released = own === undefined ? undefined : Reflect.get(own, 'CreatedDate');
  return { ...kept, ...row, ...(released === undefined ? {} : { CreatedDate: released }) };
};

/** What is no date compares as none. */
const modifiedAt = ({ LastModifiedDate = '' }: Imported): number => Date.parse(LastModifiedDate);
const isOlder = (row: Imported, known: Imported): boolean => modifiedAt(row) < modifiedAt(known);
const isSameVersion = (row: Imported, known: Imported): boolean => modifiedAt(row) === modifiedAt(known);

/** The id under which the product made the lead of a row's event, if that is another than the row's. */
const ownLeadIds = (object: ObjectName, record: { readonly Id: string; readonly UserGem__EventId__c?: string | undefined }): string[] => {
  if (object !== 'Lead' || record.UserGem__EventId__c === undefined) return [];
  const id = leadIdOf(record.UserGem__EventId__c);
  return id === record.Id ? [] : [id];
};

const keysOf: { readonly [O in ObjectName]?: (record: { readonly Id: string }, isFreeMail: FreeMail) => string[] } = matchKeysOf;

/** Keys are kept after the records that bear them, also of rows that changed nothing: an import that broke off is finished by the next. */
const keepKeys = async (keys: ReadonlyMap<string, ReadonlySet<string>>, wasEmpty: boolean, { matchKeys }: Pick<Deps, 'matchKeys'>): Promise<void> => {
  const known = wasEmpty ? new Map<string, readonly string[]>() : await matchKeys.find(keys.keys());
  const kept = [...keys].map(([key, ids]) => ({ key, before: known.get(key) ?? [], entries: [...new Set([...(known.get(key) ?? []), ...ids])] }));
  await matchKeys.keep(kept.filter(({ before, entries }) => entries.length > before.length));
};
