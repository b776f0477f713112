import { join } from 'node:path';
import { exportFolder } from '../../../infra/local/results/export-folder';
import { readResults } from '../../../infra/local/results/results';
import { leadIdOf } from '../../../shared/domain/usergems/event-id';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { feedSignalId } from '../../../shared/stores/signal-store';
import type { Decision } from '../../../shared/stores/decision-store';
import { temporaryDirectory } from '../../support/host-files';
import { importFiles, lines } from '../../support/import-files';
import { inProcessRuntime, type InProcessRuntime } from '../../support/in-process-runtime';
import { NOTHING_IMPORTED, readRows } from '../../support/replayed-folder';
import { aJobChange } from '../../support/usergems-bodies';

const [TUESDAY, WEDNESDAY, NEXT_TUESDAY] = ['2024-10-01', '2024-10-02', '2024-10-08'];
const OWN = leadIdOf('ug-1');
const BACK = '00Q5g0000000001EAA';
const MOVE = { domain: 'globex.example', company: 'Globex', country: 'United States' };

const CRM = {
  'User.csv': lines('Id,Name,Email,IsActive,Role__c,Region__c,Segment__c', 'bdr,Bea,bea@reps.example,true,BDR,AMER,Large', 'admin,Ann,ann@reps.example,true,Sales Admin,,'),
  'Account.csv': lines('Id,Name,Website,Sales_Segment__c,BDR_Assigned__c,MasterRecordId', 'acme,Acme,acme.example,Large,,', 'globex,Globex,globex.example,Large,bdr,', 'globex-2,Globex Inc,globex-inc.example,SMB,,globex'),
  'Contact.csv': lines('Id,AccountId,Email,MasterRecordId', 'c1,acme,ada@acme.example,', 'c2,acme,ada.old@acme.example,c1'),
};

/** The CRM, one move of Ada's, and the release. */
const released = async (current: object, contactId = 'c1'): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime();
  await importFiles(CRM, runtime.deps);
  await runtime.deliver(aJobChange('ug-1', contactId, current), '2024-09-30T12:00:00.000Z');
  expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED' });
  return runtime;
};

const signal = async ({ deps }: InProcessRuntime, id: string) => (await deps.signals.find([feedSignalId(id)])).get(feedSignalId(id));
const notifications = async ({ deps }: InProcessRuntime): Promise<readonly Decision[]> => {
  const decisions: Decision[] = [];
  for await (const page of deps.decisions.all()) decisions.push(...page.filter(({ kind }) => kind === 'notification'));
  return decisions;
};

describe('matching after an import', () => {
  it('an account that was merged away stands for the one that is left (RT-04)', async () => {
    const runtime = await released({ accountId: 'globex-2', company: 'Globex Inc' });

    expect((await runtime.deps.records.load('Lead', [OWN])).get(OWN)).toMatchObject({ Matched_Account__c: 'globex', OwnerId: 'bdr', Sales_Segment__c: 'Large' });
  });

  it('a contact that was merged away stands for the one that is left, which is marked', async () => {
    const runtime = await released(MOVE, 'c2');

    expect(await signal(runtime, 'ug-1')).toMatchObject({ outcome: 'lead_created', contactId: 'c1' });
    const contacts = await runtime.deps.records.load('Contact', ['c1', 'c2']);
    expect([contacts.get('c1')?.UserGem__NoLongerAtCompany__c, contacts.get('c2')?.UserGem__NoLongerAtCompany__c]).toEqual([true, undefined]);
  });
});

describe('a lead that came back with a Salesforce id', () => {
  const directory = temporaryDirectory();
  const cameBack = { 'Lead.csv': lines('Id,UserGem__EventId__c,FirstName,LastName,Company,LeadSource,Status,OwnerId,CreatedDate,IsConverted', `${BACK},ug-1,Ada,Okafor ug-1,Globex,UserGems Contact Tracking,Raw,bdr,${NEXT_TUESDAY}T10:00:00.000Z,false`) };

  it('is told of once, under that id, whenever it was loaded', async () => {
    const runtime = await released(MOVE);
    await importFiles(cameBack, runtime.deps);

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 1 } });

    expect((await notifications(runtime)).map(({ recordId, fields }) => [recordId, fields['Outcome']])).toEqual(expect.arrayContaining([[BACK, 'sent']]));
    expect((await notifications(runtime)).filter(({ recordId }) => recordId === OWN)).toEqual([]);
  });

  it('is not told of again in the week in which it was loaded', async () => {
    const runtime = await released(MOVE);
    await runtime.start(WORKFLOWS.notify, WEDNESDAY);
    const told = await notifications(runtime);
    await importFiles(cameBack, runtime.deps);

    await runtime.start(WORKFLOWS.sync, NEXT_TUESDAY);
    expect(await runtime.start(WORKFLOWS.notify, '2024-10-09')).toMatchObject({ status: 'SUCCEEDED' });

    expect(await notifications(runtime)).toEqual(told);
  });

  it('is written to Lead.csv in the place of the one that the product made', async () => {
    const runtime = await released(MOVE);
    await importFiles(cameBack, runtime.deps);
    const out = join(directory, 'out');

    await exportFolder(out, runtime.deps, await readResults(runtime.deps), [], NOTHING_IMPORTED, { asOf: NEXT_TUESDAY, before: undefined });

    expect((await readRows(join(out, 'Lead.csv'))).map(({ Id }) => Id)).toEqual([BACK]);
  });

  it('is the lead that a later event of the same person and employer enriches', async () => {
    const runtime = await released(MOVE);
    await importFiles(cameBack, runtime.deps);

    await runtime.deliver(aJobChange('ug-2', 'c1', MOVE, { lastName: 'Okafor ug-1', linkedinUrl: 'https://www.linkedin.com/in/ug-1' }), '2024-10-03T12:00:00.000Z');
    expect(await runtime.start(WORKFLOWS.sync, '2024-11-05')).toMatchObject({ status: 'SUCCEEDED' });

    expect(await signal(runtime, 'ug-2')).toMatchObject({ outcome: 'enriched_existing', leadId: BACK });
  });
});
