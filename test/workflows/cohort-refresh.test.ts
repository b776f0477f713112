import type { StepName } from '../../infra/local/runs/steps.table';
import { configError } from '../../shared/errors/app-error';
import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, SETTINGS, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { aContact } from '../support/records';
import { trackedPeople } from '../support/tracked-people';

const MONDAY = '2024-10-07';
const NEXT_MONDAY = '2024-10-14';
const RUN = `${WORKFLOWS.cohortRefresh}-${MONDAY}`;

const PLANNED = [STATES.openRun, STATES.refreshCohorts, STATES.planVendorWrites, STATES.isAnythingToTell];
const SETTLED = [STATES.settleVendorLists, STATES.everyWriteHasOutcome];
const PARKED = [STATES.parkForOperator, STATES.runFailed];
/** Step Functions' own name for a map of which a child failed. */
const CHILD_FAILED = 'States.ExceedToleratedFailureThreshold';
const PAUSE = [STATES.isShardTold, STATES.waitForSecond];

/** The stage with a rate that a test can count. */
const settings = { ...SETTINGS, usergems: { ...SETTINGS.usergems, requestsPerSecond: 3 } };
const start = (people: number, options: RuntimeOptions = {}): Promise<InProcessRuntime> => inProcessRuntime({ settings, records: trackedPeople(people), ...options });

/** What the vendor was told, one line each. */
const told = ({ usergems }: InProcessRuntime, from = 0): string[] => usergems.taken.slice(from).map((write) => `${write.kind} ${'email' in write ? write.email : write.domain}`);
const bookOf = async (runtime: InProcessRuntime, runId = RUN) => (await runtime.deps.runs.find(runId))?.counts;
const NOTHING = { added: 0, removed: 0, refused: 0, untold: {} };

