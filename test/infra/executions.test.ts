import { definitionsOf } from '../../infra/docs/definitions';
import type { Clock } from '../../infra/local/asl/clock';
import { parseStateMachine } from '../../infra/local/asl/definition';
import type { ExecutionResult } from '../../infra/local/asl/interpreter';
import { execute } from '../../infra/local/asl/interpreter';
import { StatesError } from '../../infra/local/asl/states-error';
import type { FunctionName } from '../../infra/functions.table';
import { STATES } from '../../shared/names/states';
import type { WorkflowName } from '../../shared/names/workflows';
import { WORKFLOWS } from '../../shared/names/workflows';
import { synthesizeSample } from './synthesized';

type Payload = Readonly<Record<string, unknown>>;
type Fakes = Partial<Record<FunctionName, (payload: Payload) => unknown>>;

const definitions = definitionsOf(synthesizeSample());
const START = '2024-10-09T13:00:00.000Z';
const RUN = { runId: 'run-1', businessDate: '2024-10-09' };

/** Waits pass at once; bounds on work that is under way never do. */
const simulatedClock = (): Clock & { readonly waitedSeconds: () => number } => {
  let now = Date.parse(START);
  return {
    now: () => now,
    waitedSeconds: () => (now - Date.parse(START)) / 1000,
    sleep: (ms, signal, purpose) =>
      new Promise((resolve, reject) => {
        if (purpose === 'deadline') return signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        now += ms;
        return resolve();
      }),
  };
};

interface Story {
  readonly result: ExecutionResult;
  /** Functions in the order invoked, with their input. */
  readonly calls: readonly (readonly [string, Payload])[];
  readonly waitedSeconds: number;
}

/** Runs a synthesized machine over fake steps; a step without a fake is a bug of the test. */
const play = async (workflow: WorkflowName, fakes: Fakes, input: Payload = { scheduledTime: START }): Promise<Story> => {
  const clock = simulatedClock();
  const calls: [string, Payload][] = [];
  const steps: Fakes = {
    'open-run': () => ({ ...RUN, workflow, scheduledTime: START }),
    'refresh-cohorts': () => ({ outcome: 'refreshed' }),
    'deal-pools': () => ({ outcome: 'dealt', pools: 1 }),
    'park-run': () => ({ outcome: 'parked' }),
    ...fakes,
  };
  const result = await execute(
    parseStateMachine(definitions.get(workflow)),
    input,
    {
      clock,
      random: () => 1,
      runTask: async ({ arguments: request }) => {
        const { FunctionName: name, Payload: payload } = request as { FunctionName: FunctionName; Payload: Payload };
        calls.push([name, payload]);
        const step = steps[name];
        if (step === undefined) throw new Error(`the test has no fake of ${name}`);
        return { StatusCode: 200, Payload: step(payload) };
      },
    },
    {
      id: `arn:aws:states:us-east-1:000000000000:execution:revsignal-local-${workflow}:${workflow}-2024-10-09`,
      name: `${workflow}-2024-10-09`,
      stateMachineId: `arn:aws:states:us-east-1:000000000000:stateMachine:revsignal-local-${workflow}`,
      stateMachineName: `revsignal-local-${workflow}`,
      startTime: START,
    },
  );
  return { result, calls, waitedSeconds: clock.waitedSeconds() };
};

const failing = (error: string) => (): never => {
  throw new StatesError(error, 'because');
};

const RELEASE = [STATES.planRelease, STATES.isAnythingDue, STATES.forEachShardDecide, STATES.dealPools, STATES.forEachShardWrite, STATES.settleRun, STATES.everySignalHasOutcome];
const PARKED = [STATES.parkForOperator, STATES.runFailed];

const released: Fakes = {
  'plan-release': () => ({ outcome: 'planned', signals: 2, held: 0, shards: ['1'] }),
  'decide-shard': () => ({ outcome: 'decided', signals: 2 }),
  'write-shard': () => ({ outcome: 'written', signals: 2 }),
  'settle-release': () => ({ detected: 2, leadsCreated: 2 }),
};

