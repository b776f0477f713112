import { conflictError, invalidInputError } from '../errors/app-error';
import type { Change, Condition, Item, Tables } from '../ports/tables';

/**
 * When a vendor may be called next, for all workers together. Calls are dealt to whole seconds: a Wait state of Step Functions knows no
 * smaller ones (https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html), and no second that begins anywhere then holds more
 * than one deal.
 */
export interface RateLimitStore {
  /** The whole second, in ms since the epoch and not before `now`, in which `count` calls may be made; at most `perSecond` at a time. */
  reserve(vendor: string, request: { readonly now: number; readonly count: number; readonly perSecond: number }): Promise<number>;
  /** Nobody is dealt a second before this instant (ms): the vendor said that it was too much. */
  defer(vendor: string, until: number): Promise<void>;
}

/** Workers that write at the same moment are few; each loses at most once to every other. */
const ATTEMPTS = 50;
const SECOND = 1_000;

interface Dealt {
  /** The second that is being dealt, in ms, and how many calls are in it. */
  readonly second: number;
  readonly calls: number;
}

export const rateLimitStore = (tables: Tables): RateLimitStore => {
  /** Moves on in one conditional update, from whatever stands there at that moment. */
  const advance = async (vendor: string, next: (dealt: Dealt) => Dealt): Promise<Dealt> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const [item] = await tables.getMany('RateLimit', [{ Vendor: vendor }]);
      const dealt = next(toDealt(item));
      const version = Number(item?.['Version'] ?? 0);
      const change: Change = { set: { Second: dealt.second, Calls: dealt.calls, Version: version + 1 } };
      const unchanged: Condition = version === 0 ? { attribute: 'Version', is: 'absent' } : { attribute: 'Version', is: 'equal', value: version };
      if (await tables.update('RateLimit', { Vendor: vendor }, change, [unchanged])) return dealt;
    }
    throw conflictError(`The rate limit of ${vendor} kept changing: the step can be retried`, { vendor });
  };

  return {
    reserve: async (vendor, { now, count, perSecond }) => {
      if (count > perSecond) throw invalidInputError(`${count} calls do not fit one second of ${vendor}, which takes ${perSecond}: reserve fewer at a time`, { vendor, count, perSecond });
      const { second } = await advance(vendor, (dealt) => {
        const earliest = wholeSecond(now);
        if (dealt.second < earliest) return { second: earliest, calls: count };
        return dealt.calls + count <= perSecond ? { second: dealt.second, calls: dealt.calls + count } : { second: dealt.second + SECOND, calls: count };
      });
      return second;
    },
    defer: async (vendor, until) => {
      await advance(vendor, (dealt) => (dealt.second < wholeSecond(until) ? { second: wholeSecond(until), calls: 0 } : dealt));
    },
  };
};

const wholeSecond = (ms: number): number => Math.ceil(ms / SECOND) * SECOND;
const toDealt = (item: Item | undefined): Dealt => ({ second: Number(item?.['Second'] ?? 0), calls: Number(item?.['Calls'] ?? 0) });
