import { parseArgs } from 'node:util';
import { benchAccountMatching } from './account-matching';
import { benchBundles } from './bundles';
import { benchCohortRefresh } from './cohort-refresh';
import { benchDiff } from './diff';
import { benchOwner, benchScores } from './lead-stream';
import { benchMonth } from './month';
import type { Row } from './row';
import { benchRuleEvaluation } from './rule-evaluation';
import { benchScale } from './scale';
import { benchScorecard } from './scorecard';
import { benchStartUp } from './start-up';
import { benchUsagePings } from './usage-pings';
import { benchWriteSpeed } from './write-speed';

interface Bench {
  readonly about: string;
  /** Undefined when what it needs is not there. */
  readonly run: () => Promise<readonly Row[]> | undefined;
}

const data = process.env['REVSIGNAL_DATA'];

const BENCHES: Readonly<Record<string, Bench>> = {
  rules: { about: 'Rule evaluation', run: benchRuleEvaluation },
  bundles: { about: 'Lambda bundles', run: benchBundles },
  start: { about: 'Start', run: benchStartUp },
  writes: { about: 'Item writes, side by side', run: benchWriteSpeed },
  month: { about: 'A month (autumn 2024), skipped unless REVSIGNAL_DATA names the data folder', run: () => (data === undefined ? undefined : benchMonth(data)) },
  refresh: { about: 'Lists of 52,000 contacts, told to UserGems', run: benchCohortRefresh },
  scorecard: { about: 'The scorecard of a company of 52,000 contacts and 31,000 changes', run: benchScorecard },
  diff: { about: 'A month (autumn 2024) under two sets of rules, skipped unless REVSIGNAL_DATA names the data folder', run: () => (data === undefined ? undefined : benchDiff(data)) },
  matching: { about: 'Finding the account of a lead after renames, skipped unless REVSIGNAL_DATA names the data folder', run: () => (data === undefined ? undefined : benchAccountMatching(data)) },
  scores: { about: '100,000 score events through the stream of the lead database', run: benchScores },
  owner: { about: 'A new owner for an account of 10,000 contacts', run: benchOwner },
  pings: { about: 'Usage pings of 100,000 hosts', run: benchUsagePings },
  scale: { about: 'Cost per signal at 1,000, 10,000 and 100,000 signals', run: benchScale },
};

const HELP = `npm run bench [-- --only NAME]: figures, which nothing passes or fails on.

${Object.entries(BENCHES).map(([name, { about }]) => `  ${name.padEnd(9)} ${about}`).join('\n')}
`;

/** Runs every benchmark or the one named and prints a table of each. */
const main = async (args: string[]): Promise<number> => {
  const { only, help } = parseArgs({ args, options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } } }).values;
  const chosen = Object.entries(BENCHES).filter(([name]) => only === undefined || name === only);
  if (help === true || chosen.length === 0) {
    process.stdout.write(help === true ? HELP : `There is no benchmark "${only}".\n\n${HELP}`);
    return help === true ? 0 : 2;
  }
  for (const [, { about, run }] of chosen) {
    const rows = await run();
    process.stdout.write(`\n${about}\n${rows === undefined ? '  skipped: REVSIGNAL_DATA is not set' : table(rows)}\n`);
  }
  return 0;
};

const table = (rows: readonly Row[]): string => {
  const cells = rows.map(({ name, value, unit, aim, note }) => [name, figure(value), unit, aim ?? '', note ?? '']);
  const width = (column: number): number => Math.max(...cells.map((row) => row[column]?.length ?? 0));
  return cells
    .map((row) => `  ${row.map((cell, column) => (column === 1 ? cell.padStart(width(column)) : cell.padEnd(width(column)))).join('  ')}`.trimEnd())
    .join('\n');
};

/** Three digits that count, and all before the point. */
const figure = (value: number): string => value.toLocaleString('en-US', Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

process.exitCode = await main(process.argv.slice(2));
