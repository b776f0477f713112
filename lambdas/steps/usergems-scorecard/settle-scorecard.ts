import * as z from 'zod';
import { SCORECARD_CHANNELS, scorecardMessageId } from '../../../shared/contracts/scorecard-message';
import { CATEGORIES } from '../../../shared/domain/scorecard/categories.table';
import { countMarks, type Scorecard } from '../../../shared/domain/scorecard/scorecard';
import { notBalancedError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { findScorecard } from '../../../shared/runtime/find-scorecard';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Message } from '../../../shared/stores/message-store';

const inputSchema = z.object({ runId: z.string(), month: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'scorecards' | 'messages' | 'settings'> & SenderDeps;

/** Proves that every category has its mark and every channel its result, stores the books, and tells operations what did not leave. */
export const run = async (deps: Deps, { runId, month }: z.infer<typeof inputSchema>) => {
  const scorecard = await findScorecard(deps.scorecards, month);
  const messages = await messagesOf(deps, scorecard);
  const marks = countMarks(scorecard.rows);
  const open = messages.filter(({ state }) => state === 'READY' || state === 'SENDING');
  if (marks.atBenchmark + marks.below + marks.notMeasured !== CATEGORIES.length || messages.length === 0 || open.length > 0) {
    throw notBalancedError(`${runId} does not balance: ${scorecard.rows.length} of ${CATEGORIES.length} categories are marked, ${open.length} of ${messages.length} messages have no result`, { runId, month });
  }
  const counts = { month, bandsVersion: scorecard.bandsVersion, ...marks, messages: Object.fromEntries(messages.map(({ channel, state }) => [channel, state.toLowerCase()])) };
  publishMetrics({ stage: deps.settings.stage, workflow: WORKFLOWS.scorecard }, {
    [METRICS.runSucceeded]: 1, [METRICS.categoriesAtBenchmark]: marks.atBenchmark, [METRICS.messagesSent]: messages.filter(({ state }) => state === 'SENT').length, [METRICS.messagesFailed]: messages.filter(({ state }) => state !== 'SENT').length,
  });
  await alertUnsent(deps, runId, messages);
  await deps.runs.record(runId, { status: 'SUCCEEDED', counts });
  return counts;
};

const messagesOf = async ({ messages }: Deps, scorecard: Scorecard): Promise<Message[]> =>
  (await Promise.all(SCORECARD_CHANNELS.map((channel) => messages.find(scorecard.runId, scorecardMessageId(scorecard, channel))))).filter((message) => message !== undefined);

const alertUnsent = async (deps: Deps, runId: string, messages: readonly Message[]): Promise<void> => {
  const unsent = messages.filter(({ state }) => state !== 'SENT');
  if (unsent.length === 0) return;
  await sendAlert(
    {
      kind: 'MESSAGES_NOT_SENT',
      headline: 'The scorecard did not arrive or may not have arrived',
      particulars: unsent.map(({ messageId, state, reason }) => `${messageId}: ${state.toLowerCase()} ${reason}`.trim()),
      runbookAnchor: 'messages-not-sent',
      runId,
    },
    deps,
  );
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
