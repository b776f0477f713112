import fc from 'fast-check';
import { ERASABLE_TABLES, ERASE_ITEM } from '../../../shared/domain/privacy/erase-item.table';
import { KEPT_FIELDS } from '../../../shared/domain/privacy/kept-fields.table';
import { personOf } from '../../../shared/domain/privacy/person';
import type { PlainItem } from '../../../shared/domain/privacy/redact';
import { TABLE_NAMES, type TableName } from '../../../shared/names/tables';
import { CATALOGUE } from '../../../shared/records/catalogue';

const person = personOf(['email:ada@acme.example', 'profile:ada-okafor', 'record:c-1', 'record:lead-1', 'signal:feed:e-1', 'signal:forms#e-2']);
const erasedAt = '2024-10-10T17:00:00.000Z';
const erase = (table: TableName, item: PlainItem): PlainItem | undefined => ERASE_ITEM[table].erase?.(item, { person, erasedAt });

const CONTACT = { Id: 'c-1', AccountId: 'a', FirstName: 'Ada', LastName: 'Okafor', Email: 'ada@acme.example', Title: 'CTO', Status: 'Qualifying', Phone: '+1 555 0100', LastModifiedDate: '2024-09-01T00:00:00.000Z' };

describe('erasing an item', () => {
  it('keeps of a contact ids, status and dates, and says when it was erased', () => {
    expect(erase('Contact', CONTACT)).toEqual({ Id: 'c-1', AccountId: 'a', LastName: '[erased]', Status: 'Qualifying', Erased_DateTime__c: erasedAt, LastModifiedDate: erasedAt });
  });

  it.each([
    { known: '2024-09-01T00:00:00.000Z', then: erasedAt },
    { known: erasedAt, then: '2024-10-10T17:00:00.001Z' },
    { known: '2024-12-01T00:00:00.000Z', then: '2024-12-01T00:00:00.001Z' },
    { known: 'no date', then: erasedAt },
    { known: undefined, then: erasedAt },
  ])('is a later version than $known, which therefore cannot come back', ({ known, then }) => {
    expect(erase('Contact', { ...CONTACT, LastModifiedDate: known })?.['LastModifiedDate']).toBe(then);
  });

  it('erases once more what an import has brought back', () => {
    const back = { ...erase('Contact', CONTACT), LastName: 'Okafor', LastModifiedDate: '2024-11-01T00:00:00.000Z' };
    expect(erase('Contact', back)).toMatchObject({ LastName: '[erased]', LastModifiedDate: '2024-11-01T00:00:00.001Z' });
  });

  it.each<{ readonly table: TableName; readonly what: string; readonly before: PlainItem; readonly after: PlainItem | undefined }>([
    { table: 'Account', what: 'a mention in any field', before: { Id: 'a', Notes__c: 'Ask ada@acme.example' }, after: { Id: 'a', Notes__c: 'Ask [erased]' } },
    { table: 'Task', what: 'what a task was about', before: { Id: 't', WhoId: 'lead-1', Status: 'Completed', Subject: 'Call Ada', ActivityDate: '2024-09-12' }, after: { Id: 't', WhoId: 'lead-1', Status: 'Completed', ActivityDate: '2024-09-12', LastModifiedDate: erasedAt } },
    {
      table: 'Signal', what: 'the body of a signal that made a lead',
      before: { SignalId: 'feed:e-1', EventId: 'e-1', Outcome: 'lead_created', LeadId: 'lead-1', Body: '{"id":"e-1","type":"new_hire","detectedAt":"2024-10-01T00:00:00Z","person":{"email":"ada@acme.example"}}' },
      after: { SignalId: 'feed:e-1', EventId: 'e-1', Outcome: 'lead_created', LeadId: 'lead-1', Body: '{"id":"e-1","type":"new_hire","detectedAt":"2024-10-01T00:00:00Z"}' },
    },
    {
      table: 'Signal', what: 'a signal that waits, which is rejected and due no more',
      before: { SignalId: 'feed:e-1', Outcome: 'held', Reason: 'NEXT_TUESDAY', Body: '{}', DueBucket: 'feed#1', DueOrder: '2024' },
      after: { SignalId: 'feed:e-1', Outcome: 'rejected', Reason: 'ERASED', Body: '{}', DueBucket: undefined, DueOrder: undefined },
    },
    {
      table: 'Signal', what: 'the beginning of a body that was too large, with its hash',
      before: { SignalId: 'feed:e-1', Outcome: 'rejected', Reason: 'TOO_LARGE', Body: '{"person":{"email":"ada@ac', BodyBytes: 300_000, BodySha256: 'abc' },
      after: { SignalId: 'feed:e-1', Outcome: 'rejected', Reason: 'TOO_LARGE', Body: '{}', BodyBytes: 300_000, BodySha256: undefined },
    },
    {
      table: 'Delivery', what: 'the body of a form, of which ids, kind and dates stay',
      before: { DeliveryId: 'forms#e-2', Part: 'delivery', EventId: 'e-2', Outcome: 'processed', RecordId: 'lead-1', Body: '{"id":"e-2","version":1,"form":"contact_us","submittedAt":"2018-07-02T17:00:00Z","person":{"email":"ada@acme.example","lastName":"Okafor"},"company":{"name":"Acme"}}' },
      after: { DeliveryId: 'forms#e-2', Part: 'delivery', EventId: 'e-2', Outcome: 'processed', RecordId: 'lead-1', Body: '{"id":"e-2","form":"contact_us","submittedAt":"2018-07-02T17:00:00Z"}' },
    },
    {
      table: 'Delivery', what: 'a delivery that waits, which is rejected and due no more',
      before: { DeliveryId: 'forms#e-2', Part: 'delivery', Outcome: 'held', Body: '{}', DueBucket: 'forms#1', DueOrder: '2018' },
      after: { DeliveryId: 'forms#e-2', Part: 'delivery', Outcome: 'rejected', Reason: 'ERASED', Body: '{}', DueBucket: undefined, DueOrder: undefined },
    },
    { table: 'Delivery', what: 'nothing of the claim beside it', before: { DeliveryId: 'forms#e-2', Part: 'claim', By: 'set-aside:forms#e-2~r' }, after: { DeliveryId: 'forms#e-2', Part: 'claim', By: 'set-aside:forms#e-2~r' } },
    { table: 'TrackedContact', what: 'a tracked contact', before: { ContactId: 'c-1', Cohort: 1, Tier: '1' }, after: undefined },
    { table: 'VendorRecord', what: 'what the vendor was told of a contact', before: { VendorRecordId: 'contact#other@acme.example', RecordId: 'c-1' }, after: undefined },
    { table: 'VendorRecord', what: 'what the vendor was told of an address', before: { VendorRecordId: 'contact#ada@acme.example', RecordId: 'gone' }, after: undefined },
    { table: 'MatchKey', what: 'a key that spells out the person', before: { Key: 'contact:email:ada@acme.example', Ids: ['c-1'] }, after: undefined },
    { table: 'MatchKey', what: 'a key by an address that the record no longer bears', before: { Key: 'contact:email:maiden@acme.example', Ids: ['c-1'] }, after: undefined },
    { table: 'MatchKey', what: "the person's entries of a key that others share", before: { Key: 'lead:person:name:ada okafor', Ids: ['lead-1|account:a', 'lead-2|account:a'] }, after: { Key: 'lead:person:name:ada okafor', Ids: ['lead-2|account:a'] } },
    { table: 'Run', what: 'what is left of a result that was cut off', before: { RunId: 'r', Part: 'work#1', Remains: '{"created":[{"Id":"lead-1","LastName":"Oka' }, after: undefined },
    { table: 'Decision', what: 'audited values of a person', before: { RecordId: 'lead-1', DecisionId: 'audit', Changes: [{ field: 'Title', new: 'CTO' }, { field: 'Status', old: 'Raw', new: 'Open' }] }, after: { RecordId: 'lead-1', DecisionId: 'audit', Changes: [{ field: 'Title', new: '[erased]' }, { field: 'Status', old: 'Raw', new: 'Open' }] } },
  ])('$table: erases $what, and nothing more when repeated', ({ table, before, after }) => {
    expect(erase(table, before)).toEqual(after);
    if (after !== undefined) expect(erase(table, after)).toBe(after);
  });

  it('leaves an item of any table that does not mention the person as it is', () => {
    const text = fc.constantFrom('ada', 'okafor', 'ada okafor', 'bob@acme.example', 'ada@acme.example.org', 'linkedin.com/in/ada-okafor-2', 'c-2', 'lead-2|account:a', 'CTO', '[erased]', 'held');
    const names = fc.constantFrom('Id', 'WhoId', 'SignalId', 'Key', 'Ids', 'ContactId', 'RecordId', 'Body', 'Outcome', 'FirstName', 'LastName', 'Email', 'Title', 'entries', 'key', 'field', 'old', 'new', 'Content', 'Result', 'Remains');
    const value: fc.Arbitrary<PlainItem[string]> = fc.oneof(text, fc.integer(), fc.boolean(), fc.array(text, { maxLength: 3 }), fc.dictionary(names, fc.oneof(text, fc.array(text)), { maxKeys: 3 }));
    fc.assert(fc.property(fc.constantFrom(...ERASABLE_TABLES), fc.dictionary(names, value, { maxKeys: 6 }), (table, item) => expect(erase(table, item)).toBe(item)));
  });
});

