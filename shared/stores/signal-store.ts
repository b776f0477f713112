import { sha256 } from '../domain/usergems/event-id';
import type { Item, Put, QuerySpec, Tables } from '../ports/tables';

/**
 * Signals: every delivery of the vendor, with what became of it. A delivery that was accepted is keyed by its event id
 * (`feed:<event id>`), which is thereby taken; a row of a push by push and event id (`push1:<event id>`); what repeats or is refused has
 * a key of its own (`aside:…`), so that every delivery has its row and a refused one claims nothing (contracts, sections 3 and 8).
 */
export interface Signal {
  readonly signalId: string;
  readonly eventId: string;
  /** `feed`, or `push1` … for the rows of a retro-active push. */
  readonly source: SignalSource;
  /** When it came in, ISO-8601 UTC with milliseconds. Rows of a push have none: their order is that of the file. */
  readonly receivedAt?: string | undefined;
  /** API Gateway's id of the request that brought it. */
  readonly requestId?: string | undefined;
  /** Line of the file, for rows of a push. */
  readonly line?: number | undefined;
  readonly motion?: string | undefined;
  readonly outcome: SignalOutcome;
  readonly reason: string;
  readonly leadId?: string | undefined;
  readonly contactId?: string | undefined;
  readonly tier?: string | undefined;
  /** Business date of the run that released it. */
  readonly releasedOn?: string | undefined;
  /** The raw body as received; of one above the size limit the first 4 KB. */
  readonly body: string;
  readonly bodyBytes?: number | undefined;
  readonly bodySha256?: string | undefined;
  /** The run that settled it, and the redelivery that replaced a refused one. */
  readonly runId?: string | undefined;
  readonly redrivenAs?: string | undefined;
}

export type SignalSource = 'feed' | `push${number}`;
export type SignalOutcome = 'held' | 'lead_created' | 'enriched_existing' | 'duplicate' | 'rejected' | 'failed';

export interface SignalStore {
  /** Keeps an accepted delivery of the feed and takes its event id; false when the id is taken already (nothing is written). */
  accept(signal: Signal): Promise<boolean>;
  /** Keeps a delivery that waits for nothing: a duplicate or a refused one. */
  keep(signal: Signal): Promise<void>;
  /** Keeps signals in batches: rows of a push, or signals with their outcome. */
  keepMany(signals: readonly Signal[]): Promise<void>;
  /** Ids of the signals of a source that wait for release, in order; of the feed those received strictly before an instant. */
  due(source: SignalSource, before?: string): Promise<string[]>;
  /** How many still wait. */
  countDue(source: SignalSource, before?: string): Promise<number>;
  find(signalIds: readonly string[]): Promise<Map<string, Signal>>;
  /** Which of these event ids are taken: by the feed, or by a push that has been released. */
  taken(eventIds: readonly string[], pushes: readonly number[]): Promise<Set<string>>;
  /** How many changes the releases of these business dates, `from` included and `before` excluded, sent and how many they turned down. */
  countReleased(from: string, before: string): Promise<{ readonly sent: number; readonly filtered: number }>;
  all(): AsyncIterable<Signal[]>;
}

/** Rows that wait are spread over buckets, so that no burst meets one hot partition. */
const BUCKETS = 8;