describe('the vendor is told whom to track (UG-03 to UG-06)', () => {
  it('a first run tells everything, so much a second, and says beforehand how long it takes', async () => {
    const runtime = await start(7);

    const result = await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: { ...NOTHING, listed: 8, planned: 8, added: 8 },
      seconds: 2,
      trace: [
        ...PLANNED,
        { [STATES.forEachShardTell]: [[STATES.tellVendor, ...PAUSE, STATES.tellVendor, ...PAUSE, STATES.tellVendor, ...PAUSE, STATES.tellVendor, STATES.isShardTold, STATES.shardTold]] },
        ...SETTLED,
      ],
    });
    const run = await runtime.deps.runs.find(RUN);
    expect(run?.plan?.counts).toEqual({ listed: 8, writes: 8, additions: 8, removals: 0, seconds: 3 });
    expect(run?.progress).toEqual({ told: 8, refused: 0 });
    expect([...runtime.usergems.contacts.values()].map((relations) => [...relations])).toEqual(Array.from({ length: 7 }, () => ['Closed Won Opp Contact#Contact Tracking']));
    expect([...runtime.usergems.accounts]).toEqual(['1:acme.example']);
  });

  it('with nothing new there is nothing to tell', async () => {
    const runtime = await start(7);
    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    const result = await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { ...NOTHING, listed: 8, planned: 0 }, trace: [...PLANNED, ...SETTLED] });
    expect(runtime.usergems.taken).toHaveLength(8);
  });

  it('only the difference is told: what is gone, then what changed and what is new', async () => {
    const runtime = await start(3);
    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);
    await runtime.tables.deleteMany('OpportunityContactRole', [{ Id: 'won-c-001' }]);
    await runtime.tables.update('Contact', { Id: 'c-002' }, { set: { FirstName: 'Renamed' } });
    await runtime.tables.putMany([
      { table: 'Contact', item: { ...aContact({ Id: 'c-new' }) } },
      { table: 'OpportunityContactRole', item: { Id: 'won-c-new', OpportunityId: 'won', ContactId: 'c-new' } },
    ]);

    await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);

    expect(told(runtime, 4)).toEqual(['remove_contact c-001@past.example', 'add_contact c-002@past.example', 'add_contact c-new@past.example']);
    expect(await bookOf(runtime, `${WORKFLOWS.cohortRefresh}-${NEXT_MONDAY}`)).toEqual({ ...NOTHING, listed: 4, planned: 3, added: 2, removed: 1 });
  });

  it('whom the vendor cannot be told of is counted by reason and named', async () => {
    const runtime = await start(2);
    await runtime.tables.update('Contact', { Id: 'c-001' }, { remove: ['Email'] });
    await runtime.tables.update('Account', { Id: 'acme' }, { remove: ['Website'] });

    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    expect(await bookOf(runtime)).toEqual({ ...NOTHING, listed: 1, planned: 1, added: 1, untold: { NO_EMAIL: 1, NO_DOMAIN: 1 } });
    expect((await runtime.deps.runs.find(RUN))?.report).toEqual({ untold: [{ recordId: 'c-001', reason: 'NO_EMAIL' }, { recordId: 'acme', reason: 'NO_DOMAIN' }], refused: [], refusedInAll: 0 });
  });

  it('a list that has lost more than half of itself is not told unless that is meant', async () => {
    const people = 220;
    const runtime = await start(people, { settings: { ...settings, usergems: { ...settings.usergems, requestsPerSecond: 50 } } });
    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);
    await runtime.tables.deleteMany('OpportunityContactRole', Array.from({ length: 120 }, (_, index) => ({ Id: `won-c-${String(index + 1).padStart(3, '0')}` })));

    const refused = await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);
    expect(refused).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.invalidInput, cause: expect.stringContaining('would have UserGems forget 120 of 221 records') });
    expect(runtime.usergems.contacts.size).toBe(people);

    const meant = await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY, { rerun: 1, force: true });
    expect(meant).toMatchObject({ status: 'SUCCEEDED', output: { removed: 120 } });
    expect(runtime.usergems.contacts.size).toBe(people - 120);
  });

  it('UG-04: who is beyond the capacity is not told, and operations hear how many they are', async () => {
    const runtime = await start(3, { settings: { ...settings, tracking: { capacity: 2, tier1: 1 } } });

    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    expect(told(runtime)).toEqual(['add_contact c-001@past.example', 'add_contact c-002@past.example', 'add_account acme.example']);
    expect(await bookOf(runtime)).toEqual({ ...NOTHING, listed: 3, planned: 3, added: 3, untold: { OVERFLOW: 1 } });
    expect(runtime.email.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('1 contacts are in a cohort, but beyond the 2 that UserGems follows')]);
  });
});

describe('refusals', () => {
  it('are kept with their reason, stop nothing else, and operations hear of them', async () => {
    const runtime = await start(4);
    runtime.usergems.answerNext({ outcome: 'refused', reason: '400 Not this one' });

    const result = await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { planned: 5, added: 4, refused: 1 } });
    expect(told(runtime)).toHaveLength(4);
    expect((await runtime.deps.runs.find(RUN))?.report).toMatchObject({ refused: [{ recordId: 'c-001', write: 'add_contact', reason: '400 Not this one' }], refusedInAll: 1 });
    expect((await runtime.deps.vendorRecords.all()).filter(({ state }) => state !== 'told')).toMatchObject([{ vendorRecordId: 'contact#c-001@past.example', state: 'refused', reason: '400 Not this one', runId: RUN }]);
    expect(runtime.email.sent.map(({ text }) => text)).toEqual([expect.stringContaining('add_contact: 400 Not this one: 1')]);
  });

  it('are told again by the next run', async () => {
    const runtime = await start(4);
    runtime.usergems.answerNext({ outcome: 'refused', reason: '400 Not this one' });
    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);

    expect(told(runtime, 4)).toEqual(['add_contact c-001@past.example']);
  });

  it('of a removal leave the record, so that it is removed by the next run', async () => {
    const runtime = await start(2);
    await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);
    await runtime.tables.deleteMany('OpportunityContactRole', [{ Id: 'won-c-001' }]);
    runtime.usergems.answerNext({ outcome: 'refused', reason: '400 Not now' });

    const refused = await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);
    const removed = await runtime.start(WORKFLOWS.cohortRefresh, '2024-10-21');

    expect([refused.output, removed.output]).toMatchObject([{ planned: 1, refused: 1, removed: 0 }, { planned: 1, refused: 0, removed: 1 }]);
    expect([...runtime.usergems.contacts.keys()]).toEqual(['c-002@past.example']);
  });
});

