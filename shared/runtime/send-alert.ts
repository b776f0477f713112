import type { Alert } from '../domain/notifications/digest';
import { renderAlertEmail, renderAlertPosts } from '../domain/notifications/render-alert';
import type { SenderDeps } from './open-senders';
import { deliverMessage } from './deliver-message';
import type { StoreDeps } from './store-deps';

/**
 * Tells operations, once for a run and kind, by e-mail and, where the settings name a channel, by Slack; a failure on one channel does
 * not stop the other (PLAT-08). What could not be sent stands in the Message table with its reason.
 */
export const sendAlert = async (alert: Alert, deps: Pick<StoreDeps, 'messages' | 'settings'> & SenderDeps): Promise<void> => {
  const { messages } = deps.settings;
  const { emails, slackChannel } = messages.operations;
  const sends = {
    email: [() => deps.email.send({ from: messages.from, to: emails, ...renderAlertEmail(alert, messages) })],
    slack: slackChannel === undefined ? [] : renderAlertPosts(alert, messages).map((post) => () => deps.slack.send({ channel: slackChannel }, post)),
  };
  for (const channel of ['email', 'slack'] as const) {
    if (sends[channel].length === 0) continue;
    const messageId = `alert#${alert.kind}#${channel}`;
    await deps.messages.freeze({ runId: alert.runId, messageId, kind: 'alert', channel, recipientId: '', content: alert });
    const message = await deps.messages.find(alert.runId, messageId);
    if (!message) continue;
    const delivery = await deliverMessage(message, sends[channel], deps.messages);
    if (delivery.outcome === 'rate_limited') await deps.messages.settle(message, 'FAILED', 'RATE_LIMITED');
  }
};
