import { keyOf, rowId } from '../../shared/adapters/dynamodb/table-keys';
import { memoryTables } from '../../shared/adapters/memory/memory-tables';
import { TABLE_NAMES, type TableName } from '../../shared/names/tables';
import type { Item, ReadTables, Tables } from '../../shared/ports/tables';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { scanned } from './table-contents';

/** A store of its own with the same contents. */
export const copyOf = async (tables: ReadTables): Promise<Tables> => {
  const copy = memoryTables();
  for (const table of TABLE_NAMES) await copy.putMany((await scanned(tables, table)).map((item) => ({ table, item })));
  return copy;
};

/** Every item by table and key. */
export const storeState = async (tables: ReadTables, names: readonly TableName[]): Promise<Record<string, Item>> => {
  const state: Record<string, Item> = {};
  for (const table of names) for (const item of await scanned(tables, table)) state[`${table} ${rowId(table, keyOf(table, item))}`] = item;
  return state;
};

/**
 * What a run came to: its row and the results of its shards. Which executions worked it, what they asked of the store and under
 * which lease a result was written is the tale of how it got there.
 */
export const runState = async ({ runs }: Pick<StoreDeps, 'runs'>, runId: string, stages: readonly string[]) => {
  const shards = await runs.shards(runId);
  return {
    run: { ...(await runs.find(runId)), executions: [], usage: {}, progress: {} },
    shards: await Promise.all(shards.map(async ({ shard, counts, read }) => ({ shard, counts, results: await Promise.all(stages.map(read)) }))),
  };
};