describe('usergems-sync', () => {
  it('refreshes, plans, decides every shard, deals, writes every shard, settles, and puts out the counts (PLAT-09)', async () => {
    const { result, calls } = await play(WORKFLOWS.sync, { ...released, 'plan-release': () => ({ outcome: 'planned', signals: 2, held: 0, shards: ['1', '2'] }) });

    expect({ status: result.status, output: result.output, path: result.path }).toEqual({
      status: 'SUCCEEDED',
      output: { detected: 2, leadsCreated: 2 },
      path: [STATES.openRun, STATES.refreshCohorts, ...RELEASE],
    });
    expect(calls).toEqual([
      ['open-run', { workflow: 'usergems-sync', execution: { name: 'usergems-sync-2024-10-09', startTime: START }, input: { scheduledTime: START } }],
      ['refresh-cohorts', { runId: 'run-1', scheduledTime: START }],
      ['plan-release', { runId: 'run-1' }],
      ['decide-shard', { runId: 'run-1', shard: '1' }],
      ['decide-shard', { runId: 'run-1', shard: '2' }],
      ['deal-pools', { runId: 'run-1' }],
      ['write-shard', { runId: 'run-1', shard: '1' }],
      ['write-shard', { runId: 'run-1', shard: '2' }],
      ['settle-release', { runId: 'run-1' }],
    ]);
  });

  it.each(['nothing_due', 'before_go_live'])('settles at once when the plan is %s (UG-17)', async (outcome) => {
    const { result } = await play(WORKFLOWS.sync, { 'plan-release': () => ({ outcome, signals: 0, held: 0, shards: [] }), 'settle-release': () => ({ detected: 0 }) });

    expect(result.path).toEqual([STATES.openRun, STATES.refreshCohorts, STATES.planRelease, STATES.isAnythingDue, STATES.settleRun, STATES.everySignalHasOutcome]);
  });

  it('tries again what passes, with the waits of its retry policy', async () => {
    let tries = 0;
    const throttledTwice = (): unknown => (++tries <= 2 ? failing('StoreUnavailableError')() : { outcome: 'dealt', pools: 1 });
    const { result, waitedSeconds } = await play(WORKFLOWS.sync, { ...released, 'deal-pools': throttledTwice });

    expect({ status: result.status, tries, waitedSeconds }).toEqual({ status: 'SUCCEEDED', tries: 3, waitedSeconds: 5 + 10 });
  });

  it('parks a run whose retries are used up and fails under the same error', async () => {
    const { result, calls } = await play(WORKFLOWS.sync, { ...released, 'deal-pools': failing('ConflictError') });

    expect({ status: result.status, error: result.error, cause: result.cause, path: result.path.slice(-3) }).toEqual({ status: 'FAILED', error: 'ConflictError', cause: 'because', path: [STATES.dealPools, ...PARKED] });
    expect(calls.filter(([name]) => name === 'deal-pools')).toHaveLength(7);
    expect(calls.at(-1)).toEqual(['park-run', { workflow: 'usergems-sync', execution: { name: 'usergems-sync-2024-10-09' }, runId: 'run-1', error: 'ConflictError', cause: 'because' }]);
  });

  it('parks at once what would come again, also from within a shard', async () => {
    const { result, calls } = await play(WORKFLOWS.sync, { ...released, 'write-shard': failing('InvalidInputError') });

    expect({ status: result.status, path: result.path.slice(-3) }).toEqual({ status: 'FAILED', path: [STATES.forEachShardWrite, ...PARKED] });
    expect(calls.filter(([name]) => name === 'write-shard')).toHaveLength(1);
  });
});

describe('usergems-retro-push', () => {
  it('leaves the cohorts alone and hands its push to the run (UG-16)', async () => {
    const { result, calls } = await play(WORKFLOWS.retroPush, released, { push: 2 });

    expect(result.path).toEqual([STATES.openRun, ...RELEASE]);
    expect(calls[0]).toEqual(['open-run', { workflow: 'usergems-retro-push', execution: { name: 'usergems-retro-push-2024-10-09', startTime: START }, input: { push: 2 } }]);
  });

  it('parks without a run what could not even be opened, and fails under the first error although parking fails too', async () => {
    const { result, calls } = await play(WORKFLOWS.retroPush, { 'open-run': failing('InvalidInputError'), 'park-run': failing('ConfigError') }, {});

    expect({ status: result.status, error: result.error, path: result.path }).toEqual({ status: 'FAILED', error: 'InvalidInputError', path: [STATES.openRun, ...PARKED] });
    expect(calls.at(-1)).toEqual(['park-run', { workflow: 'usergems-retro-push', execution: { name: 'usergems-retro-push-2024-10-09' }, error: 'InvalidInputError', cause: 'because' }]);
  });
});

const notified: Fakes = {
  'check-sync': () => ({ outcome: 'complete' }),
  'plan-notifications': () => ({ outcome: 'planned', leads: 1, contacts: 0, shards: ['1'] }),
  'evaluate-shard': () => ({ outcome: 'evaluated', records: 1 }),
  'freeze-digests': () => ({ outcome: 'frozen', messages: ['m1', 'm2'] }),
  'send-message': () => ({ outcome: 'sent' }),
  'settle-notifications': () => ({ sent: 2 }),
};
const CHECKED = [STATES.openRun, STATES.checkSync, STATES.isSyncComplete];

