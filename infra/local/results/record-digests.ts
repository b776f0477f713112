import { createHash } from 'node:crypto';
import type { RecordStore } from '../../../shared/stores/record-store';

/** Objects whose records the lead database makes and changes. */
export type LeadDatabaseObject = 'Lead' | 'Contact' | 'Account';

/** What the records were at a time, by object and id: enough to tell later which of them are new or differ. */
export type RecordDigests = Readonly<Record<LeadDatabaseObject, ReadonlyMap<string, string>>>;

/** When a record was written, and what the product keeps on it for itself, is no difference that anybody outside sees. */
const BOOKKEEPING: readonly string[] = ['LastModifiedDate', 'Career_Page_Visits__c'];

export const digestRecords = async ({ pages }: Pick<RecordStore, 'pages'>): Promise<RecordDigests> => {
  const digestAll = async (object: LeadDatabaseObject): Promise<Map<string, string>> => {
    const digests = new Map<string, string>();
    for await (const page of pages(object)) for (const record of page) digests.set(record.Id, digestOf(record));
    return digests;
  };
  return { Lead: await digestAll('Lead'), Contact: await digestAll('Contact'), Account: await digestAll('Account') };
};

/** Whether a record is new or differs from what it was. */
export const differs = (object: LeadDatabaseObject, record: { readonly Id: string }, digests: RecordDigests): boolean => digests[object].get(record.Id) !== digestOf(record);

const digestOf = (record: object): string => {
  const fields = Object.entries(record).filter(([field, value]) => value !== undefined && value !== '' && !BOOKKEEPING.includes(field));
  return createHash('sha256').update(JSON.stringify(fields.sort(([a], [b]) => (a < b ? -1 : 1)))).digest('base64');
};
