import { isDeepStrictEqual } from 'node:util';
import type { TableName } from '../../names/tables';
import type { Item, Key, QuerySpec, ReadTables, Tables } from '../../ports/tables';
import { checkedProjection, type QueryPlan } from '../dynamodb/query-plan';
import { storedPut } from '../dynamodb/stored-item';
import type { Page, TableCalls } from '../dynamodb/table-calls';
import { keyAttributes, keyOf, rowId, schemaOf } from '../dynamodb/table-keys';
import { tablesOver } from '../dynamodb/tables-over-calls';
import { compareUtf8 } from '../dynamodb/utf8-order';
import { memoryCalls } from './memory-calls';

/** An item that is not as the base has it: created without `before`, deleted without `after`. */
export interface ItemChange {
  readonly before?: Item;
  readonly after?: Item;
}

export type TableChanges = Readonly<Partial<Record<TableName, readonly ItemChange[]>>>;

export interface OverlayTables extends Tables {
  /** Every item that is not as the base has it, by table, in the order in which they were first written. */
  changes(): Promise<TableChanges>;
}

/**
 * A store over another that it only reads: what is written stays in memory, and is what is read from then on. The base comes without
 * its write side, so that nothing can reach it. Conditions, updates and refusals are those of the memory store.
 */
export const overlayTables = (base: ReadTables): OverlayTables => {
  const memory = memoryCalls();
  const written = tablesOver(memory);
  /** By table and row id, the keys whose truth is in memory: written, deleted, or brought in to be changed. They only become more. */
  const ours = new Map<TableName, Map<string, Key>>();
  const oursIn = (table: TableName): Map<string, Key> => {
    const known = ours.get(table) ?? new Map<string, Key>();
    ours.set(table, known);
    return known;
  };

  /** Copies an item into memory, unless somebody else has done so or has written it meanwhile. */
  const bringIn = async (table: TableName, key: Key): Promise<void> => {
    const [known, id] = [oursIn(table), rowId(table, key)];
    if (known.has(id)) return;
    const [item] = await base.getMany(table, [key]);
    if (known.has(id)) return;
    known.set(id, key);
    if (item !== undefined) await memory.batchWrite([storedPut(table, item)]);
  };

  /** Reads base and memory together, and once more if a key changed sides meanwhile. */
  const together = async <T>(table: TableName, read: (hidden: ReadonlyMap<string, Key>) => Promise<T>): Promise<T> => {
    const hidden = oursIn(table);
    for (;;) {
      const size = hidden.size;
      const found = await read(hidden);
      if (hidden.size === size) return found;
    }
  };

  const merged = (plan: QueryPlan, limit: number | undefined, attributes: readonly string[] | undefined): Promise<Item[]> =>
    together(plan.table, async (hidden) => {
      const asked: QuerySpec = { ...specOf(plan), ...(attributes && { attributes: [...new Set([...attributes, ...placeAttributes(plan)])] }) };
      const [stored, changed] = await Promise.all([base.query({ ...asked, ...(limit !== undefined && { limit: limit + hidden.size }) }), written.query(asked)]);
      const items = [...stored.filter((item) => !hidden.has(rowId(plan.table, keyOf(plan.table, item)))), ...changed].sort(byPlaceIn(plan)).slice(0, limit);
      return items.map((item) => only(item, attributes));
    });

  const calls: Omit<TableCalls, 'scan'> = {
    async batchGet(table, keys, attributes) {
      const known = oursIn(table);
      const [here, there] = [keys.filter((key) => known.has(rowId(table, key))), keys.filter((key) => !known.has(rowId(table, key)))];
      const [changed, stored] = await Promise.all([memory.batchGet(table, here, attributes), base.getMany(table, there, attributes)]);
      return { ...changed, items: [...changed.items, ...stored] };
    },

    async batchWrite(writes) {
      for (const { table, key } of writes) oursIn(table).set(rowId(table, key), key);
      return memory.batchWrite(writes);
    },

    async putItem(put, conditions) {
      await bringIn(put.table, put.key);
      return memory.putItem(put, conditions);
    },

    async updateItem(table, key, change, conditions) {
      await bringIn(table, key);
      return memory.updateItem(table, key, change, conditions);
    },

    async query(plan, { select, limit }) {
      if (select === 'items') return onePage(await merged(plan, limit, plan.attributes));
      // A count of what nobody has changed is left to the base, which answers it without sending keys.
      if (oursIn(plan.table).size === 0) return { items: [], count: await base.count({ ...specOf(plan), ...(limit !== undefined && { limit }) }), readUnits: 0 };
      return onePage(await merged(plan, limit, placeAttributes(plan)));
    },
  };

  return {
    ...tablesOver({ ...memory, ...calls }),

    async *scan(table, attributes) {
      if (oursIn(table).size === 0) return yield* base.scan(table, attributes);
      const projection = checkedProjection(table, attributes);
      const reading = projection && [...new Set([...projection, ...keyAttributes(schemaOf(table))])];
      // Whatever is written while the scan goes on, an item is looked for on one side.
      const hidden = new Set(oursIn(table).keys());
      for (const side of [base, written]) {
        for await (const page of side.scan(table, reading)) {
          const items = page.filter((item) => hidden.has(rowId(table, keyOf(table, item))) === (side === written));
          if (items.length > 0) yield items.map((item) => only(item, projection));
        }
      }
    },

    async changes() {
      const tables = [...ours].map(async ([table, keys]) => [table, await changesOf(table, [...keys.values()], base, written)] as const);
      return Object.fromEntries((await Promise.all(tables)).filter(([, changes]) => changes.length > 0));
    },
  };
};

