import type { Scorecard } from '../domain/scorecard/scorecard';
import { conflictError } from '../errors/app-error';
import type { ScorecardStore } from '../stores/scorecard-store';

/** The scorecard that a step works on; it was kept by the step that graded the month. */
export const findScorecard = async (scorecards: ScorecardStore, month: string): Promise<Scorecard> => {
  const scorecard = await scorecards.find(month);
  if (!scorecard) throw conflictError(`There is no scorecard of ${month}: start the workflow rather than a step of it`, { month });
  return scorecard;
};
