import { adviceOf } from '../../../shared/domain/scorecard/advice';
import { countMarks, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { monthInWords } from '../../../shared/domain/time/months';
import type { Value } from '../../../shared/ports/tables';
import type { User } from '../../../shared/records/catalogue';
import type { LocalExecution } from '../runs/executions';
import type { ImportReport } from '../import/import-folder';
import type { KeptOutbox } from '../kept-outbox';
import { unworked, type LeadDatabase, type Results } from './results';

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
    if (kind === 'routing' && !leavesOwner(String(fields['Path'] ?? ''))) owners.add(String(fields['OwnerId'] ?? 'nobody'));
    if (kind !== 'notification') continue;
    ledger.add(String(fields['Outcome']));
    if (fields['Outcome'] === 'recipient_missing') missing.add(String(fields['Reason']));
  }
  const waiting = unworked(results).length;
  const told = new Tally();
  for (const mail of outbox.mails) for (const to of mail.to) told.add(`${to} by e-mail`);
  for (const post of outbox.posts) told.add(`${post.recipient ?? post.channel} by Slack`);

  return [
    section('What came in', [
      ...Object.entries(imported.taken).map(([name, count]) => `${thousands(count)} ${name}`),
      ...(imported.converted === 0 ? [] : [`${thousands(imported.converted)} contacts took over the UserGems fields of a converted lead`]),
      ...(replayed ? [`${thousands(replayed.delivered)} deliveries${replayed.outside === 0 ? '' : `, ${replayed.outside} outside the period not delivered`}`] : []),
      ...(imported.badRows.length === 0 ? [] : [`${imported.badRows.length} rows could not be read: ${imported.badRows.slice(0, SHOWN).map(({ file, line, reason }) => `${file}:${line} ${reason}`).join(', ')}`]),
      ...imported.stopped.map(({ file, reason }) => `${file} stopped: ${reason}`),
      ...(imported.warnings.length === 0 ? [] : [`${imported.warnings.length} values were kept as text, the first: ${imported.warnings.slice(0, 3).map(({ file, line, field }) => `${file}:${line} ${field}`).join(', ')}`]),
    ]),
    section('Runs', runLines(executions)),
    section('What became of the signals', outcomes.lines(SHOWN)),
    ...(results.leadDatabase ? leadDatabaseSections(results.leadDatabase) : []),
    section(results.leadDatabase ? 'Who got leads and tasks' : 'Who owns the new leads', owners.lines(SHOWN, (id) => users.get(id)?.Name ?? id)),
    section('What the notification ledger says', ledger.lines(SHOWN)),
    section('Who was told', told.lines(SHOWN)),
    section('The scorecard', results.scorecards.map(scorecardLine)),
    section('What was left, and why', [...reasons.lines(SHOWN), ...missing.lines(SHOWN), ...(waiting === 0 ? [] : [`${thousands(waiting).padStart(7)}  deliveries to the lead database that no run has worked`])]),
  ].join('\n');
};

/** Decisions of the guard: the record stays where it is (contracts-leads, section 9). */
const leavesOwner = (path: string): boolean => path.endsWith('→UNCHANGED') || path.endsWith('→REFUSED');

const leadDatabaseSections = ({ deliveries, clocks, alerts, scores }: LeadDatabase): string[] => {
  const [ends, refusals, answers, told] = [new Tally(), new Tally(), new Tally(), new Tally()];
  for (const { source, outcome, reason } of deliveries) {
    ends.add(`${source}: ${outcome}`);
    if (outcome === 'rejected' || outcome === 'duplicate') refusals.add(`${source}: ${reason.split(':', 1)[0] ?? ''}`);
  }
  for (const { kind, outcome } of clocks) if (kind === 'contact_us') answers.add(outcome);
  for (const { kind } of alerts) told.add(kind);
  return [
    section('What became of the deliveries to the lead database', ends.lines(deliveries.length)),
    section('Deliveries that changed nothing, and why', refusals.lines(SHOWN)),
    section('Scores', [`${thousands(scores.length)} changes of ${thousands(new Set(scores.map(({ recordId }) => recordId)).size)} people`]),
    section('Answers to Contact Us requests', answers.lines(SHOWN)),
    section('Alerts', told.lines(SHOWN)),
  ];
};

/** Each run; of a workflow with more executions than anybody reads those that failed, and a sum of the others. */
const runLines = (executions: readonly LocalExecution[]): string[] => {
  const groups = new Map<string, LocalExecution[]>();
  for (const execution of executions) {
    const group = `${execution.workflow} ${execution.status}`;
    groups.set(group, [...(groups.get(group) ?? []), execution]);
  }
  return executions.flatMap((execution) => {
    const group = groups.get(`${execution.workflow} ${execution.status}`) ?? [];
    if (group.length <= SHOWN || !SUMMED.has(execution.status)) return [runLine(execution)];
    return execution === group[0] ? [sumLine(group)] : [];
  });
};

/** What ended well, or waits for somebody. */
const SUMMED: ReadonlySet<string> = new Set(['SUCCEEDED', 'RUNNING']);

const runLine = ({ name, status, transitions, durationMs, error, output }: LocalExecution): string =>
  `${name}: ${status}${error === undefined ? '' : ` (${error})`}, ${transitions} transitions, ${(durationMs / 1_000).toFixed(1)} s  ${inBrief(output)}`;

const sumLine = (executions: readonly LocalExecution[]): string => {
  const [{ workflow, status } = { workflow: '', status: '' }] = executions;
  const total = (of: 'transitions' | 'durationMs'): number => executions.reduce((sum, execution) => sum + execution[of], 0);
  return `${workflow}: ${thousands(executions.length)} executions ${status}, ${thousands(total('transitions'))} transitions, ${(total('durationMs') / 1_000).toFixed(1)} s`;
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
