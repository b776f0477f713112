import type { Tables } from '../ports/tables';
import type { StoreCall, StoreOperation } from './dynamodb/table-calls';

/** What was asked of the store: requests by operation, items, and the units that AWS charges for (dynamodb/price-units.ts). */
export interface StoreCounts {
  readonly calls: Readonly<Record<StoreOperation, number>>;
  readonly itemsRead: number;
  readonly itemsWritten: number;
  readonly readUnits: number;
  readonly writeUnits: number;
}

const NONE: StoreCounts = {
  calls: { BatchGetItem: 0, BatchWriteItem: 0, PutItem: 0, UpdateItem: 0, Query: 0, Scan: 0 },
  itemsRead: 0,
  itemsWritten: 0,
  readUnits: 0,
  writeUnits: 0,
};

/** Counts from zero what goes through the tables that `open` makes, e.g. `countingTables((onCall) => dynamodbTables({ stage, client, onCall }))`. */
export const countingTables = (open: (onCall: (call: StoreCall) => void) => Tables): { readonly tables: Tables; readonly counts: () => StoreCounts } => {
  let counts = NONE;
  const tables = open(({ operation, itemsRead, itemsWritten, readUnits, writeUnits }) => {
    counts = {
      calls: { ...counts.calls, [operation]: counts.calls[operation] + 1 },
      itemsRead: counts.itemsRead + itemsRead,
      itemsWritten: counts.itemsWritten + itemsWritten,
      readUnits: counts.readUnits + readUnits,
      writeUnits: counts.writeUnits + writeUnits,
    };
  });
  return { tables, counts: () => counts };
};
