import { passTime } from '../../infra/local/runs/pass-time';
import { instantOf } from '../../shared/domain/time/business-time';
import { runIdOf, WORKFLOWS } from '../../shared/names/workflows';
import { pushSignalId } from '../../shared/stores/signal-store';
import { seedRecords } from '../support/seed-records';
import { startBenchRuntime } from './bench-runtime';
import { consumptionOf, type RunConsumption } from './run-consumption';
import { syntheticPush, type SyntheticPush } from './synthetic-push';

export interface ReleasedPush extends RunConsumption {
  /** Processor time of everything: steps, state machine and embedded store. */
  readonly cpuMs: number;
}

type Started = Awaited<ReturnType<typeof startBenchRuntime>>;

const PUSH = 1;

/** Brings the rows of a push and their records into the store and releases them, as an operator would on that day: `usergems-retro-push`. */
const release = async ({ runtime, clock }: Started, day: string, { records, bodies }: SyntheticPush): Promise<ReleasedPush> => {
  const { stores } = runtime;
  await seedRecords(records, stores);
  await stores.signals.keepMany(
    bodies.map((body, index) => ({
      signalId: pushSignalId(PUSH, body.id), eventId: body.id, source: `push${PUSH}`, line: index + 1, motion: body.type, body: JSON.stringify(body), outcome: 'held', reason: `PUSH_${PUSH}`,
    })),
  );

  const scheduledTime = instantOf(day, '06:00', stores.settings.timeZone);
  clock.advanceTo(Date.parse(scheduledTime));
  const before = process.cpuUsage();
  await runtime.invoke(`revsignal-${stores.settings.stage}-start-workflow`, { workflow: WORKFLOWS.retroPush, scheduledTime, push: PUSH });
  await passTime({ clock, rest: runtime.executions.rest });
  const { user, system } = process.cpuUsage(before);
  return { ...(await consumptionOf(runIdOf(WORKFLOWS.retroPush, day), stores.runs, runtime.executions.all())), cpuMs: (user + system) / 1_000 };
};

/** Signals that go before, so that the steps are loaded and their code is warm. */
const WARMING_UP = 1_000;

/** Releases a synthetic push of so many signals. */
export const releasePush = async (started: Started, signals: number): Promise<ReleasedPush> => {
  await release(started, '2024-09-21', syntheticPush({ first: 0, signals: WARMING_UP }));
  return release(started, '2024-09-22', syntheticPush({ first: WARMING_UP, signals }));
};

/** The same in a runtime of its own. */
export default async (signals: number): Promise<ReleasedPush> => {
  const started = await startBenchRuntime();
  try {
    return await releasePush(started, signals);
  } finally {
    await started.runtime.close();
  }
};
