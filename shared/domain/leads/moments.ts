import { activeUntil, isActive, isEngageable, later } from './engagement';
import { accountOf, writePerson, type Person, type PersonFields } from './person';
import { activeUser, theUserOf } from './roles';
import { hasEffect, type ActionCode } from './score-points.table';
import { moveStatus } from './statuses';
import type { Cause, WorkingSet } from './working-set';

/** What somebody did, and when. */
export interface Deed {
  readonly action: ActionCode;
  readonly occurredAt: string;
}

/**
 * What an action says about a person beside its points: that he is an Inquiry (LD-13), his last interesting moment (RE-06), how long he is
 * active (RE-07), whether he may be engaged (RE-05), and which team works him (RE-01 to RE-04).
 */
export const noteMoment = (ws: WorkingSet, person: Person, { action, occurredAt }: Deed, cause: Omit<Cause, 'rule'>): Person => {
  const inquired = hasEffect(action, 'inquiry') ? moveStatus(ws, person, 'form_or_content', cause) : person;
  const date = ws.dateOf(occurredAt);
  const written = writePerson(ws, inquired, momentFields(ws, inquired, { action, occurredAt }, date), { ...cause, rule: hasEffect(action, 'hand') ? 'RE-01' : 'RE-05' });
  return hasEffect(action, 'educational') ? noteEducation(ws, written, date, cause) : written;
};

const momentFields = (ws: WorkingSet, { record }: Person, { action, occurredAt }: Deed, date: string): PersonFields => {
  const isMoment = MOMENT_EFFECTS.some((effect) => hasEffect(action, effect));
  const raised = hasEffect(action, 'hand');
  const demoOrChat = hasEffect(action, 'active') ? later(record.Last_Demo_Or_Chat__c, date) : record.Last_Demo_Or_Chat__c;
  return {
    Engageable__c: raised || isEngageable(record, ws.context.settings),
    ...(isMoment && occurredAt >= (record.Last_Interesting_Moment_DateTime__c ?? '') && { Last_Interesting_Moment__c: action, Last_Interesting_Moment_DateTime__c: occurredAt }),
    ...(hasEffect(action, 'active') && { Last_Demo_Or_Chat__c: demoOrChat, Active_Until__c: activeUntil({ ...record, Last_Demo_Or_Chat__c: demoOrChat }) }),
    ...(raised && { Queue__c: 'inbound' }),
  };
};

const MOMENT_EFFECTS = ['inquiry', 'hand', 'educational', 'active'] as const;

/** A contact of a Large or Strategic account who wants to learn is for the outbound SDR, unless the inbound team has him (RE-04, RE-09). */
const noteEducation = (ws: WorkingSet, person: Person, date: string, cause: Omit<Cause, 'rule'>): Person => {
  const account = accountOf(ws, person);
  const isOutbound = person.object === 'Contact' && account && ws.context.rulesAt(cause.at)('account/outbound')(account);
  if (!isOutbound || person.record.Queue__c === 'inbound' || isActive(person.record, date)) return person;

  const sdr = activeUser(ws.users, account?.SDR__c);
  const { at, eventId } = cause;
  ws.note('alerts', {
    at, eventId, kind: 'OUTBOUND_TASK', recordId: person.record.Id,
    ...(sdr ? { recipientRole: 'SDR', recipientId: sdr.Id, reason: '' } : { recipientRole: 'Sales Admin', recipientId: theUserOf(ws.users.values(), 'Sales Admin')?.Id ?? '', reason: 'SDR_MISSING' }),
  });
  return writePerson(ws, person, { Queue__c: 'outbound' }, { ...cause, rule: 'RE-04' });
};
