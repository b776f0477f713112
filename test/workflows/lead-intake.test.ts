import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Item, Tables } from '../../shared/ports/tables';
import { inProcessRuntime, SETTINGS, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { deliverLeadDay, EVENTS_OF_THE_DAY, LEAD_DAY, MORNING_AFTER } from '../support/lead-day';
import { storeState } from '../support/store-state';

const leadDay = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: LEAD_DAY, ...options });
  await deliverLeadDay(runtime);
  return runtime;
};

const inBatchesOf = (batch: number): RuntimeOptions => ({ settings: { ...SETTINGS, leads: { ...SETTINGS.leads, batch } } });

/** Everything but the tale of how it got there. Which run audited a contact depends on whether it was at hand. */
const stateOf = async ({ tables }: InProcessRuntime): Promise<Record<string, Item>> => {
  const items = await storeState(tables, TABLE_NAMES.filter((table) => !['Run', 'Sequence', 'Message', 'Decision'].includes(table)));
  const decisions = Object.values(await storeState(tables, ['Decision'])).map((decision): Item => ({ ...decision, RunId: undefined, DecisionId: undefined, SettingsHash: undefined }));
  return { ...items, ...Object.fromEntries(decisions.map((decision) => [`Decision ${String(decision['RecordId'])} ${String(decision['Kind'])} ${String(decision['About'])}`, decision])) };
};

const outcomesOf = async ({ deps }: InProcessRuntime): Promise<string[]> => {
  const lines: string[] = [];
  for await (const page of deps.deliveries.all()) lines.push(...page.map(({ eventId, outcome, reason, recordId }) => [eventId, outcome, reason, recordId].filter((text) => text !== '').join(' ').trim()));
  return lines.sort();
};

const OPENED = [STATES.openRun, STATES.waitForInterval];
const DECIDED = [STATES.decideDeliveries, STATES.isAnythingToWrite];
const WRITTEN = [...DECIDED, STATES.writeDecided, STATES.doContactsFollow];
const SETTLED = [...DECIDED, STATES.tellPeople, STATES.wasItRateLimited, STATES.settleIntake, STATES.everyDeliveryHasOutcome];
const WAITED = [...DECIDED, STATES.waitForTurnAtStream];

describe('the intake of the lead database', () => {
  it('decides, writes, lets contacts follow, tells people and settles; its books balance (PLAT-09)', async () => {
    const runtime = await leadDay();

    const execution = await runtime.intake(MORNING_AFTER);

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      // What comes after a change of an account waits until its contacts have followed.
      path: [...OPENED, ...WRITTEN, STATES.letContactsFollow, ...WRITTEN, ...WRITTEN, ...SETTLED],
      output: { deliveries: EVENTS_OF_THE_DAY, processed: 13, duplicates: 1, rejected: 2 },
    });
    expect(await outcomesOf(runtime)).toEqual([
      'after-merge processed l-1',
      'asked processed 00Q854af597c712ce8',
      'asked-again processed EXISTING_CONTACT c-1',
      'called processed 00Q854af597c712ce8',
      'called-nobody rejected RECORD_UNKNOWN',
      'dropped processed acme',
      'given processed c-2',
      'helped processed acme',
      'picking processed picked',
      'poached rejected OWNER_FOLLOWS_ACCOUNT',
      'priced duplicate SAME_ID',
      'priced processed l-1',
      'same processed l-1',
      'scored processed l-1',
      'sold processed acme',
      'tried processed EXISTING_LEAD l-2',
    ]);
  });

  it('gives contacts what their account has, and lets what came later stand (RO-01, RO-02)', async () => {
    const runtime = await leadDay();
    await runtime.intake(MORNING_AFTER);

    const contacts = await runtime.deps.records.load('Contact', ['c-1', 'c-2', 'c-3', 'c-4']);
    expect([...contacts.values()].map(({ Id, OwnerId, SDR__c }) => [Id, OwnerId, SDR__c].join(' ')).sort()).toEqual(['c-1 ae-5 sdr-1', 'c-2 ae-4 sdr-1', 'c-3 ae-5 sdr-1', 'c-4 ae-5 sdr-1']);
    expect((await runtime.deps.runs.of(WORKFLOWS.accountChange)).map(({ status, counts }) => ({ status, counts }))).toEqual([
      { status: 'SUCCEEDED', counts: { listed: 4, followed: 4, unchanged: 0 } },
      { status: 'SUCCEEDED', counts: { listed: 4, followed: 4, unchanged: 0 } },
    ]);
    const changes = (await runtime.deps.decisions.of('c-3')).map(({ kind, fields: { EventId, Actor, Rule, Changes } }) => ({ kind, EventId, Actor, Rule, Changes }));
    expect(changes.sort((a, b) => (String(a.Rule) < String(b.Rule) ? -1 : 1))).toEqual([
      { kind: 'audit', EventId: 'sold', Actor: 'sadm-1', Rule: 'RO-01', Changes: [{ field: 'OwnerId', old: 'ae-4', new: 'ae-5' }] },
      { kind: 'audit', EventId: 'helped', Actor: 'sadm-1', Rule: 'RO-02', Changes: [{ field: 'SDR__c', new: 'sdr-1' }] },
    ]);
  });

  it('starts what waits for a follow-up or a director, each once and by the same name (LR-02, CE-10)', async () => {
    const runtime = await leadDay(inBatchesOf(1));
    await runtime.intake(MORNING_AFTER);

    expect(runtime.starter.started.map(({ workflow, input }) => [workflow, 'clockId' in input ? input.clockId : 'accountId' in input ? input.accountId : ''])).toEqual([
      [WORKFLOWS.contactUsClock, 'forms#asked'],
      [WORKFLOWS.ceAssignment, 'picked'],
      [WORKFLOWS.contactUsClock, 'forms#asked-again'],
    ]);
  });

  it.each([1, 3, 7])('comes to the same in batches of %d as in one', async (batch) => {
    const [whole, cut] = [await leadDay(), await leadDay(inBatchesOf(batch))];
    await whole.intake(MORNING_AFTER);
    await cut.intake(MORNING_AFTER);

    expect(await stateOf(cut)).toEqual(await stateOf(whole));
  });

  it('comes to the same minute by minute, with the points of the morning by person-score (LD-T1)', async () => {
    const [whole, cut] = [await leadDay(), await leadDay()];
    await whole.intake(MORNING_AFTER);
    for (let minute = 1; minute <= 16; minute += 1) expect(await cut.intake(new Date(Date.parse('2018-07-04T16:00:00.000Z') + minute * 60_000 - 1).toISOString())).toMatchObject({ status: 'SUCCEEDED' });
    await cut.start(WORKFLOWS.personScore, '2018-07-05');

    expect(withoutRuns(await stateOf(cut))).toEqual(withoutRuns(await stateOf(whole)));
  });

  it('goes straight to its books when everything is worked', async () => {
    const runtime = await leadDay();
    await runtime.intake(MORNING_AFTER);

    expect(await runtime.intake(MORNING_AFTER, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', path: [...OPENED, ...SETTLED], output: { deliveries: EVENTS_OF_THE_DAY } });
  });

  it('takes what came in late, though dated before what has been worked', async () => {
    const runtime = await inProcessRuntime({ records: LEAD_DAY });
    await runtime.intake(MORNING_AFTER);
    await deliverLeadDay(runtime);
    await runtime.intake(MORNING_AFTER, { rerun: 1 });

    expect(await runtime.deps.deliveries.countDue(MORNING_AFTER)).toBe(0);
  });

  it('asks again when the index still shows what was settled a moment ago', async () => {
    const settled: Item[] = [];
    const runtime = await leadDay({ ...inBatchesOf(1), wrapTables: (tables) => lagging(tables, settled) });

    const execution = await runtime.intake(MORNING_AFTER);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { deliveries: EVENTS_OF_THE_DAY } });
    expect(execution.path.slice(0, 10)).toEqual([...OPENED, ...WRITTEN, ...WAITED.slice(0, 3), STATES.decideDeliveries]);
  });
});

