import { realClock } from '../asl/clock';
import type { EmbeddedRuntime } from '../embedded-runtime';
import { nextAfter } from '../host/schedules';

/** Fires the schedules of the assembly on real time until stopped. */
export const runTimetable = ({ assembly, fire }: Pick<EmbeddedRuntime, 'assembly' | 'fire'>): { stop(): void } => {
  const stopping = new AbortController();
  for (const schedule of assembly.schedules) {
    const follow = async (): Promise<void> => {
      for (let next = nextAfter(schedule, Date.now()); next !== undefined; next = nextAfter(schedule, next)) {
        await realClock.sleep(next - Date.now(), stopping.signal, 'wait');
        await fire(schedule.name, next);
      }
    };
    follow().catch((error: unknown) => {
      if (!stopping.signal.aborted) process.stderr.write(`Schedule ${schedule.name} stopped: ${error instanceof Error ? error.message : String(error)}\n`);
    });
  }
  return { stop: () => stopping.abort() };
};
