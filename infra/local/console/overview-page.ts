import type { KeptOutbox } from '../kept-outbox';
import { count, inBrief } from './counts';
import { html, type Html } from './html';
import { knownRuns, statusOf, type KnownRun } from './known-runs';
import type { AnswerFor } from './page';
import { PATHS } from './paths';
import { sentFrom } from './sent';
import { statusView } from './status';
import { tableView } from './table';
import { durationText, timeView } from './time';

/** `/`: the runs, what was sent, and what to try next. */
export const overviewPage: AnswerFor = async (about, { origin }) => {
  const { settings } = about.stores;
  const runs = (await knownRuns(about)).map(summaryOf);
  const outbox = countsOf(about.outbox);
  return {
    title: 'Overview',
    data: { stage: settings.stage, now: new Date(about.now()).toISOString(), runs, outbox },
    body: html`
<p class="lead">Stage <b>${settings.stage}</b>. The clock stands at <b>${timeView(about.now(), settings.timeZone)}</b> (${settings.timeZone}).</p>
<div class="tiles">
<a href="${PATHS.outbox}?channel=email"><b>${count(outbox.emails)}</b> e-mails</a>
<a href="${PATHS.outbox}?channel=slack"><b>${count(outbox.slackMessages)}</b> Slack messages</a>
<a href="${PATHS.outbox}"><b>${count(outbox.recipients)}</b> recipients</a>
</div>
<section><h2>Runs</h2>
${tableView('Runs', runs, [
  { title: 'Run', cell: ({ runId }) => html`<a class="name" href="${PATHS.run(runId)}">${runId}</a>` },
  { title: 'Scheduled', cell: ({ scheduledTime }) => scheduledTime && timeView(scheduledTime, settings.timeZone) },
  { title: 'Status', cell: ({ status }) => statusView(status) },
  { title: 'Duration', isNumber: true, cell: ({ executions, durationMs }) => (executions === 0 ? '–' : durationText(durationMs)) },
  { title: 'Transitions', isNumber: true, cell: ({ executions, transitions }) => (executions === 0 ? '–' : count(transitions)) },
  { title: 'Counts', cell: ({ counts, error }) => error ?? inBrief(counts) },
])}</section>
${nextSteps(origin)}`,
  };
};

const summaryOf = (known: KnownRun) => {
  const { runId, run, executions } = known;
  return {
    runId,
    workflow: run?.workflow ?? executions[0]?.workflow,
    scheduledTime: run?.scheduledTime,
    status: statusOf(known),
    executions: executions.length,
    durationMs: executions.reduce((sum, { durationMs }) => sum + durationMs, 0),
    transitions: executions.reduce((sum, { transitions }) => sum + transitions, 0),
    counts: run?.counts ?? {},
    error: run?.error ?? executions.at(-1)?.error,
  };
};

const countsOf = (outbox: KeptOutbox) => ({
  emails: outbox.mails.length,
  slackMessages: outbox.posts.length,
  recipients: new Set(sentFrom(outbox).flatMap(({ to }) => to)).size,
});

/** The key is that of `npm start`, unless the reader gave another. */
const nextSteps = (origin: string): Html => html`<section><h2>What to try next</h2>
<ol>
<li>Read what people were told, as they would see it: <a href="${PATHS.outbox}">the outbox</a>.</li>
<li>Put the id of a lead, a contact or an event into the search above: its page says what was decided about it, and why.</li>
<li>Deliver a job change as the vendor would, then search for <code>${EXAMPLE_DELIVERY.id}</code>. It waits there for the next Tuesday.
<pre class="scroll" tabindex="0">curl -X POST ${origin}/webhooks/usergems \\
  -H 'content-type: application/json' \\
  -H "x-api-key: \${USERGEMS_WEBHOOK_KEY:-local-key}" \\
  -d '${JSON.stringify(EXAMPLE_DELIVERY)}'</pre></li>
<li>Every page is JSON as well: <pre class="scroll" tabindex="0">curl -H 'accept: application/json' ${origin}/</pre></li>
</ol></section>`;

/** A body as the vendor sends it (contracts, section 3). */
const EXAMPLE_DELIVERY = {
  id: 'my-first-event',
  type: 'job_change',
  detectedAt: '2024-10-03T17:05:00Z',
  person: { firstName: 'Ada', lastName: 'Okafor', email: 'ada.okafor@globex.example' },
  previous: { email: 'ada@acme.example' },
  current: { company: 'Globex GmbH', domain: 'globex.example', title: 'CTO', startedOn: '2024-09-01' },
} as const;
