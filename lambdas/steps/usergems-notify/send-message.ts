import * as z from 'zod';
import type { DigestContent } from '../../../shared/contracts/notification-shard';
import { renderDigestEmail } from '../../../shared/domain/notifications/render-digest-email';
import { renderDigestPosts } from '../../../shared/domain/notifications/render-digest-posts';
import { conflictError } from '../../../shared/errors/app-error';
import type { SendResult } from '../../../shared/ports/senders';
import { deliverMessage } from '../../../shared/runtime/deliver-message';
import { ledgerDecision } from '../../../shared/runtime/ledger-decision';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Message } from '../../../shared/stores/message-store';

const inputSchema = z.object({ runId: z.string(), messageId: z.string() });

type Deps = Pick<StoreDeps, 'messages' | 'records' | 'decisions' | 'settings' | 'rulesHash' | 'settingsHash'> & SenderDeps;

/** Sends one digest and writes its ledger rows with the result; it is settled only when they are there. A rate-limited one goes back to the state machine's Wait. */
export const run = async (deps: Deps, { runId, messageId }: z.infer<typeof inputSchema>) => {
  const message = await deps.messages.find(runId, messageId);
  if (!message) throw conflictError(`There is no message ${messageId} in ${runId}: freeze the digests first`, { runId, messageId });
  const content = message.content as DigestContent;
  const current = { runId, businessDate: content.runDate, scheduledTime: content.at };
  const delivery = await deliverMessage(message, await partsOf(deps, message, content), deps.messages, (outcome, reason) =>
    deps.decisions.keep(content.entries.map(({ ledger, facts }) => ledgerDecision({ ...ledger, outcome, reason }, facts, current, deps))),
  );
  return delivery.outcome === 'rate_limited' ? { outcome: delivery.outcome, retryAfterSeconds: delivery.retryAfterSeconds } : { outcome: delivery.outcome };
};

const partsOf = async (deps: Deps, { channel }: Message, { recipientId, runDate, entries }: DigestContent): Promise<(() => Promise<SendResult>)[]> => {
  const recipient = (await deps.records.load('User', [recipientId])).get(recipientId);
  const address = recipient?.Email;
  if (address === undefined) return [() => Promise.resolve({ outcome: 'refused', reason: 'NO_ADDRESS' })];

  const { messages } = deps.settings;
  const digest = { recipientName: recipient?.Name ?? '', runDate, entries: entries.map(({ entry }) => entry) };
  return channel === 'email'
    ? [() => deps.email.send({ from: messages.from, to: [address], ...renderDigestEmail(digest, messages) })]
    : renderDigestPosts(digest, messages).map((post) => () => deps.slack.send({ email: address }, post));
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
