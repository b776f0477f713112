import { adviceOf } from '../../../shared/domain/scorecard/advice';
import { countMarks, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { monthInWords } from '../../../shared/domain/time/months';
import type { Value } from '../../../shared/ports/tables';
import type { User } from '../../../shared/records/catalogue';
import type { LocalExecution } from '../runs/executions';
import type { ImportReport } from '../import/import-folder';
import type { KeptOutbox } from '../kept-outbox';
import type { Results } from './results';

/** What the story is told from. */
export interface StoryFacts {
  readonly imported: ImportReport;
  readonly replayed: { readonly delivered: number; readonly outside: number } | undefined;
  readonly executions: readonly LocalExecution[];
  readonly outbox: KeptOutbox;
  readonly results: Results;
  readonly users: ReadonlyMap<string, User>;
}

/** Lines of a list that are shown; the rest is counted. */
const SHOWN = 12;

/** A short story of a run: what came in, what became leads, who owns how many, who was told, what was left and why. */
export const tellStory = ({ imported, replayed, executions, outbox, results, users }: StoryFacts): string => {
  const outcomes = new Tally();
  const reasons = new Tally();
  for (const { outcome, reason, source } of results.signals) {
    if (outcome === 'held' && source !== 'feed') continue;
    outcomes.add(outcome);
    if (outcome !== 'lead_created' && outcome !== 'enriched_existing') reasons.add(`${outcome}: ${reason.split(/[:;]/, 1)[0] ?? ''}`);
  }
  const owners = new Tally();
  const ledger = new Tally();
  const missing = new Tally();
  for (const { kind, fields } of results.decisions) {
    if (kind === 'routing') owners.add(String(fields['OwnerId'] ?? 'nobody'));
    if (kind !== 'notification') continue;
    ledger.add(String(fields['Outcome']));
    if (fields['Outcome'] === 'recipient_missing') missing.add(String(fields['Reason']));
  }
  const told = new Tally();
  for (const mail of outbox.mails) for (const to of mail.to) told.add(`${to} by e-mail`);
  for (const post of outbox.posts) told.add(`${post.recipient ?? post.channel} by Slack`);

  return [
    section('What came in', [
      ...Object.entries(imported.taken).map(([name, count]) => `${thousands(count)} ${name}`),
      ...(imported.converted === 0 ? [] : [`${thousands(imported.converted)} contacts took over the UserGems fields of a converted lead`]),
      ...(replayed ? [`${thousands(replayed.delivered)} deliveries of the vendor${replayed.outside === 0 ? '' : `, ${replayed.outside} outside the period not delivered`}`] : []),
      ...(imported.badRows.length === 0 ? [] : [`${imported.badRows.length} rows could not be read: ${imported.badRows.slice(0, SHOWN).map(({ file, line, reason }) => `${file}:${line} ${reason}`).join(', ')}`]),
      ...imported.stopped.map(({ file, reason }) => `${file} stopped: ${reason}`),
      ...(imported.warnings.length === 0 ? [] : [`${imported.warnings.length} values were kept as text, the first: ${imported.warnings.slice(0, 3).map(({ file, line, field }) => `${file}:${line} ${field}`).join(', ')}`]),
    ]),
    section('Runs', executions.map(({ name, status, transitions, durationMs, error, output }) => `${name}: ${status}${error === undefined ? '' : ` (${error})`}, ${transitions} transitions, ${(durationMs / 1_000).toFixed(1)} s  ${inBrief(output)}`)),
    section('What became of the signals', outcomes.lines(SHOWN)),
    section('Who owns the new leads', owners.lines(SHOWN, (id) => users.get(id)?.Name ?? id)),
    section('What the notification ledger says', ledger.lines(SHOWN)),
    section('Who was told', told.lines(SHOWN)),
    section('The scorecard', results.scorecards.map(scorecardLine)),
    section('What was left, and why', [...reasons.lines(SHOWN), ...missing.lines(SHOWN)]),
  ].join('\n');
};

const scorecardLine = ({ month, rows }: Scorecard): string => {
  const [first] = adviceOf(rows);
  return `${monthInWords(month)}: ${countMarks(rows).atBenchmark} of ${rows.length} categories at or above benchmark${first === undefined ? '' : `, improve first: ${first.row.number} ${first.row.title} (${first.row.grade})`}`;
};

class Tally {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** Most first. */
  lines(shown: number, nameOf: (name: string) => string = (name) => name): string[] {
    const sorted = [...this.counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
    const rest = sorted.slice(shown).reduce((sum, [, count]) => sum + count, 0);
    return [...sorted.slice(0, shown).map(([name, count]) => `${thousands(count).padStart(7)}  ${nameOf(name)}`), ...(rest === 0 ? [] : [`${thousands(rest).padStart(7)}  ${sorted.length - shown} more`])];
  }
}

const section = (title: string, lines: readonly string[]): string => `${title}\n${(lines.length === 0 ? ['nothing'] : lines).map((line) => `  ${line}`).join('\n')}\n`;

/** The counts of an execution's output that are not zero. */
const inBrief = (output: string | undefined): string => {
  const counts: unknown = output === undefined ? {} : JSON.parse(output);
  if (typeof counts !== 'object' || counts === null) return '';
  return Object.entries(counts as Readonly<Record<string, Value>>).flatMap(([name, count]) => (typeof count === 'number' && count > 0 ? [`${name} ${thousands(count)}`] : [])).join(', ');
};

const thousands = (count: number): string => count.toLocaleString('en-US');
