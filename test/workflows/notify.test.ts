import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { storeUnavailableError } from '../../shared/errors/app-error';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { inProcessRuntime, SETTINGS, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { aContact, aLead, anAccount, anOpportunity, aUser } from '../support/records';
import { runState, storeState } from '../support/store-state';

const CHECKED = [STATES.openRun, STATES.checkSync, STATES.isSyncComplete];
const PLANNED = [STATES.planNotifications, STATES.isAnybodyToBeTold];
const TOLD = [STATES.forEachShardOfAccounts, STATES.freezeDigests, STATES.forEachMessage];
const SETTLED = [STATES.settleNotifications, STATES.everyRecordHasOutcome];
const PARKED = [STATES.parkForOperator, STATES.runFailed];
const SENT = [STATES.sendMessage, STATES.wasItRateLimited, STATES.messageSettled];

const RUN_ID = runIdOf(WORKFLOWS.notify, WEDNESDAY);
const SYNC_ID = runIdOf(WORKFLOWS.sync, TUESDAY);
const OPERATIONS = ['marketing-operations@company.example', '#revsignal-operations'];

/** The compact week on the morning after its release, with nothing in the outboxes but what comes now. */
const afterSync = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const week = await inProcessRuntime({ records: COMPACT_WEEK });
  await deliverWeek(week);
  expect(await week.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED' });
  return inProcessRuntime({ tables: week.tables, ...options });
};

/** Whom something was sent to, in no particular order. */
const addressees = ({ email, slack }: InProcessRuntime): string[] => [...email.sent.flatMap(({ to }) => to), ...slack.sent.map(({ to }) => ('channel' in to ? to.channel : to.email))].sort();

const messagesOf = async ({ deps }: InProcessRuntime): Promise<string[]> => (await deps.messages.ofRun(RUN_ID)).map(({ messageId, state, reason }) => [messageId, state, reason].join(' ').trim());

const endOf = async (runtime: InProcessRuntime) => ({
  items: await storeState(runtime.tables, TABLE_NAMES.filter((table) => table !== 'Run' && table !== 'Message')),
  run: await runState(runtime.deps, RUN_ID, ['evaluated']),
});

/** A store in which the sync of the Tuesday is complete, for records of the test's own. */
const withRecords = async (records: RuntimeOptions['records'], options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: { User: [aUser({ Id: 'admin', Role__c: 'Sales Admin' }), aUser({ Id: 'sdr', Role__c: 'SDR', Notify_By__c: 'slack' })], ...records }, ...options });
  await runtime.deps.runs.open({ runId: SYNC_ID, workflow: WORKFLOWS.sync, businessDate: TUESDAY, scheduledTime: `${TUESDAY}T13:00:00.000Z`, push: undefined }, SYNC_ID);
  await runtime.deps.runs.record(SYNC_ID, { status: 'SUCCEEDED' });
  return runtime;
};

const onTuesday = { CreatedDate: `${TUESDAY}T13:00:00.000Z`, OwnerId: 'sdr', UserGem__JobStartedDate__c: '2024-09-01' };

