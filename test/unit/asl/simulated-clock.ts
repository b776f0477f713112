import type { Clock, SleepPurpose } from '../../../infra/local/asl/clock';

interface Sleeper {
  readonly at: number;
  readonly purpose: SleepPurpose;
  wake(): void;
}

/**
 * A clock whose time passes only when nothing else can happen: then it jumps to the end of the earliest wait. Deadlines on the way
 * there expire in order; by themselves they never pull time forward.
 */
export const simulatedClock = (start = 0): Clock => {
  let now = start;
  let sleepers: Sleeper[] = [];
  let isScheduled = false;

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      if (sleepers.every(({ purpose }) => purpose === 'deadline')) return;
      const earliest = sleepers.reduce((first, other) => (other.at < first.at ? other : first));
      now = Math.max(now, earliest.at);
      sleepers = sleepers.filter((sleeper) => sleeper !== earliest);
      earliest.wake();
      schedule();
    });
  };

  return {
    now: () => now,
    sleep: (ms, signal, purpose) =>
      new Promise((wake, reject) => {
        const sleeper = { at: now + ms, purpose, wake };
        sleepers.push(sleeper);
        signal.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        }, { once: true });
        schedule();
      }),
  };
};
