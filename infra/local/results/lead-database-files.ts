import { alertFile, deliveryFile, engagementFile, recordFile, scoreFile, slaFile, usagePingFile } from './lead-database-rows';
import { differs, type LeadDatabaseObject, type RecordDigests } from './record-digests';
import type { ResultFile } from './result-file';
import type { LeadDatabase } from './results';

/** What a period of the lead database left, as files: histories and outcomes, and who is engaged as of a date `YYYY-MM-DD`. */
export const leadDatabaseFiles = ({ deliveries, scores, clocks, alerts, hosts, records }: LeadDatabase, asOf: string): ResultFile[] => [
  scoreFile(scores),
  slaFile(clocks),
  alertFile(alerts),
  deliveryFile(deliveries),
  usagePingFile(hosts),
  engagementFile([...records.Lead, ...records.Contact], asOf),
];

const OBJECTS: readonly LeadDatabaseObject[] = ['Lead', 'Contact', 'Account'];

/** Every record that is new or differs from what it was, merged ones included. */
export const differingRecordFiles = ({ records }: LeadDatabase, before: RecordDigests): ResultFile[] => OBJECTS.map((object) => recordFile(object, records[object].filter((record) => differs(object, record, before))));
