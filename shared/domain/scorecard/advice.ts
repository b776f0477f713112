import { listed } from '../notifications/render-view';
import { rankOf } from './bands';
import { CATEGORIES, categoryOf } from './categories.table';
import type { Mark, ScorecardRow } from './scorecard';

export interface Advice {
  readonly row: ScorecardRow;
  /** What gets better with it. */
  readonly why: string;
}

/**
 * What to improve, first things first (SC-06): the categories below benchmark in their order, because an earlier one feeds later ones. What
 * was not measured is left out (SC-07).
 */
export const adviceOf = (rows: readonly ScorecardRow[]): Advice[] =>
  rows.filter(({ atBenchmark }) => atBenchmark === false).toSorted((a, b) => a.number - b.number).map((row) => ({ row, why: whyOf(row) }));

const whyOf = ({ id }: ScorecardRow): string => {
  const fed = categoryOf(id).feeds.flatMap((number) => CATEGORIES.filter((category) => category.number === number).map(({ title }) => `${title} (${number})`));
  return `It feeds ${listed(fed.length === 0 ? ['meetings', 'pipeline', 'revenue'] : fed)}.`;
};

/** Which way a grade moved since the one before; undefined where it did not or there is nothing to compare. */
export const trendOf = (grade: Mark, previous: Mark | undefined): 'better' | 'worse' | undefined => {
  if (grade === 'N/A' || previous === undefined || previous === 'N/A' || grade === previous) return undefined;
  return rankOf(grade) < rankOf(previous) ? 'better' : 'worse';
};
