import type { TableName } from '../../names/tables';
import type { Item } from '../../ports/tables';
import type { StoredChange } from './stored-change';
import { itemBytes, type Put } from './stored-item';
import type { Write } from './table-calls';
import { keyAttributes, schemaOf } from './table-keys';

/**
 * What requests cost, https://aws.amazon.com/dynamodb/pricing/on-demand/: a write unit for each started KB, once more for every index
 * that is touched (KEYS_ONLY entries are far below 1 KB); a read unit for each started 4 KB, half of it when eventually consistent.
 * A write does not tell what was there before, so replaced and deleted items count as if they were no larger than what is known of them.
 */
const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

const writeUnits = (bytes: number): number => Math.max(1, Math.ceil(bytes / WRITE_UNIT_BYTES));
export const readUnits = (bytes: number): number => Math.ceil(bytes / READ_UNIT_BYTES);

/** A page costs at least what one small item costs, even an empty one, for which the embedded store reports 0. */
export const pageUnits = (reported: number, index?: string): number => Math.max(reported, index === undefined ? 1 : 0.5);

const indexCount = (table: TableName, touched: (keys: readonly string[]) => boolean): number =>
  Object.values(schemaOf(table).indexes).filter((index) => touched(keyAttributes(index))).length;

export const putUnits = ({ table, item, bytes }: Put): number => writeUnits(bytes) + indexCount(table, (keys) => keys.every((name) => item[name] !== undefined));

/** A put that its condition forbade pays for the item, not for the indexes. */
export const refusedPutUnits = ({ bytes }: Put): number => writeUnits(bytes);

/** A delete counts one unit for the item and one for each index of the table. */
export const writeUnitsOf = (write: Write): number => (write.item === undefined ? 1 + indexCount(write.table, () => true) : putUnits(write));

export const updateUnits = (table: TableName, change: StoredChange, after: Item | undefined): number => {
  if (after === undefined) return 1;
  const changed = new Set([...Object.keys(change.set), ...Object.keys(change.setIfAbsent), ...change.remove]);
  return writeUnits(itemBytes(after)) + indexCount(table, (keys) => keys.some((name) => changed.has(name)));
};
