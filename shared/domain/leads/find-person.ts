import type { Lead } from '../../records/catalogue';
import { smallestId } from '../matching/match-account';
import { personOf, survivorOf, type Person } from './person';
import type { WorkingSet } from './working-set';

export interface PersonKey {
  /** A lead's or contact's id. */
  readonly id?: string | undefined;
  readonly email?: string | undefined;
}

/**
 * Whom a delivery is about (contracts-leads, section 5): the record of the id, else by e-mail the open lead (the oldest, then the
 * smallest id), else the contact (the smallest id), else, where closed leads count, any other lead. A merged record stands for the one
 * that survived.
 * @param at the instant at which leads are open or not
 */
export const findPerson = (ws: WorkingSet, { id, email }: PersonKey, at: string, closedLeads: 'count' | 'do not count'): Person | undefined => {
  const named = personOf(ws, id);
  if (named) return named;

  const leads = ws.leadsByEmail(email).map((lead) => survivorOf(ws, 'Lead', lead));
  const open = oldest(leads.filter(ws.context.rulesAt(at)('lead/open')));
  if (open) return { object: 'Lead', record: open };

  const contact = smallestId(ws.contactsByEmail(email).map((one) => survivorOf(ws, 'Contact', one)));
  if (contact) return { object: 'Contact', record: contact };

  const closed = closedLeads === 'count' ? oldest(leads) : undefined;
  return closed && { object: 'Lead', record: closed };
};

const oldest = (leads: readonly Lead[]): Lead | undefined =>
  leads.reduce<Lead | undefined>((first, lead) => (first === undefined || isBefore(lead, first) ? lead : first), undefined);

const isBefore = (a: Lead, b: Lead): boolean => {
  const [created, other] = [a.CreatedDate ?? '', b.CreatedDate ?? ''];
  return created === other ? a.Id < b.Id : created < other;
};
