import * as fc from 'fast-check';
import { blockErrors } from '../../../infra/local/host/slack-blocks';
import { GRADES } from '../../../shared/domain/scorecard/bands';
import { DEFAULT_BANDS } from '../../../shared/domain/scorecard/bands.table';
import { CATEGORY_IDS, categoryOf } from '../../../shared/domain/scorecard/categories.table';
import { renderScorecardEmail } from '../../../shared/domain/scorecard/render-scorecard-email';
import { renderScorecardPost } from '../../../shared/domain/scorecard/render-scorecard-post';
import { gradeScorecard, type MonthGrades, type Scorecard, type ScorecardNews } from '../../../shared/domain/scorecard/scorecard';
import { benchmarkInWords, valueInWords } from '../../../shared/domain/scorecard/value-words';
import { monthsUpTo } from '../../../shared/domain/time/months';
import { hostileText, messages } from '../messages/digests';
import { readStrictHtml } from '../messages/strict-html';
import { aChange, NOTHING, PROGRAMME, times } from './facts';

const ISSUE = { month: '2024-09', runId: 'r', issue: 'r', gradedAt: '2024-10-01T15:00:00.000Z', rulesHash: 'rules', settingsHash: 'settings' };
const AUGUST = gradeScorecard({ ...PROGRAMME, released: { sent: 50, filtered: 50 }, accountLists: 3 }, DEFAULT_BANDS, { ...ISSUE, month: '2024-08' }, undefined);
const SEPTEMBER = gradeScorecard(PROGRAMME, DEFAULT_BANDS, ISSUE, AUGUST);
const monthOf = ({ month, rows }: Scorecard): MonthGrades => ({ month, grades: Object.fromEntries(rows.map(({ id, grade }) => [id, grade])) });
const NEWS: ScorecardNews = { scorecard: SEPTEMBER, history: [monthOf(AUGUST)] };

/** Every month of a year, each category with every grade in turn. */
const YEAR: ScorecardNews = {
  scorecard: SEPTEMBER,
  history: monthsUpTo('2024-08', 11).map((month, index) => ({ month, grades: Object.fromEntries(CATEGORY_IDS.map((id, at) => [id, GRADES[(index + at) % GRADES.length] ?? 'F'])) })),
};

