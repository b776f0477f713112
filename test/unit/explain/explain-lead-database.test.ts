import { explainId } from '../../../infra/local/explain/explain-id';
import { tellExplanation } from '../../../infra/local/explain/tell-explanation';
import { checkRules } from '../../../infra/rules/check-rules';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { RULE_OBJECTS, ruleRows } from '../../../shared/domain/rule-tables';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import type { Delivery } from '../../../shared/stores/delivery-store';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const RULES = checkRules(ruleRows(SETTINGS), RULE_OBJECTS);
const RUN = 'lead-intake-2018-07-06T23-01-00Z';
/** 16:00 on a Friday in the org's zone. */
const AT = '2018-07-06T23:00:00.000Z';

const delivery = (fields: Pick<Delivery, 'source' | 'eventId' | 'body'> & Partial<Delivery>): Delivery => ({ deliveryId: `${fields.source}#${fields.eventId}`, receivedAt: AT, outcome: 'processed', reason: '', runId: RUN, ...fields });

/** A Contact Us request of a lead of an SMB, an activity that repeats, and changes that were refused. */
const seeded = async (): Promise<StoreDeps> => {
  const stores = storeDeps(memoryTables(), bundleConfig(SETTINGS, RULES));
  await seedRecords(
    {
      User: [aUser({ Id: 'ibdr-1' }), aUser({ Id: 'integ-1' }), aUser({ Id: 'ae-2' })],
      Account: [anAccount({ Id: 'co7', Name: 'Co 7', Number_of_Licenses__c: 500, Potential_EE_Users__c: 501, Sales_Segmentation__c: 'Mid-Market', Parent_Sales_Segmentation__c: 'Large', OwnerId: 'ae-2' })],
      Lead: [
        aLead({
          Id: 'asked', FirstName: 'Ada', LastName: 'Okafor', Company: 'Co 7', Email: 'ada@co7.example', LeadSource: 'Request - Contact', Status: 'MQL', CreatedDate: AT, OwnerId: 'ibdr-1', Matched_Account__c: 'co7',
          Person_Score__c: 105, Inquiry_DateTime__c: AT, MQL_DateTime__c: AT, Number_of_Developers_Bucket__c: '1-100', Sales_Segmentation__c: 'SMB', Queue__c: 'inbound', Engageable__c: true,
          Last_Interesting_Moment__c: 'contact_form', Last_Interesting_Moment_DateTime__c: AT,
        }),
      ],
      Contact: [aContact({ Id: 'quiet' })],
    },
    stores,
  );
  const form = JSON.stringify({ id: 'for-1', version: 1, form: 'contact_us', person: { email: 'ada@co7.example' } });
  await stores.deliveries.keep(delivery({ source: 'forms', eventId: 'for-1', body: form, recordId: 'asked' }));
  await stores.deliveries.keep(delivery({ deliveryId: 'aside:forms#for-1~r2', source: 'forms', eventId: 'for-1', body: form, receivedAt: '2018-07-06T23:05:00.000Z', outcome: 'duplicate', reason: 'SAME_ID', runId: undefined }));
  await stores.deliveries.keep(delivery({ source: 'crm', eventId: 'crm-2', receivedAt: '2018-07-06T23:10:00.000Z', outcome: 'rejected', reason: 'SOURCE_IMMUTABLE', body: JSON.stringify({ id: 'crm-2', type: 'changed', object: 'Lead', recordId: 'asked', by: 'ae-2', fields: { LeadSource: 'Demo' } }) }));
  await stores.deliveries.keep(delivery({ source: 'crm', eventId: 'crm-3', receivedAt: '2018-07-06T23:20:00.000Z', outcome: 'processed', recordId: 'co7', body: JSON.stringify({ id: 'crm-3', type: 'changed', object: 'Account', recordId: 'co7', by: 'ae-2', fields: { Potential_EE_Users__c: 501 } }) }));
  await stores.tables.putMany([
    stores.scores.toPut({ recordId: 'asked', at: AT, eventId: 'for-1', rows: [{ action: 'contact_form', points: 100, total: 100 }, { action: 'company_email', points: 5, total: 105 }], check: '' }, `${AT}#2`),
    stores.scores.toPut({ recordId: 'asked', at: '2018-07-07T00:00:00.000Z', eventId: 'mar-9', rows: [{ action: 'email_unsubscribe', points: -25, total: 80 }], check: 'unchanged' }, '2018-07-07T00:00:00.000Z#2'),
    stores.clocks.toPut({ clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: 'asked', receivedRecordId: 'asked', receivedAt: AT, dueAt: '2018-07-09T23:00:00.000Z', outcome: 'met', metAt: '2018-07-09T17:00:00.000Z' }),
    stores.alerts.toPut({ at: AT, kind: 'UNROUTABLE', recordId: 'asked', recipientRole: 'Marketing Ops', recipientId: '', reason: 'inbound-bdr-EMEA', eventId: 'for-1' }, RUN),
    stores.merges.toPut({
      object: 'Lead', survivorId: 'asked', mergedId: 'twin', at: '2018-07-08T00:00:00.000Z', eventId: 'crm-8', actor: 'ae-2',
      before: { survivor: { Id: 'asked' }, merged: { Id: 'twin' } }, after: { survivor: { Id: 'asked' }, merged: { Id: 'twin', MasterRecordId: 'asked' } },
    }),
  ]);
  const hashes = { rulesHash: stores.rulesHash, settingsHash: stores.settingsHash };
  await stores.decisions.keep([
    {
      recordId: 'asked', kind: 'routing', runId: RUN, about: 'contact_us#for-1', at: AT, ...hashes,
      fields: { MatchedAccountId: 'co7', MatchedBy: 'domain', Segment: 'SMB', Path: 'SMB→BDR_RR(NCSA)', OwnerId: 'ibdr-1', Source: 'Request - Contact', Region: 'NCSA', Trigger: 'contact_us', Flags: 'REGION_UNMAPPED', PreviousOwnerId: 'integ-1', Pool: 'inbound-bdr-NCSA' },
    },
    { recordId: 'asked', kind: 'audit', runId: RUN, about: `${AT}#for-1`, at: AT, ...hashes, fields: { EventId: 'for-1', Actor: 'system', Rule: 'LD-13', Changes: [{ field: 'Status', old: 'Inquiry', new: 'MQL' }] } },
    { recordId: 'co7', kind: 'audit', runId: RUN, about: '2018-07-06T23:20:00.000Z#crm-3', at: '2018-07-06T23:20:00.000Z', ...hashes, fields: { EventId: 'crm-3', Actor: 'ae-2', Rule: 'SG-07', Changes: [{ field: 'Sales_Segmentation__c', new: 'Mid-Market' }] } },
  ]);
  return stores;
};

