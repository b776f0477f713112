import * as z from 'zod';
import { countMarks, gradeScorecard, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { daysOfMonths, monthBefore } from '../../../shared/domain/time/months';
import { findRun } from '../../../shared/runtime/find-run';
import { loadScorecardFacts } from '../../../shared/runtime/load-scorecard-facts';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({
  runId: z.string(),
  execution: z.string(),
  /** `"force": true` in the execution's input: the month is graded again and goes out again. */
  force: z.boolean(),
});

type Deps = Pick<StoreDeps, 'runs' | 'scorecards' | 'records' | 'tracked' | 'signals' | 'settings' | 'rulesAt' | 'ruleFields' | 'rulesHash' | 'settingsHash'>;

/** Months whose changes and activities are looked at (SC-07). */
const WINDOW_MONTHS = 3;

/**
 * Grades the month before the business date and keeps the scorecard (SC-01 to SC-04, SC-08, SC-09). A month that was graded stays as it is,
 * unless the execution is forced; a retry of that finds its own.
 */
export const run = async (deps: Deps, { runId, execution, force }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const month = monthBefore(current.businessDate);
  const kept = await deps.scorecards.find(month);
  const issue = force ? execution : runId;
  const stands = kept !== undefined && (!force || kept.issue === issue);
  const scorecard = stands ? kept : await deps.scorecards.keep(await grade(deps, current, month, issue), { replace: force });
  return { outcome: stands ? 'kept' : 'graded', month, ...countMarks(scorecard.rows) };
};

const grade = async (deps: Deps, { runId, scheduledTime }: Run, month: string, issue: string): Promise<Scorecard> => {
  const [facts, [before]] = await Promise.all([
    loadScorecardFacts(deps, { ...daysOfMonths(month, WINDOW_MONTHS), asOf: scheduledTime }),
    deps.scorecards.history({ limit: 1, before: month }),
  ]);
  const { settings, rulesHash, settingsHash } = deps;
  const { ownership, ...scorecard } = gradeScorecard(facts, settings.scorecard.bands, { month, runId, issue, gradedAt: scheduledTime, rulesHash, settingsHash }, before);
  const owner = (await deps.records.load('User', [ownership.ownerId])).values().next().value;
  return { ...scorecard, ownership: { ...ownership, ownerName: owner?.Name } };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