describe('usergems-notify', () => {
  it('evaluates every shard, freezes, sends every message, settles, and puts out the counts', async () => {
    const { result, calls } = await play(WORKFLOWS.notify, notified);

    expect({ status: result.status, output: result.output, path: result.path }).toEqual({
      status: 'SUCCEEDED',
      output: { sent: 2 },
      path: [
        ...CHECKED,
        STATES.planNotifications,
        STATES.isAnybodyToBeTold,
        STATES.forEachShardOfAccounts,
        STATES.freezeDigests,
        STATES.forEachMessage,
        STATES.settleNotifications,
        STATES.everyRecordHasOutcome,
      ],
    });
    expect(calls.slice(1)).toEqual([
      ['check-sync', { businessDate: '2024-10-09', attempt: 1 }],
      ['plan-notifications', { runId: 'run-1' }],
      ['evaluate-shard', { runId: 'run-1', shard: '1' }],
      ['freeze-digests', { runId: 'run-1' }],
      ['send-message', { runId: 'run-1', messageId: 'm1' }],
      ['send-message', { runId: 'run-1', messageId: 'm2' }],
      ['settle-notifications', { runId: 'run-1' }],
    ]);
  });

  it.each(['nobody', 'muted'])('settles at once when the plan is %s (NT-11)', async (outcome) => {
    const { result } = await play(WORKFLOWS.notify, { ...notified, 'plan-notifications': () => ({ outcome, leads: 0, contacts: 0, shards: [] }) });

    expect(result.path).toEqual([...CHECKED, STATES.planNotifications, STATES.isAnybodyToBeTold, STATES.settleNotifications, STATES.everyRecordHasOutcome]);
  });

  it('sends a rate-limited message again after the seconds that Slack asked for (PLAT-08)', async () => {
    const seen = new Set<unknown>();
    const limitedOnce = ({ messageId }: Payload): unknown => (seen.has(messageId) || messageId === 'm1' ? { outcome: 'sent' } : (seen.add(messageId), { outcome: 'rate_limited', retryAfterSeconds: 7 }));
    const { result, calls, waitedSeconds } = await play(WORKFLOWS.notify, { ...notified, 'send-message': limitedOnce });

    expect({ status: result.status, waitedSeconds }).toEqual({ status: 'SUCCEEDED', waitedSeconds: 7 });
    expect(calls.flatMap(([name, { messageId }]) => (name === 'send-message' ? [messageId] : [])).sort()).toEqual(['m1', 'm2', 'm2']);
  });

  it('sends the others and settles when one message fails, so that settling finds what is missing', async () => {
    const { result } = await play(WORKFLOWS.notify, { ...notified, 'send-message': ({ messageId }) => (messageId === 'm1' ? failing('ConfigError')() : { outcome: 'sent' }) });

    expect(result.path.slice(-3)).toEqual([STATES.forEachMessage, STATES.settleNotifications, STATES.everyRecordHasOutcome]);
  });

  it('waits for a sync that is still running (PLAT-10)', async () => {
    const { result, waitedSeconds } = await play(WORKFLOWS.notify, { ...notified, 'check-sync': ({ attempt }) => ({ outcome: Number(attempt) < 3 ? 'running' : 'complete' }) });

    expect({ status: result.status, waitedSeconds }).toEqual({ status: 'SUCCEEDED', waitedSeconds: 2 * 300 });
  });

  it('gives up after 24 waits and fails naming the predecessor (NT-12, PLAT-10)', async () => {
    const { result, calls, waitedSeconds } = await play(WORKFLOWS.notify, { 'check-sync': () => ({ outcome: 'running' }) });
    const cause = 'usergems-sync of the day before 2024-10-09 is running after looking 25 times';

    expect({ status: result.status, error: result.error, cause: result.cause, waitedSeconds }).toEqual({ status: 'FAILED', error: 'PredecessorMissingError', cause, waitedSeconds: 24 * 300 });
    expect(calls.at(-1)).toEqual([
      'park-run',
      { workflow: 'usergems-notify', execution: { name: 'usergems-notify-2024-10-09' }, runId: 'run-1', error: 'PredecessorMissingError', cause },
    ]);
  });

  it('does not wait for a sync that never ran, and tells nobody (NT-12)', async () => {
    const { result, waitedSeconds } = await play(WORKFLOWS.notify, { 'check-sync': () => ({ outcome: 'missing' }) });

    expect({ error: result.error, path: result.path, waitedSeconds }).toEqual({ error: 'PredecessorMissingError', path: [...CHECKED, STATES.syncIsMissing, ...PARKED], waitedSeconds: 0 });
  });
});
