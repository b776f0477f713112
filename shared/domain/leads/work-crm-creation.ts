import { BROUGHT_ALONG } from './brought-along';
import { valuesOf, type CrmDelivery, type CrmRecord, type CrmValues } from './crm-record';
import { refusalOf } from './crm-refusals';
import { companyOf, matchedAccount, NOT_PROVIDED, startingFields } from './new-lead';
import { ofAccount } from './ownership';
import { theUserOf, type Actor } from './roles';
import { leadSegment } from './segments';
import { moveStatus } from './statuses';
import { processed, rejected, type Verdict } from './verdict';
import type { WorkingSet } from './working-set';

/**
 * A lead or contact that somebody made in the CRM: what he gave, and for the rest what every new person starts with (LD-07, CE-11). It belongs
 * to whom he named, else to himself, a contact of field sales to the owner of its account (RO-01).
 */
export const workCrmCreation = (ws: WorkingSet, { body, eventId, receivedAt: at }: CrmDelivery<'created'>, actor: Actor): Verdict => {
  const { object, recordId } = body;
  if (ws.get(object, recordId) !== undefined) return rejected('RECORD_EXISTS');

  const fields = Object.fromEntries(Object.entries(body.fields).filter(([, value]) => value !== null && value !== ''));
  const { values, warnings, reason } = valuesOf(ws, object, fields);
  const maker = actor === 'system' ? theUserOf(ws.users.values(), 'Integration') : actor;
  const start: CrmRecord = { Id: recordId, ...startingFields(ws, values.LeadSource ?? '', at), LastName: NOT_PROVIDED, OwnerId: maker?.Id };
  const wished = { ...start, ...values };
  const refusal = refusalOf({ ws, actor, object, fields, before: undefined, after: wished, warnings });
  if (refusal !== undefined) return rejected(refusal);

  const whole = { ...wished, ...BROUGHT_ALONG[object](start, values, at) };
  if (object === 'Contact') {
    const account = ws.get('Account', values.AccountId);
    ws.create('Contact', { ...whole, ...(account && ofAccount(ws, account)) });
  } else {
    const record = ws.create('Lead', { ...whole, ...ofNewLead(ws, values) });
    if (record.Self_Service_Purchase__c === true) moveStatus(ws, { object: 'Lead', record }, 'self_service_purchase', { at, eventId, actor: body.by });
  }
  return processed(recordId, reason);
};

/** What a lead has besides: its account, as given or by domain or name, a company, and a segment also when nobody told a number. */
const ofNewLead = (ws: WorkingSet, values: CrmValues): CrmValues => {
  const { Email: email, Company: company, Matched_Account__c: given } = values;
  const account = given === undefined ? matchedAccount(ws, email, company) : ws.get('Account', given);
  return {
    Matched_Account__c: given ?? account?.Id,
    Company: companyOf(ws, email, company, account),
    IsConverted: values.IsConverted ?? false,
    Sales_Segmentation__c: leadSegment(values),
  };
};
