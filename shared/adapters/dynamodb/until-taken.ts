import { storeUnavailableError } from '../../errors/app-error';
import type { TablesOptions } from './tables-options';

/** Tries in a row of which nothing was taken. The pauses between 9 are at most 50 ms + 100 ms + ... + 6.4 s = 12.75 s, on average half of it. */
const MAX_FRUITLESS_TRIES = 9;
const FIRST_PAUSE_MS = 25;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends again what was not taken, with exponential backoff and full jitter; progress starts the count anew. */
export const untilTaken = async <T>(work: readonly T[], pause: TablesOptions['pause'] = sleep, send: (work: readonly T[]) => Promise<readonly T[]>): Promise<void> => {
  let left = work;
  let fruitless = 0;
  for (;;) {
    const rest = await send(left);
    if (rest.length === 0) return;
    fruitless = rest.length < left.length ? 0 : fruitless + 1;
    if (fruitless === MAX_FRUITLESS_TRIES) {
      throw storeUnavailableError(`DynamoDB took none of ${rest.length} items in ${fruitless} tries`, { details: { items: rest.length, tries: fruitless } });
    }
    await pause(Math.random() * FIRST_PAUSE_MS * 2 ** fruitless);
    left = rest;
  }
};
