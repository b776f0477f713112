import { deliveryOrder, eventKeyOf, type LeadDelivery } from '../domain/leads/stream';
import { sha256 } from '../domain/usergems/event-id';
import { leadSourceAt, type LeadSourceName } from '../names/webhooks';
import type { Item, Put, QuerySpec, Tables } from '../ports/tables';
import { fromPieces, toPieces } from './blob';

/**
 * Deliveries of the lead database, with what became of each: every delivery has its row. The first of an event is keyed by its source and
 * event id (`forms#<event id>`), what repeats it or is refused at the door by a key of its own (`set-aside:…`). Only what was processed
 * claims its event id, and whether it will be is known when it is worked: a repetition that comes in before that waits behind it
 * (contracts-leads, section 2).
 */
export interface Delivery {
  readonly deliveryId: string;
  readonly source: LeadSourceName;
  readonly eventId: string;
  /** ISO-8601 UTC with milliseconds. */
  readonly receivedAt: string;
  /** API Gateway's id of the request that brought it. */
  readonly requestId?: string | undefined;
  /** Line of the file, of what was imported. */
  readonly line?: number | undefined;
  readonly outcome: DeliveryOutcome;
  readonly reason: string;
  /** The record that it was worked into. */
  readonly recordId?: string | undefined;
  /** The raw body; of one above the size limit the first 4 KB. */
  readonly body: string;
  readonly bodyBytes?: number | undefined;
  readonly bodySha256?: string | undefined;
  /** The run that settled it, and the redelivery that replaced a refused one. */
  readonly runId?: string | undefined;
  readonly redrivenAs?: string | undefined;
}

export type DeliveryOutcome = 'held' | 'processed' | 'duplicate' | 'rejected';

export interface DeliveryStore {
  /** Keeps the first delivery of an event; false when it is not the first (nothing is written). */
  accept(delivery: Delivery): Promise<boolean>;
  /** Keeps a delivery under a key of its own: one that repeats or was refused. */
  keep(delivery: Delivery): Promise<void>;
  /**
   * Ids of the deliveries received strictly before an instant that wait for their run, the first `limit` in the order of the stream. The
   * index follows the table within moments: a row that was just settled may still be among them.
   */
  due(before: string, limit?: number, queue?: DueQueue): Promise<string[]>;
  /** How many still wait. */
  countDue(before: string, queue?: DueQueue): Promise<number>;
  find(deliveryIds: readonly string[]): Promise<Map<string, Delivery>>;
  /** What is known of an event whose first delivery was kept: whether one has claimed its id, or the first still waits, and when that came in. */
  claimOf(source: LeadSourceName, eventId: string): Promise<{ readonly isClaimed: boolean; readonly firstWaits: boolean; readonly firstReceivedAt: string }>;
  /** Those of the events whose ids are claimed, by `eventKeyOf`. */
  takenEvents(events: readonly Pick<LeadDelivery, 'route' | 'eventId'>[]): Promise<ReadonlySet<string>>;
  /** What settles deliveries: whole rows that wait for nothing any more. The run that works the stream alone writes them. */
  settlePuts(deliveries: readonly Delivery[]): Put[];
  /** Every delivery; the body of a large one, which stands in rows of its own, is left out. */
  all(): AsyncIterable<Delivery[]>;
}

/** What is worked as one stream; the pings of instances wait for the load of Monday. */
export type DueQueue = 'stream' | 'pings';
const queueOf = (source: LeadSourceName): DueQueue => (source === 'version-ping' ? 'pings' : 'stream');

/** Rows that wait are spread over buckets, so that no burst meets one hot partition; each look at the queue asks all of them. */
const BUCKETS = 4;

/** The row of a delivery; beside it stand the pieces of a body that does not fit. */
const MAIN = 'delivery';
/** Beside the first delivery of an event, which was refused: that another one has claimed the event id. */
const CLAIM = 'claim';

/** An item ends at 400 KB (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html); ids and the rest take few. */
const INLINE_BYTES = 300_000;

