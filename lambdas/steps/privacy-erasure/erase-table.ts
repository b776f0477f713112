import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { personOf } from '../../../shared/domain/privacy/person';
import { sha256 } from '../../../shared/domain/usergems/event-id';
import { TABLE_NAMES, TABLES, type TableName, type TableSchema } from '../../../shared/names/tables';
import type { Item, Key } from '../../../shared/ports/tables';
import { erasureChanges, type ErasureChange } from '../../../shared/runtime/erase-changes';
import { knownErasure } from '../../../shared/runtime/known-erasure';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ erasureId: z.string(), table: z.enum(TABLE_NAMES) });

/**
 * Erases the person from one table, as its row in erase-item.table.ts says. What is about to be changed is counted first, so that the receipt
 * is right wherever the step is cut off; doing it again changes nothing more.
 */
export const run = async ({ erasures, tables }: Pick<StoreDeps, 'erasures' | 'tables'>, { erasureId, table }: z.infer<typeof inputSchema>) => {
  const { clues, erasedAt = '', items } = knownErasure(await erasures.find(erasureId), erasureId);
  const changed = new Set(items[table]?.changed);
  const deleted = new Set(items[table]?.deleted);
  for await (const changes of erasureChanges(tables, table, { person: personOf(clues), erasedAt })) {
    if (changes.length === 0) continue;
    for (const { opened, after } of changes) for (const item of opened.stored) (after === undefined ? deleted : changed).add(keyHash(table, item));
    await erasures.keepItems(erasureId, table, { changed: [...changed].sort(), deleted: [...deleted].sort() });
    await carryOut(tables, table, changes);
  }
  return { outcome: 'erased', changed: changed.size, deleted: deleted.size };
};

const carryOut = async (tables: StoreDeps['tables'], table: TableName, changes: readonly ErasureChange[]): Promise<void> => {
  const pairs = changes.flatMap(({ opened, after }) => (after === undefined ? [] : opened.close(after).map((item, index) => ({ before: opened.stored[index] ?? {}, after: item }))));
  // A key that spells out the person is replaced, all others stay.
  const moved = pairs.filter(({ before, after }) => !isDeepStrictEqual(keyOf(table, before), keyOf(table, after)));
  await tables.putMany(moved.map(({ after: item }) => ({ table, item })));
  await tables.deleteMany(table, [...moved.map(({ before }) => before), ...changes.flatMap(({ opened, after }) => (after === undefined ? opened.stored : []))].map((item) => keyOf(table, item)));
  for (const { before, after } of pairs.filter((pair) => !moved.includes(pair))) {
    await tables.update(table, keyOf(table, before), differenceOf(before, after), [{ attribute: TABLES[table].partition, is: 'present' }]);
  }
};

/** Only what is erased is written: others may be changing the rest. */
const differenceOf = (before: Item, after: Item) => ({
  set: Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== undefined && !isDeepStrictEqual(value, before[name]))),
  remove: Object.keys(before).filter((name) => after[name] === undefined),
});

const keyOf = (table: TableName, item: Item): Key => {
  const { partition, sort }: TableSchema = TABLES[table];
  return Object.fromEntries([partition, ...(sort === undefined ? [] : [sort])].map((name) => [name, String(item[name])]));
};

/** Keys may spell out the person: their hash does not. */
const keyHash = (table: TableName, item: Item): string => sha256(JSON.stringify(keyOf(table, item))).slice(0, 16);

export const handler = task({ input: inputSchema, deps: openStores, run });
