import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { sha256 } from '../../shared/domain/usergems/event-id';
import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { TABLE_NAMES, type TableName } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Item, Tables } from '../../shared/ports/tables';
import { TUESDAY, WEDNESDAY } from '../support/compact-week';
import { crashing, FATES, type Crash, type Effect } from '../support/crashes';
import { TEXTS_OF_XENIA, weekWithXenia, XENIA } from '../support/erasable-week';
import { importFiles, lines } from '../support/import-files';
import { inProcessRuntime, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { copyOf, storeState } from '../support/store-state';
import { scanned } from '../support/table-contents';

const AT = '2024-10-10T17:00:00.000Z';

/** Tables from which items of a person are deleted, and where the erasure itself keeps something. */
const DELETED_FROM: readonly TableName[] = ['MatchKey', 'TrackedContact', 'VendorRecord'];
const OWN: readonly TableName[] = ['Erasure', 'RateLimit'];
const others = (except: readonly TableName[]): TableName[] => TABLE_NAMES.filter((table) => !except.includes(table));

/** Everything that an item says, blobs unpacked, as one text in small letters. */
const textOf = (item: Item): string => JSON.stringify(item, (_, value: unknown) => (value instanceof Uint8Array ? gunzipSync(value).toString('utf8') : value)).toLowerCase();
const says = (item: Item, texts: readonly string[]): boolean => texts.some((text) => textOf(item).includes(text.toLowerCase()));

/** Every item that has a text of Xenia, by table and key. */
const tracesOfXenia = async (tables: Tables): Promise<string[]> => Object.entries(await storeState(tables, TABLE_NAMES)).flatMap(([key, item]) => (says({ key, ...item }, TEXTS_OF_XENIA) ? [key] : []));
const tablesIn = (keys: readonly string[]): string[] => [...new Set(keys.flatMap((key) => key.split(' ')[0] ?? []))].sort();

const countsOf = async (tables: Tables, names: readonly TableName[]): Promise<Record<string, number>> =>
  Object.fromEntries(await Promise.all(names.map(async (table) => [table, (await scanned(tables, table)).length] as const)));

let week: Tables;
beforeAll(async () => {
  week = (await weekWithXenia()).tables;
});

const thatWeek = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => inProcessRuntime({ tables: await copyOf(week), ...options });

describe('an erasure', () => {
  it('leaves nothing of the person in any table', async () => {
    const runtime = await thatWeek();
    expect(tablesIn(await tracesOfXenia(runtime.tables))).toEqual(['Account', 'Contact', 'Decision', 'Lead', 'MatchKey', 'Message', 'Run', 'Signal', 'Task', 'VendorRecord']);

    const execution = await runtime.erase(` ${XENIA.email.toUpperCase()} `, AT);

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      path: [STATES.findPerson, STATES.tellVendorToErase, STATES.hasVendorBeenTold, STATES.forEachTableErase, STATES.settleErasure, STATES.personIsErased],
    });
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
    expect(says({ execution: JSON.stringify(execution) }, TEXTS_OF_XENIA)).toBe(false);
  });

  it('leaves every other item as it was, byte by byte', async () => {
    const runtime = await thatWeek();
    const before = await storeState(runtime.tables, others(OWN));
    await runtime.erase(XENIA.email, AT);
    const after = await storeState(runtime.tables, others(OWN));

    const strangers = Object.entries(before).filter(([, item]) => !says(item, [...TEXTS_OF_XENIA, ...XENIA.ids]));
    expect(strangers.filter(([key, item]) => !isDeepStrictEqual(after[key], item)).map(([key]) => key)).toEqual([]);
    expect(strangers.length).toBeGreaterThan(100);
    expect(after[`MatchKey ${XENIA.sharedKey}`]?.['Ids']).toEqual([expect.not.stringContaining(XENIA.leadIds[0])]);
  });

  it('keeps counts, outcomes and ledgers true', async () => {
    const runtime = await thatWeek();
    const kept = others([...DELETED_FROM, ...OWN]);
    const before = await countsOf(runtime.tables, kept);
    const outcomes = async () => Object.fromEntries((await scanned(runtime.tables, 'Signal')).map(({ SignalId, Outcome, Reason }) => [String(SignalId), `${String(Outcome)} ${String(Reason ?? '')}`]));
    const ledger = async () => (await scanned(runtime.tables, 'Decision')).map((row) => ({ ...row, Facts: '-', Changes: '-' }));
    const [outcomesBefore, ledgerBefore] = [await outcomes(), await ledger()];

    await runtime.erase(XENIA.email, AT);

    expect(await countsOf(runtime.tables, kept)).toEqual(before);
    expect(await outcomes()).toEqual({ ...outcomesBefore, 'feed:e-93': 'rejected ERASED', 'feed:e-96': 'rejected ERASED' });
    expect(await ledger()).toEqual(ledgerBefore);
    expect(await runtime.deps.signals.due('feed')).not.toEqual(expect.arrayContaining([expect.stringMatching(/e-9/)]));
    const [contact] = await runtime.tables.getMany('Contact', [{ Id: XENIA.contactId }]);
    expect(contact).toEqual({
      Id: XENIA.contactId, AccountId: 'acme', LastName: '[erased]', Status: 'Disqualified', Unqualified_Reasons__c: 'No Longer At Company', Unqualified_DateTime__c: '2024-10-08T13:00:00.000Z',
      UserGem__NoLongerAtCompany__c: true, UserGem__CurrentLead__c: XENIA.leadIds[0], DisqualifiedDay: TUESDAY, Erased_DateTime__c: AT, LastModifiedDate: AT,
    });
  });

  it('tells the vendor to forget the person under every address', async () => {
    const runtime = await thatWeek();
    await runtime.erase(XENIA.email, AT);
    expect(runtime.usergems.taken).toEqual(XENIA.emails.map((email) => ({ kind: 'erase_person', email })));
  });

  it('leaves a receipt that can be shown and says nothing of the person', async () => {
    const runtime = await thatWeek();
    const { erasureId, output } = await runtime.erase(XENIA.email, AT);

    const [row] = await runtime.tables.getMany('Erasure', [{ ErasureId: erasureId }]);
    const told = XENIA.emails.map((email) => ({ emailSha256: sha256(email), outcome: 'queued', at: AT }));
    const items = {
      Account: { changed: 1, deleted: 0 }, Contact: { changed: 2, deleted: 0 }, Lead: { changed: 3, deleted: 0 }, Opportunity: { changed: 0, deleted: 0 }, OpportunityContactRole: { changed: 0, deleted: 0 },
      Task: { changed: 2, deleted: 0 }, Signal: { changed: 9, deleted: 0 }, TrackedContact: { changed: 0, deleted: 1 }, VendorRecord: { changed: 0, deleted: 1 }, MatchKey: { changed: 1, deleted: 6 },
      Decision: { changed: 3, deleted: 0 }, Message: { changed: 6, deleted: 0 }, Run: { changed: 5, deleted: 0 },
      Delivery: { changed: 0, deleted: 0 }, Merge: { changed: 0, deleted: 0 },
    };
    const sent = ['ae#email', 'bdr#email', 'bdr#slack', 'rm#slack', 'sdr-1#email'].map((messageId) => ({ runId: 'usergems-notify-2024-10-09', messageId, channel: messageId.split('#')[1], state: 'SENT', vendorIds: [expect.any(String)] }));
    expect(row).toEqual({
      ErasureId: erasureId, State: 'ERASED', RequestedAt: AT, RequestedBy: 'operator', Executions: [`privacy-erasure-${erasureId}`], ErasedAt: AT,
      Receipt: { emailSha256: sha256(XENIA.email), items, vendor: told, sent, settledAt: AT },
    });
    expect(output).toMatchObject({ outcome: 'erased', items, vendor: told.length });
  });
});

