import { activeUser } from './roles';
import { rejected, type DeliveryOf, type Verdict } from './verdict';
import { workCrmChange } from './work-crm-change';
import { workCrmCreation } from './work-crm-creation';
import { workCrmMerge } from './work-crm-merge';
import type { WorkingSet } from './working-set';

/** A change of the CRM, done or refused as a whole (contracts-leads, section 10): by an active user, or by the system itself. */
export const workCrmDelivery = (ws: WorkingSet, delivery: DeliveryOf<'/webhooks/crm'>): Verdict => {
  const { body } = delivery;
  const actor = body.by === 'system' ? 'system' : activeUser(ws.users, body.by);
  if (actor === undefined) return rejected('ACTOR_UNKNOWN');
  switch (body.type) {
    case 'changed':
      return workCrmChange(ws, { ...delivery, body }, actor);
    case 'created':
      return workCrmCreation(ws, { ...delivery, body }, actor);
    case 'merged':
      return workCrmMerge(ws, { ...delivery, body });
  }
};
