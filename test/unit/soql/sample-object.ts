import { compile, type Predicate } from '../../../shared/soql/compile';
import { parseSoql } from '../../../infra/rules/parse-soql';

/** An object with a field of every type, and with the fields of the rules NT-02 and NT-03. */
export const FIELDS = {
  Id: 'id',
  Name: 'string',
  LeadSource: 'picklist',
  Status: 'picklist',
  Unqualified_Reasons__c: 'string',
  Products__c: 'multipicklist',
  UserGem__NoLongerAtCompany__c: 'boolean',
  Amount: 'number',
  CloseDate: 'date',
  CreatedDate: 'datetime',
  Unqualified_DateTime__c: 'datetime',
} as const;

export const TIME_ZONE = 'America/Los_Angeles';

/** Wednesday 06:00 in Los Angeles. */
export const AS_OF = '2024-10-09T13:00:00.000Z';

/** The WHERE clause as it would be evaluated by a run at `asOf`. */
export const filter = (where: string, asOf = AS_OF, timeZone = TIME_ZONE): Predicate => compile(parseSoql(where, FIELDS), { fields: FIELDS, timeZone })(asOf);
