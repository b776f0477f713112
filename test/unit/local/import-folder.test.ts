import * as fc from 'fast-check';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import { TABLE_NAMES } from '../../../shared/names/tables';
import type { ObjectName } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps, type StoreDeps } from '../../../shared/runtime/store-deps';
import { importFiles, jsonLines, lines } from '../../support/import-files';
import { SETTINGS } from '../../support/in-process-runtime';
import { storeState } from '../../support/store-state';
import { scanned } from '../../support/table-contents';
import { aJobChange, aNewHire } from '../../support/usergems-bodies';

const aStore = (tables = memoryTables()): StoreDeps => storeDeps(tables, bundleConfig(SETTINGS, []));
const recordOf = async (object: ObjectName, id: string, { records }: StoreDeps): Promise<object | undefined> => (await records.load(object, [id])).get(id);
const everything = ({ tables }: StoreDeps) => storeState(tables, TABLE_NAMES);

/** A folder in which every kind of file stands. */
const FOLDER = {
  'User.csv': lines('Id,Name,IsActive', 'u1,Una,true'),
  'Account.csv': lines('Id,Name,Website,OwnerId,LastModifiedDate', 'a1,Acme,https://www.acme.example,u1,2024-09-01T00:00:00.000Z', 'a2,Acme Two,acme.example,u1,'),
  'Contact.csv': lines('Id,AccountId,Email,Shoe_Size__c', 'c1,a1,Ada@Acme.example,38', 'c2,a2,bo@acme.example,'),
  'Opportunity.csv': lines('Id,AccountId,IsClosed,Amount', 'o1,a1,false,100'),
  'OpportunityContactRole.csv': lines('Id,OpportunityId,ContactId', 'r1,o1,c1'),
  'Lead.csv': lines('Id,LastName,Email,LeadSource,CreatedDate', 'l1,Okafor,ada@globex.example,UserGems Contact Tracking,2024-10-08T13:00:00.000Z'),
  'UserGemsRetroPush1.jsonl': jsonLines(aJobChange('p-1', 'c1', { domain: 'globex.example' }), aJobChange('p-1', 'c1', { domain: 'globex.example' }), { id: 'p-2' }),
  'UserGemsRetroPush2.jsonl': jsonLines(aJobChange('p-3', 'c1', { domain: 'globex.example' }), aNewHire('p-4', { domain: 'globex.example' })),
};

