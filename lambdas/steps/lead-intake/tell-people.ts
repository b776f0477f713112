import * as z from 'zod';
import type { NoticeContent } from '../../../shared/contracts/notice-content';
import { addressNotices } from '../../../shared/domain/lead-alerts/address-notices';
import type { AlertFacts } from '../../../shared/domain/lead-alerts/notice-facts.table';
import { renderNoticeEmail } from '../../../shared/domain/lead-alerts/render-notice-email';
import { renderNoticePost } from '../../../shared/domain/lead-alerts/render-notice-post';
import type { LeadAlert } from '../../../shared/domain/leads/changes';
import { conflictError, notBalancedError } from '../../../shared/errors/app-error';
import { counted } from '../../../shared/domain/notifications/render-view';
import type { SendResult } from '../../../shared/ports/senders';
import { deliverMessage } from '../../../shared/runtime/deliver-message';
import { openSenders, type SenderDeps } from '../../../shared/runtime/open-senders';
import { openStores } from '../../../shared/runtime/open-stores';
import { sendAlert } from '../../../shared/runtime/send-alert';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Message } from '../../../shared/stores/message-store';

const inputSchema = z.union([
  /** What a run of the stream, or a load of usage pings, noted for people to know; `alerts`: how many, for an index that lags behind. */
  z.object({ runId: z.string(), alerts: z.int().optional() }),
  /** The breach of one Contact Us request, whichever run came across it. */
  z.object({ clockId: z.string() }),
]);
type Input = z.infer<typeof inputSchema>;

type Deps = Pick<StoreDeps, 'alerts' | 'clocks' | 'messages' | 'records' | 'settings'> & SenderDeps;

/** Messages that an alert names. */
const LISTED = 20;

/**
 * Tells people what the lead database noted for them: one message for each recipient, kind and channel, frozen before the first is
 * sent and each sent once (PLAT-05). Operations are told once who could not be told. A rate-limited message goes back to the state
 * machine's Wait.
 */
export const run = async (deps: Deps, input: Input) => {
  const { ledgerId, alerts } = await alertsOf(deps, input);
  if (alerts.length === 0) return { outcome: 'settled', sent: 0, notSent: 0 };

  const frozen = await freezeNotices(deps, ledgerId, alerts);
  const settled: Message[] = [];
  for (const message of frozen) {
    const delivery = await deliverMessage(message, [() => send(deps, message)], deps.messages);
    if (delivery.outcome === 'rate_limited') return { outcome: delivery.outcome, retryAfterSeconds: delivery.retryAfterSeconds };
    settled.push(delivery.message);
  }
  const unsent = settled.filter(({ state }) => state !== 'SENT');
  if (unsent.length > 0) await alertUnsent(deps, ledgerId, unsent);
  return { outcome: 'settled', sent: settled.length - unsent.length, notSent: unsent.length };
};

/** A breach is told by the execution that waited for it, and by no other, so that it is told when it falls due and once. */
const alertsOf = async ({ alerts, clocks }: Deps, input: Input): Promise<{ readonly ledgerId: string; readonly alerts: readonly LeadAlert[] }> => {
  if ('runId' in input) {
    const { runId, alerts: noted = 0 } = input;
    const found = await alerts.ofRun(runId);
    if (found.length < noted) throw notBalancedError(`${runId} noted ${noted} alerts, and ${found.length} of them are found`, { runId, noted, found: found.length });
    return { ledgerId: runId, alerts: found.filter(({ kind }) => kind !== 'SLA_BREACH') };
  }
  const { clockId } = input;
  const clock = await clocks.find(clockId);
  if (!clock) throw conflictError(`There is no clock ${clockId}: the request that started it was never worked`, { clockId });
  return { ledgerId: clockId, alerts: (await alerts.of(clock.recordId)).filter(({ kind, eventId }) => kind === 'SLA_BREACH' && eventId === clock.eventId) };
};

/** Every notice of the run: those that were frozen before, then what came since. */
const freezeNotices = async (deps: Deps, ledgerId: string, alerts: readonly LeadAlert[]): Promise<Message[]> => {
  const { messages, settings } = deps;
  const known = await noticesOf(deps, ledgerId);
  const facts = await loadFacts(deps, alerts);
  const before = known.map((message) => ({ ...(message.content as NoticeContent), messageId: message.messageId, channel: message.channel }));
  const fresh = addressNotices(alerts, facts, settings.access.pubSecDefault, before);
  for (const { messageId, channel, recipientId, kind, entries, notTold } of fresh) {
    await messages.freeze({ runId: ledgerId, messageId, kind: 'notice', channel, recipientId, content: { kind, entries, ...(notTold && { notTold }) } satisfies NoticeContent });
  }
  return fresh.length === 0 ? known : noticesOf(deps, ledgerId);
};

const noticesOf = async ({ messages }: Deps, ledgerId: string): Promise<Message[]> => (await messages.ofRun(ledgerId)).filter(({ kind }) => kind === 'notice');

const loadFacts = async ({ records, settings }: Deps, alerts: readonly LeadAlert[]): Promise<AlertFacts> => {
  const ids = alerts.map(({ recordId }) => recordId);
  const [leads, contacts, users] = await Promise.all([records.load('Lead', ids), records.load('Contact', ids), records.users()]);
  const accountIds = [...[...leads.values()].map(({ Matched_Account__c }) => Matched_Account__c), ...[...contacts.values()].map(({ AccountId }) => AccountId), ...ids];
  return { leads, contacts, accounts: await records.load('Account', accountIds), users, timeZone: settings.timeZone };
};

const send = async ({ records, email, slack, settings: { messages } }: Deps, { recipientId, channel, content }: Message): Promise<SendResult> => {
  const { kind, entries, notTold } = content as NoticeContent;
  if (notTold !== undefined) return { outcome: 'refused', reason: notTold };
  const recipient = (await records.load('User', [recipientId])).get(recipientId);
  const address = recipient?.Email;
  if (address === undefined) return { outcome: 'refused', reason: 'NO_ADDRESS' };
  const notice = { kind, entries, recipientName: recipient?.Name ?? '' };
  return channel === 'email'
    ? email.send({ from: messages.from, to: [address], ...renderNoticeEmail(notice, messages) })
    : slack.send({ email: address }, renderNoticePost(notice, messages));
};

const alertUnsent = (deps: Deps, ledgerId: string, unsent: readonly Message[]): Promise<void> =>
  sendAlert(
    {
      kind: 'MESSAGES_NOT_SENT',
      headline: `${counted(unsent.length, 'message', 'messages')} of the lead database did not arrive or may not have arrived`,
      particulars: unsent.slice(0, LISTED).map(({ messageId, state, reason }) => `${messageId}: ${state.toLowerCase()} ${reason}`.trim()),
      runbookAnchor: 'messages-not-sent',
      runId: ledgerId,
    },
    deps,
  );

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openSenders() }), run });
