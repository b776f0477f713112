import { isDeepStrictEqual } from 'node:util';
import type { KnownHosts } from '../../shared/adapters/memory/memory-host-services';
import { accountIdOf } from '../../shared/domain/usage-pings/account-from-usage';
import type { Company } from '../../shared/domain/usage-pings/company';
import { vendorUnavailableError } from '../../shared/errors/app-error';
import { ERROR_NAMES } from '../../shared/names/errors';
import { STATES } from '../../shared/names/states';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import type { HostServices } from '../../shared/ports/host-services';
import type { Tables } from '../../shared/ports/tables';
import { usageOutcomes } from '../../shared/stores/usage-outcomes';
import { crashing, FATES, type Crash } from '../support/crashes';
import { inProcessRuntime, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { anAccount, aUser } from '../support/records';
import { copyOf, runState, storeState } from '../support/store-state';
import { deliverPings } from '../support/usage-load';

const MONDAY = '2018-07-02';
const NEXT_MONDAY = '2018-07-09';
const LOADED = '2018-07-02T08:30:00.000Z';
const EVENING = '2018-07-01T16:00:00.000Z';
const RUN = runIdOf(WORKFLOWS.ceUsageLoad, MONDAY);

const BOREAL = { domain: 'boreal.example', name: 'Boreal Works', employees: 420, billingCountry: 'Deutschland' };
const KNOWN: KnownHosts = {
  companies: new Map<string, Company>([['boreal.example', BOREAL], ['azlab.example', { domain: 'azlab.example', name: 'microsoft' }]]),
  names: new Map([['203.0.113.7', 'git.low.example'], ['203.0.113.8', 'x.linode.com']]),
  registrations: new Map([['203.0.113.9', { organisation: 'Low', domain: 'low.example' }]]),
};
const RECORDS = {
  User: [aUser({ Id: 'sadm-1', Role__c: 'Sales Admin' }), aUser({ Id: 'ars-1', Role__c: 'Account Research Specialist', Notify_By__c: 'email' }), aUser({ Id: 'ae-8', Role__c: 'AE' })],
  Account: [
    anAccount({ Id: 'top', Website: 'top.example', Type: 'Prospect', OwnerId: 'sadm-1' }),
    anAccount({ Id: 'low', Website: 'low.example', Type: 'Customer', OwnerId: 'ae-8', ParentId: 'top' }),
    anAccount({ Id: 'waiting', Type: 'Prospect - CE User', OwnerId: 'sadm-1' }),
    anAccount({ Id: 'assigned', Type: 'Prospect - CE User', OwnerId: 'sadm-1', SDR__c: 'sdr-1' }),
    anAccount({ Id: 'sold', Type: 'Prospect - CE User', OwnerId: 'ae-8' }),
  ],
};
const ping = (host: string, activeUsers = 10, more: object = {}): object => ({ host, pingedAt: EVENING, activeUsers, ...more });

const aLoad = async (options: RuntimeOptions = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: RECORDS, knownHosts: KNOWN, ...options });
  await deliverPings(runtime.deps, 'v-1', '2018-07-02T07:30:00.000Z', [
    ping('gitlab.boreal.example', 120, { instances: 3 }), ping('git.low.example', 30), ping('203.0.113.7', 5), ping('203.0.113.8'), ping('203.0.113.9', 1), ping('203.0.113.10'), ping('10.0.0.5'), ping('gitlab'),
    ping('azlab.example'), ping('nobody.example'), ping('top.example', -1), ping('early.example', 1, { pingedAt: '2018-07-05T00:00:00.000Z' }), ping('old.example', 1, { pingedAt: '2018-05-03T08:29:59.000Z' }),
  ]);
  await deliverPings(runtime.deps, 'v-2', '2018-07-02T07:40:00.000Z', [ping('git.low.example', 40, { pingedAt: '2018-07-01T15:00:00.000Z' }), ping('git.top.example', 7)]);
  await deliverPings(runtime.deps, 'v-3', LOADED, [ping('late.low.example')]);
  return runtime;
};

const linesOf = async ({ deps }: InProcessRuntime, from?: string): Promise<string[]> => {
  const lines: string[] = [];
  for await (const page of usageOutcomes(deps.runs, from)) lines.push(...page.map(({ host, outcome, reason, accountId = '' }) => [host, outcome, reason, accountId].join(' ').replace(/ +/g, ' ').trim()));
  return lines.sort();
};
const account = async ({ deps }: InProcessRuntime, id: string) => (await deps.records.load('Account', [id])).get(id);
const alertsOf = async ({ deps }: InProcessRuntime, businessDate = MONDAY): Promise<string[]> => (await deps.alerts.ofRun(runIdOf(WORKFLOWS.ceUsageLoad, businessDate))).map(({ kind, recordId, recipientId, at }) => [kind, recordId, recipientId, at].join(' '));

