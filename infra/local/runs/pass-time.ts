import type { SimulatedClock } from './simulated-clock';

/** A simulation of discrete events. */
export interface Simulation {
  readonly clock: SimulatedClock;
  /** Resolves when nothing is at work. */
  readonly rest: () => Promise<void>;
  /** Up to which instant time passes for those who wait for somebody outside. Everybody else is waited for to the end. */
  readonly patientUntil?: number;
  /** What happens from outside before the next sleeper wakes, at this instant. */
  readonly next?: (wakeUpAt: number) => (() => Promise<void>) | undefined;
  /** Ends the simulation although something is left. */
  readonly isOver?: () => boolean;
}

/**
 * Lets time pass: whenever nothing is at work, it moves on to what comes next, one event at a time and each played out before the next,
 * until nothing is left but executions that wait for somebody.
 */
export const passTime = async ({ clock, rest, patientUntil = -Infinity, next = () => undefined, isOver = () => false }: Simulation): Promise<void> => {
  for (;;) {
    await rest();
    if (isOver()) return;
    const sleeper = clock.nextSleeper(patientUntil);
    const happening = next(sleeper?.at ?? Infinity);
    if (happening) await happening();
    else if (sleeper) sleeper.wake();
    else return;
  }
};
