import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalExecution } from '../../../infra/local/runs/executions';
import { exportFolder } from '../../../infra/local/results/export-folder';
import { readResults } from '../../../infra/local/results/results';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../../support/compact-week';
import { temporaryDirectory } from '../../support/host-files';
import { inProcessRuntime } from '../../support/in-process-runtime';
import { NOTHING_IMPORTED, readRows, type ResultRow } from '../../support/replayed-folder';
import { aJobChange, aNewHire } from '../../support/usergems-bodies';

const EXECUTION: LocalExecution = {
  executionArn: 'arn:sync', stateMachineArn: 'arn:machine', name: `usergems-sync-${TUESDAY}`, input: JSON.stringify({ scheduledTime: `${TUESDAY}T13:00:00.000Z` }), workflow: 'usergems-sync',
  status: 'SUCCEEDED', startedAt: Date.parse(`${TUESDAY}T13:00:00.000Z`), output: '{"signalsIn":3,"lead_created":2}', transitions: 12, durationMs: 345, path: [],
};
const { output: _, ...WITHOUT_OUTPUT } = EXECUTION;
const FAILED: LocalExecution = { ...WITHOUT_OUTPUT, name: `usergems-notify-${WEDNESDAY}`, workflow: 'usergems-notify', input: '{}', status: 'TIMED_OUT', startedAt: Date.parse(`${WEDNESDAY}T13:00:00.000Z`), transitions: 3, durationMs: 1 };

const IMPORTED = {
  ...NOTHING_IMPORTED,
  badRows: [{ file: 'Lead.csv', line: 10, reason: 'ID_MISSING' }, { file: 'Contact.csv', line: 2, reason: 'FIELD_COUNT' }] as const,
  stopped: [{ file: 'User.csv', reason: 'The header, of User.csv' }],
};

/** The compact week, its release and its notifications, in a folder. */
const exportWeek = async (dir: string): Promise<void> => {
  const week = await inProcessRuntime({ records: COMPACT_WEEK });
  await deliverWeek(week);
  await week.deliver(aNewHire('hire-too-late', { accountId: 'globex', company: 'Globex' }), `${TUESDAY}T14:00:00.000Z`);
  await week.keepPush(2, [aNewHire('never-started', { accountId: 'globex', company: 'Globex' })]);
  await week.deliver(aJobChange('=HYPERLINK("x"),\n', 'nobody', { company: 'Nobody' }), `${TUESDAY}T15:00:00.000Z`);
  for (const [workflow, day] of [[WORKFLOWS.sync, TUESDAY], [WORKFLOWS.notify, WEDNESDAY]] as const) expect(await week.start(workflow, day)).toMatchObject({ status: 'SUCCEEDED' });
  await exportFolder(dir, week.deps, await readResults(week.deps), [EXECUTION, FAILED], IMPORTED, { asOf: WEDNESDAY, before: undefined });
};