describe('two runs of the stream (decision 031)', () => {
  const NEXT = '2018-07-05T13:02:00.000Z';

  /** A run that decided a batch and was stopped before it could write it. */
  const stoppedAfterDeciding = async (): Promise<InProcessRuntime> => {
    const before = await leadDay();
    const stop = new AbortController();
    const stopping = await inProcessRuntime({
      tables: before.tables,
      around: async (step, work) => {
        if (step === 'write-decided') stop.abort();
        return step === 'write-decided' ? Promise.reject(new Error('stopped')) : work();
      },
    });
    expect(await stopping.intake(MORNING_AFTER, { signal: stop.signal })).toMatchObject({ status: 'ABORTED' });
    return inProcessRuntime({ tables: before.tables });
  };

  it('do not work it at once: the later one waits until the lease of the first is over, and writes what that one decided', async () => {
    const runtime = await stoppedAfterDeciding();

    const execution = await runtime.intake(NEXT);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { deliveries: 11 } });
    expect(execution.path.slice(0, 5)).toEqual([...OPENED, ...WAITED]);
    expect(execution.seconds).toBe(3_550);
    const clean = await leadDay();
    await clean.intake(MORNING_AFTER);
    expect(withoutRuns(await stateOf(runtime))).toEqual(withoutRuns(await stateOf(clean)));
    expect(await runtime.intake(MORNING_AFTER, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { deliveries: 5 } });
  });

  it('let nobody be erased in between: what was decided would bring the person back', async () => {
    const runtime = await stoppedAfterDeciding();

    expect(await runtime.erase('new@acme.example', NEXT)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.conflict });
  });

  it('need not wait for one that has failed', async () => {
    const runtime = await stoppedAfterDeciding();
    const [first] = await runtime.deps.runs.of(WORKFLOWS.leadIntake);
    await runtime.deps.runs.record(first?.runId ?? '', { status: 'FAILED', error: 'Error: stopped' });

    expect(await runtime.intake(NEXT)).toMatchObject({ status: 'SUCCEEDED', seconds: 5 });
  });
});

/** Whoever worked an event. */
const withoutRuns = (state: Record<string, Item>): Record<string, Item> => Object.fromEntries(Object.entries(state).map(([key, item]) => [key, { ...item, RunId: undefined }]));

/** Tables whose index of due deliveries shows each settled one once more. */
const lagging = (tables: Tables, shown: Item[]): Tables => ({
  ...tables,
  query: async (spec) => {
    const found = await tables.query(spec);
    if (spec.table !== 'Delivery' || spec.index !== 'byDue') return found;
    const gone = shown.filter((item) => item['DueBucket'] === spec.partition && !found.some(({ DeliveryId }) => DeliveryId === item['DeliveryId']));
    shown.splice(0, shown.length, ...shown.filter((item) => !gone.includes(item)), ...found.filter((item) => !shown.some(({ DeliveryId }) => DeliveryId === item['DeliveryId'])));
    return [...gone, ...found].slice(0, spec.limit);
  },
});
