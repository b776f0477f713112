import type { Account, Contact, Lead, RecordOf } from '../../records/catalogue';
import type { CrmObject, PersonObject } from './bodies';
import type { Cause, WorkingSet } from './working-set';

/** A lead or a contact: both share scores, statuses and engagement (contracts-leads, section 3). */
export type Person = { readonly object: 'Lead'; readonly record: Lead } | { readonly object: 'Contact'; readonly record: Contact };

/** The fields that both have. */
export type PersonFields = { readonly [F in Exclude<keyof Lead & keyof Contact, 'Id'>]?: (Lead & Contact)[F] | undefined };

/** The person of an id that is a lead's or a contact's; a merged record stands for the one that survived. */
export const personOf = (ws: WorkingSet, id: string | undefined): Person | undefined => {
  const lead = ws.get('Lead', id);
  if (lead) return { object: 'Lead', record: survivorOf(ws, 'Lead', lead) };
  const contact = ws.get('Contact', id);
  return contact && { object: 'Contact', record: survivorOf(ws, 'Contact', contact) };
};

/** The record that a merged one became, over any number of merges (LD-06). */
export const survivorOf = <O extends CrmObject>(ws: WorkingSet, object: O, record: RecordOf<O>): RecordOf<O> => {
  const seen = new Set<string>();
  let survivor = record;
  for (let master = ws.get(object, survivor.MasterRecordId); master && !seen.has(master.Id); master = ws.get(object, survivor.MasterRecordId)) {
    seen.add(master.Id);
    survivor = master;
  }
  return survivor;
};

/** Changes fields that leads and contacts share. */
export const writePerson = (ws: WorkingSet, { object, record }: Person, fields: PersonFields, cause: Cause): Person => ({ object, record: ws.write<PersonObject>(object, record.Id, fields, cause) });

/** The account where the person works, as far as it is known. */
export const accountOf = (ws: WorkingSet, person: Person): Account | undefined => ws.get('Account', person.object === 'Lead' ? person.record.Matched_Account__c : person.record.AccountId);
