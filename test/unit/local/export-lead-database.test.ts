import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { exportFolder } from '../../../infra/local/results/export-folder';
import { digestRecords } from '../../../infra/local/results/record-digests';
import { readResults } from '../../../infra/local/results/results';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import type { Clock } from '../../../shared/domain/leads/clock';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import type { Delivery } from '../../../shared/stores/delivery-store';
import { temporaryDirectory } from '../../support/host-files';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead, anAccount } from '../../support/records';
import { NOTHING_IMPORTED, readRows, type ResultRow } from '../../support/replayed-folder';
import { seedRecords } from '../../support/seed-records';

const AT = '2018-07-06T23:00:00.000Z';
const CLOCK: Clock = { clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: 'survivor', receivedRecordId: 'merged', receivedAt: AT, dueAt: '2018-07-09T23:00:00.000Z', outcome: 'open' };
const DELIVERY: Delivery = { deliveryId: 'forms#for-1', source: 'forms', eventId: 'for-1', receivedAt: AT, outcome: 'processed', reason: 'EXISTING_LEAD', recordId: 'survivor', body: '{}' };

/** A store as a period of the lead database leaves it: two leads made one, a contact that was touched and one that was not. */
const play = async (stores: StoreDeps): Promise<Awaited<ReturnType<typeof digestRecords>>> => {
  await seedRecords(
    {
      Lead: [aLead({ Id: 'survivor', Status: 'Raw' }), aLead({ Id: 'merged' }), aLead({ Id: 'rewritten', LastModifiedDate: '2018-01-01T00:00:00.000Z' })],
      Contact: [aContact({ Id: 'active', Queue__c: 'outbound', Active_Until__c: '2018-07-15' }), aContact({ Id: 'passive', Queue__c: 'outbound', Active_Until__c: '2018-07-14' })],
      Account: [anAccount({ Id: 'same' })],
    },
    stores,
  );
  const before = await digestRecords(stores.records);
  await seedRecords(
    {
      Lead: [aLead({ Id: 'survivor', Status: 'MQL', Person_Score__c: 105 }), aLead({ Id: 'merged', MasterRecordId: 'survivor' }), aLead({ Id: 'rewritten', LastModifiedDate: AT, Career_Page_Visits__c: AT })],
      Contact: [aContact({ Id: 'active', Queue__c: 'outbound', Active_Until__c: '2018-07-15', LastActivityDate: '2018-07-06' })],
      Account: [anAccount({ Id: 'new', Using_CE__c: true })],
    },
    stores,
  );
  await stores.deliveries.accept(DELIVERY);
  await stores.deliveries.accept({ ...DELIVERY, deliveryId: 'version-ping#ver-1', source: 'version-ping', eventId: 'ver-1', receivedAt: '2018-07-08T00:00:00.000Z', outcome: 'held', reason: '', recordId: undefined });
  await stores.deliveries.keep({ ...DELIVERY, deliveryId: 'aside:forms#for-1~r2', receivedAt: '2018-07-07T00:00:00.000Z', outcome: 'duplicate', reason: 'SAME_ID', recordId: undefined });
  await stores.tables.putMany([
    stores.scores.toPut({ recordId: 'survivor', at: AT, eventId: 'for-1', rows: [{ action: 'contact_form', points: 100, total: 100 }, { action: 'company_email', points: 5, total: 105 }], check: 'routed' }, `${AT}#2`),
    stores.scores.toPut({ recordId: 'survivor', at: '2018-07-06T22:00:00.000Z', eventId: 'mar-1', rows: [{ action: 'SCORE_SET', points: 0, total: 0 }], check: 'below_threshold' }, '2018-07-06T22:00:00.000Z#2'),
    stores.clocks.toPut(CLOCK),
    stores.clocks.toPut({ ...CLOCK, clockId: 'forms#trial', kind: 'in_product_trial' }),
    stores.alerts.toPut({ at: AT, kind: 'INBOUND_TASK', recordId: 'active', recipientRole: 'Inbound BDR', recipientId: 'ibdr-1', reason: 'contact_us', eventId: 'for-1' }, 'lead-intake'),
  ]);
  await stores.decisions.keep([
    {
      recordId: 'survivor', kind: 'routing', runId: 'lead-intake', about: 'contact_us#for-1', at: AT, rulesHash: '', settingsHash: '',
      fields: { MatchedBy: 'none', Segment: 'Unknown', Path: 'UNKNOWN→BDR_RR(NCSA)', OwnerId: 'ibdr-1', Source: 'Request - Contact', Region: 'NCSA', Trigger: 'contact_us', Flags: 'REGION_UNMAPPED', PreviousOwnerId: 'integ-1' },
    },
  ]);
  return before;
};

