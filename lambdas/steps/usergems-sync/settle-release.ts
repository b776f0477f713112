import * as z from 'zod';
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
import type { Run, ShardRecord } from '../../../shared/stores/run-store';
import type { ShardAssignment } from '../../../shared/stores/shard-assignment';

const inputSchema = z.object({ runId: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'signals' | 'messages' | 'settings'> & SenderDeps;

/** Refused events that a run report lists by name; more than these are counted. */
const LISTED = 1_000;

/**
 * Proves that every signal that came in has its outcome, stores the books and the report (UG-20), and tells operations what is left.
 * What it returns is the execution's output (PLAT-09). The books come last: a run that has them needs nothing more.
 */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  if (current.counts) {
    await deps.runs.record(runId, { status: 'SUCCEEDED' });
    return current.counts;
  }
  const shards = await deps.runs.shards(runId);
  const totals = addCounts(shards.map(({ counts }) => counts['written'] ?? {}));
  const under = (prefix: string): Record<string, number> => Object.fromEntries(Object.entries(totals).flatMap(([name, count]) => (name.startsWith(prefix) ? [[name.slice(prefix.length), count]] : [])));
  const outcomes = under('outcome:');
  const detected = current.plan?.counts['signals'] ?? 0;
  const late = await proveBalance(deps, current, shards, detected, outcomes);

  const refused = (await Promise.all(shards.map((shard) => shard.read('written')))).flatMap((report) => (report as { refused: { eventId: string; reason: string }[] }).refused);
  const noCoverage = under('path:');
  const counts = {
    detected,
    leadsCreated: outcomes['lead_created'] ?? 0,
    enriched: outcomes['enriched_existing'] ?? 0,
    contactsMarked: totals['contactsMarked'] ?? 0,
    held: outcomes['held'] ?? 0,
    failed: outcomes['failed'] ?? 0,
    skipped: under('reason:'),
    ...(late > 0 && { late }),
    ...(current.plan?.outcome === 'before_go_live' ? { refused: 'BEFORE_GO_LIVE' } : {}),
  };
  publishMetrics(
    { stage: deps.settings.stage, workflow: current.workflow },
    { [METRICS.runSucceeded]: 1, [METRICS.signalsReleased]: counts.leadsCreated + counts.enriched, [METRICS.signalsHeld]: counts.held, [METRICS.leadsCreated]: counts.leadsCreated, [METRICS.contactsMarked]: counts.contactsMarked },
  );
  await alertLeftovers(deps, current, counts.failed, noCoverage);
  await deps.runs.record(runId, { status: 'SUCCEEDED', counts, report: { byMotion: under('motion:'), refused: refused.slice(0, LISTED), refusedInAll: refused.length, noCoverage } });
  return counts;
};

/**
 * in = out, and no signal of the plan still waits but those that are held (architecture, idea 5). What came in after the plan was made,
 * though dated before the run, is not of this run: it is counted as late and waits for the next.
 */
const proveBalance = async (deps: Deps, { runId, push, scheduledTime, plan }: Run, shards: readonly ShardRecord[], detected: number, outcomes: Readonly<Record<string, number>>): Promise<number> => {
  if (plan?.outcome === 'before_go_live') return 0;
  const settled = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  if (settled !== detected) throw notBalancedError(`${runId} does not balance: ${detected} signals came in, ${settled} have an outcome`, { runId, detected, settled });

  const due = [push === undefined ? 'feed' : (`push${push}` as const), push === undefined ? scheduledTime : undefined] as const;
  const late = (await deps.signals.countDue(...due)) - (outcomes['held'] ?? 0);
  if (late === 0) return 0;
  const assignments = (await Promise.all(shards.map((shard) => shard.read('planned')))) as ShardAssignment[];
  const released = new Set(assignments.flatMap(({ release }) => release.map(({ signalId }) => signalId)));
  const waiting = (await deps.signals.due(...due)).filter((signalId) => released.has(signalId));
  if (late < 0 || waiting.length > 0) {
    throw notBalancedError(`${runId} does not balance: ${waiting.length} of its signals still wait, the first ${waiting.slice(0, NAMED).join(', ')}; ${late} more wait than are held`, { runId, waiting: waiting.length, late });
  }
  return late;
};

/** Signals that an error names. */
const NAMED = 10;

const alertLeftovers = async (deps: Deps, { runId }: Run, failed: number, noCoverage: Readonly<Record<string, number>>): Promise<void> => {
  const uncovered = Object.entries(noCoverage).sort();
  if (uncovered.length > 0) {
    const leads = uncovered.reduce((sum, [, count]) => sum + count, 0);
    await sendAlert(
      {
        kind: 'NO_COVERAGE',
        headline: `${leads} new leads went to the default owner because nobody covers them`,
        particulars: uncovered.map(([path, count]) => `${path.replace(/^.*DEFAULT_OWNER/, '')}: ${count}`),
        runbookAnchor: 'no-coverage',
        runId,
      },
      deps,
    );
  }
  if (failed > 0) {
    await sendAlert({ kind: 'SIGNALS_FAILED', headline: `${failed} signals could not be processed`, particulars: ['They are kept with their reason in the Signal table and can be redriven.'], runbookAnchor: 'signals-failed', runId }, deps);
  }
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
