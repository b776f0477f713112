import type { IndexSchema, TableName } from '../../names/tables';
import type { Condition, Item, Value } from '../../ports/tables';
import { readUnits } from '../dynamodb/price-units';
import type { StoredChange } from '../dynamodb/stored-change';
import { itemBytes, MAX_ITEM_BYTES } from '../dynamodb/stored-item';
import type { Page, TableCalls } from '../dynamodb/table-calls';
import { keyAttributes, keyOf, rowId, schemaOf } from '../dynamodb/table-keys';
import { compareUtf8 } from '../dynamodb/utf8-order';
import { isList } from '../dynamodb/value-kinds';

/** What DynamoDB returns at most: a page of a query or scan, an answer to BatchGetItem. */
const PAGE_BYTES = 1024 * 1024;
const BATCH_GET_BYTES = 16 * PAGE_BYTES;

const copyValue = (value: Value): Value => {
  if (typeof value !== 'object') return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return isList(value) ? value.map(copyValue) : copyOf(value);
};

/** A deep copy, of the named attributes alone when there are names. */
const copyOf = (item: Item, attributes: readonly string[] = Object.keys(item)): Item => {
  const copy: Record<string, Value> = {};
  for (const name of attributes) {
    const value = item[name];
    if (value !== undefined) copy[name] = copyValue(value);
  }
  return copy;
};

/** An item, or what an index shows of it, at its place in the order. */
interface Row {
  readonly id: string;
  readonly sort: string;
  readonly item: Item;
  readonly bytes: number;
}

const inOrder = (left: Pick<Row, 'id' | 'sort'>, right: Pick<Row, 'id' | 'sort'>): number => compareUtf8(left.sort, right.sort) || (left.id < right.id ? -1 : Number(left.id > right.id));

/** Rows by id, sorted when they are first read in order after a write. */
const rowSet = () => {
  const rows = new Map<string, Row>();
  let sorted: readonly Row[] | undefined;
  return {
    get: (id: string): Row | undefined => rows.get(id),
    put(row: Row): void {
      rows.set(row.id, row);
      sorted = undefined;
    },
    delete(id: string): void {
      if (rows.delete(id)) sorted = undefined;
    },
    sorted: (): readonly Row[] => (sorted ??= [...rows.values()].sort(inOrder)),
  };
};
type RowSet = ReturnType<typeof rowSet>;

/** The text of a key attribute; '' for the sort key of what has none. */
const text = (item: Item, attribute: string | undefined): string => {
  const value = attribute === undefined ? '' : item[attribute];
  return typeof value === 'string' ? value : '';
};

/** One table: its items by row id, and what a query looks at, the table itself and its indexes, by partition. */
const memoryTable = (table: TableName) => {
  const schema = schemaOf(table);
  const items = rowSet();
  const views = [undefined, ...Object.keys(schema.indexes)].map((index) => {
    const keys: IndexSchema = (index === undefined ? undefined : schema.indexes[index]) ?? schema;
    return { index, keys, shown: index === undefined ? undefined : [...keyAttributes(schema), ...keyAttributes(keys)], partitions: new Map<string, RowSet>() };
  });
  type View = (typeof views)[number];

  const shows = ({ keys }: View, item: Item): boolean => keyAttributes(keys).every((name) => item[name] !== undefined);

  const rowIn = ({ keys, shown }: View, row: Row): Row => {
    const item = shown === undefined ? row.item : copyOf(row.item, shown);
    return { id: row.id, sort: text(item, keys.sort), item, bytes: shown === undefined ? row.bytes : itemBytes(item) };
  };

  const remove = (id: string): void => {
    const old = items.get(id);
    if (old === undefined) return;
    items.delete(id);
    for (const view of views) if (shows(view, old.item)) view.partitions.get(text(old.item, view.keys.partition))?.delete(id);
  };

  return {
    items,
    remove,
    write(item: Item, bytes: number): void {
      const row: Row = { id: rowId(table, keyOf(table, item)), sort: '', item, bytes };
      remove(row.id);
      items.put(row);
      for (const view of views) {
        if (!shows(view, item)) continue;
        const value = text(item, view.keys.partition);
        const partition = view.partitions.get(value) ?? rowSet();
        view.partitions.set(value, partition);
        partition.put(rowIn(view, row));
      }
    },
    partition: (index: string | undefined, value: string): readonly Row[] => views.find((view) => view.index === index)?.partitions.get(value)?.sorted() ?? [],
    /** The place that a page ended at, for the next page to begin after it. */
    place: (last: Item, sort: string | undefined): Pick<Row, 'id' | 'sort'> => ({ id: rowId(table, keyOf(table, last)), sort: text(last, sort) }),
    /** The keys of a row, of the table and of the index it was read from. */
    keysOf: (row: Row, index: string | undefined): Item => copyOf(row.item, views.find((view) => view.index === index)?.shown ?? keyAttributes(schema)),
  };
};

const holds = (term: Condition, item: Item): boolean => {
  const value = item[term.attribute];
  if (!('value' in term)) return (value !== undefined) === (term.is === 'present');
  return (value === term.value) === (term.is === 'equal');
};

