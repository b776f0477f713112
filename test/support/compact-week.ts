import type { InProcessRuntime } from './in-process-runtime';
import { aContact, aLead, aRole, aUser, anAccount, anOpportunity, aWonOpportunity } from './records';
import type { SeedRecords } from './seed-records';
import { aJobChange, aNewHire, aPromotion } from './usergems-bodies';

/**
 * One week of a small company in which everything happens once: a release on Tuesday 2024-10-08, when Tier 2 is held, and the
 * notifications of Wednesday 2024-10-09. Acme lost its people; they joined the other companies.
 */
export const TUESDAY = '2024-10-08';
export const WEDNESDAY = '2024-10-09';

/** Past contacts at Acme: cohort 1, hence Tier 1. */
const tracked = Array.from({ length: 10 }, (_, index) => `c-${String(index + 1).padStart(2, '0')}`);

export const COMPACT_WEEK: SeedRecords = {
  User: [
    aUser({ Id: 'admin', Role__c: 'Sales Admin' }),
    aUser({ Id: 'ae', Role__c: 'AE', Notify_By__c: 'email' }),
    aUser({ Id: 'rm', Role__c: 'Renewal Manager', Notify_By__c: 'slack' }),
    aUser({ Id: 'bdr', Role__c: 'BDR', Region__c: 'AMER', Segment__c: 'Large', Notify_By__c: 'both' }),
    aUser({ Id: 'bdr-emea', Role__c: 'BDR', Region__c: 'EMEA', Segment__c: 'Mid-Market', Notify_By__c: 'email' }),
    aUser({ Id: 'sdr-0', Role__c: 'SDR', Region__c: 'AMER', IsActive: false }),
    aUser({ Id: 'sdr-1', Role__c: 'SDR', Region__c: 'AMER', Notify_By__c: 'email' }),
    aUser({ Id: 'sdr-2', Role__c: 'SDR', Region__c: 'AMER', Notify_By__c: 'slack' }),
  ],
  Account: [
    anAccount({ Id: 'acme', Sales_Segment__c: 'Large', OwnerId: 'ae', Renewal_Manager__c: 'rm', BDR_Assigned__c: 'gone' }),
    anAccount({ Id: 'middle', Sales_Segment__c: 'Mid-Market', BillingCountry: 'Germany' }),
    anAccount({ Id: 'globex', Sales_Segment__c: 'Large', OwnerId: 'ae', BDR_Assigned__c: 'bdr', Is_Target_Account__c: true }),
    anAccount({ Id: 'small' }),
    anAccount({ Id: 'quiet', Do_Not_Route__c: true }),
  ],
  Opportunity: [
    aWonOpportunity({ Id: 'won', AccountId: 'acme' }),
    aWonOpportunity({ Id: 'won-middle', AccountId: 'middle' }),
    anOpportunity({ Id: 'acme-late', AccountId: 'acme', StageName: '5-Negotiating' }),
    anOpportunity({ Id: 'acme-early', AccountId: 'acme', StageName: '0-Pending Acceptance' }),
    anOpportunity({ Id: 'globex-late', AccountId: 'globex' }),
    anOpportunity({ Id: 'globex-early', AccountId: 'globex', StageName: '1-Discovery' }),
  ],
  OpportunityContactRole: [...tracked.map((id) => aRole('won', id)), aRole('won-middle', 'c-middle')],
  Contact: [
    ...tracked.slice(0, -1).map((Id) => aContact({ Id, AccountId: 'acme' })),
    aContact({
      Id: 'c-10', AccountId: 'acme', UserGem__NoLongerAtCompany__c: true, Status: 'Unqualified', Unqualified_Reasons__c: 'No longer at company', Unqualified_DateTime__c: '2024-06-03T10:00:00.000Z',
    }),
    aContact({ Id: 'c-middle', AccountId: 'middle' }),
    aContact({ Id: 'c-untracked', AccountId: 'acme' }),
    aContact({ Id: 'c-globex', AccountId: 'globex' }),
  ],
  Lead: [aLead({ Id: 'lead-open', Email: 'known@small.example', OwnerId: 'sdr-2', CreatedDate: '2024-08-01T10:00:00.000Z', LeadSource: 'Webinar' })],
};

const small = { domain: 'small.example', company: 'Company small', country: 'United States' };
const globex = { accountId: 'globex', company: 'Company globex' };
const middle = { domain: 'middle.example', company: 'Company middle' };

/** Deliveries of the week before the release. */
export const DELIVERIES: readonly object[] = [
  ...['c-01', 'c-02', 'c-03'].map((contact, index) => aJobChange(`small-${index + 1}`, contact, small)),
  aJobChange('globex-1', 'c-04', globex),
  aJobChange('globex-2', 'c-05', { ...globex, startedOn: '2024-06-01' }),
  aJobChange('middle-1', 'c-06', middle),
  aJobChange('middle-2', 'c-07', { ...middle, startedOn: null }),
  aJobChange('quiet-1', 'c-08', { domain: 'quiet.example', company: 'Company quiet' }),
  aJobChange('nowhere-1', 'c-09', { company: 'Nobody knows it' }),
  aJobChange('marked-1', 'c-10', small),
  aJobChange('enriching', 'c-01', { ...small, title: 'CEO' }, { linkedinUrl: null, email: 'KNOWN@small.example' }),
  aJobChange('same-person', 'c-02', { ...small, title: 'CIO' }, { linkedinUrl: 'https://linkedin.com/in/small-2/' }),
  aJobChange('held-middle', 'c-middle', small),
  aJobChange('held-untracked', 'c-untracked', small),
  aJobChange('held-unknown', 'nobody', small),
  aNewHire('hire-target', globex),
  aNewHire('hire-elsewhere', small),
  aPromotion('promoted', 'c-globex', globex),
  aJobChange('small-1', 'c-01', small),
  { id: 'invalid', type: 'job_change' },
];

/** Brings in the week's deliveries; one more comes after the release has begun. */
export const deliverWeek = async ({ deliver }: InProcessRuntime): Promise<void> => {
  for (const [index, body] of DELIVERIES.entries()) await deliver(body, new Date(Date.parse('2024-10-03T12:00:00Z') + index * 60_000).toISOString());
  await deliver(aJobChange('too-late', 'c-03', globex), '2024-10-08T13:00:00.000Z');
};
