import type { Scorecard } from '../../../shared/domain/scorecard/scorecard';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision } from '../../../shared/stores/decision-store';
import type { Signal } from '../../../shared/stores/signal-store';

/** What a replay left in the store, read once for the files and the story. */
export interface Results {
  readonly decisions: readonly Decision[];
  readonly signals: readonly Signal[];
  /** The newest first. */
  readonly scorecards: readonly Scorecard[];
}

export const readResults = async ({ decisions, signals, scorecards }: Pick<StoreDeps, 'decisions' | 'signals' | 'scorecards'>): Promise<Results> => {
  const [decided, received, graded] = await Promise.all([all(decisions.all()), all(signals.all()), scorecards.history({ limit: MONTHS })]);
  return { decisions: decided, signals: received, scorecards: graded };
};

/** Scorecards that a story may tell of. */
const MONTHS = 12;

const all = async <T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> => {
  const found: T[] = [];
  for await (const page of pages) for (const one of page) found.push(one);
  return found;
};
