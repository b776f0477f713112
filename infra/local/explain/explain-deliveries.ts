import { leadReasonsOf } from '../../../shared/domain/reason-words.table';
import type { LeadSourceName } from '../../../shared/names/webhooks';
import { deliveryIdOf, type Delivery } from '../../../shared/stores/delivery-store';
import type { ExplainDeps } from './explain-deps';
import type { ExplainedDelivery } from './explained-history';
import { namerOf } from './named';

/** Deliveries with what became of them; one that was refused says why, one that repeats says what. */
export const explainDeliveries = async (deliveries: readonly Delivery[], { stores }: Pick<ExplainDeps, 'stores'>): Promise<ExplainedDelivery[]> => {
  const ids = deliveries.map(({ recordId }) => recordId);
  const [leads, contacts, accounts, users] = await Promise.all([namerOf('Lead', ids, stores), namerOf('Contact', ids, stores), namerOf('Account', ids, stores), namerOf('User', ids, stores)]);
  const taken = await stores.deliveries.find(deliveries.flatMap(({ outcome, source, eventId }) => (outcome === 'duplicate' ? [deliveryIdOf(source, eventId)] : [])));
  return deliveries.map(({ deliveryId, source, eventId, receivedAt, outcome, reason, recordId, body, runId, redrivenAs }): ExplainedDelivery => {
    const repeated = outcome === 'duplicate' ? taken.get(deliveryIdOf(source, eventId)) : undefined;
    const named = [leads, contacts, accounts, users].map((namer) => namer(recordId));
    return {
      deliveryId, source, eventId, receivedAt, outcome, says: saidIn(source, body), record: named.find((one) => one?.name !== undefined) ?? named[0], reasons: leadReasonsOf(reason, stores.settings.leads.questionsChannel), runId, redrivenAs,
      ...(repeated && { repeats: { deliveryId: repeated.deliveryId, receivedAt: repeated.receivedAt, outcome: repeated.outcome } }),
    };
  });
};

/** Deliveries in the order in which they came in. They have no index by record: the table is read through once. */
export const deliveriesWhere = async ({ deliveries }: Pick<ExplainDeps['stores'], 'deliveries'>, holds: (delivery: Delivery) => boolean): Promise<Delivery[]> => {
  const found: Delivery[] = [];
  for await (const page of deliveries.all()) for (const delivery of page) if (holds(delivery)) found.push(delivery);
  return found.sort((a, b) => (`${a.receivedAt} ${a.deliveryId}` < `${b.receivedAt} ${b.deliveryId}` ? -1 : 1));
};

/** Whether a delivery was worked into a record or names its id, or names its e-mail and was worked into none. */
export const isAbout = ({ Id, Email }: { readonly Id: string; readonly Email?: string | undefined }): ((delivery: Delivery) => boolean) => {
  const [id, email] = [JSON.stringify(Id), Email === undefined ? undefined : JSON.stringify(Email.trim()).toLowerCase()];
  return ({ recordId, body }) => recordId === Id || body.includes(id) || (recordId === undefined && email !== undefined && body.toLowerCase().includes(email));
};

/** Every row of an event: those under the keys that it took, and those of repeated and refused deliveries. */
export const deliveriesOfEvent = async (id: string, stores: Pick<ExplainDeps['stores'], 'deliveries'>): Promise<Delivery[]> => {
  const eventId = (await stores.deliveries.find([id])).get(id)?.eventId ?? id;
  return deliveriesWhere(stores, (delivery) => delivery.eventId === eventId);
};

/** What a body says, in a few words. It may be anything that somebody sent, so nothing in it is relied on. */
const saidIn = (source: LeadSourceName, body: string): string | undefined => {
  const read = parsed(body);
  if (read === undefined) return undefined;
  const said = (...path: readonly string[]): string => {
    const value = path.reduce<unknown>((inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined), read);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  };
  const words: Readonly<Record<LeadSourceName, () => readonly string[]>> = {
    forms: () => ['form', said('form'), 'of', said('person', 'email')],
    marketing: () => [said('type'), said('action'), said('score'), said('list'), 'of', said('personId') || said('person', 'email')],
    crm: () => [said('object'), said('recordId'), said('type'), said('mergedId') && `with ${said('mergedId')}`, 'by', said('by'), fieldsIn(read)],
    outreach: () => [said('activityType'), 'on', said('recordId') || said('email'), said('userId') && `by ${said('userId')}`],
    'version-ping': () => ['usage pings'],
  };
  return words[source]().filter((word) => word !== '').join(' ');
};

/** The fields of a CRM change with what they are to be. */
const fieldsIn = (body: object): string => {
  const fields: unknown = Reflect.get(body, 'fields');
  return typeof fields === 'object' && fields !== null ? `(${Object.entries(fields).map(([field, value]) => `${field}: ${String(value ?? '(empty)')}`).join(', ')})` : '';
};

const parsed = (body: string): object | undefined => {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === 'object' && read !== null ? read : undefined;
  } catch {
    return undefined;
  }
};