export const deliveryStore = (tables: Tables): DeliveryStore => {
  const load = (ids: readonly string[], attributes?: readonly string[]): Promise<Item[]> => tables.getMany('Delivery', ids.map((DeliveryId) => ({ DeliveryId, Part: MAIN })), attributes);

  const loadClaims = (firstIds: readonly string[]): Promise<Item[]> =>
    tables.getMany('Delivery', firstIds.flatMap((DeliveryId) => [{ DeliveryId, Part: MAIN }, { DeliveryId, Part: CLAIM }]), ['DeliveryId', 'Part', 'Source', 'Outcome', 'ReceivedAt']);

  /** The pieces of a large body go first, so that a row whose body is missing never comes to stand. */
  const withBody = async (delivery: Delivery): Promise<Item> => {
    const pieces = bodyPieces(delivery);
    const keys = pieceKeys(delivery, pieces.length);
    await tables.putMany(pieces.map((Piece, index) => ({ table: 'Delivery', item: { ...keys[index], Piece } })));
    return toItem(delivery, pieces.length);
  };

  const opened = async (item: Item): Promise<Delivery> => {
    const delivery = fromItem(item);
    const keys = pieceKeys(delivery, maybeNumber(item, 'BodyPieces') ?? 0);
    if (keys.length === 0) return delivery;
    const pieces = (await tables.getMany('Delivery', keys)).toSorted((a, b) => compareText(text(a, 'Part'), text(b, 'Part')));
    return { ...delivery, body: String(fromPieces(pieces.flatMap(({ Piece }) => (Piece instanceof Uint8Array ? [Piece] : [])))) };
  };

  return {
    accept: async (delivery) => {
      if (await tables.put('Delivery', await withBody(delivery), [{ attribute: 'DeliveryId', is: 'absent' }])) return true;
      // A put whose answer was lost is repeated by the client and then finds itself.
      const [kept] = await load([delivery.deliveryId], ['RequestId']);
      return delivery.requestId !== undefined && kept?.['RequestId'] === delivery.requestId;
    },
    keep: async (delivery) => {
      await tables.put('Delivery', await withBody(delivery), []);
    },
    due: async (before, limit = Number.POSITIVE_INFINITY, queue = 'stream') => (await firstOf(tables, dueQueries(queue, before), limit)).map((item) => text(item, 'DeliveryId')),
    countDue: async (before, queue = 'stream') => {
      const counts = await Promise.all(dueQueries(queue, before).map((query) => tables.count(query)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    find: async (ids) => {
      const deliveries = new Map<string, Delivery>();
      for (const item of await load(ids)) deliveries.set(text(item, 'DeliveryId'), await opened(item));
      return deliveries;
    },
    claimOf: async (source, eventId) => {
      const items = await loadClaims([deliveryIdOf(source, eventId)]);
      const first = items.find(({ Part }) => Part === MAIN);
      return { isClaimed: items.some(isClaim), firstWaits: first?.['Outcome'] === 'held', firstReceivedAt: text(first ?? {}, 'ReceivedAt') };
    },
    takenEvents: async (events) => {
      const keys = new Map(
        events.flatMap((event) => {
          const source = leadSourceAt(event.route);
          return source === undefined ? [] : [[deliveryIdOf(source, event.eventId), eventKeyOf(event)] as const];
        }),
      );
      const claims = (await loadClaims([...keys.keys()])).filter(isClaim);
      return new Set(claims.flatMap((item) => keys.get(text(item, 'DeliveryId')) ?? []));
    },
    settlePuts: (deliveries) =>
      deliveries.flatMap((delivery): Put[] => {
        const firstId = deliveryIdOf(delivery.source, delivery.eventId);
        const claims = delivery.outcome === 'processed' && delivery.deliveryId !== firstId;
        return [
          { table: 'Delivery', item: toItem(delivery, bodyPieces(delivery).length) },
          ...(claims ? [{ table: 'Delivery', item: { DeliveryId: firstId, Part: CLAIM, By: delivery.deliveryId } } as const] : []),
        ];
      }),
    async *all() {
      for await (const page of tables.scan('Delivery', SHOWN)) yield page.filter(({ Part }) => Part === MAIN).map(fromItem);
    },
  };
};

/** The first keys of several queries together, in the order of the stream. Each is read in portions, so that hardly more is read than is asked for. */
const firstOf = async (tables: Tables, queries: readonly QuerySpec[], limit: number): Promise<Item[]> => {
  const portion = Math.ceil(limit / BUCKETS);
  let first: Item[] = [];
  for (let unread = queries; unread.length > 0; ) {
    const pages = await Promise.all(unread.map((query) => tables.query(limit === Number.POSITIVE_INFINITY ? query : { ...query, limit: portion })));
    first = [...first, ...pages.flat()].toSorted((a, b) => compareText(orderOf(a), orderOf(b))).slice(0, limit);
    const end = first.length < limit ? undefined : first.at(-1);
    // What a query has beyond its last key matters only while that key is among the first.
    unread = unread.flatMap((query, index) => {
      const last = pages[index]?.length === portion ? pages[index].at(-1) : undefined;
      return last === undefined || (end !== undefined && orderOf(last) >= orderOf(end)) ? [] : [{ ...query, from: `${orderOf(last)}\u0000` }];
    });
  }
  return first;
};

/** The id of the first delivery of an event; ids of events are unique for each route. */
export const deliveryIdOf = (source: LeadSourceName, eventId: string): string => `${source}#${eventId}`;
/**
 * The id of another one: the event id tells what it is about, the id of the request makes it its own. It stands behind the first in the
 * stream, also at one instant: `set-aside` comes after the name of every source there.
 */
export const unclaimedDeliveryId = (source: LeadSourceName, eventId: string, requestId: string): string => `set-aside:${deliveryIdOf(source, eventId)}~${requestId}`;

/** Pings claim their id at the door: nothing that is found later refuses them. */
const isClaim = ({ Part, Outcome, Source }: Item): boolean => Part === CLAIM || Outcome === 'processed' || (Outcome === 'held' && Source === 'version-ping');

const bodyPieces = (delivery: Delivery): Uint8Array[] => (Buffer.byteLength(delivery.body) > INLINE_BYTES ? toPieces(delivery.body) : []);

/** Pieces stand under the id of this very delivery, which no other writes, whether its event id turns out to be free or taken. */
const pieceKeys = ({ deliveryId, source, eventId, requestId }: Delivery, count: number): { readonly DeliveryId: string; readonly Part: string }[] =>
  Array.from({ length: count }, (_, index) => ({
    DeliveryId: requestId === undefined ? deliveryId : unclaimedDeliveryId(source, eventId, requestId),
    Part: `body-${String(index).padStart(4, '0')}`,
  }));

const dueBucket = (queue: DueQueue, bucket: number): string => `${queue}#${bucket}`;
const dueQueries = (queue: DueQueue, before: string): QuerySpec[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => ({ table: 'Delivery', index: 'byDue', partition: dueBucket(queue, bucket), before }));
const bucketOf = (deliveryId: string): number => Number.parseInt(sha256(deliveryId).slice(0, 8), 16) % BUCKETS;

const toItem = (delivery: Delivery, pieces: number): Item => ({
  DeliveryId: delivery.deliveryId,
  Part: MAIN,
  Source: delivery.source,
  EventId: delivery.eventId,
  ReceivedAt: delivery.receivedAt,
  RequestId: delivery.requestId,
  Line: delivery.line,
  Outcome: delivery.outcome,
  Reason: delivery.reason,
  RecordId: delivery.recordId,
  ...(pieces === 0 ? { Body: delivery.body } : { BodyPieces: pieces }),
  BodyBytes: delivery.bodyBytes,
  BodySha256: delivery.bodySha256,
  RunId: delivery.runId,
  RedrivenAs: delivery.redrivenAs,
  ...(delivery.outcome === 'held' ? { DueBucket: dueBucket(queueOf(delivery.source), bucketOf(delivery.deliveryId)), DueOrder: deliveryOrder(delivery) } : {}),
});

/** What a scan brings: everything but the pieces of bodies. */
const SHOWN = ['DeliveryId', 'Part', 'Source', 'EventId', 'ReceivedAt', 'RequestId', 'Line', 'Outcome', 'Reason', 'RecordId', 'Body', 'BodyBytes', 'BodySha256', 'RunId', 'RedrivenAs'];

const fromItem = (item: Item): Delivery => ({
  deliveryId: text(item, 'DeliveryId'),
  source: text(item, 'Source') as LeadSourceName,
  eventId: text(item, 'EventId'),
  receivedAt: text(item, 'ReceivedAt'),
  requestId: maybeText(item, 'RequestId'),
  line: maybeNumber(item, 'Line'),
  outcome: text(item, 'Outcome') as DeliveryOutcome,
  reason: text(item, 'Reason'),
  recordId: maybeText(item, 'RecordId'),
  body: text(item, 'Body'),
  bodyBytes: maybeNumber(item, 'BodyBytes'),
  bodySha256: maybeText(item, 'BodySha256'),
  runId: maybeText(item, 'RunId'),
  redrivenAs: maybeText(item, 'RedrivenAs'),
});

const orderOf = (item: Item): string => text(item, 'DueOrder');
const maybeNumber = (item: Item, attribute: string): number | undefined => (typeof item[attribute] === 'number' ? item[attribute] : undefined);
const maybeText = (item: Item, attribute: string): string | undefined => (typeof item[attribute] === 'string' ? item[attribute] : undefined);
const text = (item: Item, attribute: string): string => maybeText(item, attribute) ?? '';
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
