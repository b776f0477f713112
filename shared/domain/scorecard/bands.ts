import { CATEGORIES, type CategoryId } from './categories.table';

/** The scale, best first; deliberately without B-, so that every grade is at benchmark or below it (SC-03, D-03). */
export const GRADES = ['A+', 'A', 'A-', 'B+', 'B', 'C+', 'C', 'C-', 'D+', 'D', 'D-', 'F'] as const;
export type Grade = (typeof GRADES)[number];

/** Position on the scale, 0 being the best. */
export const rankOf = (grade: Grade): number => GRADES.indexOf(grade);

/** B or better (SC-03). */
export const isAtBenchmark = (grade: Grade): boolean => rankOf(grade) <= rankOf('B');

/** What a value has to reach for a grade; the last band of a category has no threshold and takes all that is left. */
export interface Band {
  readonly grade: Grade;
  /** Of a category in which higher is better: this much or more; more than this. */
  readonly atLeast?: number | undefined;
  readonly moreThan?: number | undefined;
  /** Of a category in which lower is better: this much or less. */
  readonly atMost?: number | undefined;
}

/** The thresholds of all categories, under a version that every scorecard carries (SC-04). */
export interface Bands {
  readonly version: string;
  readonly categories: Readonly<Record<CategoryId, readonly Band[]>>;
}

/** The grade of a value: that of the first band, best first, that takes it. Bands without problems take every value. */
export const gradeOf = (value: number, bands: readonly Band[]): Grade => bands.find((band) => takes(band, value))?.grade ?? 'F';

const takes = ({ atLeast, moreThan, atMost }: Band, value: number): boolean =>
  (atLeast === undefined || value >= atLeast) && (moreThan === undefined || value > moreThan) && (atMost === undefined || value <= atMost);

/** The band whose threshold is the benchmark: the last that is B or better. */
export const benchmarkOf = (bands: readonly Band[]): Band | undefined => bands.findLast(({ grade }) => isAtBenchmark(grade));

/**
 * What is wrong with bands, each as a sentence that names the category; nothing for bands without gaps, overlaps or a grade that is
 * worse for a better value.
 */
export const bandProblems = ({ categories }: Pick<Bands, 'categories'>): string[] =>
  CATEGORIES.flatMap(({ id, better }) => {
    const bands = categories[id];
    const open = bands.filter((band) => thresholdsOf(band).length === 0);
    const direction = better === 'higher' ? 1 : -1;
    return [
      ...(open.length === 1 && open[0] === bands.at(-1) ? [] : [`${id}: the last band, and no other, has no threshold, so that it takes all that is left`]),
      ...bands.flatMap((band) => (thresholdsOf(band).length > 1 ? [`${id}: ${band.grade} has more than one threshold`] : [])),
      ...bands.flatMap(({ grade, atLeast, moreThan, atMost }) =>
        better === 'higher' && atMost !== undefined ? [`${id}: higher is better, so ${grade} takes "atLeast" or "moreThan", not "atMost"`]
        : better === 'lower' && (atLeast ?? moreThan) !== undefined ? [`${id}: lower is better, so ${grade} takes "atMost", not "atLeast" or "moreThan"`]
        : [],
      ),
      ...bands.slice(1).flatMap((band, index) => {
        const before = bands[index];
        if (before === undefined) return [];
        const [limit, next] = [thresholdsOf(before)[0], thresholdsOf(band)[0]];
        return [
          ...(rankOf(band.grade) > rankOf(before.grade) ? [] : [`${id}: ${band.grade} comes after ${before.grade}; bands run from the best grade to the worst`]),
          ...(limit === undefined || next === undefined || direction * (limit - next) > 0 ? [] : [`${id}: the threshold of ${band.grade} must be ${better === 'higher' ? 'below' : 'above'} that of ${before.grade}`]),
        ];
      }),
      ...(bands.some(({ grade }) => isAtBenchmark(grade)) && bands.some(({ grade }) => !isAtBenchmark(grade)) ? [] : [`${id}: it needs a grade of B or better and one of C+ or worse`]),
    ];
  });

const thresholdsOf = ({ atLeast, moreThan, atMost }: Band): number[] => [atLeast, moreThan, atMost].filter((threshold) => threshold !== undefined);
