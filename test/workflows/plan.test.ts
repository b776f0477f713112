import { Socket } from 'node:net';
import * as fc from 'fast-check';
import { planReport } from '../../infra/local/plan/plan-report';
import { planWorkflow, type PlannedRun } from '../../infra/local/plan/plan-workflow';
import { keyOf, rowId } from '../../shared/adapters/dynamodb/table-keys';
import { instantOf } from '../../shared/domain/time/business-time';
import { TABLE_NAMES, type TableName } from '../../shared/names/tables';
import { SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import type { Item, ReadTables, Tables } from '../../shared/ports/tables';
import { COMPACT_WEEK, DELIVERIES, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { configOf, inProcessRuntime, machineOf, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { copyOf, storeState } from '../support/store-state';
import { aNewHire } from '../support/usergems-bodies';

/** A plan tells what a run would do, and does none of it. */
interface Scenario {
  readonly workflow: WorkflowName;
  readonly businessDate: string;
  readonly push?: number;
  readonly before: () => Promise<InProcessRuntime>;
  readonly ends: 'SUCCEEDED' | 'FAILED';
}

const beforeSync = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
  await deliverWeek(runtime);
  return runtime;
};

const afterSync = async (): Promise<InProcessRuntime> => {
  const runtime = await beforeSync();
  expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED' });
  return runtime;
};

const beforePush = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
  await runtime.keepPush(2, [aNewHire('hire-1', { accountId: 'globex', company: 'Company globex' }), aNewHire('hire-2', { domain: 'small.example', company: 'Company small' })]);
  return runtime;
};

const SCENARIOS: readonly Scenario[] = [
  { workflow: WORKFLOWS.cohortRefresh, businessDate: '2024-10-07', before: beforeSync, ends: 'SUCCEEDED' },
  { workflow: WORKFLOWS.sync, businessDate: TUESDAY, before: beforeSync, ends: 'SUCCEEDED' },
  { workflow: WORKFLOWS.retroPush, businessDate: '2024-09-29', push: 2, before: beforePush, ends: 'SUCCEEDED' },
  { workflow: WORKFLOWS.notify, businessDate: WEDNESDAY, before: afterSync, ends: 'SUCCEEDED' },
  // Nobody has run the sync of the day before.
  { workflow: WORKFLOWS.notify, businessDate: '2024-10-16', before: afterSync, ends: 'FAILED' },
  { workflow: WORKFLOWS.scorecard, businessDate: '2024-11-01', before: afterSync, ends: 'SUCCEEDED' },
];

/** The start that the in-process runtime makes. */
const startOf = ({ workflow, businessDate, push }: Pick<Scenario, 'workflow' | 'businessDate' | 'push'>) => ({ workflow, businessDate, scheduledTime: instantOf(businessDate, SCHEDULED_AT[workflow], SETTINGS.timeZone), ...(push !== undefined && { push }) });
const plan = (scenario: Pick<Scenario, 'workflow' | 'businessDate' | 'push'>, tables: ReadTables): Promise<PlannedRun> => planWorkflow(machineOf, configOf(SETTINGS), tables, startOf(scenario));

type State = Readonly<Record<string, Item>>;
const stateOf = (tables: ReadTables): Promise<State> => storeState(tables, TABLE_NAMES);

/** The store as it would be. */
const applied = (before: State, { changes }: PlannedRun): State => {
  const state = { ...before };
  for (const [table, changed] of Object.entries(changes)) {
    for (const { before: old, after } of changed) {
      const name = `${table} ${rowId(table as TableName, keyOf(table as TableName, after ?? old ?? {}))}`;
      if (after === undefined) delete state[name];
      else state[name] = after;
    }
  }
  return state;
};

/** Vendors number what they take in the order in which it comes. */
const anyVendorIds = (state: State): State => Object.fromEntries(Object.entries(state).map(([name, { VendorIds, ...item }]) => [name, { ...item, sent: Array.isArray(VendorIds) ? VendorIds.length : 0 }]));
const inAnyOrder = (messages: readonly object[]): string[] => messages.map((message) => JSON.stringify(message)).sort();

const saysWhatTheRunDoes = async (scenario: Scenario, tables: Tables): Promise<void> => {
  const before = await stateOf(tables);
  const planned = await plan(scenario, tables);

  const runtime = await inProcessRuntime({ tables: await copyOf(tables) });
  const real = await runtime.start(scenario.workflow, scenario.businessDate, scenario.push === undefined ? {} : { push: scenario.push });

  expect({ status: planned.execution.status, output: planned.execution.output, path: planned.execution.path }).toEqual({ status: real.status, output: real.output, path: real.path });
  expect(anyVendorIds(applied(before, planned))).toEqual(anyVendorIds(await stateOf(runtime.tables)));
  expect(inAnyOrder(planned.emails)).toEqual(inAnyOrder(runtime.email.sent));
};

/** A store that refuses every write, should anybody find one. */
const readOnly = (tables: Tables): Tables => {
  const refuse = (): never => {
    throw new Error('A plan has written');
  };
  return { ...tables, putMany: refuse, deleteMany: refuse, put: refuse, update: refuse };
};

describe.each(SCENARIOS)('$workflow for $businessDate', (scenario) => {
  it('a plan makes no write and no call', async () => {
    const { tables } = await scenario.before();
    const before = await stateOf(tables);
    const connect = jest.spyOn(Socket.prototype, 'connect').mockImplementation(() => {
      throw new Error('A plan has called somebody');
    });

    const { execution } = await plan(scenario, readOnly(tables)).finally(() => connect.mockRestore());

    expect(execution.status).toBe(scenario.ends);
    expect(connect).not.toHaveBeenCalled();
    expect(await stateOf(tables)).toEqual(before);
  });

  it('a plan says what the run then does, item by item and message by message', async () => {
    await saysWhatTheRunDoes(scenario, (await scenario.before()).tables);
  });
});

it('a plan says what the run then does, whatever came in and in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([...DELIVERIES]), async (deliveries) => {
      const runtime = await inProcessRuntime({ records: COMPACT_WEEK });
      for (const [index, body] of deliveries.entries()) await runtime.deliver(body, new Date(Date.parse('2024-10-03T12:00:00Z') + index * 60_000).toISOString());
      const [sync, notify] = [WORKFLOWS.sync, WORKFLOWS.notify].map((workflow) => SCENARIOS.find((one) => one.workflow === workflow));

      if (sync) await saysWhatTheRunDoes(sync, runtime.tables);
      await runtime.start(WORKFLOWS.sync, TUESDAY);
      if (notify) await saysWhatTheRunDoes(notify, runtime.tables);
    }),
    { numRuns: 8 },
  );
}, 60_000);

