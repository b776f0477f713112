import { isDeepStrictEqual } from 'node:util';
import type { UserGemsApi } from '../../shared/ports/usergems-api';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { crashing, FATES, type Crash, type Effect, type Fate } from '../support/crashes';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';
import { copyOf, runState, storeState } from '../support/store-state';
import { trackedPeople } from '../support/tracked-people';

const PER_SECOND = 3;
const settings = { ...SETTINGS, usergems: { ...SETTINGS.usergems, requestsPerSecond: PER_SECOND } };
const [MONDAY, NEXT_MONDAY] = ['2024-10-07', '2024-10-14'];

/** A week later one contact is gone, one has another name, and three are new. */
const afterAWeek = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: trackedPeople(3), settings });
  expect(await runtime.start(WORKFLOWS.cohortRefresh, MONDAY)).toMatchObject({ status: 'SUCCEEDED' });
  const { OpportunityContactRole = [], Contact = [] } = trackedPeople(6);
  await runtime.tables.deleteMany('OpportunityContactRole', [{ Id: 'won-c-001' }]);
  await runtime.tables.update('Contact', { Id: 'c-002' }, { set: { FirstName: 'Renamed' } });
  await runtime.tables.putMany([
    ...Contact.slice(3).map((item) => ({ table: 'Contact', item }) as const),
    ...OpportunityContactRole.slice(3).map((item) => ({ table: 'OpportunityContactRole', item }) as const),
  ]);
  return runtime;
};

/** Runs the week once more from its beginning, with a crash or without, and a rerun when the execution died. */
const play = async (before: InProcessRuntime, crash?: Crash) => {
  const { effects, stopped, ...wrapping } = crashing(crash);
  const runtime = await inProcessRuntime({ tables: await copyOf(before.tables), settings, ...wrapping });
  const vendor: UserGemsApi = runtime.usergems;
  for (const write of before.usergems.taken) await vendor.send(write);

  const first = await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY, { signal: stopped });
  expect(first.status).toBe(crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED');
  if (crash?.of === 'execution') expect(await runtime.start(WORKFLOWS.cohortRefresh, NEXT_MONDAY, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });

  const { usergems } = runtime;
  const items = await storeState(runtime.tables, TABLE_NAMES.filter((table) => table !== 'Run' && table !== 'RateLimit'));
  return {
    effects,
    told: usergems.taken.length - before.usergems.taken.length,
    ending: {
      // When something was told depends on the waits before it.
      items: Object.fromEntries(Object.entries(items).map(([key, item]) => [key, { ...item, ToldAt: undefined }])),
      run: await runState(runtime.deps, runIdOf(WORKFLOWS.cohortRefresh, NEXT_MONDAY), ['told']),
      contacts: [...usergems.contacts].map(([email, relations]) => [email, ...relations]).sort(),
      accounts: [...usergems.accounts].sort(),
    },
  };
};

describe('usergems-cohort-refresh (PLAT-05, UG-03): a crash at any effect, then the retry, ends as without a crash', () => {
  it.each([
    { of: 'invocation', then: 'Step Functions tries again' },
    { of: 'execution', then: 'an operator reruns it' },
  ] as const)('when the $of dies and $then', async ({ of }) => {
    const before = await afterAWeek();
    const clean = await play(before);
    expect(clean.ending.run.run.counts).toMatchObject({ planned: 5, added: 4, removed: 1, refused: 0 });

    const fates = ({ kind }: Effect): readonly Fate[] => (of === 'invocation' ? FATES[kind] : FATES[kind].filter((fate) => fate !== 'unsent' && fate !== 'lost'));
    const crashes = clean.effects.flatMap((effect, at) => fates(effect).map((fate) => ({ at, fate, of })));
    for (const crash of crashes) {
      const { effects, ending, told } = await play(before, crash);
      const at = `${effects[crash.at]?.step}, ${effects[crash.at]?.what}: ${crash.fate} (${of})`;
      if (!isDeepStrictEqual(ending, clean.ending)) expect({ at, ...ending }).toEqual({ at, ...clean.ending });
      // Only what was under way in the one second may be told twice.
      expect({ at, twice: told - clean.told <= PER_SECOND, less: told < clean.told }).toEqual({ at, twice: true, less: false });
    }
    expect(crashes.length).toBeGreaterThan(clean.effects.length);
  }, 180_000);
});