const validationException = (message: string): Error => Object.assign(new Error(message), { name: 'ValidationException' });

/** DynamoDB adds in decimal: 0.1 and 0.2 are 0.3. */
const sum = (left: number, right: number): number => (Number.isInteger(left + right) ? left + right : Number((left + right).toPrecision(15)));

const changed = (before: Item, { set, setIfAbsent, add, remove }: StoredChange): Item => {
  const after: Record<string, Value | undefined> = { ...before, ...set };
  for (const [name, value] of Object.entries(setIfAbsent)) after[name] ??= value;
  for (const [name, amount] of Object.entries(add)) {
    const value = before[name] ?? 0;
    if (typeof value !== 'number') throw validationException('An operand in the update expression has an incorrect data type');
    after[name] = sum(value, amount);
  }
  for (const name of remove) delete after[name];
  return after;
};

/** Takes rows until a page is full, and says where it ended. */
const pageOf = (rows: readonly Row[], limit: number, show: ((row: Row) => Item) | undefined, keysOf: (row: Row) => Item, price: number): Page => {
  let bytes = 0;
  let count = 0;
  while (count < rows.length && count < limit && bytes < PAGE_BYTES) {
    bytes += rows[count]?.bytes ?? 0;
    count += 1;
  }
  const last = count === limit || bytes >= PAGE_BYTES ? rows[count - 1] : undefined;
  return { items: show === undefined ? [] : rows.slice(0, count).map(show), count, next: last && keysOf(last), readUnits: readUnits(bytes) * price };
};

/**
 * The calls of DynamoDB over maps: the same pages, limits and prices. Items are copied on their way out; what comes in is a copy already.
 * Each call is done when it returns, before its promise is awaited.
 */
export const memoryCalls = (): TableCalls => {
  const tables = new Map<TableName, ReturnType<typeof memoryTable>>();
  const tableOf = (name: TableName): ReturnType<typeof memoryTable> => {
    const table = tables.get(name) ?? memoryTable(name);
    tables.set(name, table);
    return table;
  };

  return {
    async batchGet(table, keys, attributes) {
      const found: Item[] = [];
      let bytes = 0;
      let units = 0;
      for (const [at, key] of keys.entries()) {
        const row = tableOf(table).items.get(rowId(table, key));
        bytes += row?.bytes ?? 0;
        if (bytes > BATCH_GET_BYTES) return { items: found, unprocessed: keys.slice(at), readUnits: units };
        units += row === undefined ? 1 : readUnits(row.bytes);
        if (row !== undefined) found.push(copyOf(row.item, attributes));
      }
      return { items: found, unprocessed: [], readUnits: units };
    },

    async batchWrite(writes) {
      for (const write of writes) {
        if (write.item === undefined) tableOf(write.table).remove(rowId(write.table, write.key));
        else tableOf(write.table).write(write.item, write.bytes);
      }
      return [];
    },

    async putItem({ table, key, item, bytes }, conditions) {
      const before = tableOf(table).items.get(rowId(table, key))?.item ?? {};
      if (!conditions.every((term) => holds(term, before))) return false;
      tableOf(table).write(item, bytes);
      return true;
    },

    async updateItem(table, key, change, conditions) {
      const before = tableOf(table).items.get(rowId(table, key))?.item;
      if (!conditions.every((term) => holds(term, before ?? {}))) return undefined;
      const after = changed(before ?? key, change);
      const bytes = itemBytes(after);
      if (bytes > MAX_ITEM_BYTES) throw validationException('Item size to update has exceeded the maximum allowed size');
      tableOf(table).write(after, bytes);
      return copyOf(after);
    },

    async query({ table, index, partition, sort, descending, attributes }, { select, limit = Infinity, after }) {
      const { partition: rowsOf, keysOf, place } = tableOf(table);
      const { prefix = '', from = '', before } = sort ?? {};
      const end = after && place(after, sort?.attribute);
      const within = rowsOf(index, partition.value).filter(
        (row) =>
          row.sort.startsWith(prefix) &&
          compareUtf8(row.sort, from) >= 0 &&
          (before === undefined || compareUtf8(row.sort, before) < 0) &&
          (end === undefined || (descending ? inOrder(row, end) < 0 : inOrder(row, end) > 0)),
      );
      const rows = descending ? within.reverse() : within;
      return pageOf(rows, limit, select === 'items' ? (row) => copyOf(row.item, attributes) : undefined, (row) => keysOf(row, index), index === undefined ? 1 : 0.5);
    },

    async scan(table, { attributes, segment, segments, after }) {
      const { items, keysOf, place } = tableOf(table);
      const end = after && place(after, undefined);
      const rows = items.sorted().filter((row) => row.id.charCodeAt(row.id.length - 1) % segments === segment && (end === undefined || inOrder(row, end) > 0));
      return pageOf(rows, Infinity, (row) => copyOf(row.item, attributes), (row) => keysOf(row, undefined), 1);
    },
  };
};
