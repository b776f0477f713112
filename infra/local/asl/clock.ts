/**
 * Time as the interpreter sees it.
 *
 * `sleep` rejects when `signal` aborts. Its `purpose` tells what a simulated clock may do: a `wait` (Wait state, pause before a
 * retry) asks for time to pass, so time may jump to its end; `patience` bounds how long somebody outside is waited for, whose answer may
 * come at any time before; a `deadline` (TimeoutSeconds of work) only bounds what is under way, so time must never jump to it by itself,
 * or every task with a timeout would time out at once.
 */
export interface Clock {
  now(): number;
  sleep(ms: number, signal: AbortSignal, purpose: SleepPurpose): Promise<void>;
}

export type SleepPurpose = 'wait' | 'patience' | 'deadline';

/** setTimeout keeps its delay in 31 bits: a longer one, above 24.8 days, fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Splits a delay in milliseconds into delays that one timer can keep. */
export const timerSteps = (ms: number): number[] => {
  const whole = Math.floor(ms / LONGEST_TIMER_MS);
  return [...Array.from({ length: whole }, () => LONGEST_TIMER_MS), ms - whole * LONGEST_TIMER_MS];
};

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    for (const step of timerSteps(Math.max(0, ms))) await timer(step, signal);
  },
};

const timer = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(running);
      reject(signal.reason);
    };
    const running = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