describe('the e-mail of a scorecard', () => {
  it('SC-05, SC-06, SC-09: says all grades, what to improve first and why, and what changed since last month', () => {
    const { subject, text } = renderScorecardEmail(NEWS, messages);

    expect(subject).toBe('UserGems scorecard, September 2024: 8 of 11 at or above benchmark, 1 fewer than in August 2024');
    expect(text).toBe(`UserGems scorecard, September 2024
8 of 11 at or above benchmark, 1 fewer than in August 2024

IMPROVE THIS FIRST: 4 Accounts Provided (C+)
  Give UserGems the list that is missing: target accounts, accounts with an
  open opportunity, customers.
  It feeds Filtering (6) and New Account Relevance (8).
Then, in this order:
- 6 Filtering (C+). It feeds Engagement Rate (9).
- 9 Engagement Rate (F). It feeds Number of Activities (11).

INPUT QUALITY
1 Contacts Provided: B
  5 of 6 points (closed-won 3, open 2, closed-lost 1). Benchmark: at least 5
    of 6 points. Importance: high.
  Aug B, Sep B
2 Closed Won Opp Contacts Tracked: B
  82.4% (412 of 500 closed-won contacts are tracked). Benchmark: at least
    80%.
  Aug B, Sep B
3 Persona Definition: B
  60% (300 of 500 closed-won contacts match a persona). Benchmark: at least
    50%.
  Aug B, Sep B
4 Accounts Provided: C+  ▼ A → C+
  2 of 3 lists (target, open opportunity, customer). Benchmark: at least 3
    of 3 lists. Importance: critical.
  To do: Give UserGems the list that is missing: target accounts, accounts
    with an open opportunity, customers.
  Aug A, Sep C+
5 ICP Definition: A
  77.5% (31 of 40 customer accounts match the ICP). Benchmark: more than
    50%. Importance: critical.
  Aug A, Sep A

OUTPUT QUALITY
6 Filtering: C+  ▲ C → C+
  35% (35 of 100 changes were filtered out). Benchmark: at most 30%.
    Importance: critical.
  To do: Look through the refused changes in the report of the latest
    release and loosen the filter that stops most of the good ones.
  Aug C, Sep C+
7 New Title Relevance: A
  100% (6 of 6 changes have a relevant title). Benchmark: at least 40%.
  Aug A, Sep A
8 New Account Relevance: B
  50% (3 of 6 changes land on a relevant account). Benchmark: at least 40%.
    Importance: high.
  Aug B, Sep B

ADOPTION
9 Engagement Rate: F
  16.6% (1 of 6 changes were contacted). Benchmark: at least 50%.
    Importance: critical.
  To do: Put UserGems leads into a sequence whose first step is manual, and
    follow up on leads that nobody touched.
  Aug F, Sep F
10 Days Until First Activity: B
  3 days (contacted changes: 1). Benchmark: at most 7 days.
  Aug B, Sep B
11 Number of Activities: B
  6 per change (activities: 6, contacted changes: 1). Benchmark: at least 5
    per change.
  Aug B, Sep B

WHO OWNS IT (not graded)
One user owns 17% of what was sent (1 of 6 changes). Not more than half with
one person: fine.

Graded by the bands SC-T1. Changes and activities are those of the three
months up to September 2024; B or better is at or above benchmark.

-- 
Questions about these messages? Ask Marketing Operations (#mktg_ops) or
Sales Development (sales-development@revsignal.example).
`);
  });

  it('as a page shows eleven tiles along the impact chain, each with its grade in letters, and what changed with an arrow', () => {
    const { lines } = readStrictHtml(renderScorecardEmail(NEWS, messages).html);

    expect(lines.slice(0, lines.indexOf('Improve this first'))).toEqual([
      'Improve first: 4 Accounts Provided (C+)',
      'UserGems scorecard, September 2024',
      '8 of 11 at or above benchmark, 1 fewer than in August 2024',
      'Input quality', 'B', '1 Contacts Provided', 'B', '2 Closed Won Opp Contacts Tracked', 'B', '3 Persona Definition', 'C+', '4 Accounts Provided', '▼ A → C+', 'A', '5 ICP Definition',
      '↓ Output quality', 'C+', '6 Filtering', '▲ C → C+', 'A', '7 New Title Relevance', 'B', '8 New Account Relevance',
      '↓ Adoption', 'F', '9 Engagement Rate', 'B', '10 Days Until First Activity', 'B', '11 Number of Activities',
      '↓ Meetings, pipeline, revenue',
    ]);
  });

  it('draws a year of history for each category, and only the months that there are', () => {
    const months = (news: ScorecardNews): string[] => readStrictHtml(renderScorecardEmail(news, messages).html).lines.filter((line) => /^[A-Z][a-z]{2}$/.test(line));

    expect(months(YEAR)).toEqual(times(11, () => ['Oct', 'Nov', 'Dec', 'Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep']).flat());
    expect(months({ ...NEWS, history: [] })).toEqual(times(11, () => 'Sep'));
  });

  it('marks a month without a scorecard as a gap', () => {
    const june = YEAR.history.find(({ month }) => month === '2024-06');
    const { text } = renderScorecardEmail({ ...NEWS, history: june ? [june] : [] }, messages);

    expect(text.split('\n').find((line) => line.startsWith('  Jun'))).toBe('  Jun D+, Jul –, Aug –, Sep B');
  });

  it('stays below what Gmail clips, with every category below benchmark and a year of history', () => {
    const worst = { ...YEAR, scorecard: gradeScorecard({ ...NOTHING, changes: [aChange()] }, DEFAULT_BANDS, ISSUE, SEPTEMBER) };

    expect(Buffer.byteLength(renderScorecardEmail(worst, messages).html)).toBeLessThan(100_000);
  });

  it('SC-07: says of N/A that there is nothing to measure, and that all is well when nothing is below benchmark', () => {
    const facts = { ...NOTHING, trackedRelationships: PROGRAMME.trackedRelationships, accountLists: 3 };
    const { subject, text } = renderScorecardEmail({ scorecard: gradeScorecard(facts, DEFAULT_BANDS, ISSUE, undefined), history: [] }, messages);

    expect(subject).toBe('UserGems scorecard, September 2024: 2 of 11 at or above benchmark, 9 without anything to measure');
    expect(text).toContain('\n9 Engagement Rate: N/A\n  nothing to measure. Benchmark: at least 50%. Importance: critical.\n');
    expect(text).toContain('\nEverything that could be measured is at or above benchmark.\n');
  });

  it("whatever stands in it, the page holds our elements only, the subject is one line and Slack's limits hold", () => {
    fc.assert(
      fc.property(hostileText, hostileText, hostileText, (ownerName, bandsVersion, hint) => {
        const scorecard = { ...SEPTEMBER, bandsVersion, rows: SEPTEMBER.rows.map((row) => ({ ...row, hint })), ownership: { ...SEPTEMBER.ownership, ownerName } };
        const { html, subject } = renderScorecardEmail({ ...YEAR, scorecard }, messages);
        const post = renderScorecardPost({ ...YEAR, scorecard }, messages);

        expect(readStrictHtml(html).links).toEqual([]);
        expect(subject).not.toMatch(/[\r\n]/);
        expect(blockErrors(post.blocks)).toEqual([]);
        expect(JSON.stringify(post.blocks).length).toBeLessThanOrEqual(12_000);
      }),
      { numRuns: 30 },
    );
  });
});

