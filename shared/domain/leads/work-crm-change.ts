import { fieldChanges } from '../field-changes';
import { resegment, showToChildren } from './account-hierarchy';
import type { CrmFields, CrmObject } from './bodies';
import { BROUGHT_ALONG } from './brought-along';
import { isPick, noteDirectorsTask } from './ce-pick';
import { currentRecord, valuesOf, type CrmDelivery, type CrmRecord } from './crm-record';
import { refusalOf } from './crm-refusals';
import { followOwner, followSdr, noteAdoption, ofAccount } from './ownership';
import type { Actor } from './roles';
import { CONTROLLING_FIELDS } from './segments.table';
import { moveStatus } from './statuses';
import { processed, rejected, type Verdict } from './verdict';
import type { Cause, WorkingSet } from './working-set';

/** Fields that somebody changed in the CRM, and all that follows from them (LD-05 to LD-13, SG-02 to SG-07, RO-01 to RO-06, CE-08, CE-10). */
export const workCrmChange = (ws: WorkingSet, { body, eventId, receivedAt: at }: CrmDelivery<'changed'>, actor: Actor): Verdict => {
  const { object, recordId, fields } = body;
  const before = currentRecord(ws, object, recordId);
  if (before === undefined) return rejected('RECORD_UNKNOWN');

  const { values, warnings, reason } = valuesOf(ws, object, fields);
  const refusal = refusalOf({ ws, actor, object, fields, before, after: { ...before, ...values }, warnings });
  if (refusal !== undefined) return rejected(refusal);

  const cause: Cause = { at, eventId, actor: body.by, rule: 'crm' };
  const written: CrmRecord = ws.write<CrmObject>(object, before.Id, { ...values, ...BROUGHT_ALONG[object](before, values, at) }, cause);
  noteAdoption(ws, before, written, cause);
  CONSEQUENCES[object](ws, { before, written, fields }, cause);

  const now = ws.get(object, before.Id) ?? before;
  const unchanged = fieldChanges(before, now).length === 0 && fieldChanges(now, before).length === 0;
  return processed(before.Id, unchanged && !isPick(fields) ? 'NO_CHANGE' : reason);
};

/** What follows from a change once it is done. */
interface Change {
  readonly before: CrmRecord;
  readonly written: CrmRecord;
  readonly fields: CrmFields;
}

type Consequence = (ws: WorkingSet, change: Change, cause: Cause) => void;

/** Who bought by himself needs nobody to sell to him (LD-13). */
const ofPurchase: Consequence = (ws, { before, written }, cause) => {
  if (written.Self_Service_Purchase__c === true && before.Self_Service_Purchase__c !== true) moveStatus(ws, { object: 'Lead', record: written }, 'self_service_purchase', cause);
};

/** A contact that moves to another account shows that account's owner and SDR (RO-01, RO-02). */
const ofMove: Consequence = (ws, { before, written }, cause) => {
  const account = written.AccountId === before.AccountId ? undefined : ws.get('Account', written.AccountId);
  if (account) ws.write('Contact', written.Id, ofAccount(ws, account), { ...cause, rule: 'RO-01' });
};

const ofAccountChange: Consequence = (ws, { before, written, fields }, cause) => {
  const isControlled = 'ParentId' in fields || CONTROLLING_FIELDS.Account.some((field) => field in fields);
  const now = isControlled ? resegment(ws, written, cause) : written;
  if (now.Sales_Segmentation__c !== before.Sales_Segmentation__c) showToChildren(ws, now, cause);
  followOwner(ws, before, now, cause);
  followSdr(ws, before, now, cause);
  if (isPick(fields)) noteDirectorsTask(ws, now, cause);
};

const CONSEQUENCES: Readonly<Record<CrmObject, Consequence>> = { Lead: ofPurchase, Contact: ofMove, Account: ofAccountChange, User: () => {} };
