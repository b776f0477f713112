import * as z from 'zod';
import type { DigestContent, EvaluatedShard } from '../../../shared/contracts/notification-shard';
import { addDays } from '../../../shared/domain/time/business-time';
import { addCounts } from '../../../shared/domain/add-counts';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { findRun } from '../../../shared/runtime/find-run';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Message, MessageState } from '../../../shared/stores/message-store';
import type { Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'decisions' | 'messages' | 'settings'> & SenderDeps;

/** Days between two regular runs: leads created since the last one are looked through for leftovers (NT-13). */
const WEEK = 7;
/** Record ids that an alert lists; the rest is counted. */
const LISTED = 20;

/** Proves that every record that entered has its outcome, stores the books and the report, and tells operations what is left. */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  if (current.counts) {
    await deps.runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const shards = await deps.runs.shards(runId);
  const digests = (await deps.messages.ofRun(runId)).filter(({ kind }) => kind === 'digest');
  const evaluated = addCounts(shards.map((shard) => shard.counts['evaluated'] ?? {}));
  const settled = addCounts(digests.map(settledCounts));
  proveBalance(current, evaluated, settled);

  const nobodyResolved = ((await Promise.all(shards.map((shard) => shard.read('evaluated')))) as EvaluatedShard[]).flatMap((shard) => shard.nobodyResolved);
  const leftovers = await leftoversOf(deps, current);
  const rows = Object.fromEntries([...Object.entries(evaluated).filter(([name]) => name !== 'records' && !name.endsWith(':to_send')), ...Object.entries(settled)].sort());
  const counts = {
    leads: current.plan?.counts['leads'] ?? 0,
    contacts: current.plan?.counts['contacts'] ?? 0,
    messages: digests.length,
    rows,
    nobodyResolved: nobodyResolved.length,
    leftovers: leftovers.length,
    ...(current.plan?.outcome === 'muted' ? { muted: true } : {}),
  };
  const sumOf = (outcome: string): number => Object.entries(rows).reduce((sum, [name, count]) => sum + (name.endsWith(`:${outcome}`) ? count : 0), 0);
  publishMetrics(
    { stage: deps.settings.stage, workflow: current.workflow },
    { [METRICS.runSucceeded]: 1, [METRICS.messagesSent]: digests.filter(({ state }) => state === 'SENT').length, [METRICS.messagesFailed]: digests.filter(({ state }) => state !== 'SENT').length, [METRICS.recipientsMissing]: sumOf('recipient_missing') },
  );
  await alertOperations(deps, runId, nobodyResolved, digests);
  await deps.runs.record(runId, { status: 'SUCCEEDED', counts, report: { nobodyResolved: nobodyResolved.slice(0, 1_000), leftovers: leftovers.slice(0, 1_000) } });
  return counts;
};

const LEDGER_OUTCOME: Readonly<Record<MessageState, string>> = { SENT: 'sent', FAILED: 'failed', UNKNOWN: 'unknown', READY: 'to_send', SENDING: 'to_send' };

const settledCounts = ({ state, content }: Message): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { ledger } of (content as DigestContent).entries) counts[`${ledger.rule}:${LEDGER_OUTCOME[state]}`] = (counts[`${ledger.rule}:${LEDGER_OUTCOME[state]}`] ?? 0) + 1;
  return counts;
};

const proveBalance = ({ runId, plan }: Run, evaluated: Readonly<Record<string, number>>, settled: Readonly<Record<string, number>>): void => {
  const entered = (plan?.counts['leads'] ?? 0) + (plan?.counts['contacts'] ?? 0);
  const judged = evaluated['records'] ?? 0;
  const sum = (counts: Readonly<Record<string, number>>, ending: (name: string) => boolean): number => Object.entries(counts).reduce((total, [name, count]) => total + (ending(name) ? count : 0), 0);
  const toSend = sum(evaluated, (name) => name.endsWith(':to_send'));
  const told = sum(settled, (name) => !name.endsWith(':to_send'));
  if (entered !== judged || toSend !== told) {
    throw notBalancedError(`${runId} does not balance: ${entered} records entered, ${judged} were evaluated; ${toSend} messages were due, ${told} are settled`, { runId, entered, judged, toSend, told });
  }
};

/** NT-13: leads of contact tracking created since the last regular run that no window has covered, its own or that of a replay. */
const leftoversOf = async ({ records, decisions }: Deps, { businessDate }: Run): Promise<{ leadId: string; createdOn: string }[]> => {
  const days = Array.from({ length: WEEK - 1 }, (_, index) => addDays(businessDate, -WEEK + index));
  const created = await Promise.all(days.map(async (day) => ({ day, leads: await records.leadsCreatedOn(day) })));
  const others = created.flatMap(({ day, leads }) => leads.flatMap(({ Id, Retro_Active_Push__c }) => (Retro_Active_Push__c === undefined ? [{ leadId: Id, createdOn: day }] : [])));
  const covered = await Promise.all(others.map(async ({ leadId }) => (await decisions.of(leadId)).some(({ kind }) => kind === 'notification')));
  return others.filter((_, index) => covered[index] !== true);
};

const alertOperations = async (deps: Deps, runId: string, nobodyResolved: readonly string[], digests: readonly Message[]): Promise<void> => {
  if (nobodyResolved.length > 0) {
    await sendAlert(
      {
        kind: 'NOBODY_RESOLVED',
        headline: `${nobodyResolved.length} records met a rule, but nobody could be told`,
        particulars: [...nobodyResolved.slice(0, LISTED), ...(nobodyResolved.length > LISTED ? [`and ${nobodyResolved.length - LISTED} more, in the report of the run`] : [])],
        runbookAnchor: 'nobody-resolved',
        runId,
      },
      deps,
    );
  }
  const unsent = digests.filter(({ state }) => state !== 'SENT');
  if (unsent.length > 0) {
    await sendAlert(
      {
        kind: 'MESSAGES_NOT_SENT',
        headline: `${unsent.length} digests did not arrive or may not have arrived`,
        particulars: unsent.slice(0, LISTED).map(({ messageId, state, reason }) => `${messageId}: ${state.toLowerCase()} ${reason}`.trim()),
        runbookAnchor: 'messages-not-sent',
        runId,
      },
      deps,
    );
  }
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
