import { WORKFLOWS } from '../../names/workflows';
import { sha256 } from '../usergems/event-id';

/** Executions that events of the lead database start: named for what they are about, so that a start that is repeated is no second one. */
const nameOf = (workflow: string, about: string): string => `${workflow}-${sha256(about).slice(0, 24)}`;

/** The execution that waits for the answer to a Contact Us request (LR-02); its task bears the id of the clock. */
export const contactUsClockExecution = (clockId: string): string => nameOf(WORKFLOWS.contactUsClock, clockId);

/** The execution that an account's pick starts (CE-10), by the pick's event id. */
export const ceAssignmentExecution = (eventId: string): string => nameOf(WORKFLOWS.ceAssignment, eventId);

/** The execution in which the contacts of an account follow an event that changed some of its fields (RO-01, RO-02). */
export const accountChangeExecution = (accountId: string, eventId: string, fields: readonly string[]): string => nameOf(WORKFLOWS.accountChange, [accountId, eventId, ...fields].join('#'));

/** The task of the account's Regional Director, under which the answer comes (docs/api.md): an account has one at a time. */
export const assignmentTaskOf = (accountId: string): string => `${WORKFLOWS.ceAssignment}-${accountId}`;

/** The change of the CRM that the director's choice becomes, by the execution that asked. */
export const assignmentEventOf = (execution: string): string => `assignment-${execution}`;
