import type { Account, Lead } from '../../records/catalogue';
import { matchAccount } from '../matching/match-account';
import { normaliseDomain } from '../matching/normalise';
import { sha256 } from '../usergems/event-id';
import type { PersonClues } from './bodies';
import { isEngageable } from './engagement';
import type { PersonFields } from './person';
import { theUserOf } from './roles';
import { leadSegment } from './segments';
import type { WorkingSet } from './working-set';

export const NOT_PROVIDED = '[not provided]';

/** The id of a lead that a delivery makes (contracts-leads, section 5). */
export const leadIdOf = (route: string, eventId: string): string => `00Q${sha256(`lead:${route}:${eventId}`).slice(0, 15)}`;

/** What every new lead and contact starts with, from whatever source (LD-05, RE-05, RO-03). */
export const startingFields = (ws: WorkingSet, source: string, at: string): PersonFields => ({
  LeadSource: source,
  Initial_Source_DateTime__c: at,
  CreatedDate: at,
  Status: 'Raw',
  Person_Score__c: 0,
  HasOptedOutOfEmail: false,
  Engageable__c: isEngageable({ LeadSource: source }, ws.context.settings),
  Outreach_Sync__c: 'queued',
});

/** A country as the master list spells it; unknown text stays, and is said to be unknown (LD-09). */
export const masterCountry = (ws: WorkingSet, text: string | undefined): { readonly country: string | undefined; readonly reason: 'COUNTRY_UNKNOWN' | undefined } => {
  const country = ws.context.countryOf(text)?.name;
  return { country: country ?? text, reason: country === undefined && text !== undefined ? 'COUNTRY_UNKNOWN' : undefined };
};

/** The account of a lead: by the domain of the address, of several the one that bears the company's name; else by that name. */
export const matchedAccount = (ws: WorkingSet, email: string | undefined, company: string | undefined): Account | undefined =>
  matchAccount({ email, company }, { byId: () => undefined, byDomain: ws.accountsByDomain, byName: ws.accountsByName }, ws.context.isFreeMail).account;

/** The company of a new lead: as it was told, else the matched account, else the domain of the address. */
export const companyOf = (ws: WorkingSet, email: string | undefined, company: string | undefined, account: Account | undefined): string =>
  company ?? account?.Name ?? normaliseDomain(email, ws.context.isFreeMail) ?? NOT_PROVIDED;

export interface LeadStart {
  readonly id: string;
  readonly source: string;
  readonly clues: PersonClues;
  readonly company?: string | undefined;
  readonly developersBucket?: string | undefined;
}

/** Creates the lead of a person whom nobody knew (contracts-leads, section 7); the Integration user owns it until it is routed. */
export const createLead = (ws: WorkingSet, { id, source, clues, company, developersBucket }: LeadStart, at: string): Lead => {
  const account = matchedAccount(ws, clues.email, company);
  const lead: Lead = {
    Id: id,
    ...startingFields(ws, source, at),
    FirstName: clues.firstName,
    LastName: clues.lastName ?? NOT_PROVIDED,
    Email: clues.email,
    Title: clues.title,
    State: clues.state,
    Country: masterCountry(ws, clues.country).country,
    Company: companyOf(ws, clues.email, company, account),
    OwnerId: theUserOf(ws.users.values(), 'Integration')?.Id,
    IsConverted: false,
    Matched_Account__c: account?.Id,
    Number_of_Developers_Bucket__c: developersBucket,
  };
  return ws.create('Lead', { ...lead, Sales_Segmentation__c: leadSegment(lead) });
};
