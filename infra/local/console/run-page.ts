import { messageOfCause } from '../../../shared/contracts/failure-cause';
import type { Value } from '../../../shared/ports/tables';
import type { Message } from '../../../shared/stores/message-store';
import type { Run, ShardRecord } from '../../../shared/stores/run-store';
import type { LocalExecution } from '../runs/executions';
import type { KeptOutbox } from '../kept-outbox';
import { count, inBrief } from './counts';
import { factsView, valueView } from './facts';
import { html, type Child, type Html } from './html';
import { findKnownRun, statusOf } from './known-runs';
import { namesIn, type Names } from './names';
import type { AnswerFor } from './page';
import { PATHS } from './paths';
import { statusView } from './status';
import { crossTable, tableView, type Column } from './table';
import { tellingProgress } from './telling-progress';
import { durationText, timeView } from './time';

/** `/runs/<run id or execution name>`: the run's row, its books, the path of each execution, its messages and shards. */
export const runPage: AnswerFor = async (about, { id }) => {
  const known = await findKnownRun(id, about);
  if (known === undefined) return undefined;
  const { runId, run, executions } = known;
  const { stores } = about;
  const { timeZone } = stores.settings;
  const messages = (await stores.messages.ofRun(runId)).map(({ content: _content, ...message }) => message);
  const shards = (await stores.runs.shards(runId)).map(({ shard, counts }) => ({ shard, counts }));
  return {
    title: runId,
    data: { run, executions, messages, shards },
    body: html`
<p class="lead">${statusView(statusOf(known))}${run && html` ${run.workflow} of ${run.businessDate}, scheduled for ${timeView(run.scheduledTime, timeZone)}${run.push === undefined ? undefined : `, push ${run.push}`}`}</p>
${run && progressView(run, stores.settings.usergems.requestsPerSecond)}
${run?.error === undefined ? undefined : html`<p class="alarm">${run.error}</p>`}
${section('Plan', run?.plan && factsView({ outcome: run.plan.outcome, shards: run.plan.shards.length, ...run.plan.counts }))}
${section('Counts', run?.counts && booksView(run.counts))}
${section('Report', run?.report && booksView(run.report))}
${section('Executions', executions.length === 0 ? html`<p class="quiet">This process has seen none of them (${run?.executions.join(', ')}).</p>` : html`${executions.map((execution) => executionView(execution, timeZone))}`)}
${section('Shards', shards.length === 0 ? undefined : shardsView(shards))}
${section('What it asked of the store', run && factsView(run.usage))}
${section('Messages', messages.length === 0 ? undefined : messagesView(messages, await namesIn(messages, stores), about.outbox))}`,
  };
};

const progressView = (run: Run, requestsPerSecond: number): Html | undefined => {
  const progress = tellingProgress(run, requestsPerSecond);
  return progress === undefined ? undefined : html`<p>${progress}</p>`;
};

/** A part of the page; none without a body. */
const section = (title: string, body: Html | undefined): Html | undefined => body && html`<section><h2>${title}</h2>
${body}</section>\n`;

/** The groups of a run's books in words, and what separates the two parts of their counts' names. */
const GROUPS: Readonly<Record<string, { readonly title: string; readonly separator?: string }>> = {
  byMotion: { title: 'Signals by motion and tier', separator: '/' },
  rows: { title: 'Ledger rows by rule', separator: ':' },
  skipped: { title: 'Skipped, by reason' },
  refused: { title: 'Refused' },
  untold: { title: 'Not told, by reason' },
  noCoverage: { title: 'Leads that nobody covers' },
  nobodyResolved: { title: 'Records about which nobody could be told' },
  leftovers: { title: 'Leads of the week that no run told about' },
};

/** Plain counts first, then each group of counts and each list under its title. */
const booksView = (books: Readonly<Record<string, Value>>): Html => {
  const groups = Object.entries(books).filter(([, value]) => typeof value === 'object');
  const plain = Object.entries(books).filter(([, value]) => typeof value !== 'object');
  return html`${plain.length === 0 && groups.length > 0 ? undefined : factsView(Object.fromEntries(plain))}${groups.map(([name, group]) => groupView(name, group))}`;
};

const groupView = (name: string, group: Value): Html => {
  const { title, separator } = GROUPS[name] ?? { title: name };
  return html`<h3>${title}</h3>
${separator !== undefined && isCounts(group) ? crossTable(title, group, separator) : valueView(name, group)}
`;
};

const isCounts = (value: Value): value is Readonly<Record<string, number>> => typeof value === 'object' && Object.values(value).every((one) => typeof one === 'number');

const executionView = ({ name, status, startedAt, stoppedAt, durationMs, transitions, path, error, cause, input, output }: LocalExecution, timeZone: string): Html => html`<article>
<h3>${name} ${statusView(status)}</h3>
<p class="quiet">Started ${timeView(startedAt, timeZone)}${stoppedAt === undefined ? ', still running' : html`, stopped ${timeView(stoppedAt, timeZone)}; it took ${durationText(durationMs)} and ${count(transitions)} state transitions`}.</p>
${error === undefined ? undefined : html`<p class="alarm"><b>${error}</b><br>${messageOfCause(cause ?? '')}</p>`}
<ol class="states" aria-label="States in the order entered">${path.map((state) => html`<li>${state}</li>`)}</ol>
<details><summary>Input and output</summary><pre class="paper">${pretty(input)}</pre>${output === undefined ? undefined : html`<pre class="paper">${pretty(output)}</pre>`}</details>
</article>`;

const pretty = (json: string): string => JSON.stringify(JSON.parse(json), undefined, 2);

/** Messages that are not sent stand first. */
const messagesView = (messages: readonly Omit<Message, 'content'>[], names: Names, outbox: KeptOutbox): Html =>
  tableView('Messages', [...messages].sort((a, b) => Number(a.state === 'SENT') - Number(b.state === 'SENT')), [
    { title: 'Message', cell: ({ messageId, kind }) => (kind === 'digest' ? 'Digest' : messageId) },
    { title: 'Recipient', cell: ({ recipientId }) => valueView('recipientId', recipientId, names) },
    { title: 'Channel', cell: ({ channel }) => channel },
    { title: 'State', cell: ({ state }) => statusView(state) },
    { title: 'Reason', cell: ({ reason }) => reason },
    { title: 'As sent', cell: ({ vendorIds }) => vendorIds.map((vendorId, index) => partView(vendorId, vendorIds.length === 1 ? 'read' : `part ${index + 1}`, outbox)) },
  ]);

/** What each shard counted at each stage. */
const shardsView = (shards: readonly Pick<ShardRecord, 'shard' | 'counts'>[]): Html =>
  tableView('Shards', shards, [
    { title: 'Shard', cell: ({ shard }) => shard },
    ...[...new Set(shards.flatMap(({ counts }) => Object.keys(counts)))].map((stage): Column<(typeof shards)[number]> => ({ title: stage, cell: ({ counts }) => inBrief(counts[stage] ?? {}) })),
  ]);

/** A part of a message: a link while the outbox of this process has it. Slack's id is `<channel>/<ts>`. */
const partView = (vendorId: string, name: string, { mails, posts }: KeptOutbox): Child => {
  const ts = vendorId.slice(vendorId.lastIndexOf('/') + 1);
  if (mails.some((mail) => mail.id === vendorId)) return html`<a href="${PATHS.mail(vendorId)}">${name}</a> `;
  return posts.some((post) => post.ts === ts) ? html`<a href="${PATHS.post(ts)}">${name}</a> ` : `${vendorId} `;
};