describe('importFolder (contracts, sections 2 and 4)', () => {
  it('takes in every file, and counts by object and push', async () => {
    const store = aStore();

    expect(await importFiles(FOLDER, store)).toEqual({
      taken: { User: 1, Account: 2, Contact: 2, Opportunity: 1, OpportunityContactRole: 1, Lead: 1, 'UserGemsRetroPush1.jsonl': 3, 'UserGemsRetroPush2.jsonl': 2 },
      older: 0, converted: 0, badRows: [], warnings: [], stopped: [],
    });
    expect(await recordOf('Opportunity', 'o1', store)).toEqual({ Id: 'o1', AccountId: 'a1', IsClosed: false, Amount: 100 });
    expect((await store.records.leadsCreatedOn('2024-10-08')).map(({ Id }) => Id)).toEqual(['l1']);
  });

  it('adds nothing when the same folder comes again', async () => {
    const store = aStore();
    await importFiles(FOLDER, store);
    const before = await everything(store);

    await importFiles(FOLDER, store);

    expect(await everything(store)).toEqual(before);
  });

  it('an import that broke off at any write is finished by the next', async () => {
    const whole = aStore();
    await importFiles(FOLDER, whole);
    let writes = 1;
    for (let end = false; !end; writes += 1) {
      const tables = memoryTables();
      let left = writes;
      const breaking = { ...tables, putMany: (puts: Parameters<typeof tables.putMany>[0]) => ((left -= 1) < 0 ? Promise.reject(new Error('the power went off')) : tables.putMany(puts)) };
      end = await importFiles(FOLDER, aStore(breaking)).then(() => true, () => false);

      await importFiles(FOLDER, aStore(tables));

      expect(await everything(aStore(tables))).toEqual(await everything(whole));
    }
    expect(writes).toBeGreaterThan(8);
  });

  it('keeps columns that it does not know, as they came', async () => {
    const store = aStore();
    await importFiles({ 'Contact.csv': lines('Id,Shoe_Size__c,__proto__', 'c1,038,x') }, store);

    expect(await recordOf('Contact', 'c1', store)).toMatchObject({ Shoe_Size__c: '038' });
  });

  it('an empty column empties its field, a missing column leaves it alone', async () => {
    const store = aStore();
    await importFiles({ 'Contact.csv': lines('Id,FirstName,Title,Shoe_Size__c', 'c1,Ada,CTO,38') }, store);

    await importFiles({ 'Contact.csv': lines('Title,Id,LastName', ',c1,Okafor') }, store);

    expect(await recordOf('Contact', 'c1', store)).toEqual({ Id: 'c1', FirstName: 'Ada', LastName: 'Okafor', Shoe_Size__c: '38' });
  });

  const version = (title: string, modified: string): string => `c1,${title},${modified}`;
  const contacts = (...rows: readonly string[]): Record<string, string> => ({ 'Contact.csv': lines('Id,Title,LastModifiedDate', ...rows) });

  it('the newest LastModifiedDate wins, whatever comes later', async () => {
    const store = aStore();
    await importFiles(contacts(version('new', '2024-09-02T00:00:00.000Z')), store);

    const report = await importFiles(contacts(version('old', '2024-09-01T00:00:00.000Z')), store);

    expect(report).toMatchObject({ taken: { Contact: 0 }, older: 1 });
    expect(await recordOf('Contact', 'c1', store)).toMatchObject({ Title: 'new' });
  });

  const onDay = (day: number): string => version(`version of day ${day}`, `2024-09-${String(day).padStart(2, '0')}T00:00:00.000Z`);

  it('in one file too, in any order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 4 }), async (days) => {
        const store = aStore();

        await importFiles(contacts(...days.map(onDay)), store);

        expect(await recordOf('Contact', 'c1', store)).toMatchObject({ Title: `version of day ${Math.max(...days)}` });
      }),
      { numRuns: 20 },
    );
  });

  it('however far apart its versions stand', async () => {
    const store = aStore();

    await importFiles(contacts(onDay(2), ...Array.from({ length: 4_000 }, (_, index) => `other-${index},,`), onDay(1)), store);

    expect(await recordOf('Contact', 'c1', store)).toMatchObject({ Title: 'version of day 2' });
  });

  it('without dates what comes last wins', async () => {
    const store = aStore();

    await importFiles(contacts(version('first', ''), version('second', '')), store);

    expect(await recordOf('Contact', 'c1', store)).toEqual({ Id: 'c1', Title: 'second' });
  });

  it('the same version again undoes nothing that a run has written since, and adds what was not known', async () => {
    const store = aStore();
    const modified = '2024-09-02T00:00:00.000Z';
    await importFiles(contacts(version('CTO', modified)), store);
    await store.records.markContact('c1', { Title: 'left', Unqualified_DateTime__c: '2024-10-08T13:00:00.000Z' }, undefined);

    await importFiles({ 'Contact.csv': lines('Id,Title,LastName,LastModifiedDate', `c1,CTO,Okafor,${modified}`) }, store);

    expect(await recordOf('Contact', 'c1', store)).toEqual({ Id: 'c1', Title: 'left', LastName: 'Okafor', LastModifiedDate: modified, Unqualified_DateTime__c: '2024-10-08T13:00:00.000Z' });
    expect((await store.records.contactsDisqualifiedOn('2024-10-08')).map(({ Id }) => Id)).toEqual(['c1']);
  });

  it('writes nothing for rows that say what the store knows', async () => {
    const tables = memoryTables();
    const written: string[] = [];
    const putMany: typeof tables.putMany = async (puts) => {
      written.push(...puts.map(({ table }) => table));
      await tables.putMany(puts);
    };
    await importFiles(FOLDER, aStore(tables));

    await importFiles(FOLDER, aStore({ ...tables, putMany }));

    expect(written).toEqual([]);
  });

  it('reports rows that cannot be used with file, line and reason, and takes in the others', async () => {
    const store = aStore();

    const report = await importFiles({ 'Contact.csv': lines('Id,Email,LastModifiedDate', 'c1,ada@acme.example', ',bo@acme.example,', 'c3,"cy,', 'c4,di@acme.example,soon'), 'UserGemsRetroPush1.jsonl': lines('{', '') }, store);

    expect(report).toEqual({
      taken: { Contact: 1, 'UserGemsRetroPush1.jsonl': 0 },
      older: 0,
      converted: 0,
      badRows: [
        { file: 'Contact.csv', line: 2, reason: 'FIELD_COUNT' },
        { file: 'Contact.csv', line: 3, reason: 'ID_MISSING' },
        { file: 'Contact.csv', line: 4, reason: 'QUOTES_UNPAIRED' },
        { file: 'UserGemsRetroPush1.jsonl', line: 1, reason: 'NOT_JSON' },
      ],
      warnings: [{ file: 'Contact.csv', line: 5, field: 'LastModifiedDate', reason: 'INVALID_VALUE' }],
      stopped: [],
    });
    expect((await scanned(store.tables, 'Contact')).map(({ Id }) => Id)).toEqual(['c4']);
  });

  it('a file without the column Id stops, the others do not', async () => {
    const store = aStore();

    const report = await importFiles({ 'Account.csv': lines('Name', 'Acme'), 'Contact.csv': lines('Id', 'c1') }, store);

    expect(report).toMatchObject({ taken: { Contact: 1 }, stopped: [{ file: 'Account.csv', reason: 'The header of Account.csv has no column Id, which every export needs; columns found: Name.' }] });
  });

  it('a push that the stage does not have is refused by name', async () => {
    const report = await importFiles({ 'UserGemsRetroPush4.jsonl': jsonLines(aNewHire('p', {})) }, aStore());

    expect(report.stopped).toEqual([{ file: 'UserGemsRetroPush4.jsonl', reason: 'The stage local has no push 4: name it in launch.retroPushes of its settings' }]);
  });

  it('a folder with nothing to import, or that is not there, is an error that says so', async () => {
    await expect(importFiles({ 'Contacts.csv': lines('Id', 'c1') }, aStore())).rejects.toThrow(/has nothing to import: it holds none of User\.csv, Account\.csv, /);
    await expect(importFiles({}, aStore())).rejects.toThrow(/has nothing to import/);
  });

  it('a failure of the store is a failure of the import', async () => {
    const tables = { ...memoryTables(), putMany: () => Promise.reject(new Error('the store is full')) };

    await expect(importFiles(FOLDER, aStore(tables))).rejects.toThrow('the store is full');
  });
});

