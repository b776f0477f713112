import type { StoreDeps } from '../../shared/runtime/store-deps';
import type { Decision } from '../../shared/stores/decision-store';
import type { Signal } from '../../shared/stores/signal-store';

/** What a replay left in the store, read once for the files and the story. */
export interface Results {
  readonly decisions: readonly Decision[];
  readonly signals: readonly Signal[];
}

export const readResults = async ({ decisions, signals }: Pick<StoreDeps, 'decisions' | 'signals'>): Promise<Results> => {
  const [decided, received] = await Promise.all([all(decisions.all()), all(signals.all())]);
  return { decisions: decided, signals: received };
};

const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) for (const one of page) found.push(one);
  return found;
};
