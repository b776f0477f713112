import type { Item, Key, QuerySpec, ReadTables } from '../../ports/tables';
import { eachConcurrently } from '../each-concurrently';
import { pageUnits } from './price-units';
import { checkedProjection, planQuery } from './query-plan';
import type { Page, ReadCalls } from './table-calls';
import { distinctKeys } from './table-keys';
import { reporting, type TablesOptions } from './tables-options';
import { untilTaken } from './until-taken';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const MAX_BATCH_KEYS = 100;

const keyBatches = function* (keys: readonly Key[]): Generator<readonly Key[]> {
  for (let at = 0; at < keys.length; at += MAX_BATCH_KEYS) yield keys.slice(at, at + MAX_BATCH_KEYS);
};

/** The read side of the storage port over the calls of one store. Throws InvalidInputError for what DynamoDB would refuse, StoreUnavailableError when it keeps refusing. */
export const readTablesOver = (calls: ReadCalls, { onCall, batchesInFlight = 10, scanSegments = 1, pause }: TablesOptions = {}): ReadTables => {
  const report = reporting(onCall);

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
        untilTaken(batch, pause, async (work) => {
          const { items, unprocessed, readUnits } = await calls.batchGet(table, work, projection);
          report('BatchGetItem', { itemsRead: items.length, readUnits });
          for (const item of items) found.push(item);
          return unprocessed;
        }),
      );
      return found;
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
