import type { LeadAlert, RoutingEntry, ScoreEntry } from '../../../shared/domain/leads/changes';
import type { Clock } from '../../../shared/domain/leads/clock';
import { isActive } from '../../../shared/domain/leads/engagement';
import { queueOf } from '../../../shared/domain/leads/queues';
import { LEAD_SOURCES, type LeadSourceName } from '../../../shared/names/webhooks';
import { CATALOGUE, type Contact, type Lead } from '../../../shared/records/catalogue';
import type { FlatRecord } from '../../../shared/records/format-record';
import type { LoadedHost } from '../../../shared/stores/usage-outcomes';
import type { LeadDatabaseObject } from './record-digests';
import { sortedFile, type ResultFile } from './result-file';

// The files of the lead database among the results of a run, made of what the store holds (contracts-leads, section 4).

export const ROUTING_COLUMNS = ['leadId', 'matchedAccountId', 'matchedBy', 'segment', 'path', 'ownerId', 'at', 'source', 'region', 'trigger', 'flags', 'previousOwnerId'];

export const routingRow = ({ recordId, matchedAccountId, matchedBy, segment, path, ownerId, at, source, region, trigger, flags, previousOwnerId }: RoutingEntry): FlatRecord => ({
  leadId: recordId, matchedAccountId, matchedBy, segment, path, ownerId, at, source, region, trigger, flags: flags.join(';'), previousOwnerId,
});

/** Rows of one person in the order of processing, as the entries come; what the check found stands on the last row of a delivery. */
export const scoreFile = (entries: readonly ScoreEntry[]): ResultFile => ({
  file: 'ScoreHistory.csv',
  columns: ['recordId', 'at', 'eventId', 'action', 'points', 'total', 'check'],
  rows: [...entries]
    .sort((a, b) => (a.recordId < b.recordId ? -1 : a.recordId > b.recordId ? 1 : 0))
    .flatMap(({ recordId, at, eventId, rows, check }) => rows.map((row, index) => ({ recordId, at, eventId, ...row, check: index === rows.length - 1 ? check : '' }))),
});

/** The clock of every Contact Us request: one that has not fallen due yet is open. */
export const slaFile = (clocks: readonly Clock[]): ResultFile =>
  sortedFile(
    'Sla.csv',
    ['leadId', 'eventId', 'receivedAt', 'dueAt', 'outcome', 'metAt'],
    clocks.flatMap(({ kind, receivedRecordId, eventId, receivedAt, dueAt, outcome, metAt }) => (kind === 'contact_us' ? [{ leadId: receivedRecordId, eventId, receivedAt, dueAt, outcome, metAt }] : [])),
  );

export const alertFile = (alerts: readonly LeadAlert[]): ResultFile =>
  sortedFile(
    'Alert.csv',
    ['at', 'kind', 'recordId', 'recipientRole', 'recipientId', 'reason'],
    alerts.map(({ at, kind, recordId, recipientRole, recipientId, reason }) => ({ at, kind, recordId, recipientRole, recipientId, reason })),
  );

/** What became of one delivery. */
export interface DeliveryEnd {
  readonly source: LeadSourceName;
  readonly eventId: string;
  readonly receivedAt: string;
  readonly outcome: string;
  readonly reason: string;
  readonly recordId?: string | undefined;
}

export const deliveryFile = (deliveries: readonly DeliveryEnd[]): ResultFile =>
  sortedFile(
    'DeliveryOutcome.csv',
    ['receivedAt', 'route', 'eventId', 'outcome', 'reason', 'recordId'],
    deliveries.map(({ source, receivedAt, eventId, outcome, reason, recordId }) => ({ receivedAt, route: LEAD_SOURCES[source], eventId, outcome, reason, recordId })),
  );

/** Leads and contacts as of a date `YYYY-MM-DD`: who is Active belongs to the inbound team, whatever the queue (RE-09). */
export const engagementFile = (people: readonly (Lead | Contact)[], date: string): ResultFile =>
  sortedFile(
    'Engagement.csv',
    ['recordId', 'engagement', 'activeUntil', 'queue'],
    people.flatMap((person) => {
      const { Id, MasterRecordId, Active_Until__c } = person;
      return MasterRecordId === undefined ? [{ recordId: Id, engagement: isActive(person, date) ? 'Active' : 'Passive', activeUntil: Active_Until__c, queue: queueOf(person, date) }] : [];
    }),
  );

/** What each load of usage pings made of each host (CE-01). */
export const usagePingFile = (hosts: readonly LoadedHost[]): ResultFile =>
  sortedFile(
    'UsagePingOutcome.csv',
    ['loadedAt', 'host', 'outcome', 'reason', 'accountId'],
    hosts.map(({ loadedAt, host, outcome, reason, accountId }) => ({ loadedAt, host, outcome, reason, accountId })),
  );

/** Records whole, under all fields of their object. */
export const recordFile = (object: LeadDatabaseObject, records: readonly { readonly Id: string }[]): ResultFile => sortedFile(`${object}.csv`, Object.keys(CATALOGUE[object]), records.map((record) => ({ ...record })));
