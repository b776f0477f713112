import { join } from 'node:path';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import type { DeliveryEnd } from '../../infra/local/results/lead-database-rows';
import type { TimedDelivery } from '../../infra/local/runs/replay';
import { readCsv } from '../../shared/adapters/files/read-csv';
import { examineLeadDelivery, toLeadDelivery } from '../../shared/contracts/leads/lead-delivery';
import type { StreamChanges } from '../../shared/domain/leads/changes';
import type { LeadContext } from '../../shared/domain/leads/lead-context';
import type { LeadFacts } from '../../shared/domain/leads/lead-facts';
import type { LeadDelivery } from '../../shared/domain/leads/stream';
import { workStream } from '../../shared/domain/leads/work-stream';
import { leadSourceAt } from '../../shared/names/webhooks';
import type { ObjectName, RecordOf } from '../../shared/records/catalogue';
import { afterChanges, leadFacts } from './lead-facts';

/** A folder of the lead database: what the CRM held, what comes in, and what the door says of it. */
export interface LeadScenario {
  readonly facts: LeadFacts;
  readonly deliveries: readonly LeadDelivery[];
  /** Bodies that were refused, and usage pings. */
  readonly atTheDoor: readonly DeliveryEnd[];
}

/** @param from first instant of the period, @param to the instant that ends it */
export const readLeadScenario = async (folder: string, from: string, to: string): Promise<LeadScenario> => {
  const records = async <O extends ObjectName>(object: O): Promise<RecordOf<O>[]> => {
    const all: RecordOf<O>[] = [];
    for await (const { rows } of readCsv(object, join(folder, `${object}.csv`))) all.push(...rows.map(({ record }) => record));
    return all;
  };
  const facts = leadFacts({ users: await records('User'), leads: await records('Lead'), contacts: await records('Contact'), accounts: await records('Account') });

  const { deliveries } = await readDeliveries(folder);
  return { facts, ...atDoor(deliveries.filter(({ receivedAt }) => receivedAt >= Date.parse(from) && receivedAt < Date.parse(to)).sort(byPlace)) };
};

const byPlace = (a: TimedDelivery, b: TimedDelivery): number => a.receivedAt - b.receivedAt || compare(a.eventId ?? '', b.eventId ?? '') || a.line - b.line;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What the webhooks would say: a refused body claims no id, and of an id that comes again the stream finds out whether it is taken. */
const atDoor = (timed: readonly TimedDelivery[]): Pick<LeadScenario, 'deliveries' | 'atTheDoor'> => {
  const known = new Set<string>();
  const deliveries: LeadDelivery[] = [];
  const atTheDoor: DeliveryEnd[] = [];
  for (const { receivedAt: at, route, body, line } of timed) {
    const source = leadSourceAt(route);
    if (source === undefined) throw new Error(`No source of the lead database delivers at ${route}`);
    const { eventId, idGiven, verdict } = examineLeadDelivery(source, body);
    const receivedAt = new Date(at).toISOString();
    const deliveryId = `${source}#${eventId}`;
    const end = { source, eventId, receivedAt };
    if (!verdict.ok) atTheDoor.push({ ...end, outcome: 'rejected', reason: verdict.reason });
    else {
      const repeats = known.has(deliveryId) ? (idGiven ? 'SAME_ID' : 'SAME_BODY') : undefined;
      const delivery = toLeadDelivery({ deliveryId: repeats === undefined ? deliveryId : `${deliveryId}~${line}`, source, eventId, receivedAt, body });
      if (delivery) deliveries.push({ ...delivery, repeats });
      else atTheDoor.push(repeats === undefined ? { ...end, outcome: 'processed', reason: '' } : { ...end, outcome: 'duplicate', reason: repeats });
      known.add(deliveryId);
    }
  }
  return { deliveries, atTheDoor };
};

/** Works a stream in parts, each of which finds what the ones before it left. A cut is a number of deliveries; the last part takes the rest. */
export const workInParts = (facts: LeadFacts, context: LeadContext, deliveries: readonly LeadDelivery[], until: string, cuts: readonly number[]): { readonly facts: LeadFacts; readonly parts: readonly StreamChanges[] } => {
  const parts: StreamChanges[] = [];
  let [now, done] = [facts, 0];
  const work = (part: readonly LeadDelivery[], upTo: string): void => {
    const changes = workStream(now, context, part, upTo);
    parts.push(changes);
    now = afterChanges(now, changes, part);
    done += part.length;
  };
  for (const cut of cuts) {
    const part = deliveries.slice(done, done + cut);
    const last = part.at(-1);
    if (last && done + part.length < deliveries.length) work(part, last.receivedAt);
  }
  work(deliveries.slice(done), until);
  return { facts: now, parts };
};
