import type { AlertKind, LeadAlert } from '../domain/leads/changes';
import type { Item, Put, Tables } from '../ports/tables';

/** Whom the lead database has something to tell, and about which record (contracts-leads, section 12). */
export interface AlertStore {
  toPut(alert: LeadAlert, runId: string): Put;
  /** Of a record, the oldest first. */
  of(recordId: string): Promise<LeadAlert[]>;
  /** Those that a run asked for, the oldest first. */
  ofRun(runId: string): Promise<LeadAlert[]>;
  all(): AsyncIterable<LeadAlert[]>;
}

export const alertStore = (tables: Tables): AlertStore => ({
  toPut: (alert, runId) => ({ table: 'Alert', item: toItem(alert, runId) }),
  of: async (recordId) => (await tables.query({ table: 'Alert', partition: recordId })).map(fromItem),
  ofRun: async (runId) => {
    const keys = await tables.query({ table: 'Alert', index: 'byRun', partition: runId });
    const items = await tables.getMany('Alert', keys.map((key) => ({ RecordId: String(key['RecordId']), AlertId: String(key['AlertId']) })));
    return items.sort(byPlace).map(fromItem);
  },
  async *all() {
    for await (const page of tables.scan('Alert')) yield page.map(fromItem);
  },
});

/** Tells an alert about a record from every other, and again the same for a retry. */
export const alertIdOf = ({ at, kind, recipientRole, eventId, recordId }: LeadAlert): string => `${at}#${kind}#${recipientRole}#${eventId}#${recordId}`;

const toItem = (alert: LeadAlert, runId: string): Item => ({
  RecordId: alert.recordId,
  AlertId: alertIdOf(alert),
  RunId: runId,
  At: alert.at,
  Kind: alert.kind,
  RecipientRole: alert.recipientRole,
  RecipientId: alert.recipientId,
  Reason: alert.reason,
  EventId: alert.eventId,
});

/** The store holds what `toPut` made; an empty text is an absent attribute. */
const fromItem = (item: Item): LeadAlert => ({
  at: String(item['At']),
  kind: item['Kind'] as AlertKind,
  recordId: String(item['RecordId']),
  recipientRole: String(item['RecipientRole']),
  recipientId: String(item['RecipientId'] ?? ''),
  reason: String(item['Reason'] ?? ''),
  eventId: String(item['EventId'] ?? ''),
});

const place = (item: Item): string => `${String(item['AlertId'])}#${String(item['RecordId'])}`;
const byPlace = (a: Item, b: Item): number => (place(a) < place(b) ? -1 : 1);
