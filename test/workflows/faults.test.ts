import { isDeepStrictEqual } from 'node:util';
import type { DigestContent } from '../../shared/contracts/notification-shard';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import type { Item, Tables } from '../../shared/ports/tables';
import { INTERRUPTED } from '../../shared/runtime/deliver-message';
import type { Message } from '../../shared/stores/message-store';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { crashing, FATES, type Crash, type Effect, type Fate } from '../support/crashes';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { copyOf, runState, storeState } from '../support/store-state';

/** A crash at any write, send or answer of a step, followed by the retry, ends as if there had been no crash. */
interface Scenario {
  readonly workflow: 'usergems-sync' | 'usergems-notify';
  readonly businessDate: string;
  /** Results that each shard leaves. */
  readonly stages: readonly string[];
  /** The store as the workflow finds it. */
  readonly before: () => Promise<Tables>;
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

const SCENARIOS: readonly Scenario[] = [
  { workflow: WORKFLOWS.sync, businessDate: TUESDAY, stages: ['decided', 'written'], before: async () => (await beforeSync()).tables },
  { workflow: WORKFLOWS.notify, businessDate: WEDNESDAY, stages: ['evaluated'], before: async () => (await afterSync()).tables },
];

interface Ending {
  readonly items: Record<string, Item>;
  readonly run: Awaited<ReturnType<typeof runState>>;
  readonly messages: readonly Message[];
  /** Everything that left, one text each. */
  readonly sent: readonly string[];
}

/** Runs the scenario once more from its beginning, with a crash or without, and a rerun when the execution died. */
const play = async ({ workflow, businessDate, stages }: Scenario, before: Tables, crash?: Crash): Promise<Ending & { readonly effects: readonly Effect[] }> => {
  const { effects, stopped, ...wrapping } = crashing(crash);
  const runtime = await inProcessRuntime({ tables: await copyOf(before), ...wrapping });
  const first = await runtime.start(workflow, businessDate, { signal: stopped });
  expect(first.status).toBe(crash?.of === 'execution' ? 'ABORTED' : 'SUCCEEDED');
  if (crash?.of === 'execution') expect(await runtime.start(workflow, businessDate, { rerun: 1 })).toMatchObject({ status: 'SUCCEEDED' });

  const runId = runIdOf(workflow, businessDate);
  return {
    effects,
    items: await storeState(runtime.tables, TABLE_NAMES.filter((table) => table !== 'Run' && table !== 'Message')),
    run: await runState(runtime.deps, runId, stages),
    // Vendors number what they take in the order in which it comes.
    messages: (await runtime.deps.messages.ofRun(runId)).map((message) => ({ ...message, vendorIds: message.vendorIds.map(() => 'id') })),
    sent: [...runtime.email.sent, ...runtime.slack.sent].map((one) => JSON.stringify(one)),
  };
};

const NOT_SENT_ALERT = 'alert#MESSAGES_NOT_SENT#';

/** The ending without a crash, but that the result of some messages was never learned. */
const withInterrupted = ({ items, run, messages }: Omit<Ending, 'sent'>, interrupted: ReadonlySet<string>): Omit<Ending, 'sent'> => {
  const counts: Record<string, unknown> = { ...run.run.counts };
  const rows = { ...(counts['rows'] as Record<string, number>) };
  const unknown = { ...items };
  for (const { messageId, kind, content } of messages) {
    if (kind !== 'digest' || !interrupted.has(messageId)) continue;
    for (const { ledger } of (content as DigestContent).entries) {
      const [sent, lost] = [`${ledger.rule}:sent`, `${ledger.rule}:unknown`];
      rows[sent] = (rows[sent] ?? 0) - 1;
      if (rows[sent] === 0) delete rows[sent];
      rows[lost] = (rows[lost] ?? 0) + 1;
      const about = [ledger.rule, ledger.recipientRole, ledger.recipientId, ledger.channel].join('/');
      const [key, row] = Object.entries(items).find(([, { RecordId, About }]) => RecordId === ledger.recordId && About === about) ?? ['', {}];
      unknown[key] = { ...row, Outcome: 'unknown', Reason: INTERRUPTED };
    }
  }
  return {
    items: unknown,
    run: { ...run, run: { ...run.run, counts: { ...run.run.counts, ...(counts['rows'] === undefined ? {} : { rows }) } } },
    messages: messages.map((message) => (interrupted.has(message.messageId) ? { ...message, state: 'UNKNOWN', reason: INTERRUPTED, partsSent: 0, vendorIds: [] } : message)),
  };
};

/** The message was claimed and its result is not recorded yet: nobody can tell whether it left. */
const interrupts = ({ kind, what }: Effect, fate: Fate): boolean =>
  kind === 'send' || (what === 'update Message SENDING' && fate === 'after') || (what === 'update Message READY' && fate === 'before');

const staysBehind = (effect: Effect, fate: Fate): boolean => interrupts(effect, fate) && (effect.kind === 'send' ? fate === 'before' || fate === 'unsent' : fate === 'after');

const expectSameEnding = (clean: Ending, crashed: Ending, { fate, of }: Crash, effect: Effect): void => {
  const at = `${effect.step}, ${effect.what}: ${fate} (${of})`;
  const interrupted = new Set(crashed.messages.flatMap(({ messageId, state }) => (state === 'UNKNOWN' ? [messageId] : [])));
  const alerts = crashed.messages.filter(({ messageId }) => messageId.startsWith(NOT_SENT_ALERT));
  const lostDigests = crashed.messages.filter(({ kind, state }) => kind === 'digest' && state === 'UNKNOWN').length;

  expect({ at, alerts: alerts.map(({ state }) => state) }).toEqual({ at, alerts: lostDigests > 0 ? ['SENT', 'SENT'] : [] });
  const { items, run, messages } = crashed;
  const actual = { at, items, run, messages: messages.filter((message) => !alerts.includes(message)) };
  const expected = { at, ...withInterrupted(clean, interrupted) };
  // Hundreds of stores are compared: jest explains a difference well, but is slow to find that there is none.
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);

