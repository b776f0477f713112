import { spell, type Spelling } from '../notifications/render-characters';
import { counted, footerOf, type MessageSettings } from '../notifications/render-view';
import { monthInWords, monthsUpTo } from '../time/months';
import { adviceOf, trendOf } from './advice';
import { isAtBenchmark } from './bands';
import { categoryOf, LINKS, type Link } from './categories.table';
import { countMarks, type Mark, type Scorecard, type ScorecardNews, type ScorecardRow } from './scorecard';
import { benchmarkInWords, valueInWords } from './value-words';

/** A scorecard in words: what every channel says, before a channel lays it out. Texts are spelled for the channel. */
export interface ScorecardView {
  /** `UserGems scorecard, September 2024` */
  readonly headline: string;
  /** `7 of 11 at or above benchmark, 2 more than in August 2024` */
  readonly standing: string;
  readonly links: readonly { readonly title: string; readonly rows: readonly RowView[] }[];
  /** What to improve, first things first. */
  readonly advice: readonly { readonly name: string; readonly grade: Mark; readonly why: string; readonly hint: string }[];
  readonly ownership: string;
  /** What it was graded by. */
  readonly basis: string;
  readonly footer: string;
}

export interface RowView {
  /** `9 Engagement Rate` */
  readonly name: string;
  readonly title: string;
  readonly grade: Mark;
  /** `▲ C+ → B`; empty where nothing changed or there is no scorecard before. */
  readonly delta: string;
  /** `52% (52 of 100 changes were contacted)` */
  readonly value: string;
  /** `Benchmark: at least 50%. Importance: critical.` */
  readonly benchmark: string;
  readonly means: string;
  /** What to do about it; empty where nothing is to be done. */
  readonly hint: string;
  readonly history: readonly { readonly month: string; readonly grade: Mark | undefined }[];
}

const LINK_TITLES: Readonly<Record<Link, string>> = { input: 'Input quality', output: 'Output quality', adoption: 'Adoption' };
/** Where the chain leads. */
export const CHAIN_END = 'Meetings, pipeline, revenue';

const TEXT_LENGTH = 300;
const NAME_LENGTH = 100;
/** Months that a chart shows. */
export const CHART_MONTHS = 12;

export const viewScorecard = (news: ScorecardNews, messages: Pick<MessageSettings, 'askTeams'>, spelling: Spelling): ScorecardView => {
  const { scorecard } = news;
  const say = (text: string): string => spell(text, TEXT_LENGTH, spelling);
  return {
    headline: `UserGems scorecard, ${monthInWords(scorecard.month)}`,
    standing: standingOf(scorecard),
    links: LINKS.map((link) => ({ title: LINK_TITLES[link], rows: scorecard.rows.filter(({ id }) => categoryOf(id).link === link).map((row) => viewRow(row, news, say)) })),
    advice: adviceOf(scorecard.rows).map(({ row, why }) => ({ name: nameOf(row, say), grade: row.grade, why: say(why), hint: say(row.hint) })),
    ownership: ownershipOf(scorecard, spelling),
    basis: `Graded by the bands ${spell(scorecard.bandsVersion, NAME_LENGTH, spelling)}. Changes and activities are those of the three months up to ${monthInWords(scorecard.month)}; B or better is at or above benchmark.`,
    footer: footerOf(messages, spelling),
  };
};

const viewRow = (row: ScorecardRow, { scorecard, history }: ScorecardNews, say: (text: string) => string): RowView => {
  const category = categoryOf(row.id);
  const graded = new Map([...history.map(({ month, grades }) => [month, grades[row.id]] as const), [scorecard.month, row.grade] as const]);
  const first = [...graded.keys()].toSorted()[0] ?? scorecard.month;
  return {
    name: nameOf(row, say),
    title: say(row.title),
    grade: row.grade,
    delta: deltaOf(row),
    value: say(valueInWords(row, category)),
    benchmark: `Benchmark: ${say(benchmarkInWords(row.benchmark, category))}.${row.importance === 'Not stated' ? '' : ` Importance: ${say(row.importance).toLowerCase()}.`}`,
    means: say(category.means),
    hint: row.atBenchmark === false ? say(row.hint) : '',
    history: monthsUpTo(scorecard.month, CHART_MONTHS).flatMap((month) => (month < first ? [] : [{ month, grade: graded.get(month) }])),
  };
};

const nameOf = ({ number, title }: ScorecardRow, say: (text: string) => string): string => `${number} ${say(title)}`;

const ARROWS = { better: '▲', worse: '▼' } as const;

/** SC-09. */
const deltaOf = ({ grade, previousGrade }: ScorecardRow): string => {
  if (previousGrade === undefined || previousGrade === grade) return '';
  const trend = trendOf(grade, previousGrade);
  return `${trend === undefined ? '' : `${ARROWS[trend]} `}${previousGrade} → ${grade}`;
};

const standingOf = ({ rows, comparedWith }: Scorecard): string => {
  const { atBenchmark, notMeasured } = countMarks(rows);
  const before = rows.filter(({ previousGrade }) => previousGrade !== undefined && previousGrade !== 'N/A' && isAtBenchmark(previousGrade)).length;
  const difference = atBenchmark - before;
  const compared = difference === 0 ? 'as many as' : `${Math.abs(difference)} ${difference > 0 ? 'more' : 'fewer'} than`;
  return [
    `${atBenchmark} of ${rows.length} at or above benchmark`,
    ...(comparedWith === undefined ? [] : [`${compared} in ${monthInWords(comparedWith)}`]),
    ...(notMeasured === 0 ? [] : [`${notMeasured} without anything to measure`]),
  ].join(', ');
};

const ownershipOf = ({ ownership: { value, part = 0, whole, ownerName, flagged } }: Scorecard, spelling: Spelling): string => {
  if (value === undefined || part === 0) return 'Nobody owns a change that was sent.';
  const owner = spell(ownerName ?? 'One user', NAME_LENGTH, spelling);
  return `${owner} owns ${Math.round(100 * value)}% of what was sent (${part} of ${counted(whole, 'change', 'changes')}). ${flagged ? 'More than half with one person: look at the routing.' : 'Not more than half with one person: fine.'}`;
};
