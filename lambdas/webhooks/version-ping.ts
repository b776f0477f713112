import { answerLeadDelivery } from '../../shared/runtime/answer-lead-delivery';
import { openKeepingWebhook } from '../../shared/runtime/open-webhook';
import { webhook } from '../../shared/runtime/webhook';
import { SIGNATURE } from '../../shared/runtime/webhook-proof';

/** POST /webhooks/version-ping: batches of usage pings (contracts-leads, sections 2 and 11). Kept for the load of Monday, which takes them in (CE-01). */
export const handler = webhook({ proof: SIGNATURE, deps: openKeepingWebhook, run: answerLeadDelivery('version-ping') });
