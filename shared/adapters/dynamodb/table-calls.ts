import type { TableName } from '../../names/tables';
import type { Condition, Item, Key } from '../../ports/tables';
import type { QueryPlan } from './query-plan';
import type { StoredChange } from './stored-change';
import type { Put } from './stored-item';

/** The calls that read. What is made of these alone cannot write (read-tables-over-calls.ts). */
export interface ReadCalls {
  /** BatchGetItem, strongly consistent, of at most 100 distinct keys. */
  batchGet(table: TableName, keys: readonly Key[], attributes?: readonly string[]): Promise<{ readonly items: Item[]; readonly unprocessed: readonly Key[]; readonly readUnits: number }>;
  query(plan: QueryPlan, page: { readonly select: 'items' | 'count'; readonly limit?: number; readonly after?: Item }): Promise<Page>;
  scan(table: TableName, page: { readonly attributes?: readonly string[]; readonly segment: number; readonly segments: number; readonly after?: Item }): Promise<Page>;
}

/**
 * The calls of DynamoDB that the storage port is made of, one method for one request. DynamoDB and memory implement these; batches,
 * refusals, repeats, paging and counting are written once above them (tables-over-calls.ts), so that both behave and count alike.
 */
export interface TableCalls extends ReadCalls {
  /** BatchWriteItem of at most 25 writes to distinct items: what the store did not take. */
  batchWrite(writes: readonly Write[]): Promise<readonly Write[]>;
  putItem(write: Put, conditions: readonly Condition[]): Promise<boolean>;
  updateItem(table: TableName, key: Key, change: StoredChange, conditions: readonly Condition[]): Promise<Item | undefined>;
}

/** A put, or without an item the delete of a key. */
export type Write = Put | { readonly table: TableName; readonly key: Key; readonly item?: undefined };

export interface Page {
  readonly items: Item[];
  readonly count: number;
  /** The keys, of the table and of the index, after which the next page begins; absent on the last. */
  readonly next?: Item | undefined;
  readonly readUnits: number;
}

export type StoreOperation = 'BatchGetItem' | 'BatchWriteItem' | 'PutItem' | 'UpdateItem' | 'Query' | 'Scan';

/** One answered request and what it consumed. Read units as the store reports them; write units by price-units.ts. */
export interface StoreCall {
  readonly operation: StoreOperation;
  readonly itemsRead: number;
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}
