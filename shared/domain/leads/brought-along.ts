import { formerNamesAfter } from '../matching/former-names';
import type { CrmObject } from './bodies';
import type { CrmRecord, CrmValues } from './crm-record';
import { activeUntil } from './engagement';
import { CONTROLLING_FIELDS } from './segments.table';
import { leadSegment } from './segments';
import { canonicalStatus, entryInto } from './statuses';

/** What written fields bring along on the record itself. */
type BringAlong = (before: CrmRecord, values: CrmValues, at: string) => CrmValues;

/** The stamps of a status (LD-01), the instant of a first source (LD-05), and the end of activity (RE-08). */
const ofPerson: BringAlong = (before, values, at) => {
  const status = canonicalStatus(values.Status);
  const isFirstSource = values.LeadSource !== undefined && before.LeadSource === undefined && before.Initial_Source_DateTime__c === undefined;
  return {
    ...(status !== undefined && entryInto(before, status, at)),
    ...(isFirstSource && { Initial_Source_DateTime__c: at }),
    ...(('EE_Trial_End__c' in values || 'Last_Demo_Or_Chat__c' in values) && { Active_Until__c: activeUntil({ ...before, ...values }) }),
  };
};

const ofLead: BringAlong = (before, values, at) => ({
  ...ofPerson(before, values, at),
  ...(CONTROLLING_FIELDS.Lead.some((field) => field in values) && { Sales_Segmentation__c: leadSegment({ ...before, ...values }) }),
});

const ofRenamed: BringAlong = (before, values) => ('Name' in values && values.Name !== before.Name ? { Former_Names__c: formerNamesAfter(before, values.Name) } : {});

export const BROUGHT_ALONG: Readonly<Record<CrmObject, BringAlong>> = { Lead: ofLead, Contact: ofPerson, Account: ofRenamed, User: () => ({}) };