const BOREAL_ID = accountIdOf('boreal.example');
const OPENED = [STATES.openRun, STATES.bringStreamToLoad, STATES.takeInPings, STATES.areAllPingsTakenIn, STATES.dealHosts, STATES.forEachShardClean, STATES.matchAccounts, STATES.wasItOurTurn];
const TOLD = [STATES.tellPeople, STATES.wasItRateLimited, STATES.settleLoad, STATES.everyHostHasOutcome];

describe('the load of usage pings', () => {
  it('takes in, cleans, matches, tells and settles; every host has one outcome (CE-01 to CE-06, CE-09)', async () => {
    const runtime = await aLoad();

    expect(await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({
      status: 'SUCCEEDED',
      path: [...OPENED, ...TOLD],
      output: {
        hosts: 14, matched: { domain: 4 }, created: 1, accountsCreated: 1, accountsUpdated: 2, worklist: 3,
        discarded: { PRIVATE_IP: 1, LOCAL_HOST: 1, CLOUD_HOST: 1, UNRESOLVED_IP: 1, EXCLUDED_COMPANY: 1, NOT_ENRICHED: 1, INVALID_PING: 1, FUTURE: 1, STALE: 1 },
      },
    });
    expect(await linesOf(runtime)).toEqual([
      '10.0.0.5 discarded PRIVATE_IP',
      '203.0.113.10 discarded UNRESOLVED_IP',
      '203.0.113.7 matched domain low',
      '203.0.113.8 discarded CLOUD_HOST',
      '203.0.113.9 matched domain low',
      'azlab.example discarded EXCLUDED_COMPANY',
      'early.example discarded FUTURE',
      'git.low.example matched domain low',
      'git.top.example matched domain top',
      `gitlab.boreal.example created ${BOREAL_ID}`,
      'gitlab discarded LOCAL_HOST',
      'nobody.example discarded NOT_ENRICHED',
      'old.example discarded STALE',
      'top.example discarded INVALID_PING',
    ].sort());
    expect(await account(runtime, BOREAL_ID)).toMatchObject({ Name: 'Boreal Works', OwnerId: 'sadm-1', BillingCountry: 'Germany', CE_Instances__c: 3, Active_CE_Users__c: 120, CE_Instances_Total__c: 3 });
    expect(await account(runtime, 'low')).toEqual({ ...RECORDS.Account[1], Using_CE__c: true, CE_Instances__c: 3, Active_CE_Users__c: 36 });
    expect(await account(runtime, 'top')).toEqual({ ...RECORDS.Account[0], Type: 'Prospect - CE User', Using_CE__c: true, CE_Instances__c: 1, Active_CE_Users__c: 7, CE_Instances_Total__c: 4, Active_CE_Users_Total__c: 43 });

    expect(await alertsOf(runtime)).toEqual([BOREAL_ID, 'top', 'waiting'].sort().map((id) => `CE_WORKLIST ${id} ars-1 ${LOADED}`));
    expect(runtime.email.sent.map(({ to }) => to)).toEqual([['ars-1@company.example']]);
    expect((await runtime.deps.decisions.of('top')).map(({ kind, at, fields }) => ({ kind, at, fields }))).toEqual([
      { kind: 'audit', at: LOADED, fields: { Actor: 'system', Rule: 'CE-06', Changes: [{ field: 'Type', old: 'Prospect', new: 'Prospect - CE User' }, { field: 'Using_CE__c', new: true }] } },
    ]);
    expect(await runtime.deps.deliveries.due('9999', undefined, 'pings')).toEqual(['version-ping#v-3']);
  });

  it('a rerun changes nothing, tells nobody and asks nobody (CE-12)', async () => {
    const runtime = await aLoad();
    const first = await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY);
    const tables = TABLE_NAMES.filter((name) => !['Run', 'Sequence'].includes(name));
    const [items, sent, asked] = [await storeState(runtime.tables, tables), runtime.email.sent.length, runtime.hostServices.asked.length];

    expect(await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: first.output });
    expect(await storeState(runtime.tables, tables)).toEqual(items);
    expect([runtime.email.sent.length, runtime.hostServices.asked.length]).toEqual([sent, asked]);
  });

  it('the next load matches what this one made: nothing is created twice, and the adopted account keeps its owner (CE-12)', async () => {
    const runtime = await aLoad();
    await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY);
    const boreal = await account(runtime, BOREAL_ID);
    if (boreal) await runtime.deps.records.change('Account', boreal, { ...boreal, OwnerId: 'ae-8' });

    expect(await runtime.start(WORKFLOWS.ceUsageLoad, NEXT_MONDAY)).toMatchObject({ status: 'SUCCEEDED', output: { created: 0, accountsCreated: 0, accountsUpdated: 2, worklist: 2 } });
    expect(await account(runtime, BOREAL_ID)).toEqual({ ...boreal, OwnerId: 'ae-8' });
    expect(await linesOf(runtime, '2018-07-09')).toEqual(expect.arrayContaining([`gitlab.boreal.example matched domain ${BOREAL_ID}`, 'early.example discarded NOT_ENRICHED', 'late.low.example matched domain low', 'top.example discarded INVALID_PING']));
    expect(await alertsOf(runtime, NEXT_MONDAY)).toEqual(['top', 'waiting'].map((id) => `CE_WORKLIST ${id} ars-1 2018-07-09T08:30:00.000Z`));
  });

  it('keeps of the pings of a host the newest and those that lie ahead', async () => {
    const runtime = await aLoad();
    await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY);

    const kept = Object.values(await storeState(runtime.tables, ['UsagePing'])).map(({ Host, ActiveUsers = '' }) => [Host, ActiveUsers].join(' ').trim());
    expect(kept.filter((line) => /low|top|early/.test(line)).sort()).toEqual(['early.example 1', 'git.low.example 30', 'git.top.example 7', 'top.example']);
  });

  it('waits while somebody else works the stream', async () => {
    let seen = 0;
    const late: { runtime?: InProcessRuntime } = {};
    const runtime = await aLoad({
      around: async (step, work) => {
        if (step === 'match-accounts' && (seen += 1) === 1) await late.runtime?.deps.sequence.take({ runId: 'lead-intake-elsewhere', now: LOADED, leaseSeconds: 10 });
        return work();
      },
    });
    late.runtime = runtime;

    const execution = await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: expect.arrayContaining([STATES.waitForStream]) });
    expect((await runtime.deps.sequence.find())?.runId).toBeUndefined();
    expect((await linesOf(runtime)).length).toBe(14);
  });

  it('tries again while an outside service is down, and is parked when it stays down', async () => {
    let left = 2;
    const wrapHostServices = (services: HostServices): HostServices => ({
      ...services,
      whois: {
        registrationsOf: async (addresses) => {
          if (left-- > 0) throw vendorUnavailableError('Whois answered with status 503');
          return services.whois.registrationsOf(addresses);
        },
      },
    });
    const recovering = await aLoad({ wrapHostServices });
    expect(await recovering.start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({ status: 'SUCCEEDED', seconds: 5 + 10 + 20 });

    left = 100;
    const lost = await aLoad({ wrapHostServices });
    expect(await lost.start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({ status: 'FAILED', path: expect.arrayContaining([STATES.forEachShardClean, STATES.parkForOperator]) });
    expect(await account(lost, 'low')).toEqual(RECORDS.Account[1]);
    left = 0;
    expect(await lost.start(WORKFLOWS.ceUsageLoad, MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED', output: { hosts: 14 } });
  });

  it('refuses to make new accounts without an owner, and to load behind a later load', async () => {
    const runtime = await aLoad({ records: { ...RECORDS, User: RECORDS.User.slice(1) } });
    expect(await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.config, cause: expect.stringContaining('Sales Admin') });

    expect(await (await aLoad()).start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({ status: 'SUCCEEDED' });
    const behind = await aLoad();
    await behind.start(WORKFLOWS.ceUsageLoad, NEXT_MONDAY);
    expect(await behind.start(WORKFLOWS.ceUsageLoad, MONDAY)).toMatchObject({ status: 'FAILED', error: ERROR_NAMES.invalidInput, cause: expect.stringContaining('ce-usage-load-2018-07-09') });
  });
});

describe('a crash anywhere in a load', () => {
  const STEPS_OF_LOAD: ReadonlySet<string> = new Set(['take-in-pings', 'deal-hosts', 'clean-hosts', 'match-accounts', 'settle-load']);

  const play = async (before: Tables, crash?: Crash) => {
    const { effects, stopped, ...wrapping } = crashing(crash);
    const runtime = await inProcessRuntime({ tables: await copyOf(before), knownHosts: KNOWN, ...wrapping });
    const first = await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY, { signal: stopped });
    if (crash?.of === 'execution') expect(await runtime.start(WORKFLOWS.ceUsageLoad, MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
    else expect(first.status).toBe('SUCCEEDED');
    const { run, shards } = await runState(runtime.deps, RUN, []);
    return {
      effects,
      ending: { items: await storeState(runtime.tables, TABLE_NAMES.filter((table) => !['Run', 'Sequence', 'Message'].includes(table))), run, shards: shards.map(({ shard, counts }) => ({ shard, counts })), outcomes: await linesOf(runtime) },
    };
  };

  it('ends as if there had been none (PLAT-05)', async () => {
    const before = (await aLoad()).tables;
    const clean = await play(before);
    const crashes = clean.effects.flatMap(({ step, kind }, at) => (STEPS_OF_LOAD.has(step) ? FATES[kind].flatMap((fate) => (['invocation', 'execution'] as const).map((of): Crash => ({ at, fate, of }))) : []));
    expect(crashes.length).toBeGreaterThan(50);
    for (const crash of crashes) {
      const { ending } = await play(before, crash);
      const [actual, expected] = [{ crash, effect: clean.effects[crash.at], ...ending }, { crash, effect: clean.effects[crash.at], ...clean.ending }];
      if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
    }
  }, 120_000);
});
