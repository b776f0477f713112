import { invalidInputError } from '../../errors/app-error';
import { TABLES, type IndexSchema, type TableName, type TableSchema } from '../../names/tables';
import type { Key } from '../../ports/tables';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
export const MAX_PARTITION_KEY_BYTES = 2048;
export const MAX_SORT_KEY_BYTES = 1024;

export const schemaOf = (table: TableName): TableSchema => TABLES[table];

/** The attributes of a key, partition first. */
export const keyAttributes = ({ partition, sort }: IndexSchema): readonly string[] => (sort === undefined ? [partition] : [partition, sort]);

/** Refuses what DynamoDB takes for no key value: no text, empty text, more bytes than allowed. */
export const checkedKeyValue = (table: TableName, attribute: string, value: unknown, maxBytes: number): string => {
  if (typeof value !== 'string') throw invalidInputError(`${table}.${attribute} is part of a key and must be text, not ${value === undefined ? 'absent' : typeof value}`);
  if (value === '') throw invalidInputError(`${table}.${attribute} is part of a key and must not be empty`);
  if (value.length * 3 > maxBytes && Buffer.byteLength(value) > maxBytes) {
    throw invalidInputError(`${table}.${attribute} is part of a key and holds ${Buffer.byteLength(value)} bytes; at most ${maxBytes} are allowed`);
  }
  return value;
};

/** The key of an item; throws InvalidInputError naming the attribute that cannot be one. */
export const keyOf = (table: TableName, item: Readonly<Record<string, unknown>>): Key => {
  const { partition, sort } = schemaOf(table);
  const key = { [partition]: checkedKeyValue(table, partition, item[partition], MAX_PARTITION_KEY_BYTES) };
  if (sort !== undefined) key[sort] = checkedKeyValue(table, sort, item[sort], MAX_SORT_KEY_BYTES);
  return key;
};

/** As `keyOf`, for what must be a key and nothing else. */
export const exactKey = (table: TableName, key: Key): Key => {
  const attributes = keyAttributes(schemaOf(table));
  const stranger = Object.keys(key).find((name) => !attributes.includes(name));
  if (stranger !== undefined) throw invalidInputError(`${stranger} is not part of the key of ${table}, which is ${attributes.join(' and ')}`);
  return keyOf(table, key);
};

/** One text for one key of a table, different for different keys. */
export const rowId = (table: TableName, key: Key): string => {
  const { partition, sort } = schemaOf(table);
  const value = key[partition] ?? '';
  return sort === undefined ? value : `${value.length}:${value}${key[sort] ?? ''}`;
};

/** Keys asked for or deleted, each once, by row id. */
export const distinctKeys = (table: TableName, keys: readonly Key[]): Map<string, Key> =>
  new Map(keys.map((asked) => exactKey(table, asked)).map((key) => [rowId(table, key), key]));
