import type { ScoreEntry } from '../domain/leads/changes';
import type { Item, Put, Tables, Value } from '../ports/tables';

/** The history of person scores (LD-14): one item for each person and event, in the order in which the stream was worked. */
export interface ScoreStore {
  /** `order` is the place of the event in the stream (shared/domain/leads/stream.ts). */
  toPut(entry: ScoreEntry, order: string): Put;
  of(recordId: string): Promise<ScoreEntry[]>;
  all(): AsyncIterable<ScoreEntry[]>;
}

export const scoreStore = (tables: Tables): ScoreStore => ({
  toPut: ({ recordId, at, eventId, rows, check }, order) => ({
    table: 'ScoreHistory',
    item: { RecordId: recordId, ScoreOrder: order, At: at, EventId: eventId, Rows: rows.map((row) => ({ ...row })), Check: check },
  }),
  of: async (recordId) => (await tables.query({ table: 'ScoreHistory', partition: recordId })).map(fromItem),
  async *all() {
    for await (const page of tables.scan('ScoreHistory')) yield page.map(fromItem);
  },
});

/** The store holds what `toPut` made. */
const fromItem = (item: Item): ScoreEntry => ({
  recordId: String(item['RecordId']),
  at: String(item['At']),
  eventId: String(item['EventId']),
  rows: rowsOf(item['Rows']),
  check: (item['Check'] ?? '') as ScoreEntry['check'],
});

const rowsOf = (value: Value | undefined): ScoreEntry['rows'] => (value ?? []) as unknown as ScoreEntry['rows'];