describe('the Wednesday notifications', () => {
  it('check, plan, evaluate, freeze, send and settle, and put their books out (PLAT-09)', async () => {
    const runtime = await afterSync();

    const execution = await runtime.start(WORKFLOWS.notify, WEDNESDAY);

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      trace: [...CHECKED, ...PLANNED, { [STATES.forEachShardOfAccounts]: [[STATES.evaluateRules]] }, STATES.freezeDigests, { [STATES.forEachMessage]: Array.from({ length: 7 }, () => SENT) }, ...SETTLED],
      output: {
        leads: 10,
        contacts: 9,
        messages: 7,
        rows: { '1A:sent': 5, '1A:recipient_missing': 2, '1B:sent': 1, '1C:sent': 2, '1C:recipient_missing': 2, '1D:sent': 4, '1D:merged': 2, '1D:recipient_missing': 2, '3A:sent': 18, '3B:merged': 18, '3B:recipient_missing': 9 },
        nobodyResolved: 2,
        leftovers: 0,
      },
    });
    expect(addressees(runtime)).toEqual(
      [...OPERATIONS, 'ae@company.example', 'bdr-emea@company.example', 'bdr@company.example', 'bdr@company.example', 'rm@company.example', 'sdr-1@company.example', 'sdr-2@company.example'].sort(),
    );
  });

  it('tell nobody of a record that they may not read, say so in the ledger, and balance all the same (PLAT-11)', async () => {
    const records = {
      Account: [anAccount({ Id: 'ministry', PubSec_Type__c: 'US-PubSec' })],
      Lead: [aLead({ Id: 'l1', ...onTuesday, Matched_Account__c: 'ministry' }), aLead({ Id: 'l2', ...onTuesday })],
    };
    const runtime = await withRecords(records, { settings: { ...SETTINGS, access: { ...SETTINGS.access, pubSecDefault: 'deny' } } });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 2, messages: 1, rows: { '1A:sent': 1, '1A:suppressed': 1 }, nobodyResolved: 1 } });
    expect((await runtime.deps.decisions.of('l1')).map(({ fields }) => fields)).toEqual([
      { RunDate: WEDNESDAY, Rule: '1A', ObjectType: 'Lead', RecipientId: 'sdr', RecipientRole: 'BDR/SDR', Outcome: 'suppressed', Reason: 'PUBSEC_ACCESS', Facts: expect.any(Object) },
    ]);
    const toPeople = runtime.slack.sent.filter(({ to }) => 'email' in to);
    expect([JSON.stringify(toPeople).includes('Person l2'), JSON.stringify(toPeople).includes('l1')]).toEqual([true, false]);
  });

  it('keeps a row of the ledger for each rule, role, recipient and channel of a record (NT-14)', async () => {
    const runtime = await afterSync();
    const { output } = await runtime.start(WORKFLOWS.notify, WEDNESDAY);

    const counted: Record<string, number> = {};
    for await (const page of runtime.deps.decisions.all()) {
      for (const { fields } of page.filter(({ kind }) => kind === 'notification')) {
        const name = `${String(fields['Rule'])}:${String(fields['Outcome'])}`;
        counted[name] = (counted[name] ?? 0) + 1;
      }
    }
    expect(output).toMatchObject({ rows: counted });
  });

  it('go straight to their books when nobody is to be told', async () => {
    const runtime = await withRecords({});

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', path: [...CHECKED, ...PLANNED, ...SETTLED], output: { leads: 0, contacts: 0, messages: 0, rows: {}, nobodyResolved: 0, leftovers: 0 } });
    expect(addressees(runtime)).toEqual([]);
  });

  it('tell nobody while the operator has muted them (NT-11)', async () => {
    const runtime = await withRecords({ Lead: [aLead({ Id: 'l', ...onTuesday })] }, { settings: { ...SETTINGS, notifications: { ...SETTINGS.notifications, enabled: false } } });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', path: [...CHECKED, ...PLANNED, ...SETTLED], output: { muted: true, messages: 0 } });
    expect(addressees(runtime)).toEqual([]);
  });

  it('tell nobody of a retro-active lead, and say so (NT-11)', async () => {
    const runtime = await withRecords({ Lead: [aLead({ Id: 'l', ...onTuesday, Retro_Active_Push__c: '1' })], Contact: [aContact({ Id: 'c', ...LEFT, Retro_Active_Push__c: '1' })] });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { leads: 1, contacts: 1, messages: 0, rows: { '-:suppressed': 2 } } });
    expect((await runtime.deps.decisions.of('l')).map(({ fields }) => [fields['Outcome'], fields['Reason']])).toEqual([['suppressed', 'RETRO_ACTIVE']]);
    expect(addressees(runtime)).toEqual([]);
  });

  it('consider the calendar day of the org only (NT-01, NT-02)', async () => {
    const lead = (Id: string, fields: object) => aLead({ Id, ...onTuesday, ...fields });
    const runtime = await withRecords({
      Lead: [
        lead('first', { CreatedDate: '2024-10-08T07:00:00.000Z' }),
        lead('last', { CreatedDate: '2024-10-09T06:59:59.000Z' }),
        lead('before', { CreatedDate: '2024-10-08T06:59:59.000Z' }),
        lead('after', { CreatedDate: '2024-10-09T07:00:00.000Z' }),
        lead('other source', { LeadSource: 'UserGems - New Hires & Promotions' }),
      ],
    });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ output: { leads: 2, rows: { '1A:sent': 2 } } });
    expect((await runtime.deps.decisions.of('first')).length + (await runtime.deps.decisions.of('last')).length).toBe(2);
  });

  it('ask of a contact all four conditions, ignoring case (NT-03)', async () => {
    const runtime = await withRecords({
      Account: [anAccount({ Id: 'a', OwnerId: 'sdr' })],
      Opportunity: [anOpportunity({ Id: 'o', AccountId: 'a' })],
      Contact: [
        aContact({ Id: 'in', ...LEFT }),
        aContact({ Id: 'other spelling', ...LEFT, Unqualified_Reasons__c: 'No Longer at Company' }),
        aContact({ Id: 'old name of the status', ...LEFT, Status: 'Unqualified' }),
        aContact({ Id: 'qualifying', ...LEFT, Status: 'Qualifying' }),
        aContact({ Id: 'a week ago', ...LEFT, Unqualified_DateTime__c: '2024-10-01T13:00:00.000Z' }),
        aContact({ Id: 'box not set', ...LEFT, UserGem__NoLongerAtCompany__c: false }),
      ],
    });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ output: { contacts: 3, rows: { '3A:sent': 3, '3A:recipient_missing': 3 } } });
  });

  it('list leads that no window covered, which a replay with another date then tells of (NT-13)', async () => {
    const runtime = await withRecords({ Lead: [aLead({ Id: 'thursday', ...onTuesday, CreatedDate: '2024-10-10T20:00:00.000Z' }), aLead({ Id: 'retro', ...onTuesday, CreatedDate: '2024-10-13T13:00:00.000Z', Retro_Active_Push__c: '3' })] });
    expect(await runtime.start(WORKFLOWS.sync, '2024-10-15')).toMatchObject({ status: 'SUCCEEDED' });

    expect(await runtime.start(WORKFLOWS.notify, '2024-10-16')).toMatchObject({ output: { leads: 0, leftovers: 1 } });
    expect(await runtime.deps.runs.find(runIdOf(WORKFLOWS.notify, '2024-10-16'))).toMatchObject({ report: { leftovers: [{ leadId: 'thursday', createdOn: '2024-10-10' }] } });
    expect(await runtime.start(WORKFLOWS.notify, '2024-10-11')).toMatchObject({ output: { leads: 1, messages: 1, rows: { '1A:sent': 1 } } });
    expect(addressees(runtime)).toEqual(['sdr@company.example']);
  });

  it.each([
    { preference: 'slack', mails: 0, posts: 1 },
    { preference: 'email', mails: 1, posts: 0 },
    { preference: 'both', mails: 1, posts: 1 },
    { preference: undefined, mails: 1, posts: 1 },
  ])('reach a person who prefers $preference by $mails mails and $posts posts (NT-09)', async ({ preference, mails, posts }) => {
    const runtime = await withRecords({ User: [aUser({ Id: 'sdr', Role__c: 'SDR', Notify_By__c: preference })], Lead: [aLead({ Id: 'l', ...onTuesday })] });
    await runtime.start(WORKFLOWS.notify, WEDNESDAY);
    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual([mails, posts]);
  });
});

