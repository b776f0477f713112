import { storeUnavailableError } from '../../errors/app-error';
import type { Item, Key, QuerySpec, Tables } from '../../ports/tables';
import { eachConcurrently } from '../each-concurrently';
import { pageUnits, putUnits, refusedPutUnits, updateUnits, writeUnitsOf } from './price-units';
import { checkedProjection, planQuery } from './query-plan';
import { storedChange, storedConditions } from './stored-change';
import { storedPut } from './stored-item';
import type { Page, StoreCall, TableCalls, Write } from './table-calls';
import { distinctKeys, exactKey, rowId } from './table-keys';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html and API_BatchWriteItem.html */
const MAX_BATCH_KEYS = 100;
const MAX_BATCH_WRITES = 25;
/** A call may hold 16 MB as it is sent, and JSON takes more bytes than an item is charged for: base64 a third more, small numbers three times as many. */
const MAX_BATCH_BYTES = 4 * 1024 * 1024;

/** Tries in a row of which nothing was taken. The pauses between 9 are at most 50 ms + 100 ms + ... + 6.4 s = 12.75 s, on average half of it. */
const MAX_FRUITLESS_TRIES = 9;
const FIRST_PAUSE_MS = 25;

export interface TablesOptions {
  /** Hears of every answered request: a putMany of 60 items is three. */
  readonly onCall?: (call: StoreCall) => void;
  /** Batches in flight; 10 keep one embedded store or one Lambda busy. */
  readonly batchesInFlight?: number;
  /** Segments of a scan that are read at the same time. */
  readonly scanSegments?: number;
  /** Waits between tries of a batch; tests pass their own. */
  readonly pause?: (ms: number) => Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const keyBatches = function* (keys: readonly Key[]): Generator<readonly Key[]> {
  for (let at = 0; at < keys.length; at += MAX_BATCH_KEYS) yield keys.slice(at, at + MAX_BATCH_KEYS);
};

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
export const tablesOver = (calls: TableCalls, { onCall = () => {}, batchesInFlight = 10, scanSegments = 1, pause = sleep }: TablesOptions = {}): Tables => {
  const report = (operation: StoreCall['operation'], amounts: Partial<Omit<StoreCall, 'operation'>>): void =>
    onCall({ operation, itemsRead: 0, itemsWritten: 0, readUnits: 0, writeUnits: 0, ...amounts });

  /** Sends again what was not taken, with exponential backoff and full jitter; progress starts the count anew. */
  const untilTaken = async <T>(work: readonly T[], send: (work: readonly T[]) => Promise<readonly T[]>): Promise<void> => {
    let left = work;
    let fruitless = 0;
    for (;;) {
      const rest = await send(left);
      if (rest.length === 0) return;
      fruitless = rest.length < left.length ? 0 : fruitless + 1;
      if (fruitless === MAX_FRUITLESS_TRIES) {
        throw storeUnavailableError(`DynamoDB took none of ${rest.length} items in ${fruitless} tries`, { details: { items: rest.length, tries: fruitless } });
      }
      await pause(Math.random() * FIRST_PAUSE_MS * 2 ** fruitless);
      left = rest;
    }
  };

  const writeMany = (writes: Iterable<Write>): Promise<void> =>
    eachConcurrently(writeBatches(writes), batchesInFlight, (batch) =>
      untilTaken(batch, async (work) => {
        const left = await calls.batchWrite(work);
        const taken = left.length === 0 ? work : work.filter((write) => !left.includes(write));
        report('BatchWriteItem', { itemsWritten: taken.length, writeUnits: taken.reduce((units, write) => units + writeUnitsOf(write), 0) });
        return left;
      }),
    );

  const queryPages = async function* (spec: QuerySpec, select: 'items' | 'count'): AsyncGenerator<Page> {
    const plan = planQuery(spec);
    if (plan === undefined) return;
    let room = spec.limit ?? Infinity;
    let after: Item | undefined;
    do {
      const page = await calls.query(plan, { select, ...(room === Infinity ? {} : { limit: room }), ...(after && { after }) });
      report('Query', { itemsRead: page.count, readUnits: pageUnits(page.readUnits, plan.index) });
      yield page;
      room -= page.count;
      after = page.next;
    } while (after !== undefined && room > 0);
  };

  return {
    async getMany(table, keys, attributes) {
      const projection = checkedProjection(table, attributes);
      const found: Item[] = [];
      await eachConcurrently(keyBatches([...distinctKeys(table, keys).values()]), batchesInFlight, (batch) =>
        untilTaken(batch, async (work) => {
          const { items, unprocessed, readUnits } = await calls.batchGet(table, work, projection);
          report('BatchGetItem', { itemsRead: items.length, readUnits });
          for (const item of items) found.push(item);
          return unprocessed;
        }),
      );
      return found;
    },

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

    async query(spec) {
      const found: Item[] = [];
      for await (const page of queryPages(spec, 'items')) for (const item of page.items) found.push(item);
      return found;
    },

    async count(spec) {
      let total = 0;
      for await (const page of queryPages(spec, 'count')) total += page.count;
      return total;
    },

    async *scan(table, attributes) {
      const projection = checkedProjection(table, attributes);
      const inFlight = new Map<number, Promise<{ readonly segment: number; readonly page: Page }>>();
      /** The next page of a segment is asked for before this one is handed out, so that the store reads while the caller works. */
      const ask = (segment: number, after?: Item): void => {
        const asked = calls
          .scan(table, { segment, segments: scanSegments, ...(projection && { attributes: projection }), ...(after && { after }) })
          .then((page) => ({ segment, page }));
        asked.catch(() => {}); // reported where it is awaited; a caller who has stopped reading is not told
        inFlight.set(segment, asked);
      };
      for (let segment = 0; segment < scanSegments; segment += 1) ask(segment);
      while (inFlight.size > 0) {
        const { segment, page } = await Promise.race(inFlight.values());
        report('Scan', { itemsRead: page.count, readUnits: pageUnits(page.readUnits) });
        if (page.next === undefined) inFlight.delete(segment);
        else ask(segment, page.next);
        if (page.items.length > 0) yield page.items;
      }
    },
  };
};
