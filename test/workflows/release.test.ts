import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { storeUnavailableError } from '../../shared/errors/app-error';
import { feedSignalId } from '../../shared/stores/signal-store';
import { COMPACT_WEEK, deliverWeek, TUESDAY } from '../support/compact-week';
import { inProcessRuntime, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import type { StepName } from '../../infra/local/runs/steps.table';
import { aContact, aRole, aUser, aWonOpportunity, anAccount } from '../support/records';
import { runState, storeState } from '../support/store-state';
import { aJobChange, aNewHire } from '../support/usergems-bodies';

const OPENED = [STATES.openRun, STATES.refreshCohorts, STATES.planRelease];
const RELEASED = [STATES.isAnythingDue, STATES.forEachShardDecide, STATES.dealPools, STATES.forEachShardWrite, STATES.settleRun, STATES.everySignalHasOutcome];
const NOTHING_TO_DO = [STATES.isAnythingDue, STATES.settleRun, STATES.everySignalHasOutcome];
const PARKED = [STATES.parkForOperator, STATES.runFailed];

/** The compact week as it stands before the release. */
const compactWeek = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK, ...options });
  await deliverWeek(runtime);
  return runtime;
};

/** Every signal with what became of it, one line each. */
const signalsOf = async ({ deps }: InProcessRuntime): Promise<string[]> => {
  const lines: string[] = [];
  for await (const page of deps.signals.all()) lines.push(...page.map(({ eventId, outcome, reason }) => [eventId, outcome, reason].join(' ').trim()));
  return lines.sort();
};

/** Everything but the tale of how the runs got there. */
const endOf = async (runtime: InProcessRuntime, runId: string) => ({
  items: await storeState(runtime.tables, TABLE_NAMES.filter((table) => table !== 'Run' && table !== 'Message')),
  run: await runState(runtime.deps, runId, ['decided', 'written']),
});

/** Fails the first invocations of a step, as many as told, instead of doing them. */
const failing = (step: StepName, times: number, error: () => Error): NonNullable<RuntimeOptions['around']> => {
  let left = times;
  return async (invoked, work) => {
    if (invoked !== step || left === 0) return work();
    left -= 1;
    throw error();
  };
};

const busy = (): Error => storeUnavailableError('DynamoDB took none of 25 items in 9 tries');
const bug = (): Error => new TypeError('x is not a function');