describe('match keys', () => {
  it('of later files are added to those that are there', async () => {
    const store = aStore();
    await importFiles({ 'Account.csv': lines('Id,Name,Website', 'a1,Acme,acme.example', 'a2,Acme,www.acme.example/') }, store);
    await store.matchKeys.keep([{ key: 'lead:person:ada', entries: ['00Q|a1'] }]);

    await importFiles({ 'Account.csv': lines('Id,Name,Website', 'a3,Other,acme.example', 'a1,Acme,elsewhere.example') }, store);

    expect(Object.fromEntries(await store.matchKeys.find(['account:domain:acme.example', 'account:name:acme', 'account:domain:elsewhere.example', 'lead:person:ada']))).toEqual({
      'account:domain:acme.example': ['a1', 'a2', 'a3'],
      'account:name:acme': ['a1', 'a2'],
      'account:domain:elsewhere.example': ['a1'],
      'lead:person:ada': ['00Q|a1'],
    });
  });
});

describe('MasterRecordId', () => {
  const REFERRING = {
    'Account.csv': lines('Id,ParentId,MasterRecordId', 'a1,,', 'a2,,a1', 'a3,a2,'),
    'Contact.csv': lines('Id,AccountId,MasterRecordId', 'c1,a1,', 'c2,a2,c1', 'c3,a2,'),
    'Opportunity.csv': lines('Id,AccountId', 'o1,a2'),
    'OpportunityContactRole.csv': lines('Id,OpportunityId,ContactId', 'r1,o1,c2'),
    'Lead.csv': lines('Id,Matched_Account__c,UserGem__PastAccount__c,UserGem__PastContact__c,Company', 'l1,a2,a2,c2,a2'),
  };

  it('re-points what referred to a merged record, in every object, and deletes nothing', async () => {
    const store = aStore();

    await importFiles(REFERRING, store);

    expect(await recordOf('Account', 'a3', store)).toEqual({ Id: 'a3', ParentId: 'a1' });
    expect(await recordOf('Contact', 'c3', store)).toEqual({ Id: 'c3', AccountId: 'a1' });
    expect(await recordOf('Opportunity', 'o1', store)).toEqual({ Id: 'o1', AccountId: 'a1' });
    expect(await recordOf('OpportunityContactRole', 'r1', store)).toEqual({ Id: 'r1', OpportunityId: 'o1', ContactId: 'c1' });
    expect(await recordOf('Lead', 'l1', store)).toEqual({ Id: 'l1', Matched_Account__c: 'a1', UserGem__PastAccount__c: 'a1', UserGem__PastContact__c: 'c1', Company: 'a2' });
    expect(await recordOf('Account', 'a2', store)).toEqual({ Id: 'a2', MasterRecordId: 'a1' });
    expect((await store.records.opportunitiesOf(['a1'])).get('a1')?.map(({ Id }) => Id)).toEqual(['o1']);
  });

  it('also what came with an earlier import', async () => {
    const store = aStore();
    await importFiles({ 'Account.csv': lines('Id', 'a1', 'a2'), 'Contact.csv': lines('Id,AccountId,Title', 'c3,a2,CTO') }, store);

    await importFiles({ 'Account.csv': lines('Id,MasterRecordId', 'a2,a1') }, store);

    expect(await recordOf('Contact', 'c3', store)).toEqual({ Id: 'c3', AccountId: 'a1', Title: 'CTO' });
  });

  it('follows a chain of merges to its end, and ends in a circle too', async () => {
    const store = aStore();

    await importFiles({ 'Account.csv': lines('Id,MasterRecordId', 'a1,a2', 'a2,a3', 'a3,', 'x1,x2', 'x2,x1'), 'Contact.csv': lines('Id,AccountId', 'c1,a1', 'c2,x1') }, store);

    expect(await recordOf('Contact', 'c1', store)).toEqual({ Id: 'c1', AccountId: 'a3' });
    expect(await recordOf('Account', 'a1', store)).toEqual({ Id: 'a1', MasterRecordId: 'a3' });
    expect(await recordOf('Contact', 'c2', store)).toMatchObject({ Id: 'c2' });
  });
});

