import type { Contact, Lead, Task } from '../../records/catalogue';

/** What scoring, statuses and engagement keep on a person: points, dates and flags, by which counts and queues stay true. */
const KEPT_OF_A_PERSON = [
  'CreatedDate', 'Initial_Source_DateTime__c', 'Person_Score__c', 'Demographics_Scored__c', 'Unqualified_Reasons__c', 'Unqualified_DateTime__c', 'Inquiry_DateTime__c', 'MQL_DateTime__c',
  'Accepted_DateTime__c', 'Qualifying_DateTime__c', 'Qualified_DateTime__c', 'Disqualified_DateTime__c', 'Nurture_DateTime__c', 'Last_Interesting_Moment__c',
  'Last_Interesting_Moment_DateTime__c', 'EE_Trial_Start__c', 'EE_Trial_End__c', 'Last_Demo_Or_Chat__c', 'Active_Until__c', 'Engageable__c', 'Queue__c', 'HasOptedOutOfEmail',
  'LastActivityDate',
] as const;

/**
 * What is kept of an erased person's records: ids, owners, states, dates and flags, by which counts, ownership and ledgers stay true.
 * Everything else goes, further columns of an export among it.
 */
export const KEPT_FIELDS = {
  Contact: [
    ...KEPT_OF_A_PERSON,
    'Id', 'MasterRecordId', 'AccountId', 'OwnerId', 'SDR__c', 'LeadSource', 'Status', 'UserGem__NoLongerAtCompany__c', 'UserGem__CurrentLead__c', 'UserGem__PastAccount__c', 'UserGem__PastContact__c', 'UserGem__EventId__c', 'UserGem__Plays__c', 'UserGem__IsTargetCompany__c',
    'UserGem__IsCustomerCompany__c', 'Retro_Active_Push__c', 'Erased_DateTime__c', 'LastModifiedDate',
  ],
  Lead: [
    ...KEPT_OF_A_PERSON,
    'Sales_Segmentation__c', 'Number_of_Developers_Bucket__c', 'How_Many_Developers__c', 'Self_Service_Purchase__c',
    'Id', 'MasterRecordId', 'LeadSource', 'Status', 'OwnerId', 'IsConverted', 'ConvertedDate', 'ConvertedContactId', 'ConvertedAccountId',
    'Matched_Account__c', 'Sales_Segment__c', 'High_Priority__c', 'High_Priority_Reason__c', 'Retro_Active_Push__c', 'UserGem__PastAccount__c',
    'UserGem__PastContact__c', 'UserGem__EventId__c', 'UserGem__Plays__c', 'UserGem__IsTargetCompany__c', 'UserGem__IsCustomerCompany__c', 'Erased_DateTime__c',
    'LastModifiedDate',
  ],
  Task: ['Id', 'MasterRecordId', 'WhoId', 'WhatId', 'OwnerId', 'Type', 'TaskSubtype', 'Status', 'ActivityDate', 'CreatedDate', 'CompletedDateTime', 'LastModifiedDate'],
} as const satisfies { readonly Contact: readonly (keyof Contact)[]; readonly Lead: readonly (keyof Lead)[]; readonly Task: readonly (keyof Task)[] };

/** Attributes that exist for an index only. */
const INDEX_ATTRIBUTES = ['CreatedDay', 'CreatedMonth', 'DisqualifiedDay'];

/**
 * Names under which decisions, messages and working data keep ids, codes and what belongs to others. What stands there under any other
 * name about an erased person is erased.
 */
const KEPT_NAMES = [
  // Decisions.
  'RecordId', 'DecisionId', 'Kind', 'RunId', 'About', 'At', 'RulesHash', 'SettingsHash', 'RunDate', 'Rule', 'ObjectType', 'RecipientId', 'RecipientRole', 'Channel',
  'Outcome', 'Reason', 'Path', 'Pool', 'MatchedAccountId', 'MatchedBy', 'Segment', 'EventId', 'Account',
  // Signals, releases and routes.
  'signalId', 'eventId', 'source', 'receivedAt', 'requestId', 'line', 'motion', 'outcome', 'reason', 'leadId', 'contactId', 'tier', 'releasedOn', 'runId', 'redrivenAs',
  'path', 'pool', 'ownerId', 'matchedBy', 'matchedAccountId', 'segment', 'region', 'accountBdrId', 'field', 'seenDateTime',
  // Entries of digests with their ledger rows.
  'rule', 'objectType', 'recordId', 'role', 'recipientId', 'recipientRole', 'channel', 'accountId', 'accountName', 'ownerName', 'opportunities',
];

const KEPT_BY_OBJECT = new Map<string, ReadonlySet<string>>(Object.entries(KEPT_FIELDS).map(([object, fields]) => [object, new Set([...fields, ...INDEX_ATTRIBUTES])]));
const KEPT_ANYWHERE: ReadonlySet<string> = new Set([...KEPT_NAMES, ...[...KEPT_BY_OBJECT.values()].flatMap((fields) => [...fields])]);

export const isKeptField = (object: keyof typeof KEPT_FIELDS, field: string): boolean => KEPT_BY_OBJECT.get(object)?.has(field) === true;
export const isKeptAnywhere = (name: string): boolean => KEPT_ANYWHERE.has(name);
