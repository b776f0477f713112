import { isDeepStrictEqual } from 'node:util';
import { TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Item, Tables } from '../../shared/ports/tables';
import { crashing, FATES, type Crash, type Effect, type Fate } from '../support/crashes';
import { inProcessRuntime } from '../support/in-process-runtime';
import { deliverLeadDay, LEAD_DAY, MORNING_AFTER } from '../support/lead-day';
import { copyOf, storeState } from '../support/store-state';
import { inAnyOrder } from '../support/table-contents';

/** A minute later: whoever comes next when the first run is gone for good. */
const NEXT = '2018-07-05T13:02:00.000Z';

interface Ending {
  readonly items: Record<string, Item>;
  readonly counts: readonly unknown[];
  readonly started: readonly unknown[];
  readonly sent: readonly string[];
}

/** Works the day from its beginning, with a crash or without; when the execution dies, a rerun or the next run goes on. */
const play = async (before: Tables, crash?: Crash, then: 'rerun' | 'next run' = 'rerun'): Promise<Ending & { readonly effects: readonly Effect[] }> => {
  const { effects, stopped, ...wrapping } = crashing(crash);
  const runtime = await inProcessRuntime({ tables: await copyOf(before), ...wrapping });
  const first = await runtime.intake(MORNING_AFTER, { signal: stopped });
  expect(first.status).toBe(crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED');
  if (crash?.of === 'execution') {
    if (then === 'next run') expect(await runtime.intake(NEXT)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await runtime.intake(MORNING_AFTER, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });
  }
  const runs = await runtime.deps.runs.of(WORKFLOWS.accountChange);
  return {
    effects,
    items: await storeState(runtime.tables, TABLE_NAMES.filter((table) => !['Run', 'Sequence', 'Message'].includes(table))),
    counts: runs.map(({ runId, counts }) => ({ runId, counts })),
    started: runtime.starter.started,
    sent: [...runtime.email.sent, ...runtime.slack.sent].map((one) => JSON.stringify(one)),
  };
};

/** Which of two runs worked an event matters to nobody. */
const withoutRun = ({ items, ...ending }: Ending): Ending => ({
  ...ending,
  items: Object.fromEntries(inAnyOrder(Object.values(items).map((item) => ({ ...item, RunId: undefined, DecisionId: undefined }))).entries()),
});

describe('the intake of the lead database (PLAT-05): a crash at any effect ends as without a crash', () => {
  let before: Tables;
  let clean: Ending & { readonly effects: readonly Effect[] };
  beforeAll(async () => {
    const runtime = await inProcessRuntime({ records: LEAD_DAY });
    await deliverLeadDay(runtime);
    before = runtime.tables;
    clean = await play(before);
  }, 60_000);

  const expectSame = (crashed: Ending & { readonly effects: readonly Effect[] }, { at, fate, of }: Crash, view: (ending: Ending) => Ending): void => {
    const effect = crashed.effects[at];
    const where = `${effect?.step}, ${effect?.what}: ${fate} (${of})`;
    const comparable = ({ items, counts, started }: Ending): Ending => view({ items, counts, started, sent: [] });
    const [actual, expected] = [{ where, ...comparable(crashed) }, { where, ...comparable(clean) }];
    // Hundreds of stores are compared: jest explains a difference well, but is slow to find that there is none.
    if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
    expect({ where, twice: crashed.sent.length - new Set(crashed.sent).size }).toEqual({ where, twice: 0 });
  };
  const fatesOf = ({ kind }: Effect): readonly Fate[] => FATES[kind];
  const deadlyFatesOf = ({ kind }: Effect): readonly Fate[] => (kind === 'answer' ? ['before'] : FATES[kind].filter((fate) => fate === 'partly' || fate === 'after'));

  it('when the invocation dies and Step Functions tries again', async () => {
    const crashes = clean.effects.flatMap((effect, at) => fatesOf(effect).map((fate) => ({ at, fate, of: 'invocation' }) as const));
    for (const crash of crashes) expectSame(await play(before, crash), crash, (ending) => ending);
    expect(crashes.length).toBeGreaterThan(clean.effects.length);
  }, 240_000);

  it('when the execution dies and a rerun, or the next run, goes on', async () => {
    const crashes = clean.effects.flatMap((effect, at) => deadlyFatesOf(effect).map((fate) => ({ at, fate, of: 'execution' }) as const));
    for (const [index, crash] of crashes.entries()) {
      if (index % 2 === 0) expectSame(await play(before, crash, 'rerun'), crash, (ending) => ending);
      else expectSame(await play(before, crash, 'next run'), crash, withoutRun);
    }
    expect(crashes.length).toBeGreaterThan(0);
  }, 240_000);
});
