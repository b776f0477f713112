import { examineDelivery } from '../../shared/contracts/usergems-delivery';
import { matchKeysOf } from '../../shared/domain/matching/match-keys';
import { leadIdOf } from '../../shared/domain/usergems/event-id';
import type { TableName } from '../../shared/names/tables';
import { CATALOGUE, OBJECT_NAMES, type ObjectName, type RecordOf } from '../../shared/records/catalogue';
import type { BadRow } from '../../shared/adapters/files/bad-row';
import { findImportFile } from '../../shared/adapters/files/import-file';
import { readCsv } from '../../shared/adapters/files/read-csv';
import { readJsonl } from '../../shared/adapters/files/read-jsonl';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { pushSignalId, type Signal } from '../../shared/stores/signal-store';
import type { Progress } from './progress';

/** What an import brought in (contracts, sections 2, 4 and 13). */
export interface ImportReport {
  /** Rows taken in, by file. */
  readonly taken: Record<string, number>;
  /** Rows that the store knew in a newer version. */
  readonly older: number;
  readonly badRows: readonly BadRow[];
  /** Values that were kept as text because they do not fit their field. */
  readonly warnings: readonly { readonly file: string; readonly line: number; readonly field: string; readonly reason: string }[];
}

type Deps = Pick<StoreDeps, 'tables' | 'records' | 'matchKeys' | 'signals' | 'settings' | 'isFreeMail'>;

/** Owners and accounts before what refers to them. */
const ORDER: readonly ObjectName[] = ['User', 'Account', 'Contact', 'Opportunity', 'OpportunityContactRole', 'Lead'];

/**
 * Brings a folder of exports into the store: the newest LastModifiedDate wins, a column that is not in the file is left alone,
 * nothing is deleted, merged records are followed, and a lead that comes back with a Salesforce id is recognised by its event id.
 */
export const importFolder = async (dir: string, deps: Deps, progress: Progress): Promise<ImportReport> => {
  const report = { taken: {} as Record<string, number>, older: 0, badRows: [] as BadRow[], warnings: [] as ImportReport['warnings'][number][] };
  const merged = new Map<string, string>();
  for (const object of ORDER) await importObject(object, dir, deps, progress, report, merged);
  if (merged.size > 0) await repoint(merged, deps);
  for (const { push } of deps.settings.launch.retroPushes) await importPush(push, dir, deps, progress, report);
  return report;
};

type Draft = { taken: Record<string, number>; older: number; badRows: BadRow[]; warnings: ImportReport['warnings'][number][] };

const importObject = async <O extends ObjectName>(object: O, dir: string, deps: Deps, progress: Progress, report: Draft, merged: Map<string, string>): Promise<void> => {
  const path = await findImportFile(dir, `${object}.csv`);
  if (path === undefined) return;
  const work = progress.begin(`Import ${object}`);
  const isFirst = await isEmpty(object, deps);
  const keys = new Map<string, string[]>();
  let taken = 0;
  for await (const { columns, rows, badRows, warnings } of readCsv(object, path, BATCH)) {
    report.badRows.push(...badRows);
    report.warnings.push(...warnings.map(({ file, line, field, reason }) => ({ file, line, field, reason })));
    const incoming = rows.map(({ record }) => record);
    const records = isFirst ? incoming : await mergeWithKnown(object, incoming, columns, deps, report, merged);
    for (const record of records) {
      if (record.MasterRecordId !== undefined) merged.set(record.Id, record.MasterRecordId);
      else for (const key of keysOf(object, record, deps)) addTo(keys, key, record.Id);
    }
    await deps.tables.putMany(records.map((record) => ({ table: object, item: deps.records.toItem(object, record) })));
    taken += records.length;
    work.at(taken);
  }
  await keepKeys(keys, deps);
  report.taken[object] = taken;
  work.end(taken);
};

/** Rows of one round of reads and writes. */
const BATCH = 2_000;

/** An empty table holds nothing that a row would have to be compared with. */
const isEmpty = async (table: TableName, { tables }: Deps): Promise<boolean> => {
  for await (const page of tables.scan(table, table === 'MatchKey' ? ['Key'] : ['Id'])) if (page.length > 0) return false;
  return true;
};

const mergeWithKnown = async <O extends ObjectName>(object: O, incoming: readonly RecordOf<O>[], columns: readonly string[], deps: Deps, report: Draft, merged: Map<string, string>): Promise<RecordOf<O>[]> => {
  const known = await deps.records.load(object, [...incoming.map(({ Id }) => Id), ...incoming.flatMap(ownLeadIds)]);
  return incoming.flatMap((record) => {
    const before = known.get(record.Id);
    if (before && isNewer(before, record)) {
      report.older += 1;
      return [];
    }
    const [ownId] = ownLeadIds(record);
    const own = ownId === undefined ? undefined : known.get(ownId);
    if (own && ownId !== undefined) merged.set(ownId, record.Id);
    const kept = Object.fromEntries(Object.entries(before ?? own ?? {}).filter(([field]) => !columns.includes(field)));
    return [{ ...kept, ...record }, ...(own ? [{ ...own, MasterRecordId: record.Id }] : [])];
  });
};