describe('after an erasure', () => {
  const erased = async (): Promise<InProcessRuntime> => {
    const runtime = await thatWeek();
    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'SUCCEEDED' });
    return runtime;
  };

  it('nobody tracks the person again, and the vendor hears nothing more of them', async () => {
    const runtime = await erased();
    const told = runtime.usergems.taken.length;

    expect(await runtime.start(WORKFLOWS.cohortRefresh, '2024-10-14')).toMatchObject({ status: 'SUCCEEDED' });

    expect([...(await runtime.deps.tracked.all()).keys()]).not.toContain(XENIA.contactId);
    expect(runtime.usergems.taken.slice(told).filter((write) => JSON.stringify(write).includes('Xenia'))).toEqual([]);
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });

  it.each([
    { workflow: WORKFLOWS.cohortRefresh, businessDate: '2024-10-07' },
    { workflow: WORKFLOWS.sync, businessDate: TUESDAY },
    { workflow: WORKFLOWS.notify, businessDate: WEDNESDAY },
  ])('a rerun of $workflow has the same books and brings nothing back (PLAT-03, PLAT-05)', async ({ workflow, businessDate }) => {
    const before = await inProcessRuntime({ tables: await copyOf(week) });
    const { output } = await before.start(workflow, businessDate, { rerun: 1 });
    const runtime = await erased();
    const told = runtime.usergems.taken.length;

    expect(await runtime.start(workflow, businessDate, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output });
    expect([runtime.email.sent, runtime.slack.sent, runtime.usergems.taken.slice(told)]).toEqual([[], [], []]);
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });

  it('an export from before brings nothing back', async () => {
    const runtime = await erased();
    const before = await storeState(runtime.tables, TABLE_NAMES);
    const contact = { Id: XENIA.contactId, FirstName: 'Xenia', LastName: 'Quill', Email: XENIA.email };

    const imported = (LastModifiedDate: string) => importFiles({ 'Contact.csv': lines('Id,FirstName,LastName,Email,LastModifiedDate', [...Object.values(contact), LastModifiedDate].join(',')) }, runtime.deps);

    expect(await imported('2024-09-01T00:00:00.000Z')).toMatchObject({ older: 1 });
    expect(await storeState(runtime.tables, TABLE_NAMES)).toEqual(before);
    // Known limit: what the CRM says later counts.
    expect(await imported('2024-11-01T00:00:00.000Z')).toMatchObject({ older: 0 });
    expect(tablesIn(await tracesOfXenia(runtime.tables))).toEqual(['Contact', 'MatchKey']);
  });

  it('the next release and notifications work, and tell nobody of the person', async () => {
    const runtime = await erased();
    expect(await runtime.start(WORKFLOWS.sync, '2024-11-05')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await runtime.start(WORKFLOWS.notify, '2024-11-06')).toMatchObject({ status: 'SUCCEEDED' });
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });

  it('the same address can be asked for again: there is nothing left to erase', async () => {
    const runtime = await erased();
    const again = await runtime.erase(XENIA.email, '2024-11-01T17:00:00.000Z');
    expect(again).toMatchObject({ status: 'SUCCEEDED', output: { items: { Contact: { changed: 0, deleted: 0 }, Signal: { changed: 0, deleted: 0 } }, vendor: 1 } });
  });
});

