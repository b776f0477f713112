import type { CrmFields, PersonObject } from '../../../shared/domain/leads/bodies';
import type { StreamChanges } from '../../../shared/domain/leads/changes';
import { workStream } from '../../../shared/domain/leads/work-stream';
import { aCrmEvent, INBOUND_TEAM, NOW } from '../../support/lead-deliveries';
import { aLeadContext, leadFacts } from '../../support/lead-facts';
import { aLead, anAccount } from '../../support/records';

const users = INBOUND_TEAM;
const accounts = [
  anAccount({ Id: 'acme', Name: 'Acme', Website: 'https://www.acme.example', OwnerId: 'ae-4', SDR__c: 'sdr-1' }),
  anAccount({ Id: 'acme-eu', Name: 'Acme Europe', Website: 'acme.example', OwnerId: 'sadm-1' }),
];

const created = (object: PersonObject, fields: CrmFields, by = 'bdr-2', recordId = 'new'): StreamChanges =>
  workStream(leadFacts({ users, accounts, leads: [aLead({ Id: 'known' })] }), aLeadContext(), [aCrmEvent('crm-1', { type: 'created', object, recordId, fields, by })], NOW);

const everyNewPerson = {
  Id: 'new', LastName: '[not provided]', LeadSource: 'Demo', Initial_Source_DateTime__c: NOW, CreatedDate: NOW, Status: 'Raw', Person_Score__c: 0, HasOptedOutOfEmail: false, Engageable__c: true, Outreach_Sync__c: 'queued',
};

describe('leads and contacts that are made in the CRM (LD-07, LD-08, CE-11)', () => {
  it('a lead has what every new lead starts with, and belongs to whoever made it', () => {
    const { leads, outcomes, audits } = created('Lead', { LeadSource: 'Demo', Email: 'ada@gmail.com', FirstName: null });

    expect(leads).toEqual([{ after: { ...everyNewPerson, Email: 'ada@gmail.com', OwnerId: 'bdr-2', IsConverted: false, Company: '[not provided]', Sales_Segmentation__c: 'Unknown' } }]);
    expect(outcomes).toEqual([{ deliveryId: 'crm#crm-1', outcome: 'processed', reason: '', recordId: 'new' }]);
    expect(audits).toEqual([]);
  });

  it('a lead keeps what was given, with what follows from it', () => {
    const { leads, outcomes } = created('Lead', { LeadSource: 'GitLab.com', LastName: 'Okafor', Email: 'ada@acme.example', Company: 'ACME europe', Country: 'Freedonia', Status: 'mql', Number_of_Developers_Bucket__c: '>100', OwnerId: 'ibdr-EMEA-1' }, 'system');

    expect(leads.map(({ after }) => after)).toEqual([
      {
        ...everyNewPerson, LeadSource: 'GitLab.com', Engageable__c: false, LastName: 'Okafor', Email: 'ada@acme.example', Company: 'ACME europe', Country: 'Freedonia', Status: 'MQL', MQL_DateTime__c: NOW,
        Number_of_Developers_Bucket__c: '>100', Sales_Segmentation__c: 'Mid-Market', OwnerId: 'ibdr-EMEA-1', IsConverted: false, Matched_Account__c: 'acme-eu',
      },
    ]);
    expect(outcomes.map(({ reason }) => reason)).toEqual(['COUNTRY_UNKNOWN']);
  });

  it('what the system makes belongs to the Integration user', () => {
    expect(created('Lead', { LeadSource: 'Demo' }, 'system').leads.map(({ after }) => after.OwnerId)).toEqual(['integ-1']);
  });

  it('a lead without a company has that of its account, else the domain of its address', () => {
    const companies = [{ Matched_Account__c: 'acme' }, { Email: 'ada@acme.example' }, { Email: 'ada@nobody.example' }].map((fields) => created('Lead', { LeadSource: 'Demo', ...fields }).leads[0]?.after.Company);

    expect(companies).toEqual(['Acme', 'Acme', 'nobody.example']);
  });

  it('RO-01, RO-02: a contact has the owner of a field-sales account, whoever was named, and its SDR', () => {
    const { contacts } = created('Contact', { LeadSource: 'Demo', LastName: 'Neu', AccountId: 'acme', OwnerId: 'bdr-2' });

    expect(contacts).toEqual([{ after: { ...everyNewPerson, LastName: 'Neu', AccountId: 'acme', OwnerId: 'ae-4', SDR__c: 'sdr-1' } }]);
  });

  it('a contact of any other account belongs to whoever made it', () => {
    expect(created('Contact', { LeadSource: 'Demo', AccountId: 'acme-eu' }).contacts.map(({ after }) => after.OwnerId)).toEqual(['bdr-2']);
  });

  it.each<[string, PersonObject, CrmFields, string]>([
    ['RECORD_EXISTS', 'Lead', { LeadSource: 'Demo' }, 'known'],
    ['SOURCE_MISSING', 'Lead', { LeadSource: null }, 'new'],
    ['SOURCE_INACTIVE', 'Lead', { LeadSource: 'Swag Store' }, 'new'],
    ['SOURCE_UNKNOWN', 'Contact', { LeadSource: 'Banner', AccountId: 'acme' }, 'new'],
    ['STATUS_UNKNOWN', 'Lead', { LeadSource: 'Demo', Status: 'Hot' }, 'new'],
    ['REASON_REQUIRED', 'Lead', { LeadSource: 'Demo', Status: 'Disqualified' }, 'new'],
    ['ACCOUNT_UNKNOWN', 'Contact', { LeadSource: 'Demo' }, 'new'],
    ['ACCOUNT_UNKNOWN', 'Contact', { LeadSource: 'Demo', AccountId: 'nowhere' }, 'new'],
    ['OWNER_UNKNOWN', 'Lead', { LeadSource: 'Demo', OwnerId: 'ae-gone' }, 'new'],
    ['ADMIN_ONLY', 'Lead', { LeadSource: 'Demo', OwnerId: 'sadm-1' }, 'new'],
    ['FRACTION', 'Lead', { LeadSource: 'Demo', How_Many_Developers__c: 1.5 }, 'new'],
  ])('%s: %s with %j', (reason, object, fields, recordId) => {
    const { outcomes, ...rest } = created(object, fields, 'bdr-2', recordId);

    expect(outcomes).toEqual([{ deliveryId: 'crm#crm-1', outcome: 'rejected', reason }]);
    expect(Object.values(rest).flat()).toEqual([]);
  });
});
