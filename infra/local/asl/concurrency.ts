import type { Clock, SleepPurpose } from './clock';

/** Why running work was told to stop. Not a StatesError: nothing retries or catches it. */
export class Cancelled extends Error {
  constructor(readonly why: 'TIMED_OUT' | 'NOT_NEEDED') {
    super(`cancelled: ${why}`);
    this.name = 'Cancelled';
  }
}

/** One for all: an Error of its own for each task that made its deadline would cost more than the task. */
const NOT_NEEDED = new Cancelled('NOT_NEEDED');

/** Work that settles as soon as the signal aborts, even if it does not listen itself, and then always with the signal's reason. */
export const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    work
      .then(resolve, (error: Error) => reject(signal.aborted ? signal.reason : error))
      .finally(() => signal.removeEventListener('abort', stop));
  });

/** Runs work for at most `ms`; after that its signal aborts with what `late` makes, and so does what this returns. */
export const beforeDeadline = async <T>(
  clock: Clock, ms: number, late: () => Error, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>, purpose: Exclude<SleepPurpose, 'wait'> = 'deadline',
): Promise<T> => {
  const own = new AbortController();
  const follow = (): void => own.abort(outer.reason);
  outer.addEventListener('abort', follow, { once: true });
  if (outer.aborted) follow();
  clock.sleep(ms, own.signal, purpose).then(
    () => own.abort(late()),
    () => {}, // the work came first
  );
  try {
    return await orAborted(work(own.signal), own.signal);
  } finally {
    outer.removeEventListener('abort', follow);
    own.abort(NOT_NEEDED);
  }
};

/**
 * Does all jobs, at most `limit` at a time and begun in order, and returns their results in order. The first failure stops the rest
 * and is thrown once they have stopped, so that nothing goes on behind the caller's back.
 */
export const runAll = async <T>(jobs: readonly ((signal: AbortSignal) => Promise<T>)[], limit: number, outer: AbortSignal): Promise<T[]> => {
  const results = Array.from<T>({ length: jobs.length });
  const failures: unknown[] = [];
  // A signal for each lane: thousands of listeners on one would make adding and removing them slow.
  const lanes = Array.from({ length: Math.min(limit, jobs.length) }, () => new AbortController());
  const stop = (reason: unknown): void => lanes.forEach((lane) => lane.abort(reason));
  const stopWithOuter = (): void => stop(outer.reason);
  const waiting = jobs.entries();
  const work = async ({ signal }: AbortController): Promise<void> => {
    for (const [index, job] of waiting) {
      if (signal.aborted) return;
      try {
        results[index] = await job(signal);
      } catch (failure) {
        failures.push(failure);
        stop(NOT_NEEDED);
      }
    }
  };
  outer.addEventListener('abort', stopWithOuter, { once: true });
  await Promise.all(lanes.map(work));
  outer.removeEventListener('abort', stopWithOuter);
  outer.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return results;
};