const onePage = (items: Item[]): Page => ({ items, count: items.length, readUnits: 0 });

/** The query of a plan without its limit and its attributes. */
const specOf = ({ table, index, partition, sort, descending }: QueryPlan): QuerySpec => ({
  table,
  partition: partition.value,
  descending,
  ...(index !== undefined && { index }),
  ...(sort?.from !== undefined && { from: sort.from }),
  ...(sort?.before !== undefined && { before: sort.before }),
  ...(sort?.prefix !== undefined && { prefix: sort.prefix }),
});

/** What says where an item stands in a query: the keys of the table and of the index. */
const placeAttributes = ({ table, index }: QueryPlan): string[] => {
  const schema = schemaOf(table);
  const keys = index === undefined ? schema : (schema.indexes[index] ?? schema);
  return [...new Set([...keyAttributes(schema), ...keyAttributes(keys)])];
};

const byPlaceIn = (plan: QueryPlan): ((left: Item, right: Item) => number) => {
  const attributes = [...(plan.sort === undefined ? [] : [plan.sort.attribute]), ...keyAttributes(schemaOf(plan.table))];
  const compare = (left: Item, right: Item): number => attributes.reduce((order, name) => order || compareUtf8(String(left[name]), String(right[name])), 0);
  return plan.descending ? (left, right) => compare(right, left) : compare;
};

/** The named attributes alone, when there are names. */
const only = (item: Item, attributes: readonly string[] | undefined): Item =>
  attributes === undefined ? item : Object.fromEntries(attributes.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

const changesOf = async (table: TableName, keys: readonly Key[], base: ReadTables, written: ReadTables): Promise<ItemChange[]> => {
  const [befores, afters] = await Promise.all([base, written].map(async (side) => new Map((await side.getMany(table, keys)).map((item) => [rowId(table, keyOf(table, item)), item]))));
  return keys.flatMap((key): ItemChange[] => {
    const id = rowId(table, key);
    const [before, after] = [befores?.get(id), afters?.get(id)];
    return isDeepStrictEqual(before, after) ? [] : [{ ...(before && { before }), ...(after && { after }) }];
  });
};
