import type { StreamChanges } from './changes';
import { streamOrder, type LeadDelivery, type StreamEvent } from './stream';

/** The place in the stream of the event behind each entry of the score history, by which the history stays in order (LD-14). */
export const scoreOrders = ({ scores, clocks }: Pick<StreamChanges, 'scores' | 'clocks'>, deliveries: readonly LeadDelivery[]): string[] => {
  const events: StreamEvent[] = [
    ...clocks.filter(({ outcome }) => outcome === 'scored').map((clock) => ({ kind: 'clock', at: clock.dueAt, clock }) as const),
    ...deliveries.map((delivery) => ({ kind: 'delivery', at: delivery.receivedAt, delivery }) as const),
  ];
  // Event ids are unique for each route only, and entries come in the order of the stream.
  const orders = new Map<string, string[]>();
  for (const event of events) {
    const { eventId } = event.kind === 'clock' ? event.clock : event.delivery;
    const key = keyOf({ at: event.at, eventId });
    orders.set(key, [...(orders.get(key) ?? []), streamOrder(event)].sort());
  }
  const given = new Map<string, number>();
  return scores.map((entry) => {
    const key = keyOf(entry);
    const known = orders.get(key) ?? [];
    const personKey = `${key}#${entry.recordId}`;
    const nth = given.get(personKey) ?? 0;
    given.set(personKey, nth + 1);
    return known[nth] ?? key;
  });
};

const keyOf = ({ at, eventId }: { readonly at: string; readonly eventId: string }): string => `${at}#${eventId}`;
