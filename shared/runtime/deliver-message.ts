import { conflictError } from '../errors/app-error';
import type { SendResult } from '../ports/senders';
import type { Message, MessageStore } from '../stores/message-store';

export type Delivery =
  | { readonly outcome: 'sent' | 'failed' | 'unknown'; readonly message: Message }
  /** Nothing of the part left; to be tried again after so many seconds. */
  | { readonly outcome: 'rate_limited'; readonly retryAfterSeconds: number };

/** Reason of a message whose send was cut off before its result was known (contracts, section 2). */
export const INTERRUPTED = 'INTERRUPTED';

/** A vendor who puts a message off this often will not take it in this run. */
const MOST_DEFERRALS = 30;

type Settled = Exclude<Message['state'], 'READY' | 'SENDING'>;

/**
 * Sends the parts of a message that have not left yet: claim, send, record. A message that is found claimed was interrupted: its
 * result is not known, and it is recorded as `unknown` rather than sent twice. One that was settled before stays as it is.
 * `keepResult` writes what must not be missing once the message is settled; it may be asked again after an interruption.
 */
export const deliverMessage = async (
  found: Message,
  parts: readonly (() => Promise<SendResult>)[],
  messages: MessageStore,
  keepResult: (outcome: (typeof SETTLED)[Settled], reason: string) => Promise<void> = async () => {},
): Promise<Delivery> => {
  const settle = async (message: Message, state: Settled, reason: string): Promise<Delivery> => {
    await keepResult(SETTLED[state], reason);
    return { outcome: SETTLED[state], message: await messages.settle(message, state, reason) };
  };
  if (found.state === 'SENDING') return settle(found, 'UNKNOWN', INTERRUPTED);
  if (found.state !== 'READY') return { outcome: SETTLED[found.state], message: found };

  let message = found;
  for (const send of parts.slice(found.partsSent)) {
    if (!(await messages.claim(message))) throw conflictError(`Message ${message.messageId} of ${message.runId} is being sent by another worker`, { runId: message.runId, messageId: message.messageId });
    let result: SendResult;
    try {
      result = await send();
    } catch {
      return settle(message, 'UNKNOWN', INTERRUPTED);
    }
    if (result.outcome === 'refused') return settle(message, 'FAILED', result.reason);
    if (result.outcome === 'rate_limited') {
      if (message.deferrals >= MOST_DEFERRALS) return settle(message, 'FAILED', 'RATE_LIMITED');
      await messages.release(message);
      return { outcome: 'rate_limited', retryAfterSeconds: result.retryAfterSeconds };
    }
    message = await messages.partSent(message, result.vendorId);
  }
  return settle(message, 'SENT', '');
};

const SETTLED = { SENT: 'sent', FAILED: 'failed', UNKNOWN: 'unknown' } as const;
