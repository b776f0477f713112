import type { Account, Contact, Lead, User } from '../../records/catalogue';
import { parseRecord, type ValueWarning } from '../../records/parse-record';
import type { CrmBody, CrmFields, CrmObject, PersonObject } from './bodies';
import { PICK_FIELD } from './ce-pick';
import { masterCountry } from './new-lead';
import { survivorOf } from './person';
import { canonicalReason, canonicalStatus } from './statuses';
import type { DeliveryOf } from './verdict';
import type { WorkingSet } from './working-set';

/** A delivery of the CRM of one type. */
export type CrmDelivery<T extends CrmBody['type']> = Omit<DeliveryOf<'/webhooks/crm'>, 'body'> & { readonly body: Extract<CrmBody, { readonly type: T }> };

type AnyFields = Lead & Contact & Account & User;

/** A record of any object that the CRM changes: the rules ask for fields, and a field that the object has not is empty. */
export type CrmRecord = { readonly Id: string } & CrmValues;
export type CrmValues = { readonly [F in Exclude<keyof AnyFields, 'Id'>]?: AnyFields[F] | undefined };

/** The record of an id, or the one that it was merged into, over any number of merges (LD-06). */
export const currentRecord = (ws: WorkingSet, object: CrmObject, id: string | undefined): CrmRecord | undefined => {
  const record = ws.get(object, id);
  return record && survivorOf(ws, object, record);
};

/** The fields of a change or a new record, as they are stored. */
export interface CrmFieldValues {
  /** Typed by the catalogue, countries by the master list (LD-09), statuses and reasons as their lists spell them (LD-10, LD-11); an emptied field is undefined. */
  readonly values: CrmValues;
  /** What does not fit its field's type, and stays the text that came. */
  readonly warnings: readonly ValueWarning[];
  readonly reason: 'COUNTRY_UNKNOWN' | undefined;
}

export const valuesOf = (ws: WorkingSet, object: CrmObject, fields: CrmFields): CrmFieldValues => {
  const texts = Object.fromEntries(Object.entries(fields).flatMap(([field, value]) => (field === PICK_FIELD ? [] : [[field, String(value ?? '')]])));
  const { record, warnings } = parseRecord<CrmObject>(object, texts);
  const typed: CrmValues = { ...Object.fromEntries(Object.keys(texts).map((field) => [field, undefined])), ...record };

  const countryField = COUNTRY_FIELDS[object];
  const { country, reason } = masterCountry(ws, countryField && typed[countryField]);
  const listed = {
    ...(countryField && { [countryField]: country }),
    ...(isPerson(object) && {
      Status: canonicalStatus(typed.Status) ?? typed.Status,
      Unqualified_Reasons__c: canonicalReason(typed.Unqualified_Reasons__c) ?? typed.Unqualified_Reasons__c,
    }),
  };
  return { values: { ...typed, ...Object.fromEntries(Object.entries(listed).filter(([field]) => field in typed)) }, warnings, reason };
};

/** The country of a person, or of an account. */
const COUNTRY_FIELDS = { Lead: 'Country', Contact: 'Country', Account: 'BillingCountry', User: undefined } as const;

/** Leads and contacts have sources, statuses and scores. */
export const isPerson = (object: CrmObject): object is PersonObject => object === 'Lead' || object === 'Contact';