describe('an erasure that cannot be made now', () => {
  it.each([
    { what: 'a run is under way', status: 'RUNNING' },
    { what: 'a run failed with data that its rerun goes on with', status: 'FAILED' },
  ] as const)('is parked while $what, with nothing erased; its rerun erases', async ({ status }) => {
    const runtime = await thatWeek();
    await runtime.deps.runs.record('usergems-sync-2024-10-08', { status, error: 'cut off' });
    const before = await storeState(runtime.tables, others(['Erasure', 'Message']));

    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.conflict, path: [STATES.findPerson, STATES.parkForOperator, STATES.runFailed] });
    expect(await storeState(runtime.tables, others(['Erasure', 'Message']))).toEqual(before);
    expect(runtime.email.sent).toHaveLength(1);
    expect(says({ mail: JSON.stringify([runtime.email.sent, runtime.slack.sent]) }, TEXTS_OF_XENIA)).toBe(false);

    await runtime.deps.runs.record('usergems-sync-2024-10-08', { status: 'SUCCEEDED' });
    expect(await runtime.erase(XENIA.email, '2024-10-11T09:00:00.000Z', { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });

  it('is not held up by a run that failed before it had planned anything', async () => {
    const runtime = await thatWeek();
    await runtime.deps.runs.open({ runId: 'usergems-notify-2024-10-02', workflow: WORKFLOWS.notify, businessDate: '2024-10-02', scheduledTime: '2024-10-02T13:00:00.000Z', push: undefined }, 'x');
    await runtime.deps.runs.record('usergems-notify-2024-10-02', { status: 'FAILED', error: 'PredecessorMissingError' });
    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    { what: 'is not held up by a failed refresh of the lists that a later one has replaced, for it could not be rerun', businessDate: '2024-09-30', ends: { status: 'SUCCEEDED' } },
    { what: 'is parked while the latest refresh of the lists has failed', businessDate: '2024-10-08', ends: { status: 'FAILED', error: ERROR_NAMES.conflict } },
  ])('$what', async ({ businessDate, ends }) => {
    const { erase, deps } = await thatWeek();
    const runId = `${WORKFLOWS.cohortRefresh}-${businessDate}`;
    await deps.runs.open({ runId, workflow: WORKFLOWS.cohortRefresh, businessDate, scheduledTime: `${businessDate}T20:00:00.000Z`, push: undefined }, runId);
    await deps.runs.freezePlan(runId, { outcome: 'planned', shards: [], counts: {} });
    await deps.runs.record(runId, { status: 'FAILED', error: 'VendorUnavailableError' });

    expect(await erase(XENIA.email, AT)).toMatchObject(ends);
  });

  it('is parked when the address leads to more records than one person has', async () => {
    const runtime = await thatWeek();
    await runtime.tables.putMany(Array.from({ length: 51 }, (_, index) => ({ table: 'Lead', item: { Id: `shared-${index}`, Email: 'info@acme.example' } })));
    const { status, error, cause } = await runtime.erase('info@acme.example', AT);
    expect({ status, error, cause }).toEqual({ status: 'FAILED', error: ERROR_NAMES.invalidInput, cause: expect.stringContaining("leads to 51 leads and contacts, more than one person's 50") });
    expect(cause).not.toContain('info@');
  });

  it('is parked when the person comes in again while it runs; the rerun erases that too', async () => {
    let isDelivered = false;
    const runtime: InProcessRuntime = await thatWeek({
      around: async (step, work) => {
        if (step === 'settle-erasure' && !isDelivered) {
          isDelivered = true;
          await runtime.deliver({ id: 'e-98', type: 'new_hire', detectedAt: '2024-10-10T17:00:00Z', person: { lastName: 'Quill', firstName: 'Xenia', email: 'xenia@globex.example' }, current: { company: 'Company globex' } }, AT);
        }
        return work();
      },
    });
    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.notBalanced, cause: expect.stringContaining('1 in Signal') });
    expect(await runtime.erase(XENIA.email, '2024-10-10T18:00:00.000Z', { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { items: { Signal: { changed: 10, deleted: 0 } } } });
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });
});

