import type { StreamChanges } from './changes';
import type { LeadContext } from './lead-context';
import type { LeadFacts } from './lead-facts';
import { eventKeyOf, streamOrder, type LeadDelivery } from './stream';
import { duplicate, type Verdict } from './verdict';
import { workClock } from './work-clock';
import { workCrmDelivery } from './work-crm';
import { workForm } from './work-form';
import { workMarketing } from './work-marketing';
import { workOutreach } from './work-outreach';
import { workingSet, type WorkingSet } from './working-set';

/**
 * Works a part of the stream of the lead database: its deliveries, and the clocks that fall due up to and with `until` (ISO-8601), also
 * those that start meanwhile, all in the one order of the stream (contracts-leads, section 5). Each event sees what the ones before it
 * changed, so that it does not matter where the stream is cut into parts.
 */
export const workStream = (facts: LeadFacts, context: LeadContext, deliveries: readonly LeadDelivery[], until: string): StreamChanges => {
  const ws = workingSet(facts, context);
  const taken = new Set(facts.takenEvents);
  for (const { delivery } of inOrder(deliveries)) {
    workClocks(ws, delivery.receivedAt < until ? delivery.receivedAt : until);
    const event = eventKeyOf(delivery);
    const { outcome, reasons, ...about } = delivery.repeats !== undefined && taken.has(event) ? duplicate(delivery.repeats) : workDelivery(ws, delivery);
    if (outcome === 'processed') taken.add(event);
    ws.note('outcomes', { deliveryId: delivery.deliveryId, outcome, reason: reasons.join(';'), ...about });
  }
  workClocks(ws, until);
  return ws.changes();
};

/** At one instant what falls due comes before what is received. */
const workClocks = (ws: WorkingSet, until: string): void => {
  for (let clock = ws.takeDueClock(until); clock; clock = ws.takeDueClock(until)) workClock(ws, clock);
};

const workDelivery = (ws: WorkingSet, delivery: LeadDelivery): Verdict => {
  switch (delivery.route) {
    case '/webhooks/forms':
      return workForm(ws, delivery);
    case '/webhooks/marketing':
      return workMarketing(ws, delivery);
    case '/webhooks/crm':
      return workCrmDelivery(ws, delivery);
    case '/webhooks/outreach':
      return workOutreach(ws, delivery);
  }
};

const inOrder = (deliveries: readonly LeadDelivery[]): { readonly order: string; readonly delivery: LeadDelivery }[] =>
  deliveries.map((delivery) => ({ order: streamOrder({ kind: 'delivery', at: delivery.receivedAt, delivery }), delivery })).sort((a, b) => (a.order < b.order ? -1 : 1));
