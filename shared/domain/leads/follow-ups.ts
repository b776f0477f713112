import { businessDateOf } from '../time/business-time';
import { WORKFLOWS, type WorkflowName } from '../../names/workflows';
import type { AccountFollow, LeadAlert } from './changes';
import type { Clock } from './clock';
import { accountChangeExecution, ceAssignmentExecution, contactUsClockExecution } from './event-executions';

/** An execution that a change of the lead database asks for. */
export interface FollowUp {
  readonly workflow: WorkflowName;
  readonly name: string;
  readonly input: object;
}

/** Waits until a Contact Us request is answered or its time is over (LR-02). */
export const clockFollowUp = ({ clockId, dueAt, recordId, eventId, receivedAt }: Clock, timeZone: string): FollowUp =>
  followUp(WORKFLOWS.contactUsClock, contactUsClockExecution(clockId), receivedAt, { clockId, dueAt, recordId, eventId, receivedAt }, timeZone);

/** Asks the Regional Director who is to work a picked account (CE-10). */
export const assignmentFollowUp = ({ recordId, at, eventId }: LeadAlert, timeZone: string): FollowUp =>
  followUp(WORKFLOWS.ceAssignment, ceAssignmentExecution(eventId), at, { accountId: recordId, at, eventId }, timeZone);

/** Lets the contacts of an account follow it (RO-01, RO-02). */
export const accountFollowUp = (follow: AccountFollow, timeZone: string): FollowUp =>
  followUp(WORKFLOWS.accountChange, accountChangeExecution(follow.accountId, follow.eventId, Object.keys(follow.set)), follow.at, follow, timeZone);

const followUp = (workflow: WorkflowName, name: string, at: string, about: object, timeZone: string): FollowUp => ({
  workflow,
  name,
  input: { workflow, scheduledTime: at, businessDate: businessDateOf(at, timeZone), ...about },
});
