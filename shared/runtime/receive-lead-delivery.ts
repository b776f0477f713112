import { examineLeadDelivery } from '../contracts/leads/lead-delivery';
import type { LeadSourceName } from '../names/webhooks';
import { deliveryIdOf, unclaimedDeliveryId } from '../stores/delivery-store';
import type { StoreDeps } from './store-deps';

export interface LeadDeliveryRequest {
  readonly rawBody: string;
  /** Whether more of a compressed body would have come than may. */
  readonly cut?: boolean;
  /** ISO-8601 UTC with milliseconds. */
  readonly receivedAt: string;
  /** Tells deliveries of the same event apart. */
  readonly requestId: string;
  /** Line of the file, of what is imported. */
  readonly line?: number | undefined;
}

/** What became of a delivery at the door; `fields` are to blame for a refusal. */
export interface ReceivedLead {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly outcome: 'held' | 'duplicate' | 'rejected';
  readonly reason: string;
  readonly fields: readonly string[];
  /** Whether it waits behind another one of its event, and is a duplicate unless that is refused. */
  readonly repeats: boolean;
}

/**
 * Takes in a delivery of the lead database, from a webhook, a file or an operator: size, fields, duplicate, in this order (contracts-leads,
 * section 2). Every delivery leaves a row of its own.
 */
export const receiveLeadDelivery = async (source: LeadSourceName, { rawBody, cut = false, receivedAt, requestId, line }: LeadDeliveryRequest, { deliveries }: Pick<StoreDeps, 'deliveries'>): Promise<ReceivedLead> => {
  const { eventId, idGiven, kept, verdict } = examineLeadDelivery(source, rawBody, { cut });
  const delivery = { source, eventId, receivedAt, requestId, line, ...kept };
  const keepAside = async (row: Pick<ReceivedLead, 'outcome' | 'reason'> & { readonly receivedAt?: string }, fields: readonly string[] = []): Promise<ReceivedLead> => {
    const deliveryId = unclaimedDeliveryId(source, eventId, requestId);
    await deliveries.keep({ ...delivery, deliveryId, ...row });
    return { deliveryId, eventId, outcome: row.outcome, reason: row.reason, fields, repeats: false };
  };
  if (!verdict.ok) return keepAside({ outcome: 'rejected', reason: verdict.reason }, verdict.fields);

  const deliveryId = deliveryIdOf(source, eventId);
  if (await deliveries.accept({ ...delivery, deliveryId, outcome: 'held', reason: '' })) return { deliveryId, eventId, outcome: 'held', reason: '', fields: [], repeats: false };
  const reason = idGiven ? 'SAME_ID' : 'SAME_BODY';
  const { isClaimed, firstWaits, firstReceivedAt } = await deliveries.claimOf(source, eventId);
  if (isClaimed) return keepAside({ outcome: 'duplicate', reason });
  // Of two that came in side by side, the one that was kept first is the first.
  const held = await keepAside({ outcome: 'held', reason, receivedAt: firstReceivedAt > receivedAt ? firstReceivedAt : receivedAt });
  return { ...held, repeats: firstWaits };
};
