import type { Account } from '../../records/catalogue';
import { normaliseDomain, normaliseName } from '../matching/normalise';
import { assignInbound, type Assignment } from './assign-inbound';
import type { RoutingEntry, RoutingTrigger } from './changes';
import { isEngageable } from './engagement';
import { inboundRegion } from './inbound-region';
import { accountOf, writePerson, type Person } from './person';
import { activeUser, theUserOf } from './roles';
import { noteScore, ROUTING_TOTAL, totalOf, type Scored } from './score';
import type { Cause, WorkingSet } from './working-set';

/** Why a person is looked at for routing. */
export interface RoutingOccasion {
  readonly trigger: RoutingTrigger;
  /** The sector that a form named. */
  readonly sector?: string | undefined;
  /** A lead that the form itself made has no former owner. */
  readonly isNew?: boolean | undefined;
}

export interface Routed {
  readonly person: Person;
  /** Who owns the lead now, or got the task about the contact. */
  readonly ownerId: string;
  readonly outcome: 'routed' | 'unchanged';
}

/**
 * Looks at a person for routing, decides, and notes the decision with its inputs (LR-01): whether a lead that is there may be touched
 * (RE-05, LR-08), and if so whose it is (LR-03 to LR-06). A contact keeps its owner, and whoever it is for gets a task (RE-03).
 */
export const routePerson = (ws: WorkingSet, person: Person, { trigger, sector, isNew = false }: RoutingOccasion, cause: Omit<Cause, 'rule'>): Routed => {
  const { record } = person;
  const account = accountOf(ws, person);
  const { region, isMapped } = inboundRegion(ws.context.countryOf, record.Country, account?.BillingCountry);
  const segment = segmentOf(person, account);
  const note = ({ path, ownerId, flags, pool }: Pick<Assignment, 'path' | 'ownerId' | 'flags' | 'pool'>): void =>
    ws.note('routings', {
      recordId: record.Id, at: cause.at, eventId: cause.eventId, trigger, matchedAccountId: account?.Id, matchedBy: matchedByOf(ws, person, account), segment, path, ownerId,
      source: record.LeadSource ?? '', region, flags, previousOwnerId: isNew ? undefined : record.OwnerId, pool,
    });

  const untouched = untouchedPath(ws, person, trigger, cause.at);
  if (untouched !== undefined) {
    const ownerId = record.OwnerId ?? '';
    note({ path: untouched, ownerId, flags: [] });
    return { person, ownerId, outcome: 'unchanged' };
  }
  const assignment = assignInbound(ws, { trigger, sector, account, segment, region, isMapped }, cause.at);
  const { ownerId, rule } = assignment;
  note(assignment);
  tell(ws, person, assignment, trigger, cause);
  return { person: person.object === 'Contact' ? person : writePerson(ws, person, { OwnerId: ownerId }, { ...cause, rule }), ownerId, outcome: 'routed' };
};

/** Notes a change of score with the look at its total, which routes a person of 50 points and more by the score (LD-04). */
export const routeByScore = (ws: WorkingSet, scored: Scored, cause: Omit<Cause, 'rule'>): void =>
  noteScore(ws, scored, cause, totalOf(scored.person.record) < ROUTING_TOTAL ? 'below_threshold' : routePerson(ws, scored.person, { trigger: 'score' }, cause).outcome);

/** Why a person stays as it is, if so, the first reason that holds (LR-08, RE-05; contracts-leads, section 9). A score never gives a task about a contact. */
const untouchedPath = (ws: WorkingSet, person: Person, trigger: RoutingTrigger, at: string): string | undefined => {
  if (person.object === 'Contact') return trigger === 'score' ? 'CONTACT→UNCHANGED' : undefined;
  const { record } = person;
  const rules = ws.context.rulesAt(at);
  if (!rules('lead/open')(record)) return 'NOT_OPEN→UNCHANGED';
  if (rules('lead/actively-worked')(record)) return 'ACTIVELY_WORKED→UNCHANGED';
  const owner = activeUser(ws.users, record.OwnerId);
  if (owner && !rules('user/stands-in')(owner)) return 'OWNED→UNCHANGED';
  return isEngageable(record, ws.context.settings) ? undefined : 'NO_ENGAGE→REFUSED';
};

const UNKNOWN = 'Unknown';

/** The account's segment unless it is unknown, then the lead's own (SG-08: by users). */
const segmentOf = (person: Person, account: Account | undefined): string => {
  const segment = account?.Sales_Segmentation__c;
  if (segment !== undefined && segment !== UNKNOWN) return segment;
  return (person.object === 'Lead' ? person.record.Sales_Segmentation__c : undefined) ?? UNKNOWN;
};

/** By what a lead and its account belong together as they are now. */
const matchedByOf = (ws: WorkingSet, person: Person, account: Account | undefined): RoutingEntry['matchedBy'] => {
  if (account === undefined) return 'none';
  if (person.object === 'Contact') return 'account_id';
  const { isFreeMail } = ws.context;
  const domain = normaliseDomain(person.record.Email, isFreeMail);
  if (domain !== undefined && domain === normaliseDomain(account.Website, isFreeMail)) return 'domain';
  const company = normaliseName(person.record.Company);
  return company !== undefined && company === normaliseName(account.Name) ? 'name' : 'account_id';
};

/** Whom an assignment concerns beside the owner of a lead: who gets the task about a contact (RE-03), and operations where nobody covers a pool (LR-10). */
const tell = (ws: WorkingSet, { object, record }: Person, { ownerId, emptyPool }: Assignment, trigger: RoutingTrigger, { at, eventId }: Omit<Cause, 'rule'>): void => {
  const about = { at, eventId, recordId: record.Id };
  if (emptyPool !== undefined) ws.note('alerts', { ...about, kind: 'UNROUTABLE', recipientRole: 'Marketing Ops', recipientId: theUserOf(ws.users.values(), 'Marketing Ops')?.Id ?? '', reason: emptyPool });
  if (object === 'Contact') ws.note('alerts', { ...about, kind: 'INBOUND_TASK', recipientRole: ws.users.get(ownerId)?.Role__c ?? '', recipientId: ownerId, reason: trigger });
};
