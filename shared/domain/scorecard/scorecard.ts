import { benchmarkOf, gradeOf, isAtBenchmark, type Band, type Bands, type Grade } from './bands';
import { CATEGORIES, type CategoryId } from './categories.table';
import { busiestOwner, MEASURES, type Measure, type ScorecardFacts } from './measure';

/** `N/A`: there was nothing to measure; neither good nor bad (SC-07). */
export type Mark = Grade | 'N/A';

/** One graded category (SC-02). */
export interface ScorecardRow extends Measure {
  readonly number: number;
  readonly id: CategoryId;
  readonly title: string;
  readonly importance: string;
  readonly grade: Mark;
  /** The grade of the scorecard before (SC-09). */
  readonly previousGrade?: Mark | undefined;
  /** The band that is the benchmark. */
  readonly benchmark: Band;
  /** Absent for N/A. */
  readonly atBenchmark?: boolean | undefined;
  readonly hint: string;
}

/** Who owns most of what was sent: an ungraded diagnostic (D-02). */
export interface Ownership extends Measure {
  readonly ownerId?: string | undefined;
  readonly ownerName?: string | undefined;
  /** More than half of it. */
  readonly flagged: boolean;
}

/** The scorecard of a month, as it is kept. */
export interface Scorecard {
  /** The graded month, YYYY-MM. */
  readonly month: string;
  readonly runId: string;
  /** The run, or the forced execution that made it: that makes another scorecard, which goes out again (SC-05). */
  readonly issue: string;
  /** The run's scheduled instant. */
  readonly gradedAt: string;
  readonly bandsVersion: string;
  readonly rulesHash: string;
  readonly settingsHash: string;
  /** The month of the scorecard before, which the previous grades are from. */
  readonly comparedWith?: string | undefined;
  /** In the order of the categories, 1 to 11. */
  readonly rows: readonly ScorecardRow[];
  readonly ownership: Ownership;
}

/** The grades of a month, as far as they were kept. */
export interface MonthGrades {
  readonly month: string;
  readonly grades: Readonly<Partial<Record<CategoryId, Mark>>>;
}

/** What a scorecard's messages are made of, frozen when they are first sent. */
export interface ScorecardNews {
  readonly scorecard: Scorecard;
  /** Earlier months in order, the scorecard's own not among them. */
  readonly history: readonly MonthGrades[];
}

type Issue = Pick<Scorecard, 'month' | 'runId' | 'issue' | 'gradedAt' | 'rulesHash' | 'settingsHash'>;

/** The vendor flags one owner of more than half (SC-T1). */
const MOST_OF_ONE_OWNER = 0.5;

/** Grades the facts (SC-01 to SC-04, SC-07, SC-09). `before` is the scorecard to compare with. */
export const gradeScorecard = (facts: ScorecardFacts, bands: Bands, issue: Issue, before: Scorecard | undefined): Scorecard => {
  const ownership = busiestOwner(facts.changes);
  return {
    ...issue,
    bandsVersion: bands.version,
    comparedWith: before?.month,
    rows: CATEGORIES.map(({ id, number, title, importance, hint }): ScorecardRow => {
      const measure = MEASURES[id](facts);
      const grade = measure.value === undefined ? 'N/A' : gradeOf(measure.value, bands.categories[id]);
      return {
        number, id, title, importance, hint, ...measure, grade,
        previousGrade: before?.rows.find((row) => row.id === id)?.grade,
        benchmark: benchmarkOf(bands.categories[id]) ?? { grade: 'B' },
        atBenchmark: grade === 'N/A' ? undefined : isAtBenchmark(grade),
      };
    }),
    ownership: { ...ownership, flagged: (ownership.value ?? 0) > MOST_OF_ONE_OWNER },
  };
};

/** How many categories are at or above benchmark, below it, and not measured. */
export const countMarks = (rows: readonly Pick<ScorecardRow, 'grade' | 'atBenchmark'>[]): { readonly atBenchmark: number; readonly below: number; readonly notMeasured: number } => ({
  atBenchmark: rows.filter(({ atBenchmark }) => atBenchmark === true).length,
  below: rows.filter(({ atBenchmark }) => atBenchmark === false).length,
  notMeasured: rows.filter(({ grade }) => grade === 'N/A').length,
});
