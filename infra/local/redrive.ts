import { examineDelivery } from '../../shared/contracts/usergems-delivery';
import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { feedSignalId, type Signal } from '../../shared/stores/signal-store';

type Deps = Pick<StoreDeps, 'signals' | 'settings'>;

/** A signal that waits for an operator. */
export type WaitingSignal = Pick<Signal, 'signalId' | 'outcome' | 'reason' | 'receivedAt'>;

/** Every signal that can be redriven, oldest first; rows of a push, which have no instant, before all others. */
export const listRedrivable = async ({ signals }: Pick<Deps, 'signals'>): Promise<WaitingSignal[]> => {
  const waiting: WaitingSignal[] = [];
  for await (const page of signals.all()) {
    for (const signal of page) {
      const { signalId, outcome, reason, receivedAt } = signal;
      if ('way' in wayBackOf(signal)) waiting.push({ signalId, outcome, reason, receivedAt });
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

/**
 * Gives signals back to the next release, each by its own way. A refused delivery comes in again through the door, with the body that
 * was kept of it or `body`, as received at `now` (ISO-8601 UTC with milliseconds); its row then says what it was redriven as.
 */
export const redrive = async (signalIds: readonly string[], { body, now }: { readonly body?: string | undefined; readonly now: string }, deps: Deps): Promise<Redriven[]> => {
  const found = await deps.signals.find(signalIds);
  const redriven: Redriven[] = [];
  // One after the other: two refused deliveries may be of one event.
  for (const signalId of signalIds) {
    const signal = found.get(signalId);
    redriven.push(signal === undefined ? notRedriven(signalId, 'there is no such signal: --list shows those that can be redriven') : await redriveOne(signal, { body, now }, deps));
  }
  return redriven;
};

const redriveOne = (signal: Signal, delivery: { readonly body: string | undefined; readonly now: string }, deps: Deps): Promise<Redriven> | Redriven => {
  const back = wayBackOf(signal);
  if ('refusal' in back) return notRedriven(signal.signalId, back.refusal);
  return back.way === 'door' ? throughTheDoor(signal, delivery, deps) : backToWaiting(signal, delivery.body, deps);
};

/** A signal that took its event id waits again where it stands; a refused one took nothing and has to come in anew (contracts, section 8). */
const wayBackOf = ({ signalId, eventId, outcome, reason, source, redrivenAs }: Signal): { readonly way: 'door' | 'waiting' } | { readonly refusal: string } => {
  if (redrivenAs !== undefined) return { refusal: `it was redriven already, as ${redrivenAs}` };
  if (outcome === 'failed') return { way: 'waiting' };
  if (outcome !== 'rejected' || !/^(INVALID_BODY|TOO_LARGE)\b/.test(reason)) {
    return { refusal: `it is ${[outcome, reason].filter(Boolean).join(', ')}: only failed signals and those refused as INVALID_BODY or TOO_LARGE can be redriven` };
  }
  if (source !== 'feed') return { refusal: `it is a row of ${source}: correct it in that push's file, import the folder again and start the push for a business date of its own` };
  return { way: signalId === feedSignalId(eventId) ? 'waiting' : 'door' };
};

const throughTheDoor = async (signal: Signal, { body, now }: { readonly body: string | undefined; readonly now: string }, deps: Deps): Promise<Redriven> => {
  if (body === undefined && signal.bodySha256 !== undefined) return notRedriven(signal.signalId, 'only the beginning of its body was kept: give a smaller one with --body FILE');
  const rawBody = body ?? signal.body;
  const { verdict } = examineDelivery(rawBody);
  if (!verdict.ok) return notRedriven(signal.signalId, `it would be refused again as ${verdict.reason}: give the corrected body with --body FILE`);

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

const notRedriven = (signalId: string, because: string): Redriven => ({ signalId, outcome: 'not_redriven', because });