describe('the vendor', () => {
  it('who says that it is too much is told again later', async () => {
    const runtime = await thatWeek();
    runtime.usergems.answerNext({ outcome: 'rate_limited' }, { outcome: 'rate_limited' });
    const execution = await runtime.erase(XENIA.email, AT);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', seconds: 3 });
    expect(runtime.usergems.taken).toHaveLength(XENIA.emails.length);
  });

  it('who does not answer is told again', async () => {
    const runtime = await thatWeek();
    runtime.usergems.answerNext('lost', 'unsent');
    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'SUCCEEDED', output: { vendor: XENIA.emails.length } });
    expect(new Set(runtime.usergems.taken.map((write) => 'email' in write && write.email))).toEqual(new Set(XENIA.emails));
  });

  it('who refuses is reported to operations, and the person is erased here all the same', async () => {
    const runtime = await thatWeek();
    runtime.usergems.answerNext({ outcome: 'refused', reason: `No contact ${XENIA.emails[0]}` });
    const { erasureId, ...execution } = await runtime.erase(XENIA.email, AT);
    expect(execution).toMatchObject({ status: 'SUCCEEDED' });
    expect((await runtime.deps.erasures.find(erasureId))?.receipt?.vendor[0]).toEqual({ emailSha256: sha256(XENIA.emails[0]), outcome: 'refused', reason: 'No contact [erased]', at: AT });
    expect(runtime.email.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('UserGems refused to forget a person under 1 of 5 addresses')]);
    expect(await tracesOfXenia(runtime.tables)).toEqual([]);
  });

  it('is told at the rate that all workers share', async () => {
    const runtime = await thatWeek();
    await runtime.deps.rateLimits.defer('usergems', Date.parse(AT) + 30_000);
    expect(await runtime.erase(XENIA.email, AT)).toMatchObject({ status: 'SUCCEEDED', seconds: 30 });
  });
});

