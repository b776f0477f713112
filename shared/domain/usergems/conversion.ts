import { USERGEM_FIELDS, type Contact, type Lead } from '../../records/catalogue';

/** What a lead hands to the contact that it was converted into: every field that UserGems filled, and where they came from (UG-12). */
export type ConvertedFields = Partial<Pick<Contact, keyof typeof USERGEM_FIELDS | 'UserGem__CurrentLead__c'>>;

const FIELDS = Object.keys(USERGEM_FIELDS) as (keyof typeof USERGEM_FIELDS)[];

/** The UserGems fields of a converted lead that have a value; undefined when the lead was not converted into a contact, has none, or was merged away or erased. */
export const conversionOf = (lead: Lead): ConvertedFields | undefined => {
  if (lead.IsConverted !== true || lead.ConvertedContactId === undefined || lead.MasterRecordId !== undefined || lead.Erased_DateTime__c !== undefined) return undefined;
  const fields = FIELDS.flatMap((field) => (lead[field] === undefined ? [] : [[field, lead[field]] as const]));
  return fields.length === 0 ? undefined : { ...Object.fromEntries(fields), UserGem__CurrentLead__c: lead.Id };
};

/**
 * What a contact takes over of it: the fields that are empty, a box that is not ticked among them. A contact that has the fields of
 * another event takes nothing, so that two moves are never mixed; an erased one takes nothing either.
 */
export const takenOver = (contact: Contact, converted: ConvertedFields): ConvertedFields => {
  const { UserGem__EventId__c: event, Erased_DateTime__c: erased } = contact;
  if (erased !== undefined || (event !== undefined && event !== converted.UserGem__EventId__c)) return {};
  return Object.fromEntries(
    Object.entries(converted).filter(([field, value]) => {
      const own: unknown = Reflect.get(contact, field);
      return own === undefined || (own === false && value === true);
    }),
  );
};
