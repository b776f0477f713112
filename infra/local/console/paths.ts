import { CATALOGUE } from '../../../shared/records/catalogue';

/** A segment of a path; a lone surrogate, which no address can hold, becomes U+FFFD. */
const segment = (id: string): string => encodeURIComponent(Buffer.from(id).toString());

/** Where each thing is shown. */
export const PATHS = {
  overview: '/',
  outbox: '/outbox',
  outboxOf: (to: string): string => `/outbox?to=${segment(to)}`,
  mail: (id: string): string => `/outbox/mail/${segment(id)}`,
  eml: (id: string): string => `/outbox/mail/${segment(id)}.eml`,
  post: (ts: string): string => `/outbox/slack/${segment(ts)}`,
  run: (runId: string): string => `/runs/${segment(runId)}`,
  record: (id: string): string => `/decisions/${segment(id)}`,
  event: (id: string): string => `/signals/${segment(id)}`,
  vendor: '/vendor',
  find: '/find',
} as const;

/** Fields that hold the id of a record: those of the catalogue, and those that decisions, runs and signals use. */
export const RECORD_ID_FIELDS: ReadonlySet<string> = new Set([
  ...Object.values(CATALOGUE).flatMap((fields) => Object.entries(fields).flatMap(([field, type]) => (type === 'id' ? [field] : []))),
  'Account', 'MatchedAccountId', 'RecipientId', 'accountBdrId', 'contactId', 'leadId', 'nobodyResolved', 'recipientId', 'recordId',
]);

const EVENT_ID_FIELDS: ReadonlySet<string> = new Set(['EventId', 'UserGem__EventId__c', 'eventId', 'redrivenAs']);
const RUN_ID_FIELDS: ReadonlySet<string> = new Set(['RunId', 'runId']);

/** The page of what a field names; undefined for fields that hold no id. */
export const pathOf = (field: string, id: string): string | undefined => {
  if (RECORD_ID_FIELDS.has(field)) return PATHS.record(id);
  if (EVENT_ID_FIELDS.has(field)) return PATHS.event(id);
  return RUN_ID_FIELDS.has(field) ? PATHS.run(id) : undefined;
};