describe('a lead that comes back with a Salesforce id', () => {
  const OWN = leadIdOf('ug-1');
  const RELEASED = '2024-10-08T13:00:00.000Z';
  const back = { 'Lead.csv': lines('Id,UserGem__EventId__c,LastName,Title,CreatedDate,LeadSource', '00Q5g0000000001EAA,ug-1,Okafor,,2024-10-08T20:00:00.000Z,UserGems Contact Tracking') };

  const released = async (): Promise<StoreDeps> => {
    const store = aStore();
    const lead = { Id: OWN, UserGem__EventId__c: 'ug-1', LastName: 'Okafor', Title: 'CTO', OwnerId: 'u1', CreatedDate: RELEASED, LeadSource: 'UserGems Contact Tracking' };
    const contact = { Id: 'c1', UserGem__CurrentLead__c: OWN };
    await store.tables.putMany([{ table: 'Lead', item: store.records.toItem('Lead', lead) }, { table: 'Contact', item: store.records.toItem('Contact', contact) }]);
    return store;
  };

  it('takes the place of the one that the product made, with what that one carried and the day of its release', async () => {
    const store = await released();

    await importFiles(back, store);

    expect(await recordOf('Lead', '00Q5g0000000001EAA', store)).toEqual({
      Id: '00Q5g0000000001EAA', UserGem__EventId__c: 'ug-1', LastName: 'Okafor', OwnerId: 'u1', CreatedDate: RELEASED, LeadSource: 'UserGems Contact Tracking',
    });
    expect(await recordOf('Lead', OWN, store)).toMatchObject({ Id: OWN, MasterRecordId: '00Q5g0000000001EAA' });
    expect(await recordOf('Contact', 'c1', store)).toEqual({ Id: 'c1', UserGem__CurrentLead__c: '00Q5g0000000001EAA' });
  });

  it('again and again to the same end', async () => {
    const store = await released();
    await importFiles(back, store);
    const before = await everything(store);

    await importFiles(back, store);

    expect(await everything(store)).toEqual(before);
  });

  it('is whole even if the import broke off after the product\'s own was marked', async () => {
    const store = await released();
    await store.tables.update('Lead', { Id: OWN }, { set: { MasterRecordId: '00Q5g0000000001EAA' } });

    await importFiles(back, store);

    expect(await recordOf('Lead', '00Q5g0000000001EAA', store)).not.toHaveProperty('MasterRecordId');
  });
});

