import { eachConcurrently } from '../../../shared/adapters/each-concurrently';
import { readLeadBody } from '../../../shared/contracts/leads/lead-delivery';
import { examineDelivery } from '../../../shared/contracts/usergems-delivery';
import { leadSourceAt, type LeadSourceName } from '../../../shared/names/webhooks';
import { receiveDelivery } from '../../../shared/runtime/receive-delivery';
import { receiveLeadDelivery } from '../../../shared/runtime/receive-lead-delivery';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { deliveryIdOf, unclaimedDeliveryId } from '../../../shared/stores/delivery-store';
import { feedSignalId, unclaimedSignalId } from '../../../shared/stores/signal-store';
import type { Progress } from '../progress';
import type { TimedDelivery } from '../runs/replay';

/** Deliveries taken in, and those that an earlier import of the same file had taken in. */
export interface DeliveriesImport {
  readonly taken: number;
  readonly known: number;
}

type Deps = Pick<StoreDeps, 'signals' | 'deliveries' | 'settings'>;

/** Deliveries under way at a time; those of one event follow each other. */
const IN_FLIGHT = 8;

/**
 * Takes deliveries in as if the webhook had at their `receivedAt`, those of one event in the order of receipt, duplicates included
 * (contracts, sections 2 and 3; contracts-leads, section 2). The same file again adds nothing.
 */
export const importDeliveries = async (deliveries: readonly TimedDelivery[], deps: Deps, progress: Progress): Promise<DeliveriesImport> => {
  const work = progress.begin('Import deliveries', deliveries.length);
  let taken = 0;
  let known = 0;
  await eachConcurrently(byEvent(deliveries).values(), IN_FLIGHT, async ({ source, eventId, deliveries: ofEvent }) => {
    const door = source === undefined ? usergemsDoor(eventId, deps) : leadDoor(source, eventId, deps);
    const isKnown = await door.knownAmong(ofEvent.map(({ requestId }) => requestId));
    for (const delivery of ofEvent) {
      if (isKnown(delivery.requestId)) known += 1;
      else {
        await door.receive(delivery);
        taken += 1;
      }
      work.at(taken + known);
    }
  });
  work.end(taken + known);
  return { taken, known };
};

/** Where the deliveries of one event come in. */
interface Door {
  /** Tells, of these requests, which have come in before. */
  readonly knownAmong: (requestIds: readonly string[]) => Promise<(requestId: string) => boolean>;
  readonly receive: (delivery: NamedDelivery) => Promise<unknown>;
}

const usergemsDoor = (eventId: string, deps: Deps): Door => ({
  knownAmong: async (requestIds) => {
    const kept = await deps.signals.find([feedSignalId(eventId), ...requestIds.map((requestId) => unclaimedSignalId(eventId, requestId))]);
    return (requestId) => kept.get(feedSignalId(eventId))?.requestId === requestId || kept.has(unclaimedSignalId(eventId, requestId));
  },
  receive: (delivery) => receiveDelivery(delivery, deps),
});

const leadDoor = (source: LeadSourceName, eventId: string, deps: Deps): Door => ({
  knownAmong: async (requestIds) => {
    const kept = await deps.deliveries.find([deliveryIdOf(source, eventId), ...requestIds.map((requestId) => unclaimedDeliveryId(source, eventId, requestId))]);
    return (requestId) => kept.get(deliveryIdOf(source, eventId))?.requestId === requestId || kept.has(unclaimedDeliveryId(source, eventId, requestId));
  },
  receive: (delivery) => receiveLeadDelivery(source, delivery, deps),
});

interface NamedDelivery {
  readonly rawBody: string;
  readonly receivedAt: string;
  readonly line: number;
  /** Made of what the delivery is, so that an import of the same file knows it again. */
  readonly requestId: string;
}

interface DeliveriesOfEvent {
  /** Of the lead database; UserGems without it. */
  readonly source: LeadSourceName | undefined;
  readonly eventId: string;
  readonly deliveries: NamedDelivery[];
}

const byEvent = (deliveries: readonly TimedDelivery[]): Map<string, DeliveriesOfEvent> => {
  const events = new Map<string, DeliveriesOfEvent>();
  for (const { receivedAt: instant, route, body, line } of deliveries.toSorted((a, b) => a.receivedAt - b.receivedAt)) {
    const source = leadSourceAt(route);
    const { eventId } = source === undefined ? examineDelivery(body) : readLeadBody(source, body);
    const receivedAt = new Date(instant).toISOString();
    const key = `${route} ${eventId}`;
    const ofEvent = events.get(key) ?? { source, eventId, deliveries: [] };
    const sameInstant = ofEvent.deliveries.filter((one) => one.receivedAt === receivedAt).length;
    ofEvent.deliveries.push({ rawBody: body, receivedAt, line, requestId: `import-${receivedAt}-${sameInstant}` });
    events.set(key, ofEvent);
  }
  return events;
};
