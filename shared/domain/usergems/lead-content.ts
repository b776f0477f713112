import type { Account, Contact, Lead } from '../../records/catalogue';
import { UNKNOWN_SEGMENT } from '../routing/route';
import { LEAD_SOURCE, type Change } from './change';

/** What a lead says of a change (UG-11, UG-14; contracts, section 9). */
export interface LeadSubject {
  readonly change: Change;
  readonly account: Account | undefined;
  /** The known past contact. */
  readonly contact: Contact | undefined;
}

/** `overwrite` replaces what stands there; `fill` is written only into empty fields. */
export interface LeadChange {
  readonly overwrite: Partial<Lead>;
  readonly fill: Partial<Lead>;
}

const NAME_NOT_PROVIDED = '[not provided]';

/** The fields that the vendor's news always decides. */
const newsFields = ({ change, contact }: LeadSubject): Partial<Lead> => ({
  UserGem__CompanyCountry__c: change.current.country,
  UserGem__PersonCountry__c: change.person.country,
  UserGem__CompanyState__c: change.current.state,
  UserGem__PersonState__c: change.person.state,
  UserGem__PersonLinkedInUrl__c: change.person.linkedinUrl,
  UserGem__JobStartedDate__c: change.current.startedOn,
  UserGem__PastAccount__c: contact?.AccountId,
  UserGem__PastContact__c: contact?.Id,
  UserGem__PastTitle__c: contact && (change.previous.title ?? contact.Title),
});

/** The fields that say who and where it is. */
const identityFields = ({ change, account }: LeadSubject): Partial<Lead> => ({
  FirstName: change.person.firstName,
  LastName: change.person.lastName,
  Company: change.current.company ?? account?.Name ?? change.current.domain,
  Email: change.person.email,
  Title: change.current.title,
  Country: change.person.country ?? change.current.country,
  State: change.person.state ?? change.current.state,
  Matched_Account__c: account?.Id,
  Sales_Segment__c: account?.Sales_Segment__c,
  UserGem__EventId__c: change.eventId,
});

const accountFlags = (account: Account | undefined): Partial<Lead> => ({
  UserGem__IsTargetCompany__c: account?.Is_Target_Account__c === true,
  UserGem__IsCustomerCompany__c: account?.Is_Customer__c === true,
});

/** How an existing lead is enriched; nothing else of it changes (D-13). */
export const enrichmentOf = (subject: LeadSubject, scheduledTime: string): LeadChange => ({
  overwrite: given({ LastModifiedDate: scheduledTime }, newsFields(subject), subject.account ? accountFlags(subject.account) : {}),
  fill: given(identityFields(subject)),
});

/** A lead after an enrichment. */
export const applyEnrichment = (lead: Lead, { overwrite, fill }: LeadChange): Lead => ({ ...fill, ...given(lead), ...overwrite, Id: lead.Id });

/** A new lead, whole but for its owner. */
export const newLead = (id: string, subject: LeadSubject, about: { readonly scheduledTime: string; readonly plays: readonly string[] }): Lead => {
  const identity = identityFields(subject);
  const lead = given(identity, newsFields(subject), accountFlags(subject.account), {
    LastName: identity.LastName ?? NAME_NOT_PROVIDED,
    Sales_Segment__c: identity.Sales_Segment__c ?? UNKNOWN_SEGMENT,
    LeadSource: LEAD_SOURCE[subject.change.motion],
    Status: 'Raw',
    CreatedDate: about.scheduledTime,
    LastModifiedDate: about.scheduledTime,
    IsConverted: false,
    High_Priority__c: true,
    High_Priority_Reason__c: 'UserGems Lead',
    Retro_Active_Push__c: subject.change.push?.toString(),
    UserGem__Plays__c: about.plays.join(';'),
  });
  return Object.assign(lead, { Id: id });
};

/** UG-18: 1 tracked person has a new job, 2 new hire or promotion, 3 joins an account with open opportunities. */
export const playsOf = (change: Change, joinsOpenOpportunity: boolean): string[] => (change.motion === 'job_change' ? ['1', ...(joinsOpenOpportunity ? ['3'] : [])] : ['2']);

/** The fields that have a value, of later parts before earlier ones. Spreading the parts into one object takes thirty times as long. */
const given = (...parts: readonly Partial<Lead>[]): Partial<Lead> => {
  const kept: Record<string, string | number | boolean> = {};
  for (const part of parts) for (const [field, value] of Object.entries(part)) if (value !== undefined && value !== '') kept[field] = value;
  return kept;
};
