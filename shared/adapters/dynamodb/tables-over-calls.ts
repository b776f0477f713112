import type { Tables } from '../../ports/tables';
import { eachConcurrently } from '../each-concurrently';
import { putUnits, refusedPutUnits, updateUnits, writeUnitsOf } from './price-units';
import { readTablesOver } from './read-tables-over-calls';
import { storedChange, storedConditions } from './stored-change';
import { storedPut } from './stored-item';
import type { TableCalls, Write } from './table-calls';
import { distinctKeys, exactKey, rowId } from './table-keys';
import { reporting, type TablesOptions } from './tables-options';
import { untilTaken } from './until-taken';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const MAX_BATCH_WRITES = 25;
/** A call may hold 16 MB as it is sent, and JSON takes more bytes than an item is charged for: base64 a third more, small numbers three times as many. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

const writeBatches = function* (writes: Iterable<Write>): Generator<readonly Write[]> {
  let batch: Write[] = [];
  let bytes = 0;
  for (const write of writes) {
    const size = write.item === undefined ? 0 : write.bytes;
    if (batch.length === MAX_BATCH_WRITES || (batch.length > 0 && bytes + size > MAX_BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(write);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
};

/** The storage port over the calls of one store. Throws InvalidInputError for what DynamoDB would refuse, StoreUnavailableError when it keeps refusing. */
export const tablesOver = (calls: TableCalls, options: TablesOptions = {}): Tables => {
  const { onCall, batchesInFlight = 10, pause } = options;
  const report = reporting(onCall);

  const writeMany = (writes: Iterable<Write>): Promise<void> =>
    eachConcurrently(writeBatches(writes), batchesInFlight, (batch) =>
      untilTaken(batch, pause, async (work) => {
        const left = await calls.batchWrite(work);
        const taken = left.length === 0 ? work : work.filter((write) => !left.includes(write));
        report('BatchWriteItem', { itemsWritten: taken.length, writeUnits: taken.reduce((units, write) => units + writeUnitsOf(write), 0) });
        return left;
      }),
    );

  return {
    ...readTablesOver(calls, options),

    async putMany(puts) {
      const writes = new Map<string, Write>();
      for (const { table, item } of puts) {
        const put = storedPut(table, item);
        writes.set(`${table}/${rowId(table, put.key)}`, put);
      }
      await writeMany(writes.values());
    },

    async deleteMany(table, keys) {
      await writeMany([...distinctKeys(table, keys).values()].map((key) => ({ table, key })));
    },

    async put(table, item, conditions) {
      const put = storedPut(table, item);
      const written = await calls.putItem(put, storedConditions(conditions));
      report('PutItem', written ? { itemsWritten: 1, writeUnits: putUnits(put) } : { writeUnits: refusedPutUnits(put) });
      return written;
    },

    async update(table, key, change, conditions = []) {
      const stored = storedChange(table, change);
      const after = await calls.updateItem(table, exactKey(table, key), stored, storedConditions(conditions));
      report('UpdateItem', { itemsWritten: after === undefined ? 0 : 1, writeUnits: updateUnits(table, stored, after) });
      return after;
    },
  };
};
