import { run as tellVendor } from '../../lambdas/steps/usergems-cohort-refresh/tell-vendor';
import type { PlannedWrite } from '../../shared/domain/usergems/vendor-lists';
import { ERROR_NAMES } from '../../shared/names/errors';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, SETTINGS, type InProcessRuntime } from '../support/in-process-runtime';

const MONDAY = '2024-10-07';
const RUN = runIdOf(WORKFLOWS.cohortRefresh, MONDAY);
const settings = { ...SETTINGS, usergems: { ...SETTINGS.usergems, requestsPerSecond: 2 } };

const adding = (name: string): PlannedWrite => {
  const person = { email: `${name}@x.example`, relationshipType: 'Open Opp Contact', signal: 'Contact Tracking' };
  return { recordId: name, write: { kind: 'add_contact', ...person, custom: name }, removal: { kind: 'remove_contact', ...person } };
};

/** A run whose plan is these shards. */
const planned = async (shards: Readonly<Record<string, readonly PlannedWrite[]>>): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ settings });
  const { runs } = runtime.deps;
  await runs.open({ runId: RUN, workflow: WORKFLOWS.cohortRefresh, businessDate: MONDAY, scheduledTime: `${MONDAY}T20:00:00.000Z`, push: undefined }, RUN);
  await runs.keepShards(RUN, Object.entries(shards).map(([shard, work]) => ({ shard, work })));
  return runtime;
};
const at = (time: string): string => `${MONDAY}T${time}Z`;
const states = async ({ deps }: InProcessRuntime): Promise<string[]> => (await deps.vendorRecords.all()).map(({ recordId, state }) => `${recordId} ${state}`).sort();

describe('one call of "Tell UserGems"', () => {
  it('tells nothing before a second is reserved, then one second\'s worth, and reserves the next', async () => {
    const runtime = await planned({ '1': ['a', 'b', 'c'].map(adding) });

    const first = await tellVendor(runtime.deps, { runId: RUN, shard: '1', at: at('20:00:00.300'), from: 0, deferrals: 0 });
    expect(first).toEqual({ outcome: 'more', from: 0, slot: at('20:00:01.000'), deferrals: 0 });
    expect(runtime.usergems.taken).toHaveLength(0);

    const second = await tellVendor(runtime.deps, { runId: RUN, shard: '1', at: at('20:00:01.200'), from: 0, slot: at('20:00:01.000'), deferrals: 0 });
    expect(second).toEqual({ outcome: 'more', from: 2, slot: at('20:00:02.000'), deferrals: 0 });
    expect(await states(runtime)).toEqual(['a told', 'b told']);

    const last = await tellVendor(runtime.deps, { runId: RUN, shard: '1', at: at('20:00:02.100'), from: 2, slot: at('20:00:02.000'), deferrals: 0 });
    expect(last).toEqual({ outcome: 'done' });
    expect(await states(runtime)).toEqual(['a told', 'b told', 'c told']);
  });

  it('does not use a second that was missed: somebody else may have it', async () => {
    const runtime = await planned({ '1': [adding('a')] });

    expect(await tellVendor(runtime.deps, { runId: RUN, shard: '1', at: at('20:00:02.000'), from: 0, slot: at('20:00:01.000'), deferrals: 3 })).toEqual({ outcome: 'more', from: 0, slot: at('20:00:02.000'), deferrals: 3 });
    expect(runtime.usergems.taken).toHaveLength(0);
  });

  it('is dealt a second of its own beside another shard', async () => {
    const runtime = await planned({ '1': ['a', 'b'].map(adding), '2': ['c', 'd'].map(adding) });
    const begin = (shard: string) => tellVendor(runtime.deps, { runId: RUN, shard, at: at('20:00:00.000'), from: 0, deferrals: 0 });

    expect((await Promise.all([begin('1'), begin('2')])).map((next) => next.outcome === 'more' && next.slot).sort()).toEqual([at('20:00:00.000'), at('20:00:01.000')]);
  });

  it('records what got through before it says that the vendor did not answer; what was not answered may be known or not', async () => {
    const runtime = await planned({ '1': ['a', 'b'].map(adding) });
    runtime.usergems.answerNext('lost');

    await expect(tellVendor(runtime.deps, { runId: RUN, shard: '1', at: at('20:00:01.000'), from: 0, slot: at('20:00:01.000'), deferrals: 0 })).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });

    expect(await states(runtime)).toEqual(['a telling', 'b told']);
  });
});