describe('retro-active pushes (UG-16)', () => {
  const rowsOf = async ({ signals }: StoreDeps): Promise<Record<string, unknown>[]> => {
    const rows: Record<string, unknown>[] = [];
    for await (const page of signals.all()) rows.push(...page.map(({ signalId, eventId, source, line, outcome, reason }) => ({ signalId, eventId, source, line, outcome, reason })));
    return rows.sort((a, b) => (String(a['source']) + Number(a['line']) < String(b['source']) + Number(b['line']) ? -1 : 1));
  };

  it('only a row that can take its event id has it as its key', async () => {
    const store = aStore();

    await importFiles(FOLDER, store);

    const held = { outcome: 'held' };
    expect(await rowsOf(store)).toEqual([
      { signalId: 'push1:p-1', eventId: 'p-1', source: 'push1', line: 1, reason: 'PUSH_1', ...held },
      { signalId: 'push1:p-1~2', eventId: 'p-1', source: 'push1', line: 2, reason: 'PUSH_1', ...held },
      { signalId: 'push1:p-2~3', eventId: 'p-2', source: 'push1', line: 3, reason: 'PUSH_1', ...held },
      { signalId: 'push2:p-3~1', eventId: 'p-3', source: 'push2', line: 1, reason: 'PUSH_2', ...held },
      { signalId: 'push2:p-4', eventId: 'p-4', source: 'push2', line: 2, reason: 'PUSH_2', ...held },
    ]);
    expect(await store.signals.due('push1')).toEqual(['push1:p-1', 'push1:p-1~2', 'push1:p-2~3']);
  });

  it('what became of a row stays when its file comes again, and a corrected row waits', async () => {
    const store = aStore();
    await importFiles(FOLDER, store);
    const [released] = [...(await store.signals.find(['push1:p-1'])).values()];
    await store.signals.keepMany(released ? [{ ...released, outcome: 'lead_created', leadId: leadIdOf('p-1'), releasedOn: '2024-09-22' }] : []);

    await importFiles({ 'UserGemsRetroPush1.jsonl': jsonLines(aJobChange('p-1', 'c1', { domain: 'globex.example' }), {}, aNewHire('p-2', { domain: 'globex.example' })) }, store);

    expect((await store.signals.find(['push1:p-1'])).get('push1:p-1')).toMatchObject({ outcome: 'lead_created', releasedOn: '2024-09-22' });
    expect((await store.signals.due('push1')).includes('push1:p-2')).toBe(true);
  });
});