/** The id under which the product made the lead of this event, if it is another than the record's. */
const ownLeadIds = (record: object): string[] => {
  const [id, eventId]: unknown[] = [Reflect.get(record, 'Id'), Reflect.get(record, 'UserGem__EventId__c')];
  return typeof eventId === 'string' && leadIdOf(eventId) !== id ? [leadIdOf(eventId)] : [];
};

const isNewer = (known: { readonly LastModifiedDate?: string | undefined }, incoming: { readonly LastModifiedDate?: string | undefined }): boolean =>
  known.LastModifiedDate !== undefined && incoming.LastModifiedDate !== undefined && known.LastModifiedDate > incoming.LastModifiedDate;

const keysOf = (object: ObjectName, record: object, { isFreeMail }: Deps): string[] => {
  switch (object) {
    case 'Account':
      return matchKeysOf.Account(record as RecordOf<'Account'>, isFreeMail);
    case 'Contact':
      return matchKeysOf.Contact(record as RecordOf<'Contact'>);
    case 'Lead':
      return matchKeysOf.Lead(record as RecordOf<'Lead'>);
    default:
      return [];
  }
};

const keepKeys = async (keys: ReadonlyMap<string, readonly string[]>, deps: Deps): Promise<void> => {
  if (keys.size === 0) return;
  const known = (await isEmpty('MatchKey', deps)) ? new Map<string, readonly string[]>() : await deps.matchKeys.find(keys.keys());
  await deps.matchKeys.keep([...keys].map(([key, ids]) => ({ key, entries: [...new Set([...(known.get(key) ?? []), ...ids])] })));
};

const addTo = (keys: Map<string, string[]>, key: string, id: string): void => {
  const ids = keys.get(key);
  if (ids) ids.push(id);
  else keys.set(key, [id]);
};

/** Whatever referred to a merged record refers to the record it was merged into. */
const repoint = async (merged: ReadonlyMap<string, string>, { records, tables }: Deps): Promise<void> => {
  for (const object of OBJECT_NAMES) {
    const references = Object.entries(CATALOGUE[object]).flatMap(([field, type]) => (type === 'id' && field !== 'Id' && field !== 'MasterRecordId' ? [field] : []));
    for await (const page of records.pages(object)) {
      const changed = page.flatMap((record) => {
        const moved = references.flatMap((field) => {
          const master = merged.get(String(Reflect.get(record, field)));
          return master === undefined ? [] : [[field, master] as const];
        });
        return moved.length === 0 ? [] : [{ ...record, ...Object.fromEntries(moved) }];
      });
      await tables.putMany(changed.map((record) => ({ table: object, item: records.toItem(object, record) })));
    }
  }
};

/** Rows of a retro-active push wait until an operator starts it (UG-16). A row that came in before is left as it is. */
const importPush = async (push: number, dir: string, deps: Deps, progress: Progress, report: Draft): Promise<void> => {
  const name = `UserGemsRetroPush${push}.jsonl`;
  const path = await findImportFile(dir, name);
  if (path === undefined) return;
  const work = progress.begin(`Import push ${push}`);
  const motions = deps.settings.launch.retroPushes.find((one) => one.push === push)?.motions ?? [];
  const claimed = new Set<string>();
  let batch: Signal[] = [];
  let taken = 0;
  const flush = async (): Promise<void> => {
    const known = await deps.signals.find(batch.map(({ signalId }) => signalId));
    await deps.signals.keepMany(batch.filter(({ signalId }) => !known.has(signalId)));
    taken += batch.length;
    batch = [];
    work.at(taken);
  };
  for await (const row of readJsonl(path)) {
    if ('reason' in row) {
      report.badRows.push(row);
      continue;
    }
    const { eventId, kept, verdict } = examineDelivery(row.text.trim());
    // Only the row that can take the event id carries it as its key: refused and repeated rows have the line beside it.
    const takes = verdict.ok && motions.includes(verdict.body.type) && !claimed.has(eventId);
    if (takes) claimed.add(eventId);
    const signalId = pushSignalId(push, takes ? eventId : `${eventId}~${row.line}`);
    batch.push({ signalId, eventId, source: `push${push}`, line: row.line, ...kept, motion: verdict.ok ? verdict.body.type : undefined, outcome: 'held', reason: `PUSH_${push}` });
    if (batch.length === BATCH) await flush();
  }
  await flush();
  report.taken[name] = taken;
  work.end(taken);
};
