import type { FieldTypes } from './field-types';

/**
 * The field catalogue: the Salesforce objects and those of their fields that rules read or write, with their types
 * (contracts, section 1). Fields that are not listed are kept as text, as they came.
 */
const SYSTEM_FIELDS = { Id: 'id', LastModifiedDate: 'datetime', MasterRecordId: 'id' } as const;

/** What UserGems fills on a lead, and what its contact takes over when the lead is converted (UG-11, UG-12). */
export const USERGEM_FIELDS = {
  UserGem__CompanyCountry__c: 'string', UserGem__PersonCountry__c: 'string', UserGem__CompanyState__c: 'string', UserGem__PersonState__c: 'string',
  UserGem__PersonLinkedInUrl__c: 'string', UserGem__IsTargetCompany__c: 'boolean', UserGem__IsCustomerCompany__c: 'boolean',
  UserGem__JobStartedDate__c: 'date', UserGem__PastAccount__c: 'id', UserGem__PastContact__c: 'id', UserGem__PastTitle__c: 'string',
  UserGem__EventId__c: 'string', UserGem__Plays__c: 'multipicklist',
} as const;

/** What scoring, statuses and engagement keep on a person, lead or contact (contracts-leads, section 3). */
const PERSON_FIELDS = {
  CreatedDate: 'datetime', Initial_Source_DateTime__c: 'datetime', Person_Score__c: 'number', Demographics_Scored__c: 'boolean',
  Unqualified_Reasons__c: 'picklist', Unqualified_DateTime__c: 'datetime',
  Inquiry_DateTime__c: 'datetime', MQL_DateTime__c: 'datetime', Accepted_DateTime__c: 'datetime', Qualifying_DateTime__c: 'datetime',
  Qualified_DateTime__c: 'datetime', Disqualified_DateTime__c: 'datetime', Nurture_DateTime__c: 'datetime',
  Last_Interesting_Moment__c: 'string', Last_Interesting_Moment_DateTime__c: 'datetime',
  EE_Trial_Start__c: 'date', EE_Trial_End__c: 'date', Last_Demo_Or_Chat__c: 'date', Active_Until__c: 'date',
  Engageable__c: 'boolean', Queue__c: 'picklist', HasOptedOutOfEmail: 'boolean', Subscriptions__c: 'multipicklist',
  LastActivityDate: 'date', Outreach_Sync__c: 'picklist', Career_Page_Visits__c: 'string',
} as const;

