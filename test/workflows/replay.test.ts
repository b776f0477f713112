import type { BusinessStart } from '../../infra/local/runs/business-start';
import { replayRun, type ReplayDeps } from '../../infra/local/runs/replay-run';
import { instantOf } from '../../shared/domain/time/business-time';
import { TABLE_NAMES } from '../../shared/names/tables';
import { runIdOf, WORKFLOWS, type WorkflowName } from '../../shared/names/workflows';
import type { WorkflowExecution } from '../../shared/ports/workflow-executions';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from '../support/compact-week';
import { inProcessRuntime, SETTINGS, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { aLead } from '../support/records';
import { storeState } from '../support/store-state';

/** A past day once more: the same result as then, or what was missing, and nothing twice. */
const LATER = Date.parse('2024-11-20T00:00:00Z');

const startOn = (workflow: WorkflowName, businessDate: string): BusinessStart => ({ workflow, businessDate, scheduledTime: instantOf(businessDate, '06:00', SETTINGS.timeZone) });

/** What a replay works with, in this process; executions of before the replay are not known. */
const replaying = (runtime: InProcessRuntime, given: Partial<ReplayDeps> = {}): ReplayDeps => {
  const ended = new Map<string, WorkflowExecution>();
  return {
    ...runtime.deps,
    starter: {
      start: async (workflow, name) => {
        const [, businessDate = '', rerun = ''] = /^.*?-(\d{4}-\d\d-\d\d)-r(\d+)$/.exec(name) ?? [];
        const { status, output, error, cause } = await runtime.start(workflow, businessDate, { rerun: Number(rerun) });
        ended.set(name, { status, error, cause, output: JSON.stringify(output) });
        return 'started';
      },
    },
    executions: { find: async (_, name) => ended.get(name) },
    pause: () => Promise.reject(new Error('Nothing to wait for: an execution of this process has ended when its start returns')),
    now: () => LATER,
    ...given,
  };
};

const afterSync = async (options: Partial<RuntimeOptions> = {}): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({ records: COMPACT_WEEK, ...options });
  await deliverWeek(runtime);
  expect(await runtime.start(WORKFLOWS.sync, TUESDAY)).toMatchObject({ status: 'SUCCEEDED' });
  return runtime;
};

const sentIn = ({ email, slack }: InProcessRuntime): number => email.sent.length + slack.sent.length;
/** Everything but the runs, which keep the names of their executions. */
const outcome = ({ tables }: InProcessRuntime) => storeState(tables, TABLE_NAMES.filter((table) => table !== 'Run'));

it.each([WORKFLOWS.sync, WORKFLOWS.notify])('of a complete %s the counts of then are shown and nothing is done again, however often (PLAT-03, PLAT-05)', async (workflow) => {
  const runtime = await afterSync();
  const date = workflow === WORKFLOWS.sync ? TUESDAY : WEDNESDAY;
  if (workflow === WORKFLOWS.notify) await runtime.start(workflow, date);
  const run = await runtime.deps.runs.find(runIdOf(workflow, date));
  const [before, sent] = [await outcome(runtime), sentIn(runtime)];

  const replays = [await replayRun(startOn(workflow, date), replaying(runtime)), await replayRun(startOn(workflow, date), replaying(runtime))];

  const sentBefore = (await runtime.deps.messages.ofRun(runIdOf(workflow, date))).length;
  expect(replays).toEqual(['r1', 'r2'].map((rerun) => ({ ...startOn(workflow, date), execution: `${workflow}-${date}-${rerun}`, runBefore: 'SUCCEEDED', status: 'SUCCEEDED', counts: run?.counts, sentNow: 0, sentBefore })));
  expect(await outcome(runtime)).toEqual(before);
  expect(sentIn(runtime)).toBe(sent);
});

it('a day replayed on a later day selects what it would have selected (PLAT-03)', async () => {
  const [onTheDay, later] = [await afterSync(), await afterSync()];
  const mails = onTheDay.email.sent.length;
  const real = await onTheDay.start(WORKFLOWS.notify, WEDNESDAY);
  await later.start(WORKFLOWS.sync, '2024-10-15');
  const newer = aLead({ Id: 'newer', CreatedDate: '2024-10-16T10:00:00.000Z' });
  await later.tables.putMany([{ table: 'Lead', item: later.deps.records.toItem('Lead', newer) }]);
  const [sent, mailsLater] = [sentIn(later), later.email.sent.length];

  const replay = await replayRun(startOn(WORKFLOWS.notify, WEDNESDAY), replaying(later));

  expect(replay).toMatchObject({ runBefore: 'none', status: 'SUCCEEDED', counts: real.output, sentNow: sentIn(later) - sent });
  expect(later.email.sent.slice(mailsLater)).toEqual(onTheDay.email.sent.slice(mails));
});