it('of a run that is complete a plan says that a rerun does nothing', async () => {
  const runtime = await afterSync();

  const report = planReport(await planWorkflow(machineOf, configOf(SETTINGS), runtime.tables, startOf({ workflow: WORKFLOWS.sync, businessDate: TUESDAY })));

  expect({ ...report, ends: report.ends.status }).toEqual({
    workflow: WORKFLOWS.sync, businessDate: TUESDAY, scheduledTime: '2024-10-08T13:00:00.000Z', runBefore: 'SUCCEEDED', ends: 'SUCCEEDED',
    leadsCreated: [], leadsEnriched: [], contactsMarked: [], owners: [], held: [], leftOut: [], tracked: { created: 0, changed: 0, deleted: 0 }, messages: [], ledger: [], vendorWrites: [], alerts: [], grades: [], rulesNotInForce: [],
    writes: [{ table: 'Run', created: 0, changed: expect.any(Number), deleted: 0 }],
  });
});

describe('the report', () => {
  it('of a sync names the leads with their owners and paths, what is enriched, marked, held and left out, and who is alerted', async () => {
    const { tables } = await beforeSync();
    const planned = planReport(await plan({ workflow: WORKFLOWS.sync, businessDate: TUESDAY }, tables));

    expect(planned.leadsCreated.map(({ name, ownerId, path }) => [name, ownerId, path])).toEqual([
      ['Ada Okafor small-1', 'sdr-1', 'SMB_NO_BDR→SDR_RR(AMER)'],
      ['Ada Okafor small-2', 'sdr-2', 'SMB_NO_BDR→SDR_RR(AMER)'],
      ['Ada Okafor small-3', 'sdr-1', 'SMB_NO_BDR→SDR_RR(AMER)'],
      ['Ada Okafor globex-1', 'bdr', 'ACCOUNT_BDR'],
      ['Ada Okafor globex-2', 'bdr', 'ACCOUNT_BDR'],
      ['Ada Okafor middle-1', 'bdr-emea', 'NO_BDR→BDR_RR(EMEA,Mid-Market)'],
      ['Ada Okafor middle-2', 'bdr-emea', 'NO_BDR→BDR_RR(EMEA,Mid-Market)'],
      ['Ada Okafor quiet-1', 'admin', 'DO_NOT_ROUTE→DEFAULT_OWNER'],
      ['Ada Okafor nowhere-1', 'admin', 'NO_COVERAGE→DEFAULT_OWNER(AMER,Unknown)'],
      ['Ada Okafor marked-1', 'sdr-2', 'SMB_NO_BDR→SDR_RR(AMER)'],
      ['Ada Okafor hire-target', 'bdr', 'ACCOUNT_BDR'],
      ['Ada Okafor promoted', 'bdr', 'ACCOUNT_BDR'],
    ]);
    expect(planned.owners.map(({ ownerId, leads }) => [ownerId, leads])).toEqual([['bdr', 4], ['admin', 2], ['bdr-emea', 2], ['sdr-1', 2], ['sdr-2', 2]]);
    expect(planned.leadsEnriched.map(({ id, changes }) => [id, changes.find(({ field }) => field === 'Title' || field === 'UserGem__PersonLinkedInUrl__c')])).toEqual([
      ['lead-open', { field: 'Title', new: 'CEO' }],
      [planned.leadsCreated[1]?.id, { field: 'UserGem__PersonLinkedInUrl__c', old: 'https://www.linkedin.com/in/small-2', new: 'https://linkedin.com/in/small-2/' }],
    ]);
    expect(planned.contactsMarked.map(({ id }) => id)).toEqual(['c-01', 'c-02', 'c-03', 'c-04', 'c-05', 'c-06', 'c-07', 'c-08', 'c-09']);
    expect(planned.held).toEqual(['middle', 'untracked', 'unknown'].map((who) => ({ signal: `feed:held-${who}`, tier: '2', until: '2024-11-05' })));
    expect(planned.leftOut).toEqual([{ outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT', signals: 1 }]);
    expect(planned.alerts).toEqual([{ kind: 'NO_COVERAGE', headline: '1 new leads went to the default owner because nobody covers them', particulars: ['(AMER,Unknown): 1'] }]);
  });

  it('of notifications names who is told of what by which rule, and an expired rule tells nobody', async () => {
    const { tables } = await afterSync();
    const config = configOf(SETTINGS);
    const rules = config.rules.map((rule) => (rule.id === 'notification/3A' ? { ...rule, until: '2024-10-08' } : rule));

    const planned = planReport(await planWorkflow(machineOf, { ...config, rules }, tables, startOf({ workflow: WORKFLOWS.notify, businessDate: WEDNESDAY })));

    expect(planned.rulesNotInForce).toEqual([{ id: 'notification/3A', from: undefined, until: '2024-10-08', state: 'expired' }]);
    expect(planned.messages.map(({ recipientId, channel, rules: by }) => [recipientId, channel, by])).toEqual([
      ['ae', 'email', { '1C': 2, '3B': 9 }],
      ['bdr', 'email', { '1D': 2 }],
      ['bdr', 'slack', { '1D': 2 }],
      ['bdr-emea', 'email', { '1A': 1, '1B': 1 }],
      ['rm', 'slack', { '3B': 9 }],
      ['sdr-1', 'email', { '1A': 2 }],
      ['sdr-2', 'slack', { '1A': 2 }],
    ]);
    expect(planned.ledger.filter(({ rule }) => rule === '3A')).toEqual([]);
  });

  it('of what the vendor would be told counts its writes by kind', async () => {
    const { tables } = await beforeSync();

    const planned = planReport(await plan({ workflow: WORKFLOWS.cohortRefresh, businessDate: '2024-10-07' }, tables));

    expect(planned.vendorWrites.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['add_contact', 'add_account']));
  });
});