describe('a crash at any effect of an erasure, then the retry, ends as without a crash (PLAT-05)', () => {
  /** The store afterwards, without what tells of how it got there. */
  const endOf = async (crash?: Crash): Promise<{ state: unknown; effects: readonly Effect[]; told: unknown }> => {
    const { effects, stopped, ...wrapping } = crashing(crash);
    const runtime = await thatWeek(wrapping);
    const { status, erasureId } = await runtime.erase(XENIA.email, AT, { signal: stopped });
    expect(status).toBe(crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED');
    // The request is found again by its address; once the person is erased there is none, and nothing to rerun.
    if (crash?.of === 'execution' && (await runtime.deps.erasures.find(erasureId))?.state !== 'ERASED') expect(await runtime.erase(XENIA.email, AT, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', erasureId });
    const masked = (item: Item): unknown => JSON.parse(JSON.stringify(item, (name, value: unknown) => (name === 'at' || name === 'settledAt' || name === 'Executions' ? '-' : value)).replaceAll(erasureId, 'id'));
    const state = Object.fromEntries(Object.entries(await storeState(runtime.tables, others(['RateLimit']))).map(([key, item]) => [key.replace(erasureId, 'id'), key.startsWith('Erasure ') ? masked(item) : item]));
    return { state, effects, told: new Set(runtime.usergems.taken.map((write) => JSON.stringify(write))) };
  };

  it.each(['invocation', 'execution'] as const)('when the %s dies', async (of) => {
    const clean = await endOf();
    const crashes = clean.effects.flatMap((effect, at) => FATES[effect.kind].filter((fate) => of === 'invocation' || fate === 'after' || fate === 'partly' || effect.kind === 'answer').map((fate) => ({ at, fate, of })));
    for (const crash of crashes) {
      const { state, told } = await endOf(crash);
      const at = { ...crash, effect: clean.effects[crash.at] };
      if (!isDeepStrictEqual({ state, told }, { state: clean.state, told: clean.told })) expect({ at, state, told }).toEqual({ at, state: clean.state, told: clean.told });
    }
    expect(crashes.length).toBeGreaterThan(clean.effects.length);
  }, 240_000);
});