describe('the Slack post of a scorecard', () => {
  it('SC-05: has the eleven grades and what to improve first', () => {
    const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });

    expect(renderScorecardPost(NEWS, messages)).toEqual({
      text: 'UserGems scorecard, September 2024: 8 of 11 at or above benchmark, 1 fewer than in August 2024',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'UserGems scorecard, September 2024', emoji: false } },
        { type: 'section', text: mrkdwn('*8 of 11 at or above benchmark, 1 fewer than in August 2024*') },
        { type: 'section', text: mrkdwn('*Input quality*\n1 Contacts Provided:  *B*\n2 Closed Won Opp Contacts Tracked:  *B*\n3 Persona Definition:  *B*\n4 Accounts Provided:  *C+*   ▼ A → C+\n5 ICP Definition:  *A*') },
        { type: 'section', text: mrkdwn('*Output quality*\n6 Filtering:  *C+*   ▲ C → C+\n7 New Title Relevance:  *A*\n8 New Account Relevance:  *B*') },
        { type: 'section', text: mrkdwn('*Adoption*\n9 Engagement Rate:  *F*\n10 Days Until First Activity:  *B*\n11 Number of Activities:  *B*') },
        { type: 'divider' },
        { type: 'section', text: mrkdwn('*Improve this first: 4 Accounts Provided (C+)*\nGive UserGems the list that is missing: target accounts, accounts with an open opportunity, customers.\nIt feeds Filtering (6) and New Account Relevance (8).') },
        { type: 'context', elements: [mrkdwn('One user owns 17% of what was sent (1 of 6 changes). Not more than half with one person: fine.')] },
        { type: 'context', elements: [mrkdwn('Questions about these messages? Ask Marketing Operations (#mktgˍops) or Sales Development (sales-development＠revsignal.example).')] },
      ],
    });
  });
});

describe('values in words', () => {
  it.each([
    ['engagementRate', { value: 0.49999, part: 49_999, whole: 100_000 }, '49.9% (49,999 of 100,000 changes were contacted)'],
    ['engagementRate', { value: 0.29, part: 29, whole: 100 }, '29% (29 of 100 changes were contacted)'],
    ['filtering', { value: 0.3001, part: 3_001, whole: 10_000 }, '30.1% (3,001 of 10,000 changes were filtered out)'],
    ['daysUntilFirstActivity', { value: 7.01, whole: 3 }, '7.1 days (contacted changes: 3)'],
    ['daysUntilFirstActivity', { value: 1, whole: 3 }, '1 day (contacted changes: 3)'],
    ['numberOfActivities', { value: 14 / 3, part: 14, whole: 3 }, '4.6 per change (activities: 14, contacted changes: 3)'],
  ] as const)('%s: what just misses a benchmark does not look as if it met it', (id, measure, words) => {
    expect(valueInWords(measure, categoryOf(id))).toBe(words);
  });

  it.each([
    ['icpDefinition', 'more than 50%'],
    ['daysUntilFirstActivity', 'at most 7 days'],
    ['numberOfActivities', 'at least 5 per change'],
  ] as const)('the benchmark of %s is %s', (id, words) => {
    expect(benchmarkInWords(DEFAULT_BANDS.categories[id].find(({ grade }) => grade === 'B') ?? { grade: 'B' }, categoryOf(id))).toBe(words);
  });
});
