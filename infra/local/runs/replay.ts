import { addDays, instantOf, startOfDay } from '../../../shared/domain/time/business-time';
import { tuesdayBefore } from '../../../shared/domain/time/weekdays';
import { nameIn } from '../../../shared/names/name-in';
import { runIdOf, SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import { USERGEMS_ROUTE } from '../../../shared/names/webhooks';
import { intakeOf } from '../../../shared/runtime/start-intake';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { EmbeddedRuntime } from '../embedded-runtime';
import { occurrences } from '../host/schedules';
import type { Progress } from '../progress';
import { passTime } from './pass-time';
import type { SimulatedClock } from './simulated-clock';

/** A delivery as its source made it, at an instant in milliseconds. */
export interface TimedDelivery {
  readonly receivedAt: number;
  /** Path of the webhook. */
  readonly route: string;
  /** As sent. */
  readonly body: string;
  /** At one instant deliveries are ordered by it; those without one stay in the order of their file. */
  readonly eventId?: string;
  /** Line of the file. */
  readonly line: number;
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

export interface Replay {
  readonly period: Period;
  readonly deliveries: readonly TimedDelivery[];
  readonly starts?: readonly OperatorStart[];
  readonly clock: SimulatedClock;
  readonly progress: Progress;
}

/** Deliveries under way at a time; those of one event follow each other. */
const IN_FLIGHT = 8;

/**
 * Replays a period as a simulation of discrete events (docs/decisions/030-replay-as-discrete-events.md): every delivery at its instant, every
 * schedule of the assembly at its own, pushes at 06:00 on their day, whatever else an operator starts, and whoever waits in a workflow when the
 * wait is over, all in order; at one instant schedules, then waits, then deliveries (contracts, sections 4 and 7; contracts-leads, section 5).
 * Whatever was begun in the period is played out, except for what waits for somebody beyond it.
 */
export const replay = async (runtime: EmbeddedRuntime, { period, deliveries, starts = [], clock, progress }: Replay): Promise<{ readonly delivered: number; readonly outside: number }> => {
  const { settings } = runtime.stores;
  const [start, end] = [Date.parse(startOfDay(period.from, settings.timeZone)), Date.parse(startOfDay(addDays(period.to, 1), settings.timeZone))];
  await countAsComplete(runtime.stores, tuesdayBefore(period.from));
  clock.advanceTo(start);

  const inside = deliveries.filter(({ receivedAt }) => receivedAt >= start && receivedAt < end).toSorted(inOrder);
  const moments = [...scheduledMoments(runtime, start, end), ...operatorMoments(runtime, [...(await pushStarts(runtime, period)), ...starts])].sort((a, b) => a.at - b.at);
  const mail = progress.begin('Replay deliveries', inside.length);
  let delivered = 0;
  const next = (wakeUpAt: number): (() => Promise<void>) | undefined => {
    const [moment, delivery] = [moments[0], inside[delivered]];
    const momentAt = moment?.at ?? Infinity;
    if (moment && momentAt <= Math.min(wakeUpAt, delivery?.receivedAt ?? Infinity)) {
      moments.shift();
      clock.advanceTo(momentAt);
      return moment.play;
    }
    if (delivery === undefined || delivery.receivedAt >= wakeUpAt) return undefined;
    const together = deliveredTogether(inside.slice(delivered), Math.min(wakeUpAt, momentAt), settings);
    const before = delivered;
    delivered += together.length;
    return () => deliverAll(runtime, together, clock, (count) => mail.at(before + count));
  };
  await passTime({ clock, rest: runtime.executions.rest, patientUntil: end, next });
  mail.end(delivered);
  return { delivered, outside: deliveries.length - inside.length };
};

const inOrder = (a: TimedDelivery, b: TimedDelivery): number => a.receivedAt - b.receivedAt || byCodeUnit(a.eventId ?? '', b.eventId ?? '') || a.line - b.line;

const byCodeUnit = (a: string, b: string): number => Number(a > b) - Number(a < b);

/**
 * The first deliveries, before an instant, that may be under way at once since none of them begins anything that comes before the others: those
 * of the lead database start a run that begins when their interval ends, those of UserGems start nothing.
 */
const deliveredTogether = (deliveries: readonly TimedDelivery[], before: number, settings: StoreDeps['settings']): readonly TimedDelivery[] => {
  let limit = before;
  const first = deliveries.findIndex(({ receivedAt, route }) => {
    if (receivedAt >= limit) return true;
    if (route !== USERGEMS_ROUTE) limit = Math.min(limit, Date.parse(intakeOf(receivedAt, settings).input.until));
    return false;
  });
  return first === -1 ? deliveries : deliveries.slice(0, first);
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

const deliverAll = async (runtime: EmbeddedRuntime, deliveries: readonly TimedDelivery[], clock: SimulatedClock, onDone: (count: number) => void): Promise<void> => {
  const lanes = new Map<string, Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();
  let done = 0;
  for (const delivery of deliveries) {
    const { receivedAt, route, body } = delivery;
    const lane = laneOf(delivery);
    // Which of two deliveries of one event came first decides which is the duplicate.
    await lanes.get(lane);
    while (underWay.size >= IN_FLIGHT) await Promise.race(underWay);
    clock.advanceTo(receivedAt);
    const headers = { 'content-type': 'application/json', ...runtime.proofOf(route, body) };
    const answered = runtime.api.handle({ method: 'POST', url: route, headers, body }).finally(() => {
      underWay.delete(answered);
      lanes.delete(lane);
      onDone((done += 1));
    });
    underWay.add(answered);
    lanes.set(lane, answered);
  }
  await Promise.all(underWay);
};

/** The event at its route: its id, where the body begins with one, else the body itself. */
const laneOf = ({ route, eventId, body }: TimedDelivery): string => `${route} ${eventId ?? /"id"\s*:\s*"([^"]{1,200})"/.exec(body)?.[1] ?? body}`;
