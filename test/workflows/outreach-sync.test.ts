import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { crashing, FATES, type Crash } from '../support/crashes';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { queuedPeople } from '../support/queued-people';
import { runState } from '../support/store-state';

const DAY = '2018-07-03';
const RUN = runIdOf(WORKFLOWS.outreachSync, DAY);

const syncStates = async ({ deps }: InProcessRuntime): Promise<Record<string, string | undefined>> => {
  const { Lead = [], Contact = [] } = queuedPeople();
  const [leads, contacts] = await Promise.all([deps.records.load('Lead', Lead.map(({ Id }) => Id)), deps.records.load('Contact', Contact.map(({ Id }) => Id))]);
  return Object.fromEntries([...leads.values(), ...contacts.values()].map(({ Id, Outreach_Sync__c }) => [Id, Outreach_Sync__c] as const).sort(([a], [b]) => (a < b ? -1 : 1)));
};

describe('outreach-sync (RO-03)', () => {
  it('pushes whom the CRM has queued, marks them as synced, and reports who is not', async () => {
    const runtime = await inProcessRuntime({ records: queuedPeople() });
    expect(await runtime.start(WORKFLOWS.outreachSync, DAY)).toMatchObject({ status: 'SUCCEEDED', output: { queued: 3, synced: 2, refused: 1, withdrawn: 0 } });

    expect([...runtime.outreach.prospects.values()]).toEqual([
      { email: 'ada@globex.example', externalId: 'l-1', firstName: 'Ada', lastName: 'Okafor', title: 'CTO', company: 'Globex', optedOut: true },
      { email: 'lee@acme.example', externalId: 'c-1', firstName: 'Lee', lastName: 'Ito', title: 'Developer', company: 'Acme', optedOut: false },
    ]);
    expect(await syncStates(runtime)).toEqual({ 'c-1': 'synced', 'l-1': 'synced', 'l-2': 'queued', 'l-3': 'synced', 'l-4': undefined, 'l-5': 'queued', 'l-6': 'queued', 'l-7': 'queued' });
    expect((await runtime.deps.runs.find(RUN))?.report).toEqual({ unsynced: [{ object: 'Lead', recordId: 'l-2', reason: 'NO_EMAIL' }] });
    expect(runtime.email.sent.map(({ subject }) => subject)).toEqual(['[OUTREACH_REFUSALS] Not in Outreach: 1 lead or contact']);
  });

  it('RO-04: never tells Outreach whose the record is', async () => {
    const runtime = await inProcessRuntime({ records: queuedPeople() });
    await runtime.start(WORKFLOWS.outreachSync, DAY);
    expect(JSON.stringify(runtime.outreach.taken)).not.toContain('ae-1');
  });

  it('the next morning pushes nobody again but those who were refused', async () => {
    const runtime = await inProcessRuntime({ records: queuedPeople() });
    await runtime.start(WORKFLOWS.outreachSync, DAY);
    expect(await runtime.start(WORKFLOWS.outreachSync, '2018-07-04')).toMatchObject({ status: 'SUCCEEDED', output: { queued: 1, synced: 0, refused: 1, withdrawn: 0 } });
    expect(runtime.outreach.taken).toHaveLength(2);
  });

  it('nobody queued is a run without messages', async () => {
    const runtime = await inProcessRuntime();
    expect(await runtime.start(WORKFLOWS.outreachSync, DAY)).toMatchObject({ status: 'SUCCEEDED', output: { queued: 0, synced: 0, refused: 0, withdrawn: 0 } });
    expect(runtime.email.sent).toEqual([]);
  });

  it("waits as long as Outreach asks, and goes on; it keeps what Outreach refuses with the vendor's words", async () => {
    const runtime = await inProcessRuntime({ records: queuedPeople() });
    runtime.outreach.answerNext({ outcome: 'rate_limited', retryAfterSeconds: 300 }, { outcome: 'refused', reason: '422 Contact using an existing email address.' });
    const execution = await runtime.start(WORKFLOWS.outreachSync, DAY);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { queued: 3, synced: 1, refused: 2, withdrawn: 0 } });
    expect(execution.seconds).toBeGreaterThanOrEqual(300);
  });

  it('gives up on a vendor who puts it off again and again: the run is parked, and a rerun goes on', async () => {
    const runtime = await inProcessRuntime({ records: queuedPeople() });
    // Thirty waits, then the call that gives up and the six tries more that Step Functions makes of it.
    runtime.outreach.answerNext(...Array.from({ length: 30 + 7 }, () => ({ outcome: 'rate_limited', retryAfterSeconds: 1 }) as const));
    expect(await runtime.start(WORKFLOWS.outreachSync, DAY)).toMatchObject({ status: 'FAILED' });
    expect((await runtime.deps.runs.find(RUN))?.status).toBe('FAILED');
    expect(await runtime.start(WORKFLOWS.outreachSync, DAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { queued: 3, synced: 2, refused: 1, withdrawn: 0 } });
  });

  it('who was erased or merged away after the plan is not pushed', async () => {
    const runtime = await inProcessRuntime({
      records: queuedPeople(),
      around: async (step, work) => {
        const result = await work();
        if (step === 'plan-outreach-sync') {
          await runtime.tables.update('Lead', { Id: 'l-1' }, { set: { Erased_DateTime__c: '2018-07-03T12:00:00.000Z' } });
          await runtime.tables.update('Contact', { Id: 'c-1' }, { set: { MasterRecordId: 'c-2' } });
        }
        return result;
      },
    });
    expect(await runtime.start(WORKFLOWS.outreachSync, DAY)).toMatchObject({ status: 'SUCCEEDED', output: { queued: 3, synced: 0, refused: 1, withdrawn: 2 } });
    expect(runtime.outreach.taken).toEqual([]);
  });

  it.each(['invocation', 'execution'] as const)('PLAT-05: a crash of the %s at any effect, then the retry, ends as without a crash', async (of) => {
    const play = async (crash?: Crash) => {
      const { effects, stopped, ...wrapping } = crashing(crash);
      const runtime = await inProcessRuntime({ records: queuedPeople(), ...wrapping });
      const first = await runtime.start(WORKFLOWS.outreachSync, DAY, { signal: stopped });
      expect({ crash, status: first.status }).toEqual({ crash, status: crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED' });
      if (crash?.of === 'execution') expect(await runtime.start(WORKFLOWS.outreachSync, DAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
      return { effects, ending: { prospects: [...runtime.outreach.prospects], states: await syncStates(runtime), run: await runState(runtime.deps, RUN, ['pushed']) } };
    };
    const clean = await play();
    for (const [at, { kind }] of clean.effects.entries()) {
      for (const fate of FATES[kind]) {
        if (of === 'execution' && (fate === 'unsent' || fate === 'lost')) continue;
        const crash: Crash = { at, fate, of };
        expect({ crash, ...(await play(crash)).ending }).toEqual({ crash, ...clean.ending });
      }
    }
    expect(clean.effects.length).toBeGreaterThan(10);
  });
});
