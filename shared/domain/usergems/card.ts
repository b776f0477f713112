import { USERGEM_FIELDS, type Account, type Contact, type Lead } from '../../records/catalogue';
import { currentAccountIdOf } from '../access/may-read';
import { startedWithinMonths } from '../time/business-time';
import { COHORTS } from './cohorts.table';
import { isUserGemsLead } from './lead-source';
import { mayReadLead, playsOfLead, readableAccount, readableContact, type ReadingContext } from './list-view';
import { leadReference, personName, userReference, type Reference, type UserReference } from './reference';

/** What a record's page shows of a move at a glance (UG-15, UG-T3). */
export interface Card {
  readonly object: 'Lead' | 'Contact';
  readonly id: string;
  readonly name?: string | undefined;
  readonly currentLead?: Reference | undefined;
  readonly pastContact?: Reference | undefined;
  /** Where the person is now; the type says what the account is to us. */
  readonly currentAccount?: (Reference & { readonly type: string }) | undefined;
  readonly currentTitle?: string | undefined;
  readonly currentEmail?: string | undefined;
  readonly pastAccount?: Reference | undefined;
  readonly status?: string | undefined;
  readonly owner?: UserReference | undefined;
  readonly highPriority: boolean;
  readonly highPriorityReason?: string | undefined;
  /** UG-18. */
  readonly plays: readonly string[];
  /** Name of the cohort that the person was tracked under. */
  readonly pastRelationshipType?: string | undefined;
  /** NT-04, as of the business date of the request. */
  readonly startedWithin3Months: boolean;
  readonly startedWithin6Months: boolean;
  /** The UserGems fields of the record, and of the lead that a contact leads to, under their API names. */
  readonly fields: Readonly<Record<string, string | boolean>>;
}

export interface CardContext extends ReadingContext {
  /** Business date, YYYY-MM-DD. */
  readonly asOfDate: string;
  /** Cohort of the past contact, if it is tracked. */
  readonly cohort: number | undefined;
}

/** A lead has a card if UserGems made it or enriched it. */
export const hasLeadCard = (lead: Lead): boolean => isUserGemsLead(lead) || lead.UserGem__EventId__c !== undefined;

/** A contact has a card if UserGems saw it leave, or if a lead of UserGems was converted into it. */
export const hasContactCard = ({ UserGem__NoLongerAtCompany__c, UserGem__CurrentLead__c, UserGem__EventId__c }: Contact): boolean =>
  UserGem__NoLongerAtCompany__c === true || UserGem__CurrentLead__c !== undefined || UserGem__EventId__c !== undefined;

/** The card of a lead that its reader may read. */
export const cardOfLead = (lead: Lead, context: CardContext): Card => ({
  object: 'Lead',
  id: lead.Id,
  name: personName(lead),
  ...moveOf(lead, context),
  pastContact: readableContact(lead.UserGem__PastContact__c, context),
  status: lead.Status,
  owner: userReference(lead.OwnerId, context.users),
  fields: userGemsFields([lead], context),
});

/**
 * The card of a contact that its reader may read. The contact that UserGems saw leave shows where its lead is now; the contact that a
 * lead was converted into shows itself.
 */
export const cardOfContact = (contact: Contact, lead: Lead | undefined, context: CardContext): Card => {
  const readableLead = lead && mayReadLead(lead, context) ? lead : undefined;
  const isConverted = isConvertedInto(contact, lead);
  const here = { currentAccount: typedAccount(contact.AccountId, context), currentTitle: contact.Title, currentEmail: contact.Email };
  return {
    object: 'Contact',
    id: contact.Id,
    name: personName(contact),
    ...moveOf(readableLead, context),
    ...(isConverted && here),
    pastContact: readableContact(isConverted ? contact.UserGem__PastContact__c : contact.Id, context),
    pastAccount: readableAccount(isConverted ? contact.UserGem__PastAccount__c : contact.AccountId, context),
    status: contact.Status,
    owner: userReference(contact.OwnerId, context.users),
    fields: userGemsFields([...(readableLead ? [readableLead] : []), contact], context),
  };
};

/** Whether a contact is where its lead's person is now, rather than the one that was left. */
const isConvertedInto = (contact: Contact, lead: Lead | undefined): boolean => lead?.ConvertedContactId === contact.Id || (contact.UserGem__EventId__c !== undefined && contact.UserGem__NoLongerAtCompany__c !== true);

/** What a lead says of where somebody went; nothing without one. */
const moveOf = (lead: Lead | undefined, context: CardContext): Omit<Card, 'object' | 'id' | 'name' | 'fields'> => ({
  currentLead: lead && leadReference(lead, context.links),
  currentAccount: lead && typedAccount(currentAccountIdOf(lead), context),
  currentTitle: lead?.Title,
  currentEmail: lead?.Email,
  pastAccount: readableAccount(lead?.UserGem__PastAccount__c, context),
  highPriority: lead?.High_Priority__c === true,
  highPriorityReason: lead?.High_Priority_Reason__c,
  plays: lead ? playsOfLead(lead) : [],
  pastRelationshipType: COHORTS.find(({ cohort }) => cohort === context.cohort)?.name,
  startedWithin3Months: startedWithinMonths(lead?.UserGem__JobStartedDate__c, context.asOfDate, 3),
  startedWithin6Months: startedWithinMonths(lead?.UserGem__JobStartedDate__c, context.asOfDate, 6),
});

const typedAccount = (id: string | undefined, context: CardContext): Card['currentAccount'] => {
  const reference = readableAccount(id, context);
  const account = context.accounts.get(id ?? '');
  return reference && account && { ...reference, type: accountType(account) };
};

/** The CRM's own word, else what our lists say. */
const accountType = ({ Type, Is_Customer__c, Is_Target_Account__c }: Account): string => Type ?? (Is_Customer__c === true ? 'Customer' : Is_Target_Account__c === true ? 'Target' : 'Prospect');

/** Fields that name a record, and how it is read. */
const REFERENCES: Readonly<Record<string, (id: string, context: CardContext) => Reference | undefined>> = {
  UserGem__PastAccount__c: readableAccount,
  UserGem__PastContact__c: readableContact,
};
const FIELDS = [...Object.keys(USERGEM_FIELDS), 'UserGem__NoLongerAtCompany__c', 'Retro_Active_Push__c'];

/** The fields that have a value, the last record's first; the id of a record that is not for the reader is none. */
const userGemsFields = (records: readonly (Lead | Contact)[], context: CardContext): Card['fields'] =>
  Object.fromEntries(
    FIELDS.flatMap((field) => {
      const value: unknown = records.map((record): unknown => Reflect.get(record, field)).findLast((one) => one !== undefined);
      if (typeof value !== 'string' && typeof value !== 'boolean') return [];
      const referenceOf = REFERENCES[field];
      return referenceOf === undefined || referenceOf(String(value), context) !== undefined ? [[field, value]] : [];
    }),
  );
