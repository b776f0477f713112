import * as z from 'zod';
import { SCORECARD_CHANNELS, scorecardMessageId, type ScorecardChannel } from '../../../shared/contracts/scorecard-message';
import { renderScorecardEmail } from '../../../shared/domain/scorecard/render-scorecard-email';
import { renderScorecardPost } from '../../../shared/domain/scorecard/render-scorecard-post';
import type { Scorecard, ScorecardNews } from '../../../shared/domain/scorecard/scorecard';
import { CHART_MONTHS } from '../../../shared/domain/scorecard/scorecard-view';
import { conflictError } from '../../../shared/errors/app-error';
import type { SendResult } from '../../../shared/ports/senders';
import { deliverMessage } from '../../../shared/runtime/deliver-message';
import { findScorecard } from '../../../shared/runtime/find-scorecard';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Message } from '../../../shared/stores/message-store';

const inputSchema = z.object({ runId: z.string(), month: z.string() });

type Deps = Pick<StoreDeps, 'messages' | 'scorecards' | 'settings'> & SenderDeps;

/**
 * Sends the scorecard by e-mail and, where the settings name a channel, by Slack, each once for an issue of the scorecard (SC-05). What a
 * vendor refuses on one channel does not stop the other; a rate-limited one goes back to the state machine's Wait.
 */
export const run = async (deps: Deps, { month }: z.infer<typeof inputSchema>) => {
  const scorecard = await findScorecard(deps.scorecards, month);
  for (const channel of SCORECARD_CHANNELS) {
    if (channel === 'slack' && deps.settings.scorecard.recipients.slackChannel === undefined) continue;
    const message = await frozenMessage(deps, scorecard, channel);
    const delivery = await deliverMessage(message, [() => send(deps, message)], deps.messages);
    if (delivery.outcome === 'rate_limited') return { outcome: delivery.outcome, retryAfterSeconds: delivery.retryAfterSeconds };
  }
  return { outcome: 'settled' };
};

/** The message as it was frozen first: what a retry sends is the same. */
const frozenMessage = async ({ messages, scorecards }: Deps, scorecard: Scorecard, channel: ScorecardChannel): Promise<Message> => {
  const { runId, month } = scorecard;
  const messageId = scorecardMessageId(scorecard, channel);
  const earlier = await scorecards.history({ limit: CHART_MONTHS - 1, before: month });
  const history = earlier.toReversed().map((one) => ({ month: one.month, grades: Object.fromEntries(one.rows.map(({ id, grade }) => [id, grade])) }));
  await messages.freeze({ runId, messageId, kind: 'scorecard', channel, recipientId: '', content: { scorecard, history } satisfies ScorecardNews });
  const message = await messages.find(runId, messageId);
  if (!message) throw conflictError(`The message ${messageId} of ${runId} is gone: rerun the workflow`, { runId, messageId });
  return message;
};

const send = ({ email, slack, settings: { messages, scorecard } }: Deps, message: Message): Promise<SendResult> => {
  const news = message.content as ScorecardNews;
  const { emails, slackChannel } = scorecard.recipients;
  if (message.channel === 'email') return email.send({ from: messages.from, to: emails, ...renderScorecardEmail(news, messages) });
  return slackChannel === undefined ? Promise.resolve({ outcome: 'refused', reason: 'NO_ADDRESS' }) : slack.send({ channel: slackChannel }, renderScorecardPost(news, messages));
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