  expect({ at, twice: crashed.sent.length - new Set(crashed.sent).size }).toEqual({ at, twice: 0 });
  expect({ at, strangers: crashed.sent.filter((one) => !clean.sent.includes(one)).length }).toEqual({ at, strangers: alerts.length });

  const leftBehind = clean.sent.filter((one) => !crashed.sent.includes(one)).length;
  if (of === 'invocation') expect({ at, interrupted: interrupted.size, leftBehind }).toEqual({ at, interrupted: Number(interrupts(effect, fate)), leftBehind: Number(staysBehind(effect, fate)) });
  // With an execution several invocations die, each at a message of its own.
  else expect({ at, unexplained: Math.max(0, leftBehind - interrupted.size) }).toEqual({ at, unexplained: 0 });
};

describe.each(SCENARIOS)('$workflow (PLAT-05, UG-09): a crash at any effect, then the retry, ends as without a crash', (scenario) => {
  it.each([
    { of: 'invocation', then: 'Step Functions tries again' },
    { of: 'execution', then: 'an operator reruns it' },
  ] as const)('when the $of dies and $then', async ({ of }) => {
    const before = await scenario.before();
    const clean = await play(scenario, before);
    expect(clean.messages.filter(({ state }) => state !== 'SENT')).toEqual([]);

    // A worker that dies before its next effect dies after the last one: with the whole execution, once is enough.
    const fates = ({ kind }: Effect): readonly Fate[] => (of === 'invocation' ? FATES[kind] : kind === 'answer' ? ['before'] : FATES[kind].filter((fate) => fate === 'partly' || fate === 'after'));
    const crashes = clean.effects.flatMap((effect, at) => fates(effect).map((fate) => ({ at, fate, of })));
    for (const crash of crashes) {
      const crashed = await play(scenario, before, crash);
      const effect = crashed.effects[crash.at];
      if (effect === undefined) throw new Error(`The run had fewer effects than ${crash.at}`);
      expectSameEnding(clean, crashed, crash, effect);
    }
    expect(crashes.length).toBeGreaterThan(clean.effects.length);
  }, 180_000);
});