export const signalStore = (tables: Tables): SignalStore => {
  const toPut = (signal: Signal): Put => ({ table: 'Signal', item: toItem(signal) });
  const load = async (ids: readonly string[], attributes?: readonly string[]): Promise<Item[]> => tables.getMany('Signal', ids.map((SignalId) => ({ SignalId })), attributes);

  return {
    accept: async (signal) => {
      if (await tables.put('Signal', toItem(signal), [{ attribute: 'SignalId', is: 'absent' }])) return true;
      // A put whose answer was lost is repeated by the client and then finds itself.
      const [kept] = await load([signal.signalId], ['RequestId']);
      return signal.requestId !== undefined && kept?.['RequestId'] === signal.requestId;
    },
    keep: async (signal) => {
      await tables.put('Signal', toItem(signal), []);
    },
    keepMany: (signals) => tables.putMany(signals.map(toPut)),
    due: async (source, before) => {
      const buckets = await Promise.all(dueQueries(source, before).map((query) => tables.query(query)));
      return buckets
        .flat()
        .map((item) => ({ id: text(item, 'SignalId'), order: text(item, 'DueOrder') }))
        .sort((a, b) => compareText(a.order, b.order))
        .map(({ id }) => id);
    },
    countDue: async (source, before) => {
      const counts = await Promise.all(dueQueries(source, before).map((query) => tables.count(query)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    find: async (ids) => new Map((await load(ids)).map((item) => [text(item, 'SignalId'), fromItem(item)])),
    taken: async (eventIds, pushes) => {
      const ids = eventIds.flatMap((eventId) => [feedSignalId(eventId), ...pushes.map((push) => pushSignalId(push, eventId))]);
      const items = await load(ids, ['SignalId', 'EventId', 'Source', 'Outcome', 'Reason']);
      return new Set(items.filter((item) => item['Source'] === 'feed' || isClaim(text(item, 'Outcome'), text(item, 'Reason'))).map((item) => text(item, 'EventId')));
    },
    countReleased: async (from, before) => {
      const counts = { sent: 0, filtered: 0 };
      for await (const page of tables.scan('Signal', ['SignalId', 'Outcome', 'ReleasedOn'])) {
        for (const { ReleasedOn: on, Outcome: outcome } of page) {
          if (typeof on !== 'string' || on < from || on >= before) continue;
          if (outcome === 'lead_created' || outcome === 'enriched_existing') counts.sent += 1;
          else if (outcome === 'rejected') counts.filtered += 1;
        }
      }
      return counts;
    },
    async *all() {
      for await (const page of tables.scan('Signal')) yield page.map(fromItem);
    },
  };
};

/** A row of a push takes its event id when it is released, even if no lead comes of it (contracts, section 9); one that waits, was refused or repeats does not. */
const isClaim = (outcome: string, reason: string): boolean => CLAIMING.has(outcome) || reason === 'NOT_TARGET_ACCOUNT';
const CLAIMING: ReadonlySet<string> = new Set<SignalOutcome>(['lead_created', 'enriched_existing', 'failed']);

export const feedSignalId = (eventId: string): string => boundedKey(`feed:${eventId}`);
export const pushSignalId = (push: number, eventId: string): string => boundedKey(`push${push}:${eventId}`);
/** A row that claims nothing: the event id tells what it is about, the delivery id makes it its own. */
export const unclaimedSignalId = (eventId: string, deliveryId: string): string => boundedKey(`aside:${eventId}~${deliveryId}`);

const KEY_BYTES = 400;

/** Sort keys end at 1,024 bytes, and the id is a part of some; a longer id keeps its beginning, for the reader, and its hash. */
const boundedKey = (key: string): string => (Buffer.byteLength(key) <= KEY_BYTES ? key : `${Array.from(key).slice(0, 64).join('')}…${sha256(key)}`);

const dueBucket = (source: SignalSource, bucket: number): string => `${source}#${bucket}`;
const dueQueries = (source: SignalSource, before: string | undefined): QuerySpec[] =>
  Array.from({ length: BUCKETS }, (_, bucket) => ({ table: 'Signal', index: 'byDue', partition: dueBucket(source, bucket), ...(before === undefined ? {} : { before }) }));
const bucketOf = (signalId: string): number => Number.parseInt(sha256(signalId).slice(0, 8), 16) % BUCKETS;

/** Signals are worked by the instant of receipt, then event id; rows of a push in the order of the file (contracts, section 7). */
export const dueOrder = (signal: Pick<Signal, 'signalId' | 'receivedAt' | 'line'>): string => (signal.line === undefined ? `${signal.receivedAt ?? ''}#${signal.signalId}` : String(signal.line).padStart(9, '0'));

const toItem = (signal: Signal): Item => ({
  SignalId: signal.signalId,
  EventId: signal.eventId,
  Source: signal.source,
  ReceivedAt: signal.receivedAt,
  RequestId: signal.requestId,
  Line: signal.line,
  Type: signal.motion,
  Outcome: signal.outcome,
  Reason: signal.reason,
  LeadId: signal.leadId,
  ContactId: signal.contactId,
  Tier: signal.tier,
  ReleasedOn: signal.releasedOn,
  Body: signal.body,
  BodyBytes: signal.bodyBytes,
  BodySha256: signal.bodySha256,
  RunId: signal.runId,
  RedrivenAs: signal.redrivenAs,
  ...(signal.outcome === 'held' ? { DueBucket: dueBucket(signal.source, bucketOf(signal.signalId)), DueOrder: dueOrder(signal) } : {}),
});

const fromItem = (item: Item): Signal => ({
  signalId: text(item, 'SignalId'),
  eventId: text(item, 'EventId'),
  source: text(item, 'Source') as SignalSource,
  receivedAt: maybeText(item, 'ReceivedAt'),
  requestId: maybeText(item, 'RequestId'),
  line: typeof item['Line'] === 'number' ? item['Line'] : undefined,
  motion: maybeText(item, 'Type'),
  outcome: text(item, 'Outcome') as SignalOutcome,
  reason: text(item, 'Reason'),
  leadId: maybeText(item, 'LeadId'),
  contactId: maybeText(item, 'ContactId'),
  tier: maybeText(item, 'Tier'),
  releasedOn: maybeText(item, 'ReleasedOn'),
  body: text(item, 'Body'),
  bodyBytes: typeof item['BodyBytes'] === 'number' ? item['BodyBytes'] : undefined,
  bodySha256: maybeText(item, 'BodySha256'),
  runId: maybeText(item, 'RunId'),
  redrivenAs: maybeText(item, 'RedrivenAs'),
});

const maybeText = (item: Item, attribute: string): string | undefined => (typeof item[attribute] === 'string' ? item[attribute] : undefined);
const text = (item: Item, attribute: string): string => maybeText(item, attribute) ?? '';
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
