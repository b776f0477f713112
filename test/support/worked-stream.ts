import type { StreamChanges } from '../../shared/domain/leads/changes';
import type { LeadSettings } from '../../shared/domain/leads/lead-context';
import type { LeadDelivery } from '../../shared/domain/leads/stream';
import { workStream } from '../../shared/domain/leads/work-stream';
import type { Contact, Lead } from '../../shared/records/catalogue';
import { aLeadContext, leadFacts, type LeadRecords } from './lead-facts';
import { INBOUND_TEAM } from './lead-deliveries';

/** Works deliveries over records and the inbound team, up to an instant (by default that of the last delivery). */
export const worked = (records: LeadRecords, deliveries: readonly LeadDelivery[], { until, ...settings }: Partial<LeadSettings> & { readonly until?: string } = {}): StreamChanges =>
  workStream(
    leadFacts({ users: INBOUND_TEAM, ...records }),
    aLeadContext(settings),
    deliveries,
    until ?? deliveries.reduce((latest, { receivedAt }) => (receivedAt > latest ? receivedAt : latest), ''),
  );

export const outcomesOf = ({ outcomes }: StreamChanges): string[] => outcomes.map(({ outcome, reason }) => `${outcome} ${reason}`.trim());
export const leadAfter = ({ leads }: StreamChanges, id?: string): Lead => only(leads.filter(({ after }) => id === undefined || after.Id === id)).after;
export const contactAfter = ({ contacts }: StreamChanges, id?: string): Contact => only(contacts.filter(({ after }) => id === undefined || after.Id === id)).after;
export const rowsOf = ({ scores }: StreamChanges): string[] => scores.flatMap(({ rows, check }) => [...rows.map(({ action, points, total }) => `${action} ${points} = ${total}`), check]);
export const pathsOf = ({ routings }: StreamChanges): string[] => routings.map(({ path, ownerId }) => `${path}: ${ownerId}`);
export const alertsOf = ({ alerts }: StreamChanges): string[] => alerts.map(({ kind, recipientRole, recipientId, reason }) => [kind, recipientRole, recipientId, reason].join(' ').trim());

const only = <T>(changes: readonly T[]): T => {
  const [one] = changes;
  if (one === undefined || changes.length > 1) throw new Error(`Expected one changed record, found ${changes.length}`);
  return one;
};
