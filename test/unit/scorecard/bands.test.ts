import * as fc from 'fast-check';
import { bandsSchema } from '../../../shared/contracts/scorecard-bands';
import { bandProblems, benchmarkOf, gradeOf, GRADES, isAtBenchmark, rankOf, type Band } from '../../../shared/domain/scorecard/bands';
import { DEFAULT_BANDS } from '../../../shared/domain/scorecard/bands.table';
import { CATEGORIES, categoryOf, type CategoryId } from '../../../shared/domain/scorecard/categories.table';

const bandsOf = (id: CategoryId): readonly Band[] => DEFAULT_BANDS.categories[id];
const anyCategory = fc.constantFrom(...CATEGORIES.map(({ id }) => id));
const anyValue = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }), fc.integer({ min: 0, max: 40 }));

describe('the bands of table SC-T1', () => {
  it('have no gap, no overlap and no grade that is worse for a better value', () => {
    expect(bandProblems(DEFAULT_BANDS)).toEqual([]);
  });

  it('SC-03: a grade is at benchmark or below it, and no value is given a B-', () => {
    expect(GRADES).toEqual(['A+', 'A', 'A-', 'B+', 'B', 'C+', 'C', 'C-', 'D+', 'D', 'D-', 'F']);
    expect(GRADES.map(isAtBenchmark)).toEqual([true, true, true, true, true, false, false, false, false, false, false, false]);
    fc.assert(fc.property(anyCategory, anyValue, (id, value) => GRADES.includes(gradeOf(value, bandsOf(id)))));
  });

  it('SC-03: a better value never has a worse grade', () => {
    fc.assert(
      fc.property(anyCategory, anyValue, anyValue, (id, one, other) => {
        const [worse, better] = categoryOf(id).better === 'higher' ? [Math.min(one, other), Math.max(one, other)] : [Math.max(one, other), Math.min(one, other)];

        expect(rankOf(gradeOf(better, bandsOf(id)))).toBeLessThanOrEqual(rankOf(gradeOf(worse, bandsOf(id))));
      }),
    );
  });

  // Each threshold of the table, from both sides.
  it.each<readonly [CategoryId, readonly (readonly [number, string])[]]>([
    ['contactsProvided', [[6 / 6, 'A'], [5 / 6, 'B'], [4 / 6, 'C+'], [3 / 6, 'C'], [2 / 6, 'D'], [1 / 6, 'D'], [0, 'F']]],
    ['closedWonTracked', [[0.95, 'A'], [0.9499, 'B'], [0.8, 'B'], [0.7999, 'C+'], [0.7, 'C+'], [0.6999, 'C'], [0.6, 'C'], [0.5999, 'D'], [0.4, 'D'], [0.3999, 'F']]],
    ['personaDefinition', [[0.75, 'A'], [0.7499, 'B'], [0.5, 'B'], [0.4999, 'C+'], [0.45, 'C+'], [0.4499, 'C'], [0.4, 'C'], [0.3999, 'D'], [0.25, 'D'], [0.2499, 'F']]],
    ['accountsProvided', [[3, 'A'], [2, 'C+'], [1, 'D'], [0, 'F']]],
    ['icpDefinition', [[0.75, 'A'], [0.7499, 'B'], [0.5001, 'B'], [0.5, 'C+'], [0.45, 'C+'], [0.4499, 'C'], [0.4, 'C'], [0.3999, 'D'], [0.25, 'D'], [0.2499, 'F']]],
    ['filtering', [[0.1, 'A'], [0.1001, 'B'], [0.3, 'B'], [0.3001, 'C+'], [0.4, 'C+'], [0.4001, 'C'], [0.5, 'C'], [0.5001, 'D'], [0.7, 'D'], [0.7001, 'F']]],
    ['newTitleRelevance', [[0.6, 'A'], [0.5999, 'B'], [0.4, 'B'], [0.3999, 'C+'], [0.35, 'C+'], [0.3499, 'C'], [0.3, 'C'], [0.2999, 'D'], [0.15, 'D'], [0.1499, 'F']]],
    ['newAccountRelevance', [[0.6, 'A'], [0.5999, 'B'], [0.4, 'B'], [0.3999, 'C+'], [0.35, 'C+'], [0.3499, 'C'], [0.3, 'C'], [0.2999, 'D'], [0.15, 'D'], [0.1499, 'F']]],
    ['engagementRate', [[0.75, 'A'], [0.7499, 'B'], [0.5, 'B'], [0.4999, 'C+'], [0.45, 'C+'], [0.4499, 'C'], [0.35, 'C'], [0.3499, 'D'], [0.2, 'D'], [0.1999, 'F']]],
    ['daysUntilFirstActivity', [[2, 'A'], [2.1, 'B'], [7, 'B'], [7.1, 'C+'], [10, 'C+'], [10.1, 'C'], [14, 'C'], [14.1, 'D'], [30, 'D'], [30.1, 'F']]],
    ['numberOfActivities', [[8, 'A'], [7.9, 'B'], [5, 'B'], [4.9, 'C+'], [4, 'C+'], [3.9, 'C'], [3, 'C'], [2.9, 'D'], [2, 'D'], [1.9, 'F']]],
  ])('grade %s as the table says', (id, expected) => {
    expect(expected.map(([value]) => [value, gradeOf(value, bandsOf(id))])).toEqual(expected);
  });

  it('name the benchmark: the least that is still B or better', () => {
    expect(Object.fromEntries(CATEGORIES.map(({ id }) => [id, benchmarkOf(bandsOf(id))]))).toEqual({
      contactsProvided: { grade: 'B', atLeast: 5 / 6 },
      closedWonTracked: { grade: 'B', atLeast: 0.8 },
      personaDefinition: { grade: 'B', atLeast: 0.5 },
      accountsProvided: { grade: 'A', atLeast: 3 },
      icpDefinition: { grade: 'B', moreThan: 0.5 },
      filtering: { grade: 'B', atMost: 0.3 },
      newTitleRelevance: { grade: 'B', atLeast: 0.4 },
      newAccountRelevance: { grade: 'B', atLeast: 0.4 },
      engagementRate: { grade: 'B', atLeast: 0.5 },
      daysUntilFirstActivity: { grade: 'B', atMost: 7 },
      numberOfActivities: { grade: 'B', atLeast: 5 },
    });
  });
});

