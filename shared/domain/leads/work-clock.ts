import type { Clock } from './clock';
import { personOf, type Person } from './person';
import { activeUser } from './roles';
import { routeByScore } from './route-person';
import { addPoints } from './score';
import type { WorkingSet } from './working-set';

/** What falls due: a request that nobody answered in time (LR-02), or the points of an in-product trial (LD-T1). */
export const workClock = (ws: WorkingSet, clock: Clock): void => {
  const person = personOf(ws, clock.recordId);
  if (person) WORK[clock.kind].due(ws, clock, person);
  ws.keepClock({ ...clock, outcome: WORK[clock.kind].outcome });
};

const breach = (ws: WorkingSet, { dueAt: at, eventId, taskOwnerId }: Clock, { object, record }: Person): void => {
  const ownerId = (object === 'Contact' ? taskOwnerId : record.OwnerId) ?? '';
  const manager = activeUser(ws.users, ws.users.get(ownerId)?.ManagerId);
  const about = { at, eventId, kind: 'SLA_BREACH', recordId: record.Id } as const;
  ws.note('alerts', { ...about, recipientRole: 'Owner', recipientId: ownerId, reason: eventId });
  ws.note('alerts', { ...about, recipientRole: 'Manager', recipientId: manager?.Id ?? '', reason: manager ? eventId : 'MANAGER_MISSING' });
};

const givePoints = (ws: WorkingSet, { dueAt: at, eventId }: Clock, person: Person): void => {
  const given = { at, eventId, actor: 'system' };
  routeByScore(ws, addPoints(ws, person, 'in_product_trial', given), given);
};

const WORK = {
  contact_us: { due: breach, outcome: 'breached' },
  in_product_trial: { due: givePoints, outcome: 'scored' },
} as const;