describe('trouble on the way', () => {
  const limited = { outcome: 'rate_limited' } as const;

  it('too many requests: waits of 1, 2 and 4 seconds, and then the rest is told, each once', async () => {
    // One of the first burst of three, then all of two bursts.
    const limits = [false, true, false, ...Array.from({ length: 6 }, () => true)];
    const runtime = await start(7, { wrapUserGems: ({ send }) => ({ send: async (write) => (limits.shift() === true ? limited : send(write)) }) });

    const result = await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    // At 0, 1 and 3 s some are put off, at 7 and 8 s the six that are left get through.
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { planned: 8, added: 8 }, seconds: 8 });
    expect(told(runtime).sort()).toEqual([...new Set(told(runtime))].sort());
    expect(runtime.usergems.taken).toHaveLength(8);
  });

  it('a vendor who says so without end parks the run', async () => {
    const runtime = await start(2, { wrapUserGems: () => ({ send: async () => limited }) });

    const result = await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);

    expect(result).toMatchObject({ status: 'FAILED', error: CHILD_FAILED, path: [...PLANNED, STATES.forEachShardTell, ...PARKED] });
  });

  it('a vendor who does not answer is asked again by the state machine; what got through is not repeated', async () => {
    const runtime = await start(5);
    runtime.usergems.answerNext('unsent', { outcome: 'refused', reason: '400 Not this one' });

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY)).toMatchObject({ status: 'SUCCEEDED', output: { planned: 6, added: 5, refused: 1 } });
    expect(told(runtime).sort()).toEqual([...new Set(told(runtime))].sort());
  });

  it('a key that is not accepted parks the run at once: nothing would be taken', async () => {
    let calls = 0;
    const refuse = async (): Promise<never> => {
      calls += 1;
      throw configError('UserGems did not accept the API key');
    };
    const runtime = await start(7, { wrapUserGems: () => ({ send: refuse }) });

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY)).toMatchObject({ status: 'FAILED', error: CHILD_FAILED, path: [...PLANNED, STATES.forEachShardTell, ...PARKED] });
    expect(calls).toBe(3);
  });

  it('a run that was killed goes on where it stopped', async () => {
    const killer = new AbortController();
    let bursts = 0;
    const around = async (step: StepName, work: () => Promise<unknown>): Promise<unknown> => {
      const done = await work();
      if (step === 'tell-vendor' && (bursts += 1) === 3) killer.abort();
      return done;
    };
    const runtime = await start(10, { around });
    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY, { signal: killer.signal })).toMatchObject({ status: 'ABORTED' });
    expect(told(runtime)).toHaveLength(6);

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { planned: 11, added: 11 } });
    expect(told(runtime)).toHaveLength(11);
  });

  it('what an earlier day has left is not told after the plan of a later one', async () => {
    const runtime = await start(2);
    await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.invalidInput, path: [STATES.openRun, STATES.refreshCohorts, STATES.planVendorWrites, ...PARKED] });
  });

  it('a day that was told stays told, whatever was told since', async () => {
    const runtime = await start(2);
    const first = await runtime.start(WORKFLOWS.cohortRefresh, MONDAY);
    await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY);

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: first.output });
    expect(runtime.usergems.taken).toHaveLength(3);
  });

  it('who is erased after the plan was made is not told any more', async () => {
    const around = async (step: StepName, work: () => Promise<unknown>): Promise<unknown> => {
      const done = await work();
      if (step === 'plan-vendor-writes') await runtime.tables.update('Contact', { Id: 'c-002' }, { set: { Erased_DateTime__c: '2024-10-07T20:10:00.000Z' } });
      return done;
    };
    const runtime: InProcessRuntime = await start(3, { around });

    expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY)).toMatchObject({ status: 'SUCCEEDED', output: { planned: 4, added: 3, erased: 1 } });
    expect(told(runtime)).not.toContain('add_contact c-002@past.example');
  });
});
