import { examineDelivery } from '../contracts/usergems-delivery';
import { feedSignalId, unclaimedSignalId, type Signal } from '../stores/signal-store';
import type { StoreDeps } from './store-deps';

/** What became of a delivery at the door; `fields` are to blame for a refusal. */
export interface Received {
  readonly signalId: string;
  readonly eventId: string;
  readonly outcome: 'held' | 'duplicate' | 'rejected';
  readonly reason: string;
  readonly fields: readonly string[];
}

/**
 * Takes in a delivery of the feed, from the webhook or redriven by an operator: size, fields, duplicate, in this order (contracts,
 * section 8). `requestId` tells deliveries of the same event apart.
 */
export const receiveDelivery = async (
  { rawBody, receivedAt, requestId }: { readonly rawBody: string; readonly receivedAt: string; readonly requestId: string },
  { signals, settings }: Pick<StoreDeps, 'signals' | 'settings'>,
): Promise<Received> => {
  const { eventId, idGiven, kept, verdict } = examineDelivery(rawBody);
  const signal = { eventId, source: 'feed', receivedAt, requestId, ...kept, motion: verdict.ok ? verdict.body.type : undefined } as const;
  const keepAside = async (outcome: 'duplicate' | 'rejected', reason: string): Promise<Received> => {
    const row: Signal = { ...signal, signalId: unclaimedSignalId(eventId, requestId), outcome, reason };
    await signals.keep(row);
    return { signalId: row.signalId, eventId, outcome, reason, fields: verdict.ok ? [] : verdict.fields };
  };
  if (!verdict.ok) return keepAside('rejected', verdict.reason);

  const pushes = settings.launch.retroPushes.map(({ push }) => push);
  const signalId = feedSignalId(eventId);
  const taken = (await signals.taken([eventId], pushes)).has(eventId);
  if (!taken && (await signals.accept({ ...signal, signalId, outcome: 'held', reason: 'NEXT_TUESDAY' }))) return { signalId, eventId, outcome: 'held', reason: 'NEXT_TUESDAY', fields: [] };
  return keepAside('duplicate', idGiven ? 'SAME_ID' : 'SAME_BODY');
};
