import type { Task } from '../../records/catalogue';
import { sha256 } from '../usergems/event-id';
import type { OutreachActivity } from './bodies';
import type { Clock } from './clock';
import { later } from './engagement';
import { findPerson } from './find-person';
import { writePerson, type Person } from './person';
import { processed, rejected, type DeliveryOf, type Verdict } from './verdict';
import type { WorkingSet } from './working-set';

type OutreachDelivery = DeliveryOf<'/webhooks/outreach'>;

/** How the CRM shows each activity, and whether it answers a request (LR-02): what somebody of ours did does, what the person did with a mail does not. */
const ACTIVITIES: Readonly<Record<OutreachActivity, { readonly subtype: 'Call' | 'Email' | 'Task'; readonly subject: string; readonly isFollowUp: boolean }>> = {
  call: { subtype: 'Call', subject: 'Call', isFollowUp: true },
  email: { subtype: 'Email', subject: 'E-mail sent', isFollowUp: true },
  meeting: { subtype: 'Task', subject: 'Meeting', isFollowUp: true },
  task: { subtype: 'Task', subject: 'Task', isFollowUp: true },
  email_opened: { subtype: 'Email', subject: 'E-mail opened', isFollowUp: false },
  email_replied: { subtype: 'Email', subject: 'E-mail answered', isFollowUp: false },
  email_bounced: { subtype: 'Email', subject: 'E-mail bounced', isFollowUp: false },
};

/** An activity of Outreach becomes one of the CRM record, and stops the clocks that it answers; whoever owns the record there is nobody's business here (RO-03, RO-04). */
export const workOutreach = (ws: WorkingSet, delivery: OutreachDelivery): Verdict => {
  const { body, eventId, receivedAt: at } = delivery;
  const person = findPerson(ws, { id: body.recordId, email: body.email }, at, 'count');
  if (person === undefined) return rejected('RECORD_UNKNOWN');

  const date = ws.dateOf(body.occurredAt);
  writePerson(ws, person, { LastActivityDate: later(person.record.LastActivityDate, date), Outreach_Sync__c: 'synced' }, { at, eventId, actor: 'system', rule: 'RO-03' });
  ws.note('tasks', taskOf(delivery, person, date));

  const { isFollowUp } = ACTIVITIES[body.activityType];
  if (isFollowUp) for (const clock of ws.openClocksOf(person.record.Id)) if (answers(delivery, clock)) ws.keepClock({ ...clock, outcome: 'met', metAt: at });
  return processed(person.record.Id, isFollowUp ? undefined : 'NOT_A_FOLLOW_UP');
};

/** A clock that runs is not due yet: what falls due at an instant is worked before what is received then. */
const answers = ({ body }: OutreachDelivery, { kind, receivedAt }: Clock): boolean => kind === 'contact_us' && body.occurredAt >= receivedAt;

const taskOf = ({ body, eventId, route, receivedAt }: OutreachDelivery, { record }: Person, date: string): Task => {
  const { subtype, subject } = ACTIVITIES[body.activityType];
  return {
    Id: `00T${sha256(`task:${route}:${eventId}`).slice(0, 15)}`,
    WhoId: record.Id,
    ...(body.userId !== undefined && { OwnerId: body.userId }),
    TaskSubtype: subtype,
    Subject: subject,
    Status: 'Completed',
    ActivityDate: date,
    CreatedDate: receivedAt,
    CompletedDateTime: body.occurredAt,
  };
};