describe('the Tuesday sync', () => {
  it('refreshes, plans, decides, deals, writes and settles, and puts its books out (PLAT-09, UG-20)', async () => {
    const runtime = await compactWeek();

    const execution = await runtime.start(WORKFLOWS.sync, TUESDAY);

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      path: [...OPENED, ...RELEASED],
      output: { detected: 18, leadsCreated: 12, enriched: 2, contactsMarked: 9, held: 3, failed: 0, skipped: { NOT_TARGET_ACCOUNT: 1 } },
      seconds: 0,
    });
    expect(await signalsOf(runtime)).toEqual([
      'enriching enriched_existing OPEN_LEAD_SAME_EMAIL;CONTACT_ALREADY_MARKED',
      'globex-1 lead_created',
      'globex-2 lead_created',
      'held-middle held FIRST_TUESDAY',
      'held-unknown held FIRST_TUESDAY',
      'held-untracked held FIRST_TUESDAY',
      'hire-elsewhere rejected NOT_TARGET_ACCOUNT',
      'hire-target lead_created',
      'invalid rejected INVALID_BODY:detectedAt,person.lastName|person.email,current.company|current.domain,previous.contactId|previous.email',
      'marked-1 lead_created CONTACT_ALREADY_MARKED',
      'middle-1 lead_created',
      'middle-2 lead_created',
      'nowhere-1 lead_created',
      'promoted lead_created',
      'quiet-1 lead_created',
      'same-person enriched_existing SAME_PERSON_AND_EMPLOYER;CONTACT_ALREADY_MARKED',
      'small-1 duplicate SAME_ID',
      'small-1 lead_created',
      'small-2 lead_created',
      'small-3 lead_created',
      'too-late held NEXT_TUESDAY',
    ]);
    expect(runtime.email.sent.map(({ to }) => to)).toEqual([['marketing-operations@company.example']]);
    expect(runtime.slack.sent.map(({ to }) => to)).toEqual([{ channel: '#revsignal-operations' }]);
  });

  it('goes straight to its books when nothing is due', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({
      status: 'SUCCEEDED',
      path: [...OPENED, ...NOTHING_TO_DO],
      output: { detected: 0, leadsCreated: 0, enriched: 0, contactsMarked: 0, held: 0, failed: 0, skipped: {} },
    });
  });

  it('refuses to create leads before the go-live, and releases what waited afterwards (UG-17)', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    await runtime.deliver(aJobChange('early', 'c-01', { company: 'Company small' }), '2024-09-12T12:00:00Z');

    expect(await runtime.start(WORKFLOWS.sync, '2024-09-17')).toMatchObject({
      status: 'SUCCEEDED',
      path: [...OPENED, ...NOTHING_TO_DO],
      output: { detected: 0, leadsCreated: 0, enriched: 0, contactsMarked: 0, held: 0, failed: 0, skipped: {}, refused: 'BEFORE_GO_LIVE' },
    });
    expect(await signalsOf(runtime)).toEqual(['early held NEXT_TUESDAY']);

    expect(await runtime.start(WORKFLOWS.sync, '2024-09-24')).toMatchObject({ status: 'SUCCEEDED', output: { leadsCreated: 1 } });
    expect(await signalsOf(runtime)).toEqual(['early lead_created']);
  });

  it('tries again when the store was busy, and succeeds', async () => {
    const runtime = await compactWeek({ around: failing('decide-shard', 3, busy) });

    const execution = await runtime.start(WORKFLOWS.sync, TUESDAY);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [...OPENED, ...RELEASED], seconds: 5 + 10 });
    expect(await endOf(runtime, runIdOf(WORKFLOWS.sync, TUESDAY))).toEqual(await cleanEnd());
  });

  it.each([
    { step: 'refresh-cohorts', path: [STATES.openRun, STATES.refreshCohorts] },
    { step: 'plan-release', path: OPENED },
    { step: 'decide-shard', path: [...OPENED, ...RELEASED.slice(0, 2)] },
    { step: 'deal-pools', path: [...OPENED, ...RELEASED.slice(0, 3)] },
    { step: 'write-shard', path: [...OPENED, ...RELEASED.slice(0, 4)] },
    { step: 'settle-release', path: [...OPENED, ...RELEASED.slice(0, 5)] },
  ] as const)('is parked when $step fails for good: operations hear of it on both channels, and the rerun finishes (PLAT-08)', async ({ step, path }) => {
    const runtime = await compactWeek({ around: failing(step, 1, bug) });
    const runId = runIdOf(WORKFLOWS.sync, TUESDAY);

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'FAILED', path: [...path, ...PARKED] });
    expect(await runtime.deps.runs.find(runId)).toMatchObject({ status: 'FAILED', executions: [runId] });
    const alerts = (await runtime.deps.messages.ofRun(runId)).map(({ messageId, state }) => [messageId, state]);
    expect(alerts).toEqual(expect.arrayContaining([[`alert#RUN_FAILED ${runId}#email`, 'SENT'], [`alert#RUN_FAILED ${runId}#slack`, 'SENT']]));

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', path: [...OPENED, ...RELEASED] });
    expect(await endOf(runtime, runId)).toEqual(await cleanEnd());
  });

  it('is parked when the store stays busy beyond all tries', async () => {
    const runtime = await compactWeek({ around: failing('plan-release', Infinity, busy) });

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.storeUnavailable, path: [...OPENED, ...PARKED], seconds: 5 + 10 + 20 + 40 + 80 + 160 });
    expect(runtime.email.sent).toHaveLength(1);
    expect(runtime.slack.sent).toHaveLength(1);
  });

  it('fails under the error that led there also when it cannot even be parked', async () => {
    const runtime = await compactWeek({ around: (step, work) => (step === 'open-run' || step === 'park-run' ? Promise.reject(step === 'open-run' ? bug() : busy()) : work()) });

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'FAILED', error: 'TypeError', path: [STATES.openRun, ...PARKED] });
  });

  it('tells of a signal that cannot be worked, and releases all others (architecture, idea 5)', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    // Within the limit of a body, but two fields of the lead carry it: more than an item of DynamoDB holds.
    await runtime.deliver(aJobChange('huge', 'c-01', { company: 'Company small' }, { country: 'x'.repeat(240_000) }), '2024-10-03T12:00:00Z');
    await runtime.deliver(aJobChange('ordinary', 'c-02', { company: 'Company small' }), '2024-10-03T12:01:00Z');

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED', path: [...OPENED, ...RELEASED], output: { detected: 2, leadsCreated: 1, contactsMarked: 1, failed: 1 } });
    expect(await signalsOf(runtime)).toEqual(['huge failed PROCESSING:InvalidInputError', 'ordinary lead_created']);
  });

  it('works a signal whatever its id: a long one keeps its beginning and its hash', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    const id = '漢'.repeat(400);
    await runtime.deliver(aJobChange(id, 'c-01', { company: 'Company small' }, { email: 'known@small.example' }), '2024-10-03T12:00:00Z');

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED', output: { detected: 1, enriched: 1 } });
    expect(await signalsOf(runtime)).toEqual([expect.stringMatching(/^漢+…[0-9a-f]{64} enriched_existing OPEN_LEAD_SAME_EMAIL$/)]);
  });

  it('sends and writes nothing new when it is rerun after a success (PLAT-05)', async () => {
    const runtime = await compactWeek();
    const runId = runIdOf(WORKFLOWS.sync, TUESDAY);
    const first = await runtime.start(WORKFLOWS.sync, TUESDAY);
    const sent = [runtime.email.sent.length, runtime.slack.sent.length];

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: first.output });
    expect(await endOf(runtime, runId)).toEqual(await cleanEnd());
    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual(sent);
    expect(await runtime.deps.runs.find(runId)).toMatchObject({ executions: [runId, `${runId}-r1`] });
  });

  it('does not release past a Tuesday that did not finish (PLAT-10)', async () => {
    const runtime = await compactWeek({ around: failing('write-shard', 1, bug) });
    await runtime.start(WORKFLOWS.sync, TUESDAY);
    const before = await signalsOf(runtime);

    expect(await runtime.start(WORKFLOWS.sync, '2024-10-15')).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.predecessorMissing, path: [...OPENED, ...PARKED] });
    expect(await signalsOf(runtime)).toEqual(before);

    expect(await runtime.start(WORKFLOWS.sync, TUESDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await runtime.start(WORKFLOWS.sync, '2024-10-15', { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { detected: 4, held: 3, enriched: 0, leadsCreated: 1 } });
  });
});

