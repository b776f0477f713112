import type { CrmBody, FormBody, MarketingBody, OutreachBody } from './bodies';
import type { Clock } from './clock';

/**
 * The lead database is worked as one stream in one order (contracts-leads, section 5): what falls due and what was delivered. What an
 * event does depends on what came before it and on nothing else, so that it does not matter how many events a run takes at once.
 */
interface DeliveryFacts {
  /** Key of the Delivery table. */
  readonly deliveryId: string;
  readonly eventId: string;
  /** Everything that the delivery writes carries this instant, except moments, trials and activity dates. */
  readonly receivedAt: string;
  /**
   * Of a delivery whose event id an earlier one bore: what it is a duplicate by, should that id be taken. Only a delivery that was
   * processed takes its id; one that was refused claims nothing (contracts-leads, section 2).
   */
  readonly repeats?: 'SAME_ID' | 'SAME_BODY' | undefined;
}

export type LeadDelivery = DeliveryFacts &
  (
    | { readonly route: '/webhooks/forms'; readonly body: FormBody }
    | { readonly route: '/webhooks/marketing'; readonly body: MarketingBody }
    | { readonly route: '/webhooks/crm'; readonly body: CrmBody }
    | { readonly route: '/webhooks/outreach'; readonly body: OutreachBody }
  );

export type StreamEvent = { readonly kind: 'delivery'; readonly at: string; readonly delivery: LeadDelivery } | { readonly kind: 'clock'; readonly at: string; readonly clock: Clock };

/** Event ids are unique for each route. */
export const eventKeyOf = ({ route, eventId }: Pick<LeadDelivery, 'route' | 'eventId'>): string => `${route}#${eventId}`;

/** At one instant schedules come first (points of in-product trials at 06:00), then service levels, then deliveries. */
const RANK = { in_product_trial: 0, contact_us: 1, delivery: 2 } as const;

/** The place of an event in the stream: events are worked in the order of these texts. */
export const streamOrder = (event: StreamEvent): string =>
  event.kind === 'clock'
    ? `${event.at}#${RANK[event.clock.kind]}#${event.clock.receivedAt}#${event.clock.eventId}`
    : deliveryOrder(event.delivery);

/** The same of a delivery that has not been read yet. */
export const deliveryOrder = ({ receivedAt, eventId, deliveryId }: DeliveryFacts): string => `${receivedAt}#${RANK.delivery}#${eventId}#${deliveryId}`;
