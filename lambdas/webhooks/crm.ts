import { answerLeadDelivery } from '../../shared/runtime/answer-lead-delivery';
import { openLeadWebhook } from '../../shared/runtime/open-webhook';
import { webhook } from '../../shared/runtime/webhook';
import { SIGNATURE } from '../../shared/runtime/webhook-proof';

/** POST /webhooks/crm: what people change in the CRM (contracts-leads, section 2). Each delivery is kept and worked within the interval of its intake. */
export const handler = webhook({ proof: SIGNATURE, deps: openLeadWebhook, run: answerLeadDelivery('crm') });
