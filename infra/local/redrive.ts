import { examineLeadDelivery } from '../../shared/contracts/leads/lead-delivery';
import { examineDelivery } from '../../shared/contracts/usergems-delivery';
import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import { receiveLeadDelivery } from '../../shared/runtime/receive-lead-delivery';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import type { Delivery } from '../../shared/stores/delivery-store';
import { feedSignalId, type Signal } from '../../shared/stores/signal-store';

type Deps = Pick<StoreDeps, 'signals' | 'deliveries' | 'settings'>;

/** A signal, or a delivery of the lead database, that waits for an operator. */
export interface WaitingSignal {
  readonly signalId: string;
  readonly outcome: string;
  readonly reason: string;
  readonly receivedAt?: string | undefined;
}

/** Everything that can be redriven, oldest first; rows of a push, which have no instant, before all others. */
export const listRedrivable = async ({ signals, deliveries }: Pick<Deps, 'signals' | 'deliveries'>): Promise<WaitingSignal[]> => {
  const waiting: WaitingSignal[] = [];
  for await (const page of signals.all()) {
    for (const signal of page) {
      const { signalId, outcome, reason, receivedAt } = signal;
      if ('way' in wayBackOf(signal)) waiting.push({ signalId, outcome, reason, receivedAt });
    }
  }
  for await (const page of deliveries.all()) {
    for (const delivery of page) {
      const { deliveryId: signalId, outcome, reason, receivedAt } = delivery;
      if (whyNotAgain(delivery) === undefined) waiting.push({ signalId, outcome, reason, receivedAt });
    }
  }
  const order = ({ receivedAt = '', signalId }: WaitingSignal): string => `${receivedAt} ${signalId}`;
  return waiting.sort((a, b) => (order(a) < order(b) ? -1 : 1));
};

/** What became of a signal that was to be redriven. */
export interface Redriven {
  readonly signalId: string;
  readonly outcome: 'held' | 'duplicate' | 'not_redriven';
  /** The row that stands for it from now on. */
  readonly redrivenAs?: string;
  readonly because: string;
}

interface Redelivery {
  readonly body: string | undefined;
  readonly now: string;
}

/**
 * Gives signals and deliveries back to the next run, each by its own way. A refused one comes in again through the door, with the body that
 * was kept of it or `body`, as received at `now` (ISO-8601 UTC with milliseconds); its row then says what it was redriven as.
 */
export const redrive = async (signalIds: readonly string[], { body, now }: { readonly body?: string | undefined; readonly now: string }, deps: Deps): Promise<Redriven[]> => {
  const [signals, deliveries] = await Promise.all([deps.signals.find(signalIds), deps.deliveries.find(signalIds)]);
  const redriven: Redriven[] = [];
  // One after the other: two refused deliveries may be of one event.
  for (const signalId of signalIds) {
    const [signal, delivery] = [signals.get(signalId), deliveries.get(signalId)];
    if (signal) redriven.push(await redriveOne(signal, { body, now }, deps));
    else if (delivery) redriven.push(await redriveDelivery(delivery, { body, now }, deps));
    else redriven.push(notRedriven(signalId, 'there is no such signal: --list shows those that can be redriven'));
  }
  return redriven;
};

const redriveOne = (signal: Signal, delivery: Redelivery, deps: Deps): Promise<Redriven> | Redriven => {
  const back = wayBackOf(signal);
  if ('refusal' in back) return notRedriven(signal.signalId, back.refusal);
  return back.way === 'door' ? throughTheDoor(signal, delivery, deps) : backToWaiting(signal, delivery.body, deps);
};

/** A signal that took its event id waits again where it stands; a refused one took nothing and has to come in anew (contracts, section 8). */
const wayBackOf = ({ signalId, eventId, outcome, reason, source, redrivenAs }: Signal): { readonly way: 'door' | 'waiting' } | { readonly refusal: string } => {
  if (redrivenAs !== undefined) return { refusal: redrivenBefore(redrivenAs) };
  if (outcome === 'failed') return { way: 'waiting' };
  if (outcome !== 'rejected' || !/^(INVALID_BODY|TOO_LARGE)\b/.test(reason)) {
    return { refusal: `it is ${[outcome, reason].filter(Boolean).join(', ')}: only failed signals and those refused as INVALID_BODY or TOO_LARGE can be redriven` };
  }
  if (source !== 'feed') return { refusal: `it is a row of ${source}: correct it in that push's file, import the folder again and start the push for a business date of its own` };
  return { way: signalId === feedSignalId(eventId) ? 'waiting' : 'door' };
};

