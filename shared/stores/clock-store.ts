import type { Clock } from '../domain/leads/clock';
import type { Item, Put, Tables } from '../ports/tables';

/** What falls due (LR-02, LD-T1). Only open clocks stand in the index by which they are found when they are due. */
export interface ClockStore {
  toPut(clock: Clock): Put;
  /** Open clocks that are due at an instant or before it, the earliest first. */
  due(until: string): Promise<Clock[]>;
  /** Open clocks of records; one query a record. */
  ofRecords(recordIds: Iterable<string>): Promise<Clock[]>;
  find(clockId: string): Promise<Clock | undefined>;
  /** The clocks of these ids that exist, in batches and as they stand. */
  load(clockIds: Iterable<string>): Promise<Clock[]>;
  all(): AsyncIterable<Clock[]>;
}

/** Clocks that run. There are few: one for each Contact Us request and in-product trial of about a day. */
const OPEN = 'open';
/** Follows `#`, so that what is due at the very instant is found too. */
const AFTER = '$';

export const clockStore = (tables: Tables): ClockStore => {
  const load: ClockStore['load'] = async (clockIds) => (await tables.getMany('Clock', [...new Set(clockIds)].map((ClockId) => ({ ClockId })))).map(fromItem);
  /** An index follows its table within moments: what it still shows as open may be closed. */
  const loadOpen = async (keys: readonly Item[]): Promise<Clock[]> => (await load(keys.map((key) => String(key['ClockId'])))).filter(({ outcome }) => outcome === OPEN).sort(byDue);
  return {
    toPut: (clock) => ({ table: 'Clock', item: toItem(clock) }),
    due: async (until) => loadOpen(await tables.query({ table: 'Clock', index: 'byDue', partition: OPEN, before: `${until}${AFTER}` })),
    ofRecords: async (recordIds) => {
      const found = await Promise.all([...new Set(recordIds)].map((recordId) => tables.query({ table: 'Clock', index: 'byRecord', partition: recordId })));
      return loadOpen(found.flat());
    },
    find: async (clockId) => (await load([clockId]))[0],
    load,
    async *all() {
      for await (const page of tables.scan('Clock')) yield page.map(fromItem);
    },
  };
};

const dueOrder = ({ dueAt, clockId }: Clock): string => `${dueAt}#${clockId}`;
const byDue = (a: Clock, b: Clock): number => (dueOrder(a) < dueOrder(b) ? -1 : 1);

const toItem = (clock: Clock): Item => ({
  ClockId: clock.clockId,
  Kind: clock.kind,
  EventId: clock.eventId,
  RecordId: clock.recordId,
  ReceivedRecordId: clock.receivedRecordId,
  ReceivedAt: clock.receivedAt,
  DueAt: clock.dueAt,
  Outcome: clock.outcome,
  MetAt: clock.metAt,
  TaskOwnerId: clock.taskOwnerId,
  ...(clock.outcome === OPEN ? { DueBucket: OPEN, DueOrder: dueOrder(clock) } : {}),
});

/** The store holds what `toPut` made. */
const fromItem = (item: Item): Clock => ({
  clockId: String(item['ClockId']),
  kind: item['Kind'] as Clock['kind'],
  eventId: String(item['EventId']),
  recordId: String(item['RecordId']),
  receivedRecordId: String(item['ReceivedRecordId']),
  receivedAt: String(item['ReceivedAt']),
  dueAt: String(item['DueAt']),
  outcome: item['Outcome'] as Clock['outcome'],
  metAt: item['MetAt'] as string | undefined,
  taskOwnerId: item['TaskOwnerId'] as string | undefined,
});