describe('without a completed sync (NT-12, PLAT-10)', () => {
  it.each(['no run of the sync', 'a failed run of the sync'])('%s: operations are told and nobody else', async (which) => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK, around: async (step, work) => (step === 'plan-release' ? Promise.reject(new TypeError('a bug')) : work()) });
    await deliverWeek(runtime);
    if (which === 'a failed run of the sync') expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'FAILED' });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.predecessorMissing, path: [...CHECKED, STATES.syncIsMissing, ...PARKED] });
    expect(await messagesOf(runtime)).toEqual([`alert#RUN_FAILED ${RUN_ID}#email SENT`, `alert#RUN_FAILED ${RUN_ID}#slack SENT`]);
    expect(addressees(runtime).filter((one) => !OPERATIONS.includes(one))).toEqual([]);
  });

  /** The sync is running; it completes before its state is looked at for the given time. */
  const whileSyncRuns = async (completesAtLook: number): Promise<InProcessRuntime> => {
    let looks = 0;
    const runtime: InProcessRuntime = await withRecords(
      { Lead: [aLead({ Id: 'l', ...onTuesday })] },
      {
        around: async (step, work) => {
          if (step === 'check-sync' && (looks += 1) === completesAtLook) await runtime.deps.runs.record(SYNC_ID, { status: 'SUCCEEDED' });
          return work();
        },
      },
    );
    await runtime.deps.runs.record(SYNC_ID, { status: 'RUNNING' });
    return runtime;
  };

  it('a running one is waited for', async () => {
    const runtime = await whileSyncRuns(3);
    const again = [STATES.waitForSync, STATES.checkSync, STATES.isSyncComplete];

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', path: [...CHECKED, ...again, ...again, ...PLANNED, ...TOLD, ...SETTLED], seconds: 2 * 300 });
    expect(addressees(runtime)).toEqual(['sdr@company.example']);
  });

  it('one that runs too long is waited for no longer than the settings say', async () => {
    const runtime = await whileSyncRuns(Infinity);

    const execution = await runtime.start(WORKFLOWS.notify, WEDNESDAY);

    expect(execution).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.predecessorMissing, cause: `usergems-sync of the day before ${WEDNESDAY} is running after looking 25 times`, seconds: 24 * 300 });
    expect(execution.path.slice(-3)).toEqual([STATES.syncIsMissing, ...PARKED]);
    expect(addressees(runtime)).toEqual([...OPERATIONS].sort());
  });
});