describe('exportFolder with a lead database (contracts-leads, section 4)', () => {
  const out = join(temporaryDirectory(), 'out');
  const rows = (file: string): Promise<ResultRow[]> => readRows(join(out, file));
  const header = (file: string): string => readFileSync(join(out, file), 'utf8').split('\n')[0] ?? '';
  beforeAll(async () => {
    const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
    const before = await play(stores);
    await exportFolder(out, stores, await readResults(stores), [], NOTHING_IMPORTED, { asOf: '2018-07-15', before });
  });

  it('writes its files beside the others', () => {
    expect(readdirSync(out).sort()).toEqual([
      'Account.csv', 'Alert.csv', 'BadRows.csv', 'Contact.csv', 'DeliveryOutcome.csv', 'Engagement.csv', 'Lead.csv', 'NotificationLedger.csv', 'RoutingDecision.csv', 'Runs.json', 'ScoreHistory.csv', 'SignalOutcome.csv', 'Sla.csv', 'TrackedContact.csv', 'UsagePingOutcome.csv',
    ]);
  });

  it.each([
    ['ScoreHistory.csv', 'recordId,at,eventId,action,points,total,check'],
    ['Sla.csv', 'leadId,eventId,receivedAt,dueAt,outcome,metAt'],
    ['Alert.csv', 'at,kind,recordId,recipientRole,recipientId,reason'],
    ['DeliveryOutcome.csv', 'receivedAt,route,eventId,outcome,reason,recordId'],
    ['Engagement.csv', 'recordId,engagement,activeUntil,queue'],
    ['UsagePingOutcome.csv', 'loadedAt,host,outcome,reason,accountId'],
  ])('%s has the columns %s', (file, columns) => {
    expect(header(file)).toBe(columns);
  });

  it('a record is written whole when it is new or differs, merged ones included; when it was written is no difference', async () => {
    expect((await rows('Lead.csv')).map(({ Id, MasterRecordId, Status, Person_Score__c }) => ({ Id, MasterRecordId, Status, Person_Score__c }))).toEqual([
      { Id: 'merged', MasterRecordId: 'survivor', Status: 'Raw', Person_Score__c: '' },
      { Id: 'survivor', MasterRecordId: '', Status: 'MQL', Person_Score__c: '105' },
    ]);
    expect((await rows('Contact.csv')).map(({ Id }) => Id)).toEqual(['active']);
    expect((await rows('Account.csv')).map(({ Id, Using_CE__c }) => ({ Id, Using_CE__c }))).toEqual([{ Id: 'new', Using_CE__c: 'true' }]);
  });

  it('the rows of a score history stand in the order of processing, the check on the last of a delivery (LD-14)', async () => {
    expect((await rows('ScoreHistory.csv')).map(({ eventId, action, total, check }) => [eventId, action, total, check])).toEqual([
      ['mar-1', 'SCORE_SET', '0', 'below_threshold'],
      ['for-1', 'contact_form', '100', ''],
      ['for-1', 'company_email', '105', 'routed'],
    ]);
  });

  it('a clock stands under the record at receipt, and is open while it has not fallen due (LR-02)', async () => {
    expect(await rows('Sla.csv')).toEqual([{ leadId: 'merged', eventId: 'for-1', receivedAt: AT, dueAt: '2018-07-09T23:00:00.000Z', outcome: 'open', metAt: '' }]);
  });

  it('a routing decision shows source, segment and region (LR-01)', async () => {
    expect(await rows('RoutingDecision.csv')).toEqual([
      { leadId: 'survivor', matchedAccountId: '', matchedBy: 'none', segment: 'Unknown', path: 'UNKNOWN→BDR_RR(NCSA)', ownerId: 'ibdr-1', at: AT, source: 'Request - Contact', region: 'NCSA', trigger: 'contact_us', flags: 'REGION_UNMAPPED', previousOwnerId: 'integ-1' },
    ]);
  });

  it('every delivery has its row, a repeated one too; usage pings are processed before their load', async () => {
    expect(await rows('DeliveryOutcome.csv')).toEqual([
      { receivedAt: AT, route: '/webhooks/forms', eventId: 'for-1', outcome: 'processed', reason: 'EXISTING_LEAD', recordId: 'survivor' },
      { receivedAt: '2018-07-07T00:00:00.000Z', route: '/webhooks/forms', eventId: 'for-1', outcome: 'duplicate', reason: 'SAME_ID', recordId: '' },
      { receivedAt: '2018-07-08T00:00:00.000Z', route: '/webhooks/version-ping', eventId: 'ver-1', outcome: 'processed', reason: '', recordId: '' },
    ]);
  });

  it('who is Active on the last day is the inbound team’s, whatever the queue (RE-08, RE-09)', async () => {
    expect(await rows('Engagement.csv')).toEqual([
      { recordId: 'active', engagement: 'Active', activeUntil: '2018-07-15', queue: 'inbound' },
      { recordId: 'passive', engagement: 'Passive', activeUntil: '2018-07-14', queue: 'outbound' },
      { recordId: 'rewritten', engagement: 'Passive', activeUntil: '', queue: '' },
      { recordId: 'survivor', engagement: 'Passive', activeUntil: '', queue: '' },
    ]);
  });

  it('without a delivery to the lead database there is none of its files', async () => {
    const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));

    expect((await readResults(stores)).leadDatabase).toBeUndefined();
  });
});