describe('exportFolder (contracts, sections 2 and 10 to 13)', () => {
  const directory = temporaryDirectory();
  const [dir, second] = [join(directory, 'out'), join(directory, 'again')];
  const rows = (file: string): Promise<ResultRow[]> => readRows(join(dir, file));
  const header = (file: string): string => readFileSync(join(dir, file), 'utf8').split('\n')[0] ?? '';
  beforeAll(() => exportWeek(dir));

  it('writes every file, and the same bytes for the same input', async () => {
    await exportWeek(second);

    const files = ['BadRows.csv', 'Contact.csv', 'Lead.csv', 'NotificationLedger.csv', 'RoutingDecision.csv', 'Runs.json', 'SignalOutcome.csv', 'TrackedContact.csv'];
    expect(readdirSync(dir).sort()).toEqual(files);
    for (const file of files) expect([file, readFileSync(join(second, file), 'utf8')]).toEqual([file, readFileSync(join(dir, file), 'utf8')]);
  });

  it.each([
    ['NotificationLedger.csv', 'runDate,rule,objectType,recordId,recipientId,recipientRole,channel,outcome,reason,at'],
    ['RoutingDecision.csv', 'leadId,matchedAccountId,matchedBy,segment,path,ownerId,at,source,region,trigger,flags,previousOwnerId'],
    ['SignalOutcome.csv', 'eventId,outcome,reason,leadId,contactId,tier,releasedOn'],
    ['TrackedContact.csv', 'contactId,cohort,tier'],
    ['BadRows.csv', 'file,line,reason'],
    ['Contact.csv', 'Id,Status,UserGem__NoLongerAtCompany__c,UserGem__CurrentLead__c,Unqualified_Reasons__c,Unqualified_DateTime__c'],
  ])('%s has the columns %s', (file, columns) => {
    expect(header(file)).toBe(columns);
  });

  it('a lead is written whole, without what Salesforce keeps itself', async () => {
    const leads = await rows('Lead.csv');

    expect(Object.keys(leads[0] ?? {})).toEqual(expect.arrayContaining(['Id', 'LastName', 'OwnerId', 'UserGem__EventId__c', 'Retro_Active_Push__c']));
    expect(Object.keys(leads[0] ?? {})).not.toEqual(expect.arrayContaining(['LastModifiedDate']));
    expect(leads.find(({ Id }) => Id === 'lead-open')).toMatchObject({ Email: 'known@small.example', LeadSource: 'Webinar' });
    expect(leads.filter(({ UserGem__EventId__c }) => UserGem__EventId__c === 'small-1')).toHaveLength(1);
  });

  it('what waits says for which Tuesday, with contact and tier of the last refresh', async () => {
    const held = (await rows('SignalOutcome.csv')).filter(({ outcome }) => outcome === 'held');

    expect(held).toEqual([
      { eventId: '=HYPERLINK("x"),', outcome: 'held', reason: 'FIRST_TUESDAY', leadId: '', contactId: '', tier: '2', releasedOn: '' },
      { eventId: 'held-middle', outcome: 'held', reason: 'FIRST_TUESDAY', leadId: '', contactId: 'c-middle', tier: '2', releasedOn: '' },
      { eventId: 'held-unknown', outcome: 'held', reason: 'FIRST_TUESDAY', leadId: '', contactId: '', tier: '2', releasedOn: '' },
      { eventId: 'held-untracked', outcome: 'held', reason: 'FIRST_TUESDAY', leadId: '', contactId: 'c-untracked', tier: '2', releasedOn: '' },
      { eventId: 'hire-too-late', outcome: 'held', reason: 'NEXT_TUESDAY', leadId: '', contactId: '', tier: '', releasedOn: '' },
      { eventId: 'too-late', outcome: 'held', reason: 'NEXT_TUESDAY', leadId: '', contactId: 'c-03', tier: '1', releasedOn: '' },
    ]);
  });

  it('rows of a push that was never started are no deliveries yet', async () => {
    expect((await rows('SignalOutcome.csv')).filter(({ eventId }) => eventId === 'never-started')).toEqual([]);
  });

  it('rows stand in one order, by their columns', async () => {
    for (const file of ['NotificationLedger.csv', 'RoutingDecision.csv', 'SignalOutcome.csv']) {
      const keys = (await rows(file)).map((row) => Object.values(row).join('\u0000'));
      expect(keys.length).toBeGreaterThan(10);
      expect(keys).toEqual([...keys].sort((a, b) => (a < b ? -1 : 1)));
    }
  });

  it('BadRows.csv names every row and file that could not be read', async () => {
    expect(await rows('BadRows.csv')).toEqual([
      { file: 'Contact.csv', line: '2', reason: 'FIELD_COUNT' },
      { file: 'Lead.csv', line: '10', reason: 'ID_MISSING' },
      { file: 'User.csv', line: '1', reason: 'The header, of User.csv' },
    ]);
  });

  it('Runs.json has one entry for each execution, and whatever did not succeed failed', () => {
    expect(JSON.parse(readFileSync(join(dir, 'Runs.json'), 'utf8'))).toEqual([
      { workflow: 'usergems-sync', name: 'usergems-sync-2024-10-08', scheduledTime: '2024-10-08T13:00:00.000Z', status: 'SUCCEEDED', counts: { signalsIn: 3, lead_created: 2 }, transitions: 12, durationMs: 345 },
      { workflow: 'usergems-notify', name: 'usergems-notify-2024-10-09', scheduledTime: '2024-10-09T13:00:00.000Z', status: 'FAILED', counts: {}, transitions: 3, durationMs: 1 },
    ]);
  });
});