describe('when changes are released (UG-07)', () => {
  const records = {
    User: [aUser({ Id: 'admin', Role__c: 'Sales Admin' })],
    Account: [anAccount({ Id: 'large', Sales_Segment__c: 'Large' }), anAccount({ Id: 'middle', Sales_Segment__c: 'Mid-Market' })],
    Opportunity: [aWonOpportunity({ Id: 'o-large', AccountId: 'large' }), aWonOpportunity({ Id: 'o-middle', AccountId: 'middle' })],
    OpportunityContactRole: [aRole('o-large', 'tier-1'), aRole('o-middle', 'tier-2')],
    Contact: [aContact({ Id: 'tier-1', AccountId: 'large' }), aContact({ Id: 'tier-2', AccountId: 'middle' })],
  };

  it.each([
    { contact: 'tier-2', receivedAt: '2024-10-03T19:00:00Z', releasedOn: '2024-11-05' },
    { contact: 'tier-1', receivedAt: '2024-10-03T19:00:00Z', releasedOn: '2024-10-08' },
    { contact: 'tier-2', receivedAt: '2024-09-30T19:00:00Z', releasedOn: '2024-10-01' },
  ])('$contact received at $receivedAt makes its lead on $releasedOn', async ({ contact, receivedAt, releasedOn }) => {
    const runtime = await inProcessRuntime({ records });
    await runtime.deliver(aJobChange('event', contact, { company: 'Elsewhere' }), receivedAt);

    for (const tuesday of ['2024-10-01', '2024-10-08', '2024-10-15', '2024-10-22', '2024-10-29', '2024-11-05']) expect(await runtime.start(WORKFLOWS.sync, tuesday)).toMatchObject({ status: 'SUCCEEDED' });

    const event = (await runtime.deps.signals.find([feedSignalId('event')])).get(feedSignalId('event'));
    expect(event).toMatchObject({ outcome: 'lead_created', releasedOn });
    expect((await runtime.deps.records.load('Lead', [event?.leadId])).get(event?.leadId ?? '')).toMatchObject({ CreatedDate: new Date(`${releasedOn}T${releasedOn < '2024-11-03' ? 13 : 14}:00:00Z`).toISOString() });
  });
});