describe('bands of a stage (SC-04)', () => {
  const problemsOf = (id: CategoryId, bands: readonly Band[]): string[] => {
    const parsed = bandsSchema.safeParse({ version: 'ours', categories: { ...DEFAULT_BANDS.categories, [id]: bands } });
    return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
  };

  it('are taken when they fit together, with every grade of the scale', () => {
    expect(problemsOf('engagementRate', [...GRADES.slice(0, -1).map((grade, index) => ({ grade, atLeast: 0.9 - index / 20 })), { grade: 'F' }])).toEqual([]);
  });

  it.each<readonly [string, CategoryId, readonly Band[], readonly string[]]>([
    ['leave a gap', 'engagementRate', [{ grade: 'B', atLeast: 0.5 }, { grade: 'F', atLeast: 0.2 }], ['engagementRate: the last band, and no other, has no threshold, so that it takes all that is left']],
    ['overlap', 'engagementRate', [{ grade: 'A', atLeast: 0.5 }, { grade: 'B', atLeast: 0.6 }, { grade: 'F' }], ['engagementRate: the threshold of B must be below that of A']],
    ['overlap where lower is better', 'filtering', [{ grade: 'A', atMost: 0.5 }, { grade: 'B', atMost: 0.3 }, { grade: 'F' }], ['filtering: the threshold of B must be above that of A']],
    ['get better downwards', 'filtering', [{ grade: 'B', atMost: 0.1 }, { grade: 'A', atMost: 0.3 }, { grade: 'F' }], ['filtering: A comes after B; bands run from the best grade to the worst']],
    ['look the wrong way', 'filtering', [{ grade: 'B', atLeast: 0.1 }, { grade: 'F' }], ['filtering: lower is better, so B takes "atMost", not "atLeast" or "moreThan"']],
    ['know no grade below benchmark', 'filtering', [{ grade: 'A', atMost: 0.1 }, { grade: 'B' }], ['filtering: it needs a grade of B or better and one of C+ or worse']],
  ])('are refused by name when they %s', (_, id, bands, problems) => {
    expect(problemsOf(id, bands)).toEqual(problems);
  });

  it('know no B- and name each category once', () => {
    const parsed = bandsSchema.safeParse({ version: 'ours', categories: { ...DEFAULT_BANDS.categories, filtering: [{ grade: 'B-', atMost: 0.3 }, { grade: 'F' }], reach: [] } });

    expect(parsed.success).toBe(false);
  });
});
