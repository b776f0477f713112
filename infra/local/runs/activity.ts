import { setImmediate as nextTurn } from 'node:timers/promises';

/** What is at work, so that simulated time can stand still meanwhile: a function, a request, but nobody who only waits. */
export interface Activity {
  /** Counts as at work until it settles. */
  during<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is at work and nothing that ended has left anything to do. */
  rest(): Promise<void>;
}

export const activity = (): Activity => {
  const underWay = new Set<Promise<unknown>>();
  return {
    during: (work) => {
      const ended: Promise<unknown> = work.then(ignore, ignore).then(() => underWay.delete(ended));
      underWay.add(ended);
      return work;
    },
    rest: async () => {
      do {
        await Promise.all(underWay);
        // What goes on between two pieces of work are promises alone: all of them are through when the next turn begins.
        await nextTurn();
      } while (underWay.size > 0);
    },
  };
};

const ignore = (): void => {};
