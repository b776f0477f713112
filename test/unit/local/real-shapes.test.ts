import { Readable } from 'node:stream';
import { parseCsv } from '../../../shared/adapters/files/parse-csv';
import { importFiles } from '../../support/import-files';
import { inProcessRuntime, type InProcessRuntime } from '../../support/in-process-runtime';
import { aUser } from '../../support/records';
import { warehouseExport } from '../../support/warehouse-export';

const dataDir = process.env['REVSIGNAL_DATA'] ?? '';
const withData = dataDir === '' ? it.skip : it;

const EXPORTS = ['Account', 'Contact', 'Lead', 'User', 'Task'];
const LEAD = '00Q1G00000nDnM5UAK';

type Row = Readonly<Record<string, string>> & { readonly Id: string };

const allOf = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
};

/** The filled columns of each row. */
const rowsOf = async (object: string): Promise<Row[]> => {
  const [header = [], ...rows] = (await allOf(parseCsv(Readable.from([warehouseExport(dataDir, object)])))).map(({ cells = [] }) => cells);
  return rows.map((cells) => ({ Id: '', ...Object.fromEntries(header.flatMap((column, index) => (cells[index] === '' ? [] : [[column, cells[index] ?? '']]))) }));
};

/** Tells the lead database of new records, as the CRM's webhook does. */
const created = async ({ deliverLead }: InProcessRuntime, object: 'Lead' | 'Contact', rows: readonly Row[], change: Readonly<Record<string, string>>): Promise<void> => {
  for (const { Id: recordId, ...fields } of rows) {
    await deliverLead('crm', { id: `${recordId}-${Object.keys(change).length}`, version: 1, type: 'created', object, recordId, by: 'system', occurredAt: '2018-07-02T16:00:00Z', fields: { ...fields, ...change } }, '2018-07-02T16:00:00.000Z');
  }
};

const outcomesOf = async ({ deps }: InProcessRuntime) => (await allOf(deps.deliveries.all())).map(({ outcome, reason, recordId }) => ({ outcome, reason, recordId }));

describe('Salesforce records with the columns of a real company (skipped unless REVSIGNAL_DATA is set)', () => {
  withData('are imported whole: known fields with their type, every other column kept as it came (contracts, section 2)', async () => {
    const { deps } = await inProcessRuntime();
    const report = await importFiles(Object.fromEntries(EXPORTS.map((object) => [`${object}.csv`, warehouseExport(dataDir, object.toLowerCase())])), deps);

    expect(report).toMatchObject({ taken: { Account: 10, Contact: 4, Lead: 1, User: 10, Task: 10 }, badRows: [], stopped: [] });
    // A warehouse shows the date of an activity as an instant.
    expect(new Set(report.warnings.map(({ file, field }) => `${file} ${field}`))).toEqual(new Set(['Task.csv ActivityDate']));
    const [row] = await rowsOf('lead');
    const lead = (await deps.records.load('Lead', [LEAD])).get(LEAD);
    expect(lead).toMatchObject({ IsConverted: true, HasOptedOutOfEmail: false, CreatedDate: '2019-11-11T17:23:34.000Z', Do_Not_Route_Lead__c: 'FALSE', Lead_Number__c: '1305025' });
    expect(Object.keys(lead ?? {}).sort()).toEqual(Object.keys(row ?? {}).sort());
  });

  withData('are taken in by the lead database with every column once source, status and account are those of the lists; else each is kept with its reason (LD-08, LD-10, CE-11)', async () => {
    const runtime = await inProcessRuntime({ records: { User: [aUser({ Id: 'integration', Role__c: 'Integration' })], Account: [{ Id: 'account', Name: 'Account' }] } });
    const [leads, contacts] = await Promise.all([rowsOf('lead'), rowsOf('contact')]);
    await created(runtime, 'Lead', leads, {});
    await created(runtime, 'Lead', leads, { LeadSource: 'Web Direct', Status: 'Raw', OwnerId: 'integration' });
    await created(runtime, 'Contact', contacts, { LeadSource: 'Web Direct', AccountId: 'account', Status: 'Raw', OwnerId: 'integration' });

    expect(await runtime.intake('2018-07-02T16:01:00.000Z')).toMatchObject({ status: 'SUCCEEDED', output: { deliveries: 6, processed: 5, rejected: 1 } });
    const outcomes = await outcomesOf(runtime);
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toEqual([{ outcome: 'rejected', reason: 'SOURCE_MISSING', recordId: undefined }]);
    expect(outcomes.flatMap(({ recordId }) => recordId ?? []).sort()).toEqual([LEAD, ...contacts.map(({ Id }) => Id)].sort());
    const lead = (await runtime.deps.records.load('Lead', [LEAD])).get(LEAD);
    expect(lead).toMatchObject({ LeadSource: 'Web Direct', Status: 'Raw', OwnerId: 'integration', Company: 'Z', Lead_Number__c: '1305025' });
    expect(Object.keys(leads[0] ?? {}).filter((column) => !Object.hasOwn(lead ?? {}, column))).toEqual([]);
  });
});
