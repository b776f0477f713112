import type { Delivery } from '../../../shared/stores/delivery-store';
import { changesIn } from './decided';
import { explainDeliveries } from './explain-deliveries';
import type { ExplainDeps } from './explain-deps';
import { explainAlerts } from './explain-history';
import { explainInbound } from './explain-inbound';
import type { WorkedDelivery } from './explained-history';

/** What deliveries to the lead database did to the record that each was worked into: points, routing, alerts, changed fields. */
export const explainWork = async (deliveries: readonly Delivery[], deps: ExplainDeps): Promise<WorkedDelivery[]> => {
  const explained = await explainDeliveries(deliveries, deps);
  return Promise.all(explained.map(async (delivery): Promise<WorkedDelivery> => {
    const recordId = delivery.record?.id;
    if (recordId === undefined) return { ...delivery, scores: [], inbound: [], alerts: [], changes: [] };
    const decisions = await deps.stores.decisions.of(recordId);
    return {
      ...delivery,
      scores: (await deps.stores.scores.of(recordId)).filter(ofEvent(delivery)).map(({ at, eventId, rows, check }) => ({ at, eventId, rows, check })),
      inbound: (await explainInbound(decisions, deps)).filter(ofEvent(delivery)),
      alerts: (await explainAlerts(recordId, deps)).filter(ofEvent(delivery)),
      changes: changesIn(decisions, deps).filter(ofEvent(delivery)),
    };
  }));
};

const ofEvent = ({ eventId }: { readonly eventId: string }): ((left: { readonly eventId?: string }) => boolean) => (left) => left.eventId === eventId;