describe('sending (PLAT-08)', () => {
  it('waits as long as the vendor asks and then sends', async () => {
    const runtime = await withRecords({ Lead: [aLead({ Id: 'l', ...onTuesday })] });
    runtime.slack.failNext({ outcome: 'rate_limited', retryAfterSeconds: 30 }, { outcome: 'rate_limited', retryAfterSeconds: 12 });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({
      status: 'SUCCEEDED',
      trace: [
        ...CHECKED, ...PLANNED, { [STATES.forEachShardOfAccounts]: [[STATES.evaluateRules]] }, STATES.freezeDigests,
        { [STATES.forEachMessage]: [[STATES.sendMessage, STATES.wasItRateLimited, STATES.waitAsSlackAsked, STATES.sendMessage, STATES.wasItRateLimited, STATES.waitAsSlackAsked, ...SENT]] },
        ...SETTLED,
      ],
      output: { rows: { '1A:sent': 1 } },
      seconds: 42,
    });
    expect(addressees(runtime)).toEqual(['sdr@company.example']);
  });

  it('gives up on a message that is put off for ever, and reports it', async () => {
    const runtime = await withRecords({ Lead: [aLead({ Id: 'l', ...onTuesday })] });
    runtime.slack.failNext(...Array.from({ length: 31 }, () => ({ outcome: 'rate_limited', retryAfterSeconds: 30 }) as const));

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { rows: { '1A:failed': 1 } }, seconds: 30 * 30 });
    expect(await messagesOf(runtime)).toEqual(['alert#MESSAGES_NOT_SENT#email SENT', 'alert#MESSAGES_NOT_SENT#slack SENT', 'sdr#slack FAILED RATE_LIMITED']);
  });

  it('records a refusal with its reason; the other channel and everybody else are told all the same', async () => {
    const runtime = await withRecords({ User: [aUser({ Id: 'sdr', Role__c: 'SDR' }), aUser({ Id: 'other', Role__c: 'SDR', Email: undefined })], Lead: [aLead({ Id: 'l', ...onTuesday }), aLead({ Id: 'm', ...onTuesday, OwnerId: 'other' })] });
    runtime.slack.failNext({ outcome: 'refused', reason: 'users_not_found' });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { rows: { '1A:failed': 3, '1A:sent': 1 } } });
    expect((await messagesOf(runtime)).slice(2)).toEqual(['other#email FAILED NO_ADDRESS', 'other#slack FAILED NO_ADDRESS', 'sdr#email SENT', 'sdr#slack FAILED users_not_found']);
    expect((await runtime.deps.decisions.of('l')).map(({ fields }) => [fields['Channel'], fields['Outcome'], fields['Reason'] ?? ''])).toEqual([['email', 'sent', ''], ['slack', 'failed', 'users_not_found']]);
  });

  it.each([
    { what: 'its ledger rows', table: 'Decision' },
    { what: 'its state', table: 'Message' },
  ] as const)('is parked when $what cannot be written for one recipient, after all others were told; the rerun finishes it and tells nobody twice (PLAT-05)', async ({ table: broken }) => {
    let isBusy = true;
    const busy = (): Promise<never> => Promise.reject(storeUnavailableError('DynamoDB took none of 25 items in 9 tries'));
    const runtime = await afterSync({
      wrapTables: (tables) => ({
        ...tables,
        putMany: (puts) => (isBusy && broken === 'Decision' && puts.some(({ table, item }) => table === 'Decision' && item['RecipientId'] === 'rm' && item['Channel'] === 'slack') ? busy() : tables.putMany(puts)),
        update: (table, key, change, conditions) => (isBusy && broken === table && key['MessageId'] === 'rm#slack' ? busy() : tables.update(table, key, change, conditions)),
      }),
    });

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.notBalanced, path: [...CHECKED, ...PLANNED, ...TOLD, STATES.settleNotifications, ...PARKED] });
    isBusy = false;

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', path: [...CHECKED, ...PLANNED, ...TOLD, ...SETTLED] });
    expect(await endOf(runtime)).toEqual(await cleanEnd());
    const people = addressees(runtime).filter((one) => !OPERATIONS.includes(one));
    expect(people).toEqual(['ae', 'bdr', 'bdr', 'bdr-emea', 'rm', 'sdr-1', 'sdr-2'].map((id) => `${id}@company.example`).sort());
  });

  it('happens once: a rerun after a success sends and writes nothing (PLAT-05)', async () => {
    const runtime = await afterSync();
    const first = await runtime.start(WORKFLOWS.notify, WEDNESDAY);
    const told = addressees(runtime);

    expect(await runtime.start(WORKFLOWS.notify, WEDNESDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: first.output });
    expect(addressees(runtime)).toEqual(told);
    expect(await endOf(runtime)).toEqual(await cleanEnd());
  });
});

const LEFT = { AccountId: 'a', UserGem__NoLongerAtCompany__c: true, Status: 'Disqualified', Unqualified_Reasons__c: 'No Longer At Company', Unqualified_DateTime__c: `${TUESDAY}T13:00:00.000Z` };

const cleanEnd = async () => {
  const runtime = await afterSync();
  await runtime.start(WORKFLOWS.notify, WEDNESDAY);
  return endOf(runtime);
};
