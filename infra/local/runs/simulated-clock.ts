import { realClock, type Clock } from '../asl/clock';

/**
 * A clock for replays: time stands still while work is done, jumps to the end of every wait, and never to a deadline, which bounds
 * real work and therefore runs on the real clock.
 */
export interface SimulatedClock extends Clock {
  /** Moves on to an instant, in milliseconds; time never goes back. */
  advanceTo(instant: number): void;
}

export const simulatedClock = (start: number): SimulatedClock => {
  let now = start;
  const advanceTo = (instant: number): void => {
    now = Math.max(now, instant);
  };
  return {
    now: () => now,
    advanceTo,
    sleep: async (ms, signal, purpose) => {
      if (purpose === 'deadline') return realClock.sleep(ms, signal, purpose);
      const end = now + ms;
      // Work that is ready goes first, so that waits side by side end together.
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
      advanceTo(end);
      return undefined;
    },
  };
};