describe('a converted lead (UG-12)', () => {
  const UG = {
    UserGem__CompanyCountry__c: 'Germany', UserGem__PersonCountry__c: 'France', UserGem__CompanyState__c: 'Bavaria', UserGem__PersonState__c: 'Alsace', UserGem__PersonLinkedInUrl__c: 'https://www.linkedin.com/in/ada',
    UserGem__IsTargetCompany__c: true, UserGem__IsCustomerCompany__c: false, UserGem__JobStartedDate__c: '2024-09-01', UserGem__PastAccount__c: 'a1', UserGem__PastContact__c: 'c1', UserGem__PastTitle__c: 'VP',
    UserGem__EventId__c: 'ug-1', UserGem__Plays__c: '1;3',
  };
  const lead = (fields: Readonly<Record<string, string | boolean>> = {}): Record<string, string> => {
    const row = { Id: 'l1', ...UG, IsConverted: true, ConvertedContactId: 'c2', ConvertedDate: '2024-10-10', ...fields };
    return { 'Lead.csv': lines(Object.keys(row).join(), Object.values(row).join()) };
  };
  const contact = { 'Contact.csv': lines('Id,LastName', 'c2,Okafor') };
  const TAKEN = { Id: 'c2', LastName: 'Okafor', ...UG, UserGem__CurrentLead__c: 'l1' };

  it('leaves its contact with the same values', async () => {
    const store = aStore();

    expect(await importFiles({ ...lead(), ...contact }, store)).toMatchObject({ converted: 1 });
    expect(await recordOf('Contact', 'c2', store)).toEqual(TAKEN);
  });

  it.each([
    ['the lead', [lead(), contact]],
    ['the contact', [contact, lead()]],
  ])('whichever came in first: %s', async (_, folders) => {
    const store = aStore();
    for (const folder of folders) await importFiles(folder, store);

    expect(await recordOf('Contact', 'c2', store)).toEqual(TAKEN);
  });

  it('is told in the audit trail, and once only (PLAT-07)', async () => {
    const store = aStore();
    await importFiles({ ...lead({ UserGem__PastTitle__c: '' }), 'Contact.csv': lines('Id,UserGem__IsTargetCompany__c,UserGem__PersonState__c', 'c2,false,Bavaria') }, store);
    const [decision, ...others] = await store.decisions.of('c2');
    const before = await everything(store);

    expect(await importFiles(lead({ UserGem__PastTitle__c: '' }), store)).toMatchObject({ converted: 0 });

    expect(others).toEqual([]);
    expect(decision).toMatchObject({ kind: 'audit', runId: 'import', about: 'converted/l1', at: '2024-10-10T00:00:00.000Z' });
    expect(decision?.fields['Changes']).toContainEqual({ field: 'UserGem__IsTargetCompany__c', old: false, new: true });
    expect(decision?.fields['Changes']).not.toContainEqual(expect.objectContaining({ field: 'UserGem__PersonState__c' }));
    expect(await everything(store)).toEqual(before);
  });

  it.each([
    ['that was not converted', lead({ IsConverted: false }), contact],
    ['that UserGems did not fill', { 'Lead.csv': lines('Id,IsConverted,ConvertedContactId', 'l1,true,c2') }, contact],
    ['that was merged away', lead({ MasterRecordId: 'l9' }), contact],
    ['whose contact has the fields of another event', lead(), { 'Contact.csv': lines('Id,UserGem__EventId__c', 'c2,ug-0') }],
  ])('%s hands over nothing', async (_, leads, contacts) => {
    const store = aStore();

    expect(await importFiles({ ...leads, ...contacts }, store)).toMatchObject({ converted: 0 });
    expect(await recordOf('Contact', 'c2', store)).not.toHaveProperty('UserGem__JobStartedDate__c');
  });

  it('of several moves the latest counts, and none is mixed with another', async () => {
    const store = aStore();
    await importFiles({ ...contact, 'Lead.csv': lines('Id,IsConverted,ConvertedContactId,ConvertedDate,UserGem__EventId__c,UserGem__PastTitle__c,UserGem__PersonState__c', 'l1,true,c2,2024-10-10,ug-1,VP,Bavaria', 'l2,true,c2,2024-11-10,ug-2,CTO,') }, store);

    expect(await recordOf('Contact', 'c2', store)).toEqual({ Id: 'c2', LastName: 'Okafor', UserGem__EventId__c: 'ug-2', UserGem__PastTitle__c: 'CTO', UserGem__CurrentLead__c: 'l2' });
  });

  it('follows a merged contact', async () => {
    const store = aStore();
    await importFiles({ ...lead(), 'Contact.csv': lines('Id,LastName,MasterRecordId', 'c2,Okafor,c3', 'c3,Okafor,') }, store);

    expect(await recordOf('Contact', 'c3', store)).toEqual({ ...TAKEN, Id: 'c3' });
  });

  it('an import that broke off at any write is finished by the next', async () => {
    const folder = { ...lead(), ...contact };
    const whole = aStore();
    await importFiles(folder, whole);
    let writes = 0;
    for (let end = false; !end; writes += 1) {
      const tables = memoryTables();
      let left = writes;
      const breaking = { ...tables, putMany: (puts: Parameters<typeof tables.putMany>[0]) => ((left -= 1) < 0 ? Promise.reject(new Error('the power went off')) : tables.putMany(puts)) };
      end = await importFiles(folder, aStore(breaking)).then(() => true, () => false);

      await importFiles(folder, aStore(tables));

      expect(await everything(aStore(tables))).toEqual(await everything(whole));
    }
    expect(writes).toBeGreaterThan(3);
  });
});