it('a lead of a Thursday is told of by a replay for the Friday, once, and is then no leftover (NT-13)', async () => {
  const runtime = await afterSync();
  const thursday = aLead({ Id: 'thursday', OwnerId: 'sdr-1', CreatedDate: '2024-10-10T20:00:00.000Z' });
  await runtime.tables.putMany([{ table: 'Lead', item: runtime.deps.records.toItem('Lead', thursday) }]);
  await runtime.start(WORKFLOWS.notify, WEDNESDAY);
  const sent = runtime.email.sent.length;

  const first = await replayRun(startOn(WORKFLOWS.notify, '2024-10-11'), replaying(runtime));
  const second = await replayRun(startOn(WORKFLOWS.notify, '2024-10-11'), replaying(runtime));

  expect(first).toMatchObject({ execution: 'usergems-notify-2024-10-11-r1', runBefore: 'none', status: 'SUCCEEDED', counts: { leads: 1, rows: { '1B:sent': 1 } }, sentNow: 1, sentBefore: 0 });
  expect(second).toMatchObject({ execution: 'usergems-notify-2024-10-11-r2', counts: first.counts, sentNow: 0, sentBefore: 1 });
  expect(runtime.email.sent.slice(sent).map(({ to }) => to)).toEqual([['sdr-1@company.example']]);
  await runtime.start(WORKFLOWS.sync, '2024-10-15');
  expect(await runtime.start(WORKFLOWS.notify, '2024-10-16')).toMatchObject({ output: { leftovers: 0 } });
});

it('of a run that was cut off the missing messages are sent, and no others', async () => {
  const whole = await afterSync();
  await whole.start(WORKFLOWS.notify, WEDNESDAY);
  let sends = 0;
  const lame = await afterSync({ around: async (step, work) => (step === 'send-message' && (sends += 1) === 4 ? Promise.reject(new TypeError('a bug')) : work()) });
  expect(await lame.start(WORKFLOWS.notify, WEDNESDAY)).toMatchObject({ status: 'FAILED' });

  const replay = await replayRun(startOn(WORKFLOWS.notify, WEDNESDAY), replaying(lame));

  const addressees = ({ email }: InProcessRuntime) => email.sent.filter(({ subject }) => !subject.includes('did not finish')).map(({ to, subject }) => `${to.join()} ${subject}`).sort();
  expect(replay).toMatchObject({ runBefore: 'FAILED', status: 'SUCCEEDED' });
  expect(addressees(lame)).toEqual(addressees(whole));
});

it('a replayed Tuesday does not set the list of tracked contacts back to what it was', async () => {
  const runtime = await afterSync();
  await runtime.deps.tracked.remove(['c-01']);
  const before = await runtime.deps.tracked.all();

  await replayRun(startOn(WORKFLOWS.sync, TUESDAY), replaying(runtime));

  expect(await runtime.deps.tracked.all()).toEqual(before);
});

it('a replay that fails says how', async () => {
  const runtime = await afterSync();

  const replay = await replayRun(startOn(WORKFLOWS.notify, '2024-10-16'), replaying(runtime));

  expect(replay).toMatchObject({ status: 'FAILED', counts: undefined, error: 'PredecessorMissingError', cause: expect.stringContaining('usergems-sync of the day before 2024-10-16 is missing'), sentBefore: 0 });
});

it('a day that has not come is refused, and one that is being worked', async () => {
  const runtime = await afterSync();

  await expect(replayRun(startOn(WORKFLOWS.sync, '2024-12-03'), replaying(runtime))).rejects.toMatchObject({ name: 'InvalidInputError', message: expect.stringContaining('2024-12-03 has not come for usergems-sync') });
  await expect(replayRun(startOn(WORKFLOWS.sync, TUESDAY), replaying(runtime, { executions: { find: async () => ({ status: 'RUNNING' }) } }))).rejects.toMatchObject({ name: 'ConflictError', message: 'usergems-sync-2024-10-08 is still running: wait for its end, then replay if something is missing' });
});

it('a name that an execution without a run has taken is passed over, and the end is waited for', async () => {
  const runtime = await afterSync();
  const looked: string[] = [];
  const tried: string[] = [];

  const replay = await replayRun(
    startOn(WORKFLOWS.sync, TUESDAY),
    replaying(runtime, {
      starter: { start: async (_, name) => (tried.push(name) === 1 ? 'already_started' : 'started') },
      executions: { find: async (_, name) => (looked.push(name) < 4 ? (name.endsWith('-r2') ? { status: 'RUNNING' } : undefined) : { status: 'SUCCEEDED', output: '{"detected":1}' }) },
      pause: () => Promise.resolve(),
    }),
  );

  expect(tried).toEqual(['usergems-sync-2024-10-08-r1', 'usergems-sync-2024-10-08-r2']);
  expect(looked).toEqual(['usergems-sync-2024-10-08', 'usergems-sync-2024-10-08-r2', 'usergems-sync-2024-10-08-r2', 'usergems-sync-2024-10-08-r2']);
  expect(replay).toMatchObject({ execution: 'usergems-sync-2024-10-08-r2', counts: { detected: 1 } });
});