describe('a retro-active push (UG-16)', () => {
  const SUNDAY = '2024-09-22';
  const OPENED = [STATES.openRun, STATES.planRelease];
  const GLOBEX = { accountId: 'globex', company: 'Company globex' };
  const rows = [aJobChange('r-1', 'c-01', { company: 'Company small' }), aNewHire('r-2', GLOBEX), aJobChange('r-3', 'c-middle', { company: 'Company small' }), aNewHire('r-4', { company: 'Company small' })];

  it('releases its rows before the go-live and without gate, marks them, and leaves the cohorts alone', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    await runtime.keepPush(1, rows);

    expect(await runtime.start(WORKFLOWS.retroPush, SUNDAY, { push: 1 })).toMatchObject({ status: 'SUCCEEDED', path: [...OPENED, ...RELEASED], output: { detected: 4, leadsCreated: 3, skipped: { NOT_TARGET_ACCOUNT: 1 } } });

    const leads = Object.values(await storeState(runtime.tables, ['Lead'])).flatMap(({ UserGem__EventId__c, Retro_Active_Push__c }) => (UserGem__EventId__c === undefined ? [] : [[UserGem__EventId__c, Retro_Active_Push__c]]));
    expect(leads.sort()).toEqual([['r-1', '1'], ['r-2', '1'], ['r-3', '1']]);
    expect((await runtime.deps.records.load('Contact', ['c-01'])).get('c-01')).toMatchObject({ UserGem__NoLongerAtCompany__c: true, Retro_Active_Push__c: '1' });
    expect(await storeState(runtime.tables, ['TrackedContact'])).toEqual({});
  });

  it('refuses motions that are not its own, and events that are taken', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
    await runtime.deliver(aNewHire('r-2', GLOBEX), '2024-09-20T12:00:00Z');
    await runtime.keepPush(2, rows);

    expect(await runtime.start(WORKFLOWS.retroPush, '2024-09-29', { push: 2 })).toMatchObject({ status: 'SUCCEEDED', output: { detected: 4, leadsCreated: 0, skipped: { WRONG_MOTION_FOR_PUSH: 2, SAME_ID: 1, NOT_TARGET_ACCOUNT: 1 } } });
    expect(await signalsOf(runtime)).toEqual(['r-1 rejected WRONG_MOTION_FOR_PUSH', 'r-2 duplicate SAME_ID', 'r-2 held NEXT_TUESDAY', 'r-3 rejected WRONG_MOTION_FOR_PUSH', 'r-4 rejected NOT_TARGET_ACCOUNT']);
  });

  it('makes no lead twice when it is restarted after a failure', async () => {
    const runtime = await inProcessRuntime({ records: COMPACT_WEEK, around: failing('write-shard', 1, bug) });
    await runtime.keepPush(1, rows);

    expect(await runtime.start(WORKFLOWS.retroPush, SUNDAY, { push: 1 })).toMatchObject({ status: 'FAILED', path: [...OPENED, ...RELEASED.slice(0, 4), ...PARKED] });
    expect(await runtime.start(WORKFLOWS.retroPush, SUNDAY, { push: 1, rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { detected: 4, leadsCreated: 3 } });
    expect(Object.keys(await storeState(runtime.tables, ['Lead']))).toHaveLength(3 + 1);
  });

  it('is parked before it has a run when the settings know no such push', async () => {
    const runtime = await inProcessRuntime();

    expect(await runtime.start(WORKFLOWS.retroPush, SUNDAY, { push: 4 })).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.invalidInput, path: [STATES.openRun, ...PARKED] });
    expect(await runtime.deps.runs.find(runIdOf(WORKFLOWS.retroPush, SUNDAY))).toBeUndefined();
    expect([runtime.email.sent.length, runtime.slack.sent.length]).toEqual([1, 1]);
  });
});

const cleanEnd = async () => {
  const runtime = await compactWeek();
  await runtime.start(WORKFLOWS.sync, TUESDAY);
  return endOf(runtime, runIdOf(WORKFLOWS.sync, TUESDAY));
};

describe('in = out (architecture, idea 5)', () => {
  /** A week of one signal, with something done to the store just before the run is settled. */
  const settledAfter = async (meddle: (runtime: InProcessRuntime) => Promise<unknown>) => {
    const late: { runtime?: InProcessRuntime } = {};
    const runtime = await inProcessRuntime({
      records: COMPACT_WEEK,
      around: async (step, work) => {
        if (step === 'settle-release' && late.runtime) await meddle(late.runtime);
        return work();
      },
    });
    late.runtime = runtime;
    await runtime.deliver(aJobChange('early', 'c-01', { company: 'Company small' }), '2024-10-03T12:00:00Z');
    return { runtime, result: await runtime.start(WORKFLOWS.sync, TUESDAY) };
  };

  it('a signal dated before the run that came in after its plan is late, and waits for the next run', async () => {
    const { runtime, result } = await settledAfter(({ deliver }) => deliver(aJobChange('late', 'c-02', { company: 'Company small' }), '2024-10-03T12:01:00Z'));

    expect([result.status, result.output]).toEqual(['SUCCEEDED', expect.objectContaining({ detected: 1, late: 1 })]);
    expect(await runtime.deps.signals.due('feed')).toEqual([feedSignalId('late')]);
  });

  it('a signal of the plan that still waits fails the run by name', async () => {
    const { result } = await settledAfter(async ({ deps }) => {
      const [signal] = [...(await deps.signals.find([feedSignalId('early')])).values()];
      if (signal) await deps.signals.keepMany([{ ...signal, outcome: 'held' }]);
    });

    expect([result.status, result.error]).toEqual(['FAILED', ERROR_NAMES.notBalanced]);
    expect(result.cause).toContain('feed:early');
  });
});
