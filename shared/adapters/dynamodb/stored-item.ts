import { invalidInputError } from '../../errors/app-error';
import type { TableName } from '../../names/tables';
import type { Item, Key, Value } from '../../ports/tables';
import { checkedKeyValue, keyOf, MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES, rowId, schemaOf } from './table-keys';
import { isList } from './value-kinds';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html (items, numbers, nesting) */
export const MAX_ITEM_BYTES = 400 * 1024;
const MAX_DEPTH = 32;
const MAX_NUMBER = 9.99e125;
const MIN_NUMBER = 1e-130;

/** An item as it will be stored, with its key and its size in bytes by DynamoDB's rules. */
export interface Put {
  readonly table: TableName;
  readonly key: Key;
  readonly item: Item;
  readonly bytes: number;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '';

const storedNumber = (value: number, where: string): number => {
  const size = Math.abs(value);
  if (size <= MAX_NUMBER && (size >= MIN_NUMBER || size === 0)) return value + 0; // -0 is 0
  throw invalidInputError(`${where} is ${value}, which DynamoDB has no number for`);
};

const storedValue = (value: Value, where: string, depth: number): Value => {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return storedNumber(value, where);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (depth > MAX_DEPTH) throw invalidInputError(`${where} is nested more than ${MAX_DEPTH} levels deep`);
  if (isList(value)) return value.map((element) => storedValue(element, where, depth + 1));
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Object]') return storedFields(value, where, depth + 1);
  throw invalidInputError(`${where} holds a ${kind.slice('[object '.length, -1)}, which cannot be stored: text, numbers, booleans, bytes, lists and objects of these can`);
};

const storedFields = (fields: Item, where: string, depth: number): Item => {
  const stored: Record<string, Value> = {};
  for (const name of Object.keys(fields)) {
    const value = fields[name];
    if (value === undefined || isEmpty(value)) continue;
    if (name === '' || name === '__proto__') throw invalidInputError(`${where} has a field named '${name}', which cannot be stored`);
    stored[name] = storedValue(value, where === '' ? name : where, depth);
  }
  return stored;
};

/**
 * A deep copy of the attributes as they are stored: empty fields (undefined, null, '') left out at every depth, everything that
 * DynamoDB does not take refused by name. Index keys must be text, as the tables declare them.
 */
export const storedAttributes = (table: TableName, attributes: Item): Item => {
  const stored = storedFields(attributes, '', 1);
  for (const { partition, sort } of Object.values(schemaOf(table).indexes)) {
    if (stored[partition] !== undefined) checkedKeyValue(table, partition, stored[partition], MAX_PARTITION_KEY_BYTES);
    if (sort !== undefined && stored[sort] !== undefined) checkedKeyValue(table, sort, stored[sort], MAX_SORT_KEY_BYTES);
  }
  return stored;
};

const valueBytes = (value: Value): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'boolean') return 1;
  if (typeof value === 'number') return 1 + Math.ceil(String(value).length / 2);
  if (value instanceof Uint8Array) return value.length;
  if (isList(value)) return value.reduce<number>((bytes, element) => bytes + 1 + valueBytes(element), 3);
  return 3 + Object.keys(value).length + itemBytes(value);
};

/**
 * Size of an item, names included; numbers to within a few bytes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number => {
  let bytes = 0;
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) bytes += Buffer.byteLength(name) + valueBytes(value);
  }
  return bytes;
};

const describe = (key: Key): string => Object.entries(key).map(([name, value]) => `${name} ${value}`).join(', ');

/** The put of an item; throws InvalidInputError when the item has no proper key or more than 400 KB. */
export const storedPut = (table: TableName, item: Item): Put => {
  const key = keyOf(table, item);
  const stored = storedAttributes(table, item);
  const bytes = itemBytes(stored);
  if (bytes > MAX_ITEM_BYTES) {
    throw invalidInputError(`${table} item with ${describe(key)} holds ${bytes} bytes; DynamoDB takes at most ${MAX_ITEM_BYTES}. Store less in it, or split it`, { table, row: rowId(table, key), bytes });
  }
  return { table, key, item: stored, bytes };
};
