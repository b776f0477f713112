import type { LeadSourceName } from '../../shared/names/webhooks';
import type { InProcessRuntime } from './in-process-runtime';
import { INBOUND_TEAM } from './lead-deliveries';
import { aContact, anAccount, aLead, aUser } from './records';
import type { SeedRecords } from './seed-records';

/** Thursday 2018-07-05, 06:01 in Pacific time: whatever came in on the fourth is due, the points of trials among it. */
export const MORNING_AFTER = '2018-07-05T13:01:00.000Z';

/** A company that has several owners within a day, its people, and leads elsewhere. */
export const LEAD_DAY: SeedRecords = {
  User: [...INBOUND_TEAM, aUser({ Id: 'ae-5', Role__c: 'AE', ManagerId: 'mgr' }), aUser({ Id: 'ars-1', Role__c: 'Account Research Specialist' }), aUser({ Id: 'rd-1', Role__c: 'RD', Region__c: 'EMEA' })],
  Account: [
    anAccount({ Id: 'acme', Name: 'Acme', Website: 'acme.example', OwnerId: 'ae-4', Number_of_Licenses__c: 800, Sales_Segmentation__c: 'Large', BillingCountry: 'Germany', Type: 'Customer' }),
    anAccount({ Id: 'acme-sub', Name: 'Acme Sub', Website: 'sub.example', OwnerId: 'bdr-2', ParentId: 'acme', Parent_Sales_Segmentation__c: 'Large' }),
    anAccount({ Id: 'picked', Name: 'Picked', Website: 'picked.example', OwnerId: 'sadm-1', Type: 'Prospect - CE User', BillingCountry: 'France' }),
  ],
  Contact: ['c-1', 'c-2', 'c-3', 'c-4'].map((Id) => aContact({ Id, AccountId: 'acme', OwnerId: 'ae-4', Email: `${Id}@acme.example` })),
  Lead: [
    aLead({ Id: 'l-1', Email: 'one@elsewhere.example', OwnerId: 'integ-1', LeadSource: 'Webcast', CreatedDate: '2018-06-01T00:00:00.000Z', Country: 'France' }),
    aLead({ Id: 'l-2', Email: 'two@elsewhere.example', OwnerId: 'integ-1', LeadSource: 'Webcast', CreatedDate: '2018-06-02T00:00:00.000Z', Country: 'France' }),
    aLead({ Id: 'l-3', Email: 'three@elsewhere.example', OwnerId: 'integ-1', LeadSource: 'Webcast', CreatedDate: '2018-06-03T00:00:00.000Z' }),
  ],
};

type Body = Readonly<Record<string, unknown>>;

/** The fourth of July, from nine in the morning on, a minute apart. */
const EVENTS: readonly (readonly [source: LeadSourceName, body: Body])[] = [
  ['forms', { id: 'asked', form: 'contact_us', person: { email: 'new@acme.example', lastName: 'New', country: 'Germany' }, company: { name: 'Acme' } }],
  ['marketing', { id: 'priced', type: 'activity', personId: 'l-1', action: 'pricing_page' }],
  ['marketing', { id: 'scored', type: 'score', personId: 'l-1', score: 95 }],
  ['crm', { id: 'sold', type: 'changed', object: 'Account', recordId: 'acme', by: 'sadm-1', fields: { OwnerId: 'ae-5' } }],
  ['crm', { id: 'helped', type: 'changed', object: 'Account', recordId: 'acme', by: 'sadm-1', fields: { SDR__c: 'sdr-1', Number_of_Licenses__c: 6_000 } }],
  ['crm', { id: 'poached', type: 'changed', object: 'Contact', recordId: 'c-2', by: 'bdr-2', fields: { OwnerId: 'bdr-2' } }],
  ['crm', { id: 'dropped', type: 'changed', object: 'Account', recordId: 'acme', by: 'sadm-1', fields: { OwnerId: 'bdr-2' } }],
  ['crm', { id: 'given', type: 'changed', object: 'Contact', recordId: 'c-2', by: 'bdr-2', fields: { OwnerId: 'ae-4' } }],
  ['forms', { id: 'tried', form: 'in_product_trial', person: { email: 'two@elsewhere.example', title: 'VP' } }],
  ['outreach', { id: 'called', activityType: 'call', email: 'new@acme.example', userId: 'ae-4' }],
  ['outreach', { id: 'called-nobody', activityType: 'call', email: 'nobody@nowhere.example' }],
  ['crm', { id: 'same', type: 'merged', object: 'Lead', recordId: 'l-1', mergedId: 'l-3', by: 'sadm-1' }],
  ['marketing', { id: 'priced', type: 'activity', personId: 'l-1', action: 'pricing_page' }],
  ['marketing', { id: 'after-merge', type: 'activity', personId: 'l-3', action: 'features_page' }],
  ['crm', { id: 'picking', type: 'changed', object: 'Account', recordId: 'picked', by: 'ars-1', fields: { CE_Pick__c: true } }],
  ['forms', { id: 'asked-again', form: 'contact_us', person: { email: 'c-1@acme.example' } }],
];

/** Hands in the day, each event at its minute. */
export const deliverLeadDay = async (runtime: Pick<InProcessRuntime, 'deliverLead'>): Promise<void> => {
  for (const [index, [source, body]] of EVENTS.entries()) {
    const at = new Date(Date.parse('2018-07-04T16:00:00.000Z') + index * 60_000).toISOString();
    await runtime.deliverLead(source, { version: 1, ...(source === 'forms' ? { submittedAt: at } : { occurredAt: at }), ...body }, at);
  }
};
export const EVENTS_OF_THE_DAY = EVENTS.length;
