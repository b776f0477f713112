import { activityAt } from '../../../shared/domain/scorecard/activity';
import { adviceOf, trendOf } from '../../../shared/domain/scorecard/advice';
import { DEFAULT_BANDS } from '../../../shared/domain/scorecard/bands.table';
import { countMarks, gradeScorecard, type Mark, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { aChange, daysLater, NOTHING, PROGRAMME, times } from './facts';

const ISSUE = { month: '2024-09', runId: 'usergems-scorecard-2024-10-01', issue: 'usergems-scorecard-2024-10-01', gradedAt: '2024-10-01T15:00:00.000Z', rulesHash: 'rules', settingsHash: 'settings' };
const grade = (facts = PROGRAMME, before?: Scorecard): Scorecard => gradeScorecard(facts, DEFAULT_BANDS, ISSUE, before);
const gradesOf = ({ rows }: Scorecard): Mark[] => rows.map((row) => row.grade);

describe('a scorecard', () => {
  it('SC-01: has eleven rows in order', () => {
    expect(grade().rows.map(({ number }) => number)).toEqual(times(11, (index) => index + 1));
    expect(gradesOf(grade())).toEqual(['B', 'B', 'B', 'C+', 'A', 'C+', 'A', 'B', 'F', 'B', 'B']);
  });

  it('SC-02: an engagement of 0.52 is grade B and at benchmark, with importance and a hint', () => {
    const changes = times(100, (index) => aChange({ activities: index < 52 ? [daysLater(1)] : [] }));

    expect(grade({ ...NOTHING, changes }).rows[8]).toEqual({
      number: 9, id: 'engagementRate', title: 'Engagement Rate', importance: 'Critical', grade: 'B', previousGrade: undefined, value: 0.52, part: 52, whole: 100,
      benchmark: { grade: 'B', atLeast: 0.5 }, atBenchmark: true, hint: 'Put UserGems leads into a sequence whose first step is manual, and follow up on leads that nobody touched.',
    });
  });

  it('SC-07: without leads in the window 9 is N/A, never F, and left out of the advice', () => {
    const empty = grade(NOTHING);

    expect(gradesOf(empty)).toEqual(['F', 'N/A', 'N/A', 'F', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A', 'N/A']);
    expect(adviceOf(empty.rows).map(({ row }) => row.number)).toEqual([1, 4]);
    expect(countMarks(empty.rows)).toEqual({ atBenchmark: 0, below: 2, notMeasured: 9 });
  });

  it('SC-09: carries the grades of the scorecard before', () => {
    const later = gradeScorecard({ ...PROGRAMME, released: { sent: 80, filtered: 20 } }, DEFAULT_BANDS, { ...ISSUE, month: '2024-10' }, grade());

    expect(later.comparedWith).toBe('2024-09');
    expect(later.rows.filter((row) => row.grade !== row.previousGrade).map(({ number, previousGrade, grade }) => [number, `${previousGrade} → ${grade}`])).toEqual([[6, 'C+ → B']]);
  });

  it('D-02: shows who owns most without grading it, and flags more than half', () => {
    const half = [aChange({ ownerId: 'a' }), aChange({ ownerId: 'b' })];

    expect(grade({ ...NOTHING, changes: half }).ownership).toEqual({ ownerId: 'a', value: 0.5, part: 1, whole: 2, flagged: false });
    expect(grade({ ...NOTHING, changes: [...half, aChange({ ownerId: 'b' })] }).ownership).toEqual({ ownerId: 'b', value: 2 / 3, part: 2, whole: 3, flagged: true });
  });
});

describe('the advice (SC-06)', () => {
  it('begins with the lowest number below benchmark, F at 9 and C+ at 6 or not, and says what each feeds', () => {
    const facts = { ...PROGRAMME, accountLists: 3 };

    expect(adviceOf(grade(facts).rows).map(({ row, why }) => [row.number, row.grade, why])).toEqual([
      [6, 'C+', 'It feeds Engagement Rate (9).'],
      [9, 'F', 'It feeds Number of Activities (11).'],
    ]);
  });

  it('of the last category is about meetings, pipeline and revenue', () => {
    const changes = [aChange({ activities: [daysLater(1)], hasRelevantTitle: true, hasRelevantAccount: true })];

    expect(adviceOf(grade({ ...PROGRAMME, accountLists: 3, released: { sent: 1, filtered: 0 }, changes }).rows).map(({ row, why }) => [row.number, why])).toEqual([[11, 'It feeds meetings, pipeline and revenue.']]);
  });

  it.each<readonly [Mark, Mark | undefined, string | undefined]>([
    ['B', 'C+', 'better'],
    ['C+', 'B', 'worse'],
    ['B', 'B', undefined],
    ['B', undefined, undefined],
    ['B', 'N/A', undefined],
    ['N/A', 'B', undefined],
  ])('%s after %s is %s', (now, before, trend) => {
    expect(trendOf(now, before)).toBe(trend);
  });
});

describe('when an activity took place', () => {
  it.each([
    [{ CompletedDateTime: '2024-09-03T10:00:00.000Z', CreatedDate: '2024-09-01T10:00:00.000Z', ActivityDate: '2024-09-30' }, '2024-09-03T10:00:00.000Z'],
    [{ CreatedDate: '2024-09-01T10:00:00.000Z', ActivityDate: '2024-09-30' }, '2024-09-01T10:00:00.000Z'],
    [{ CompletedDateTime: 'yesterday', ActivityDate: '2024-09-30' }, '2024-10-01T07:00:00.000Z'],
    [{ ActivityDate: 'soon' }, undefined],
    [{}, undefined],
  ])('%j: %s', (task, at) => {
    expect(activityAt(task, 'America/Los_Angeles')).toBe(at);
  });
});
