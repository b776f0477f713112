import { eachConcurrently } from '../../../shared/adapters/each-concurrently';
import { examineDelivery } from '../../../shared/contracts/usergems-delivery';
import { receiveDelivery } from '../../../shared/runtime/receive-delivery';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { feedSignalId, unclaimedSignalId } from '../../../shared/stores/signal-store';
import type { Progress } from '../progress';
import type { TimedDelivery } from '../runs/replay';

/** Deliveries taken in, and those that an earlier import of the same file had taken in. */
export interface DeliveriesImport {
  readonly taken: number;
  readonly known: number;
}

/** Deliveries under way at a time; those of one event follow each other. */
const IN_FLIGHT = 8;

/**
 * Takes deliveries in as if the webhook had at their `receivedAt`, those of one event in the order of receipt, duplicates included
 * (contracts, sections 2 and 3). The same file again adds nothing.
 */
export const importDeliveries = async (deliveries: readonly TimedDelivery[], deps: Pick<StoreDeps, 'signals' | 'settings'>, progress: Progress): Promise<DeliveriesImport> => {
  const work = progress.begin('Import deliveries', deliveries.length);
  let taken = 0;
  let known = 0;
  await eachConcurrently(byEvent(deliveries), IN_FLIGHT, async ([eventId, ofEvent]) => {
    const before = await deps.signals.find([feedSignalId(eventId), ...ofEvent.map(({ requestId }) => unclaimedSignalId(eventId, requestId))]);
    for (const { rawBody, receivedAt, requestId } of ofEvent) {
      if (before.get(feedSignalId(eventId))?.requestId === requestId || before.has(unclaimedSignalId(eventId, requestId))) known += 1;
      else {
        await receiveDelivery({ rawBody, receivedAt, requestId }, deps);
        taken += 1;
      }
      work.at(taken + known);
    }
  });
  work.end(taken + known);
  return { taken, known };
};

interface NamedDelivery {
  readonly rawBody: string;
  readonly receivedAt: string;
  /** Made of what the delivery is, so that an import of the same file knows it again. */
  readonly requestId: string;
}

const byEvent = (deliveries: readonly TimedDelivery[]): Map<string, NamedDelivery[]> => {
  const events = new Map<string, NamedDelivery[]>();
  for (const { receivedAt: instant, body } of deliveries.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    const { eventId } = examineDelivery(body);
    const receivedAt = new Date(instant).toISOString();
    const ofEvent = events.get(eventId) ?? [];
    const sameInstant = ofEvent.filter((one) => one.receivedAt === receivedAt).length;
    events.set(eventId, [...ofEvent, { rawBody: body, receivedAt, requestId: `import-${receivedAt}-${sameInstant}` }]);
  }
  return events;
};
