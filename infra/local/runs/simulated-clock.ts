import { realClock, type Clock } from '../asl/clock';

/**
 * A clock for simulations of discrete events (docs/decisions/030-replay-as-discrete-events.md): time stands still while anything is at
 * work, and whoever drives the simulation moves it on from one event to the next. Deadlines bound real work and run on the real clock.
 */
export interface SimulatedClock extends Clock {
  /** Moves on to an instant, in milliseconds, and wakes nobody; time never goes back. */
  advanceTo(instant: number): void;
  /** Who wakes next: the earliest, of these who fell asleep first. Whoever waits for somebody outside does so until `patientUntil` at most. */
  nextSleeper(patientUntil: number): WakeUp | undefined;
  /** Leaves everybody who sleeps to another clock. */
  handOver(clock: Clock): void;
}

export interface WakeUp {
  readonly at: number;
  /** Moves on to that instant and wakes this one. */
  wake(): void;
}

interface Sleeper {
  readonly at: number;
  readonly purpose: 'wait' | 'patience';
  readonly signal: AbortSignal;
  readonly wake: (slept?: Promise<void>) => void;
}

export const simulatedClock = (start: number): SimulatedClock => {
  let now = start;
  /** By instant; at one instant in the order in which they fell asleep. */
  let sleepers: readonly Sleeper[] = [];
  const leave = (sleeper: Sleeper): void => {
    sleepers = sleepers.filter((other) => other !== sleeper);
  };
  const advanceTo = (instant: number): void => {
    now = Math.max(now, instant);
  };
  return {
    now: () => now,
    advanceTo,
    sleep: (ms, signal, purpose) => {
      if (purpose === 'deadline') return realClock.sleep(ms, signal, purpose);
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const callOff = (): void => {
          leave(sleeper);
          reject(signal.reason);
        };
        const wake = (slept?: Promise<void>): void => {
          signal.removeEventListener('abort', callOff);
          resolve(slept);
        };
        const sleeper = { at: now + ms, purpose, signal, wake };
        const later = sleepers.findIndex(({ at }) => at > sleeper.at);
        sleepers = sleepers.toSpliced(later === -1 ? sleepers.length : later, 0, sleeper);
        return signal.addEventListener('abort', callOff, { once: true });
      });
    },
    nextSleeper: (patientUntil) => {
      const next = sleepers.find(({ at, purpose }) => purpose === 'wait' || at <= patientUntil);
      return (
        next && {
          at: next.at,
          wake: () => {
            leave(next);
            advanceTo(next.at);
            next.wake();
          },
        }
      );
    },
    handOver: (clock) => {
      for (const { at, purpose, signal, wake } of sleepers) wake(clock.sleep(Math.max(0, at - clock.now()), signal, purpose));
      sleepers = [];
    },
  };
};
