import type { TableName } from '../names/tables';

/**
 * The storage port: what revsignal asks of DynamoDB and no more. It is one interface so that the same stores run over DynamoDB,
 * the embedded store and memory, and so that calls are counted and faults injected in one place.
 *
 * Values are JSON values or bytes. An attribute that is undefined, null or '' is not stored, at any depth: an empty field is an absent
 * attribute, and a condition `equal ''` asks for its absence. Reads are strongly consistent, those of an index follow within moments.
 */
export type Value = string | number | boolean | Uint8Array | readonly Value[] | { readonly [name: string]: Value | undefined };
export type Item = Readonly<Record<string, Value | undefined>>;
export type Key = Readonly<Record<string, string>>;

/** A term of a condition; terms are joined by AND. */
export type Condition =
  | { readonly attribute: string; readonly is: 'present' | 'absent' }
  | { readonly attribute: string; readonly is: 'equal' | 'different'; readonly value: string | number | boolean };

/** What an update does to one item; the item is created when it is absent and no condition forbids it. */
export interface Change {
  readonly set?: Item;
  /** Written only where the attribute is absent, atomically. */
  readonly setIfAbsent?: Item;
  /** Numbers to add; an absent attribute counts as 0. */
  readonly add?: Readonly<Record<string, number>>;
  readonly remove?: readonly string[];
}

export interface QuerySpec {
  readonly table: TableName;
  /** An index of the table; without it the table's own key is queried. Index results carry keys only. */
  readonly index?: string;
  readonly partition: string;
  /** Bounds on the sort key: `from` included, `before` excluded; or a prefix, which excludes them. */
  readonly from?: string;
  readonly before?: string;
  readonly prefix?: string;
  readonly descending?: boolean;
  readonly limit?: number;
  /** Attributes to return; all without it. */
  readonly attributes?: readonly string[];
}

export interface Put {
  readonly table: TableName;
  readonly item: Item;
}

/** The read side, enough for whatever only looks: a `plan`, a `diff`, an explanation. What is given only this cannot write. */
export interface ReadTables {
  /** BatchGetItem: the items that exist, in no particular order; duplicate keys are asked once. */
  getMany(table: TableName, keys: readonly Key[], attributes?: readonly string[]): Promise<Item[]>;
  /** Query, all pages, in sort-key order. */
  query(spec: QuerySpec): Promise<Item[]>;
  /** Query with Select=COUNT. */
  count(spec: QuerySpec): Promise<number>;
  /** Scan, page by page; `attributes` keeps the answer small. */
  scan(table: TableName, attributes?: readonly string[]): AsyncIterable<Item[]>;
}

export interface Tables extends ReadTables {
  /** BatchWriteItem puts, over several tables, in batches; throws StoreUnavailableError when the store keeps refusing. The last put of a key wins. */
  putMany(puts: readonly Put[]): Promise<void>;
  /** BatchWriteItem deletes. */
  deleteMany(table: TableName, keys: readonly Key[]): Promise<void>;
  /** PutItem under a condition: true when written, false when the condition did not hold. */
  put(table: TableName, item: Item, conditions: readonly Condition[]): Promise<boolean>;
  /** UpdateItem under a condition: the item afterwards, or undefined when the condition did not hold. */
  update(table: TableName, key: Key, change: Change, conditions?: readonly Condition[]): Promise<Item | undefined>;
}
