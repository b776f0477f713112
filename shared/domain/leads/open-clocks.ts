import type { Clock } from './clock';
import { streamOrder } from './stream';

/** Clocks while a part of the stream is worked: those that run, in the order in which they fall due, and those that were changed. */
export interface OpenClocks {
  of(recordId: string): Clock[];
  keep(clock: Clock): void;
  takeDue(until: string): Clock | undefined;
  /** Clocks that started or changed, in no order. */
  kept(): Clock[];
}

export const openClocks = (facts: readonly Clock[]): OpenClocks => {
  const clocks = new Map<string, Clock>();
  const kept = new Set<string>();
  const ofRecord = new Map<string, Set<string>>();
  // A queue by the order of the stream, its head at `taken`. A clock that was stopped or given to another record stays in it and is looked up when its turn comes.
  const queue: { readonly order: string; readonly clockId: string }[] = [];
  let taken = 0;

  const put = (clock: Clock): void => {
    const known = clocks.get(clock.clockId);
    clocks.set(clock.clockId, clock);
    ofRecord.get(known?.recordId ?? '')?.delete(clock.clockId);
    ofRecord.set(clock.recordId, (ofRecord.get(clock.recordId) ?? new Set()).add(clock.clockId));
    if (known === undefined) queue.splice(placeOf(clock), 0, { order: orderOf(clock), clockId: clock.clockId });
  };

  const placeOf = (clock: Clock): number => {
    const order = orderOf(clock);
    let [low, high] = [taken, queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((queue[middle]?.order ?? '') < order) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  for (const clock of facts.toSorted(byOrder)) put(clock);

  return {
    of: (recordId) =>
      [...(ofRecord.get(recordId) ?? [])]
        .flatMap((id) => clocks.get(id) ?? [])
        .filter(isOpen)
        .sort(byOrder),
    keep: (clock) => {
      put(clock);
      kept.add(clock.clockId);
    },
    takeDue: (until) => {
      for (; taken < queue.length; taken += 1) {
        const clock = clocks.get(queue[taken]?.clockId ?? '');
        if (clock === undefined || !isOpen(clock)) continue;
        if (clock.dueAt > until) return undefined;
        taken += 1;
        return clock;
      }
      return undefined;
    },
    kept: () => [...kept].flatMap((id) => clocks.get(id) ?? []),
  };
};

const isOpen = ({ outcome }: Clock): boolean => outcome === 'open';
const orderOf = (clock: Clock): string => streamOrder({ kind: 'clock', at: clock.dueAt, clock });
const byOrder = (a: Clock, b: Clock): number => (orderOf(a) < orderOf(b) ? -1 : 1);