describe('the table', () => {
  it('has a row for every table, and says why of each', () => {
    expect(Object.keys(ERASE_ITEM).sort()).toEqual([...TABLE_NAMES].sort());
    expect(Object.values(ERASE_ITEM).filter(({ because }) => because === '')).toEqual([]);
    expect(TABLE_NAMES.filter((table) => !ERASABLE_TABLES.includes(table))).toEqual([
      'User', 'Sequence', 'ScoreHistory', 'Clock', 'Alert', 'UsagePing', 'Callback', 'RateLimit', 'Pool', 'Scorecard', 'Erasure',
    ]);
  });

  it('a new field of the catalogue has to be decided on: these go', () => {
    const gone = (['Contact', 'Lead', 'Task'] as const).map((object) => Object.keys(CATALOGUE[object]).filter((field) => !(KEPT_FIELDS[object] as readonly string[]).includes(field)));
    const ofVendor = ['UserGem__CompanyCountry__c', 'UserGem__PersonCountry__c', 'UserGem__CompanyState__c', 'UserGem__PersonState__c', 'UserGem__PersonLinkedInUrl__c', 'UserGem__JobStartedDate__c', 'UserGem__PastTitle__c'];
    expect(gone).toEqual([
      ['FirstName', 'LastName', 'Email', 'Title', 'LinkedIn_URL__c', 'Country', 'State', 'Subscriptions__c', 'Outreach_Sync__c', 'Career_Page_Visits__c', ...ofVendor],
      ['FirstName', 'LastName', 'Company', 'Email', 'Title', 'Country', 'State', 'Actively_Being_Sequenced__c', 'Subscriptions__c', 'Outreach_Sync__c', 'Career_Page_Visits__c', ...ofVendor],
      ['Subject'],
    ]);
  });
});
