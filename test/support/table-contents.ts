import { keyOf } from '../../shared/adapters/dynamodb/table-keys';
import type { TableName } from '../../shared/names/tables';
import type { Item, ReadTables, Tables } from '../../shared/ports/tables';

export const scanned = async (tables: ReadTables, table: TableName, attributes?: readonly string[]): Promise<Item[]> => {
  const items: Item[] = [];
  for await (const page of tables.scan(table, attributes)) items.push(...page);
  return items;
};

/** Deletes what the named tables hold. */
export const empty = async (tables: Tables, names: readonly TableName[]): Promise<void> => {
  await Promise.all(names.map(async (table) => tables.deleteMany(table, (await scanned(tables, table)).map((item) => keyOf(table, item)))));
};

const sortedFields = (item: Item): string => JSON.stringify(Object.entries(item).toSorted(([left], [right]) => (left < right ? -1 : 1)));

/** Items in an order of their own, to compare what has none. */
export const inAnyOrder = (items: readonly Item[]): Item[] => items.toSorted((left, right) => (sortedFields(left) < sortedFields(right) ? -1 : 1));