export const CATALOGUE = {
  Account: {
    ...SYSTEM_FIELDS,
    Name: 'string', Website: 'string', Type: 'picklist', ParentId: 'id', OwnerId: 'id', NumberOfEmployees: 'number', Industry: 'picklist',
    BillingStreet: 'string', BillingCity: 'string', BillingState: 'string', BillingPostalCode: 'string', BillingCountry: 'string',
    Sales_Segment__c: 'picklist', PubSec_Type__c: 'picklist', BDR_Assigned__c: 'id', Renewal_Manager__c: 'id',
    Is_Target_Account__c: 'boolean', Is_Customer__c: 'boolean', Do_Not_Route__c: 'boolean',
    Prospecting_Status__c: 'picklist', Six_QA__c: 'boolean',
    AccountSource: 'picklist', How_Many_Developers__c: 'number', IT_Employees__c: 'number', TEDD_Employees__c: 'number', Number_of_Licenses__c: 'number',
    Potential_EE_Users__c: 'number', Override_Flag__c: 'boolean', Sales_Segmentation__c: 'picklist', Parent_Sales_Segmentation__c: 'picklist',
    SDR__c: 'id', GitLab_Team__c: 'multipicklist', Using_CE__c: 'boolean', CE_Instances__c: 'number', Active_CE_Users__c: 'number',
    CE_Instances_Total__c: 'number', Active_CE_Users_Total__c: 'number', Former_Names__c: 'multipicklist',
  },
  Contact: {
    ...SYSTEM_FIELDS,
    AccountId: 'id', FirstName: 'string', LastName: 'string', Email: 'string', Title: 'string', OwnerId: 'id', LeadSource: 'picklist',
    Status: 'picklist', LinkedIn_URL__c: 'string', UserGem__NoLongerAtCompany__c: 'boolean', UserGem__CurrentLead__c: 'id',
    Retro_Active_Push__c: 'string', Erased_DateTime__c: 'datetime', Country: 'string', State: 'string', SDR__c: 'id',
    ...PERSON_FIELDS,
    ...USERGEM_FIELDS,
  },
  Lead: {
    ...SYSTEM_FIELDS,
    FirstName: 'string', LastName: 'string', Company: 'string', Email: 'string', Title: 'string', Country: 'string', State: 'string',
    LeadSource: 'picklist', Status: 'picklist', OwnerId: 'id', IsConverted: 'boolean', Matched_Account__c: 'id',
    Sales_Segment__c: 'picklist', High_Priority__c: 'boolean', High_Priority_Reason__c: 'string',
    Retro_Active_Push__c: 'string', ConvertedDate: 'datetime', ConvertedContactId: 'id', ConvertedAccountId: 'id', Erased_DateTime__c: 'datetime',
    Number_of_Developers_Bucket__c: 'string', How_Many_Developers__c: 'number', Sales_Segmentation__c: 'picklist', Self_Service_Purchase__c: 'boolean', Actively_Being_Sequenced__c: 'boolean',
    ...PERSON_FIELDS,
    ...USERGEM_FIELDS,
  },
  Opportunity: {
    ...SYSTEM_FIELDS,
    AccountId: 'id', Name: 'string', StageName: 'picklist', Type: 'picklist', Amount: 'number', CloseDate: 'date', IsClosed: 'boolean',
    IsWon: 'boolean', OwnerId: 'id', Renewal_Manager__c: 'id',
  },
  OpportunityContactRole: { ...SYSTEM_FIELDS, OpportunityId: 'id', ContactId: 'id', Role: 'picklist', IsPrimary: 'boolean' },
  /** Salesforce keeps calls, e-mails and meetings that took place as tasks of a lead or contact (`WhoId`). */
  Task: {
    ...SYSTEM_FIELDS,
    WhoId: 'id', WhatId: 'id', OwnerId: 'id', Type: 'picklist', TaskSubtype: 'picklist', Status: 'picklist', Subject: 'string', ActivityDate: 'date', CreatedDate: 'datetime',
    CompletedDateTime: 'datetime',
  },
  User: {
    ...SYSTEM_FIELDS,
    Name: 'string', Email: 'string', IsActive: 'boolean', Role__c: 'picklist', Region__c: 'picklist', Segment__c: 'picklist',
    Notify_By__c: 'picklist', PubSec_Access__c: 'boolean', ManagerId: 'id',
  },
} as const satisfies Readonly<Record<string, FieldTypes>>;

export type ObjectName = keyof typeof CATALOGUE;
export const OBJECT_NAMES = Object.keys(CATALOGUE) as ObjectName[];

type ValueOf<Type> = Type extends 'boolean' ? boolean : Type extends 'number' ? number : string;

/**
 * A record under its API names. An empty field is an absent attribute; further columns of the export stand beside the catalogued
 * ones as text.
 */
export type RecordOf<O extends ObjectName> = { readonly Id: string } & { readonly [F in Exclude<keyof (typeof CATALOGUE)[O], 'Id'>]?: ValueOf<(typeof CATALOGUE)[O][F]> | undefined };

export type Account = RecordOf<'Account'>;
export type Contact = RecordOf<'Contact'>;
export type Lead = RecordOf<'Lead'>;
export type Opportunity = RecordOf<'Opportunity'>;
export type OpportunityContactRole = RecordOf<'OpportunityContactRole'>;
export type Task = RecordOf<'Task'>;
export type User = RecordOf<'User'>;
