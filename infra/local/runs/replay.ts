import { addDays, instantOf, startOfDay } from '../../../shared/domain/time/business-time';
import { tuesdayBefore } from '../../../shared/domain/time/weekdays';
import { nameIn } from '../../../shared/names/name-in';
import { runIdOf, SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { EmbeddedRuntime } from '../embedded-runtime';
import { occurrences } from '../host/schedules';
import type { Progress } from '../progress';
import type { SimulatedClock } from './simulated-clock';

/** A delivery as the vendor made it: the body as sent, at an instant in milliseconds. */
export interface TimedDelivery {
  readonly receivedAt: number;
  readonly body: string;
}

export interface Period {
  /** Days of the business time zone, both included. */
  readonly from: string;
  readonly to: string;
}

/** A workflow that an operator starts. */
export interface OperatorStart {
  readonly workflow: WorkflowName;
  /** ISO-8601 UTC. */
  readonly scheduledTime: string;
  readonly push?: number;
}

interface Moment {
  readonly at: number;
  readonly play: () => Promise<void>;
}

/** Deliveries under way at a time; those of one event follow each other. */
const IN_FLIGHT = 8;

/**
 * Replays a period on a simulated clock: every delivery at its instant, every schedule of the assembly at its own, pushes at 06:00 on
 * their day and whatever else an operator starts, all in order; at the same instant schedules go before deliveries (contracts, sections 4 and 7).
 */
export const replay = async (
  runtime: EmbeddedRuntime,
  { period, deliveries, starts = [], clock, webhookKey, progress }: { readonly period: Period; readonly deliveries: readonly TimedDelivery[]; readonly starts?: readonly OperatorStart[]; readonly clock: SimulatedClock; readonly webhookKey: string; readonly progress: Progress },
): Promise<{ readonly delivered: number; readonly outside: number }> => {
  const { settings } = runtime.stores;
  const [start, end] = [Date.parse(startOfDay(period.from, settings.timeZone)), Date.parse(startOfDay(addDays(period.to, 1), settings.timeZone))];
  await countAsComplete(runtime.stores, tuesdayBefore(period.from));
  clock.advanceTo(start);

  const inside = deliveries.filter(({ receivedAt }) => receivedAt >= start && receivedAt < end).sort((a, b) => a.receivedAt - b.receivedAt);
  const moments = [...scheduledMoments(runtime, start, end), ...operatorMoments(runtime, [...(await pushStarts(runtime, period)), ...starts])].sort((a, b) => a.at - b.at);
  const mail = progress.begin('Replay deliveries', inside.length);
  let delivered = 0;
  for (const moment of [...moments, { at: Infinity, play: () => Promise.resolve() }]) {
    const before = inside.slice(delivered, firstFrom(inside, moment.at));
    await deliverAll(runtime, before, clock, webhookKey, (count) => mail.at(delivered + count));
    delivered += before.length;
    if (moment.at !== Infinity) clock.advanceTo(moment.at);
    await moment.play();
    await runtime.executions.idle();
  }
  mail.end(delivered);
  return { delivered, outside: deliveries.length - inside.length };
};

/** Index of the first delivery at or after an instant. */
const firstFrom = (deliveries: readonly TimedDelivery[], instant: number): number => {
  const index = deliveries.findIndex(({ receivedAt }) => receivedAt >= instant);
  return index === -1 ? deliveries.length : index;
};

/** A Tuesday before the first day was synced by whoever ran the programme then. */
const countAsComplete = async ({ runs, settings }: StoreDeps, businessDate: string): Promise<void> => {
  const runId = runIdOf(WORKFLOWS.sync, businessDate);
  if (await runs.find(runId)) return;
  await runs.open({ runId, workflow: WORKFLOWS.sync, businessDate, scheduledTime: instantOf(businessDate, SCHEDULED_AT[WORKFLOWS.sync], settings.timeZone), push: undefined }, 'before-the-replay');
  await runs.record(runId, { status: 'SUCCEEDED' });
};

const scheduledMoments = (runtime: EmbeddedRuntime, start: number, end: number): Moment[] =>
  runtime.assembly.schedules.flatMap((schedule) => occurrences(schedule, start, end).map((at) => ({ at, play: () => runtime.fire(schedule.name, at) })));

const operatorMoments = ({ invoke, stores }: EmbeddedRuntime, starts: readonly OperatorStart[]): Moment[] =>
  starts.map((one) => ({ at: Date.parse(one.scheduledTime), play: async () => void (await invoke(nameIn(stores.settings.stage, 'start-workflow'), one)) }));

/** On AWS an operator starts a push; a replay starts those that have rows. */
const pushStarts = async ({ stores: { settings, signals } }: EmbeddedRuntime, { from, to }: Period): Promise<OperatorStart[]> => {
  const starts: OperatorStart[] = [];
  for (const { push, on } of settings.launch.retroPushes) {
    if (on < from || on > to || (await signals.countDue(`push${push}`)) === 0) continue;
    starts.push({ workflow: WORKFLOWS.retroPush, scheduledTime: instantOf(on, SCHEDULED_AT[WORKFLOWS.retroPush], settings.timeZone), push });
  }
  return starts;
};

const deliverAll = async (runtime: EmbeddedRuntime, deliveries: readonly TimedDelivery[], clock: SimulatedClock, webhookKey: string, onDone: (count: number) => void): Promise<void> => {
  const lanes = new Map<string, Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();
  let done = 0;
  for (const { receivedAt, body } of deliveries) {
    const lane = laneOf(body);
    // Which of two deliveries of one event came first decides which is the duplicate.
    await lanes.get(lane);
    while (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
    clock.advanceTo(receivedAt);
    const answered = runtime.api.handle({ method: 'POST', url: '/webhooks/usergems', headers: { 'content-type': 'application/json', 'x-api-key': webhookKey }, body }).finally(() => {
      underWay.delete(answered);
      lanes.delete(lane);
      onDone((done += 1));
    });
    underWay.add(answered);
    lanes.set(lane, answered);
  }
  await Promise.all(underWay);
};

/** The event's id where the body begins with one, else the body itself. */
const laneOf = (body: string): string => /"id"\s*:\s*"([^"]{1,200})"/.exec(body)?.[1] ?? body;