describe('explain, of the lead database', () => {
  let stores: StoreDeps;
  beforeAll(async () => {
    stores = await seeded();
  });
  const explain = (id: string) => explainId(id, { stores, rules: RULES, now: '2018-07-10T12:00:00.000Z' });
  const tell = async (id: string): Promise<string> => {
    const explained = await explain(id);
    return explained === undefined ? 'nothing' : tellExplanation(explained, SETTINGS.timeZone);
  };

  it('a lead: what was delivered and refused, its statuses, points, routing with its three inputs, clock and merges (LD-01, LD-14, LR-01, LR-02)', async () => {
    expect(await tell('asked')).toBe(`Lead asked, Ada Okafor at Co 7
  Status MQL, owner Name of ibdr-1 (ibdr-1), source Request - Contact, created 2018-07-06 16:00

  Where it came from
    forms#for-1, received 2018-07-06 16:00: It was worked.
      form contact_us of ada@co7.example
      worked into Ada Okafor (asked) by lead-intake-2018-07-06T23-01-00Z
    aside:forms#for-1~r2, received 2018-07-06 16:05: It repeated an event that was known: nothing happened.
      form contact_us of ada@co7.example
      SAME_ID: an event with this id had come in before
      it had come in as forms#for-1 on 2018-07-06 16:00: It was worked.
    crm#crm-2, received 2018-07-06 16:10: It was refused: nothing happened.
      Lead asked changed by ae-2 (LeadSource: Demo)
      SOURCE_IMMUTABLE: the initial source is set once and never changed; questions: #Lead-Questions

  Its statuses
    Inquiry, first on 2018-07-06 16:00
    MQL, first on 2018-07-06 16:00

  Its score
    2018-07-06 16:00, for-1
      contact_form +100 = 100
      company_email +5 = 105
    2018-07-06 17:00, mar-9: looked at by routing, and left where it was
      email_unsubscribe -25 = 80

  How it was routed, and why
    2018-07-06 16:00, contact us: SMB→BDR_RR(NCSA): an SMB: the next inbound BDR in NCSA has it
      source Request - Contact, segment SMB, region NCSA; account Co 7 (co7), matched by domain
      owner Name of ibdr-1 (ibdr-1), before Name of integ-1 (integ-1), by lead-intake-2018-07-06T23-01-00Z
      REGION_UNMAPPED: no country that is known says the region, so it is NCSA

  Its segment by users
    SMB: the larger of the form’s bucket, by its lower bound, and the answer
      Number_of_Developers_Bucket__c 1-100

  Who works it
    Passive: the inbound team has it
      last interesting moment contact_form on 2018-07-06 16:00

  What was to be answered
    for-1, answer due 2018-07-09 16:00: answered in time, on 2018-07-09 10:00

  Merges
    2018-07-07 17:00, crm-8: twin was merged into asked by ae-2

  Who was alerted
    2018-07-06 16:00, Marketing Ops, nobody: Nobody covers a new request (inbound-bdr-EMEA)

  Who was told, and why
    Nobody: it is no lead that notifications are about.
      The entry condition does not hold: LeadSource = 'UserGems Contact Tracking' (it is Request - Contact)

  What runs changed on it
    2018-07-06 16:00, lead-intake-2018-07-06T23-01-00Z, from for-1, by system, rule LD-13
      Status: Inquiry -> MQL
`);
  });

  it('an event: every delivery of it, and what the first one did', async () => {
    expect(await tell('for-1')).toBe(`Event for-1
  forms#for-1, received 2018-07-06 16:00: It was worked.
    form contact_us of ada@co7.example
    worked into Ada Okafor (asked) by lead-intake-2018-07-06T23-01-00Z
    2018-07-06 16:00, for-1
      contact_form +100 = 100
      company_email +5 = 105
    2018-07-06 16:00, contact us: SMB→BDR_RR(NCSA): an SMB: the next inbound BDR in NCSA has it
      source Request - Contact, segment SMB, region NCSA; account Co 7 (co7), matched by domain
      owner Name of ibdr-1 (ibdr-1), before Name of integ-1 (integ-1), by lead-intake-2018-07-06T23-01-00Z
      REGION_UNMAPPED: no country that is known says the region, so it is NCSA
    2018-07-06 16:00, Marketing Ops, nobody: Nobody covers a new request (inbound-bdr-EMEA)
    2018-07-06 16:00, lead-intake-2018-07-06T23-01-00Z, from for-1, by system, rule LD-13
      Status: Inquiry -> MQL
  aside:forms#for-1~r2, received 2018-07-06 16:05: It repeated an event that was known: nothing happened.
    form contact_us of ada@co7.example
    SAME_ID: an event with this id had come in before
    it had come in as forms#for-1 on 2018-07-06 16:00: It was worked.
`);
  });

  it('LD-05, LD-12: why nothing happened to a refused change, by the id of its row', async () => {
    expect(await tell('crm#crm-2')).toBe(`Event crm#crm-2
  crm#crm-2, received 2018-07-06 16:10: It was refused: nothing happened.
    Lead asked changed by ae-2 (LeadSource: Demo)
    SOURCE_IMMUTABLE: the initial source is set once and never changed; questions: #Lead-Questions
`);
  });

  it('SG-03, SG-04: an account’s segment with the figure that decided it, and what changed it', async () => {
    const explained = await explain('co7');

    expect(explained).toMatchObject({
      kind: 'Account',
      segmentation: { segment: 'Mid-Market', calculated: 'Mid-Market', inputs: { Number_of_Licenses__c: 500, Potential_EE_Users__c: 501 }, words: 'the manual figure, which replaces the others', parentSegment: 'Large' },
      deliveries: [{ deliveryId: 'crm#crm-3', outcome: 'processed', record: { id: 'co7', name: 'Co 7' } }],
      alerts: [],
      changes: [{ eventId: 'crm-3', actor: 'ae-2', rule: 'SG-07', changes: [{ field: 'Sales_Segmentation__c', new: 'Mid-Market' }] }],
    });
    expect(await tell('co7')).toContain(`  Its segment by users
    Mid-Market: the manual figure, which replaces the others
      Number_of_Licenses__c 500, Potential_EE_Users__c 501
      its parent is Large
`);
  });

  it('of a contact that the lead database has nothing on, nothing is said', async () => {
    expect(await explain('quiet')).toMatchObject({ kind: 'Contact', history: undefined });
  });
});
