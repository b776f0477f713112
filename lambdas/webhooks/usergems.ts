import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import { openUserGemsWebhook } from '../../shared/runtime/open-webhook';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { webhook, type WebhookReply, type WebhookRequest } from '../../shared/runtime/webhook';
import { API_KEY } from '../../shared/runtime/webhook-proof';

/**
 * POST /webhooks/usergems (contracts, section 3): stores the delivery and starts nothing; the Tuesday sync releases it (UG-08). Every
 * delivery leaves a row, also a refused or repeated one.
 */
export const run = async (deps: Pick<StoreDeps, 'signals' | 'settings'>, request: WebhookRequest): Promise<WebhookReply> => {
  const { outcome, reason, eventId, fields } = await receiveDelivery(request, deps);
  if (outcome === 'held') return { status: 202, body: { status: 'accepted', id: eventId } };
  if (outcome === 'duplicate') return { status: 200, body: { status: 'duplicate', id: eventId } };
  if (reason === 'TOO_LARGE') return { status: 413, body: { message: 'The body is larger than 256 KiB', id: eventId } };
  return { status: 400, body: { message: 'The body was refused', id: eventId, fields } };
};

export const handler = webhook({ proof: API_KEY, deps: openUserGemsWebhook, run });