const throughTheDoor = async (signal: Signal, { body, now }: Redelivery, deps: Deps): Promise<Redriven> => {
  if (body === undefined && signal.bodySha256 !== undefined) return notRedriven(signal.signalId, ONLY_THE_BEGINNING);
  const rawBody = body ?? signal.body;
  const { verdict } = examineDelivery(rawBody);
  if (!verdict.ok) return notRedriven(signal.signalId, refusedAgain(verdict.reason));

  const received = await receiveDelivery({ rawBody, receivedAt: now, requestId: `redrive-${signal.signalId}` }, deps);
  await deps.signals.keep({ ...signal, redrivenAs: received.signalId });
  return received.outcome === 'held'
    ? { signalId: signal.signalId, outcome: 'held', redrivenAs: received.signalId, because: 'it came in again, and the sync releases it' }
    : { signalId: signal.signalId, outcome: 'duplicate', redrivenAs: received.signalId, because: `${received.eventId} came in before: ${received.reason}` };
};

const backToWaiting = async (signal: Signal, body: string | undefined, { signals }: Deps): Promise<Redriven> => {
  if (body !== undefined) return notRedriven(signal.signalId, 'it was let in with the body that it has: redrive it without --body');
  const push = signal.source === 'feed' ? undefined : signal.source.slice('push'.length);
  await signals.keep({
    ...signal,
    outcome: 'held',
    reason: push === undefined ? 'NEXT_TUESDAY' : `PUSH_${push}`,
    leadId: undefined,
    contactId: undefined,
    tier: undefined,
    releasedOn: undefined,
    runId: undefined,
  });
  return { signalId: signal.signalId, outcome: 'held', redrivenAs: signal.signalId, because: push === undefined ? 'the sync releases it' : `start push ${push} for a business date of its own to release it` };
};

/** Refused deliveries of the lead database took nothing, whoever refused them: each comes in anew (contracts-leads, section 2). */
const whyNotAgain = ({ outcome, reason, redrivenAs }: Delivery): string | undefined => {
  if (redrivenAs !== undefined) return redrivenBefore(redrivenAs);
  if (outcome !== 'rejected' || reason === 'ERASED') return `it is ${[outcome, reason].filter(Boolean).join(', ')}: only refused deliveries can be redriven`;
  return undefined;
};

const redriveDelivery = async (delivery: Delivery, { body, now }: Redelivery, deps: Deps): Promise<Redriven> => {
  const { deliveryId, source } = delivery;
  const refusal = whyNotAgain(delivery);
  if (refusal !== undefined) return notRedriven(deliveryId, refusal);
  if (body === undefined && delivery.bodySha256 !== undefined) return notRedriven(deliveryId, ONLY_THE_BEGINNING);
  const rawBody = body ?? delivery.body;
  const { verdict } = examineLeadDelivery(source, rawBody);
  if (!verdict.ok) return notRedriven(deliveryId, refusedAgain(verdict.reason));

  const received = await receiveLeadDelivery(source, { rawBody, receivedAt: now, requestId: `redrive-${deliveryId}` }, deps);
  await deps.deliveries.keep({ ...delivery, redrivenAs: received.deliveryId });
  return received.outcome === 'held'
    ? { signalId: deliveryId, outcome: 'held', redrivenAs: received.deliveryId, because: 'it came in again, and the next run of the lead database works it' }
    : { signalId: deliveryId, outcome: 'duplicate', redrivenAs: received.deliveryId, because: `${received.eventId} came in before: ${received.reason}` };
};

const ONLY_THE_BEGINNING = 'only the beginning of its body was kept: give a smaller one with --body FILE';
const redrivenBefore = (redrivenAs: string): string => `it was redriven already, as ${redrivenAs}`;
const refusedAgain = (reason: string): string => `it would be refused again as ${reason}: give the corrected body with --body FILE`;
const notRedriven = (signalId: string, because: string): Redriven => ({ signalId, outcome: 'not_redriven', because });
