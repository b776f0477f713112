import { MAX_LEAD_BODY_BYTES } from '../contracts/leads/lead-delivery';
import type { LeadSourceName } from '../names/webhooks';
import { log } from './log';
import { receiveLeadDelivery, type ReceivedLead } from './receive-lead-delivery';
import type { StoreDeps } from './store-deps';
import { unpackBody } from './unpack-body';
import type { WebhookReply, WebhookRequest } from './webhook';
import type { ShownRequest } from './webhook-proof';

export interface LeadHookDeps extends Pick<StoreDeps, 'deliveries'> {
  /** Sees to it that what was received at an instant, in milliseconds, is worked; absent where a schedule does. */
  readonly startIntake?: ((instant: number) => Promise<void>) | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly elapsed: () => number;
}

/** A compressed body may unpack to what API Gateway takes of one that is not (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html). */
const MAX_UNPACKED_BYTES = 10 * 1_024 * 1_024;

/**
 * Keeps a delivery, has it worked, and answers (contracts-leads, section 2). When the work cannot be started the answer is 503: the
 * delivery is kept, and its repetition starts the work.
 */
export const answerLeadDelivery =
  (source: LeadSourceName) =>
  async ({ startIntake, elapsed, ...deps }: LeadHookDeps, request: WebhookRequest, { headers, bytes }: ShownRequest): Promise<WebhookReply> => {
    const began = elapsed();
    const body = headers['content-encoding']?.trim().toLowerCase() === 'gzip' ? await unpackBody(bytes, MAX_UNPACKED_BYTES) : undefined;
    const received = await receiveLeadDelivery(source, { ...request, ...body }, deps);
    if (received.outcome === 'held' && startIntake !== undefined) {
      try {
        // An interval that ended while the delivery was being kept may have been worked without it.
        await startIntake(Date.parse(request.receivedAt) + (elapsed() - began));
      } catch (error) {
        log.error('Intake not started', { errorName: error instanceof Error ? error.name : 'Error', requestId: request.requestId });
        return { status: 503, body: { message: 'The delivery is kept, but its work could not be started: send it again', id: received.eventId } };
      }
    }
    return answerOf(source, received);
  };

const answerOf = (source: LeadSourceName, { eventId: id, outcome, reason, fields, repeats }: ReceivedLead): WebhookReply => {
  if (outcome === 'held' && !repeats) return { status: 202, body: { status: 'accepted', id } };
  if (outcome !== 'rejected') return { status: 200, body: { status: 'duplicate', id } };
  if (reason === 'TOO_LARGE') return { status: 413, body: { message: `The body is larger than ${MAX_LEAD_BODY_BYTES[source]} bytes`, id } };
  return { status: 400, body: { message: 'The body was refused', id, fields } };
};
