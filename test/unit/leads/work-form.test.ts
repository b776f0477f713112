import type { Lead } from '../../../shared/records/catalogue';
import { aContactUs, aForm, NOW } from '../../support/lead-deliveries';
import { aLead, anAccount, aContact } from '../../support/records';
import { contactAfter, leadAfter, outcomesOf, rowsOf, worked } from '../../support/worked-stream';

const account = anAccount({ Id: 'acct', Name: 'Umbrella Works', Website: 'https://www.umbrella.example', OwnerId: 'ae-4' });
const open = (fields: Partial<Lead> & { readonly Id: string }): Lead => aLead({ Email: 'ada@umbrella.example', OwnerId: 'integ-1', CreatedDate: '2018-01-05T08:00:00.000Z', Person_Score__c: 0, ...fields });

describe('a form of somebody whom nobody knows', () => {
  it('makes a lead with everything that was told', () => {
    const form = aForm('for-1', {
      form: 'contact_us',
      submittedAt: '2018-07-04T15:59:00.000Z',
      person: { firstName: 'Ada', lastName: 'Okafor', email: 'Ada@umbrella.example', title: 'Analyst', country: 'usa', state: 'Ohio' },
      company: { name: 'Umbrella', developersBucket: '>100' },
    });

    expect(leadAfter(worked({ accounts: [account] }, [form]))).toEqual({
      Id: expect.stringMatching(/^00Q[0-9a-f]{15}$/),
      FirstName: 'Ada', LastName: 'Okafor', Email: 'Ada@umbrella.example', Title: 'Analyst', Country: 'United States', State: 'Ohio', Company: 'Umbrella',
      LeadSource: 'Request - Contact', Initial_Source_DateTime__c: NOW, CreatedDate: NOW, Status: 'MQL', Inquiry_DateTime__c: NOW, MQL_DateTime__c: NOW,
      Number_of_Developers_Bucket__c: '>100', Sales_Segmentation__c: 'Mid-Market', Matched_Account__c: 'acct', OwnerId: 'ae-4', IsConverted: false,
      Person_Score__c: 105, Demographics_Scored__c: true, HasOptedOutOfEmail: false, Engageable__c: true, Queue__c: 'inbound', Outreach_Sync__c: 'queued',
      Last_Interesting_Moment__c: 'contact_form', Last_Interesting_Moment_DateTime__c: '2018-07-04T15:59:00.000Z',
    });
  });

  it.each([
    ['the account that the domain tells', 'ada@umbrella.example', 'Umbrella Works', 'acct'],
    ['the domain of an address that no account has', 'ada@elsewhere.example', 'elsewhere.example', undefined],
    ['[not provided] for a free-mail address', 'ada@gmail.com', '[not provided]', undefined],
  ])('without a company it is named after %s', (_, email, Company, Matched_Account__c) => {
    const lead = leadAfter(worked({ accounts: [account] }, [aContactUs('for-1', email)]));

    expect([lead.Company, lead.Matched_Account__c, lead.LastName]).toEqual([Company, Matched_Account__c, '[not provided]']);
  });

  it('of several accounts of one domain it is matched with the one of its company, else with the smallest id', () => {
    const accounts = [anAccount({ Id: 'b', Name: 'Beta', Website: 'same.example' }), anAccount({ Id: 'a', Name: 'Alpha', Website: 'same.example' }), anAccount({ Id: 'c', Name: 'Gamma' })];
    const matched = (email: string, name: string) => leadAfter(worked({ accounts }, [aContactUs('for-1', email, { company: { name } })])).Matched_Account__c;

    expect([matched('ada@same.example', 'BETA'), matched('ada@same.example', 'Gamma'), matched('ada@gmail.com', 'gamma')]).toEqual(['b', 'a', 'c']);
  });

  it('LD-09: an unknown country is kept with a warning', () => {
    const changes = worked({}, [aContactUs('for-1', 'ada@umbrella.example', { person: { email: '', country: 'Freedonia' } })]);

    expect([leadAfter(changes).Country, ...outcomesOf(changes)]).toEqual(['Freedonia', 'processed COUNTRY_UNKNOWN']);
  });

  it.each([
    ['Swag Store', 'rejected SOURCE_INACTIVE'],
    ['Banner', 'rejected SOURCE_UNKNOWN'],
    ['Web Chat', 'processed'],
  ])('LD-08: source %s: %s', (leadSource, outcome) => {
    const changes = worked({}, [aContactUs('for-1', 'ada@umbrella.example', { leadSource })]);

    expect(outcomesOf(changes)).toEqual([outcome]);
    expect(changes.leads.map(({ after }) => after.LeadSource)).toEqual(outcome === 'processed' ? [leadSource] : []);
  });
});

describe('a form of somebody who is known', () => {
  it('fills what is empty, replaces the bucket, and writes no other source', () => {
    const lead = open({ Id: '00Q1', Title: 'Analyst', Company: undefined, LeadSource: 'Webcast' });
    const form = aContactUs('for-1', 'ADA@umbrella.example', {
      leadSource: 'Web Chat',
      person: { email: '', firstName: 'Ada', lastName: 'Other', title: 'CTO', country: 'France' },
      company: { name: 'Umbrella', developersBucket: '5000+' },
    });

    const changes = worked({ leads: [lead], accounts: [account] }, [form]);

    expect(outcomesOf(changes)).toEqual(['processed EXISTING_LEAD']);
    expect(leadAfter(changes)).toMatchObject({
      Id: '00Q1', FirstName: 'Ada', LastName: lead.LastName, Title: 'Analyst', Country: 'France', Company: 'Umbrella', LeadSource: 'Webcast',
      Number_of_Developers_Bucket__c: '5000+', Sales_Segmentation__c: 'Strategic', Matched_Account__c: 'acct',
    });
  });

  it('is for the oldest open lead with the address, then for the smallest id', () => {
    const leads = [open({ Id: '00Q3' }), open({ Id: '00Q2' }), open({ Id: '00Q9', CreatedDate: '2017-01-01T00:00:00.000Z', Status: 'Disqualified' }), open({ Id: '00Q1', CreatedDate: '2018-02-01T00:00:00.000Z' })];

    expect(leadAfter(worked({ leads }, [aContactUs('for-1', 'ada@umbrella.example')])).Id).toBe('00Q2');
  });

  it('is for the contact where no lead is open, and makes a lead where there is none', () => {
    const closed = open({ Id: '00Q1', Status: 'Bad Data' });
    const contacts = [aContact({ Id: '0032', Email: 'ada@umbrella.example' }), aContact({ Id: '0031', Email: 'ada@umbrella.example', AccountId: 'acct' })];

    const ofContact = worked({ leads: [closed], contacts, accounts: [account] }, [aContactUs('for-1', 'ada@umbrella.example')]);
    const ofNobody = worked({ leads: [closed] }, [aContactUs('for-1', 'ada@umbrella.example')]);

    expect([contactAfter(ofContact).Id, ...outcomesOf(ofContact)]).toEqual(['0031', 'processed EXISTING_CONTACT']);
    expect([leadAfter(ofNobody).Id === '00Q1', ...outcomesOf(ofNobody)]).toEqual([false, 'processed']);
  });

  it('is for the record that survived a merge', () => {
    const leads = [open({ Id: '00Q1', MasterRecordId: '00Q2' }), open({ Id: '00Q2', Email: 'new@umbrella.example' })];

    expect(leadAfter(worked({ leads }, [aContactUs('for-1', 'ada@umbrella.example')])).Id).toBe('00Q2');
  });
});

describe('a trial', () => {
  it('LR-06, RE-08: lasts 30 days and makes active for 30 more', () => {
    const form = aForm('for-1', { form: 'ee_trial', person: { email: 'ada@umbrella.example' }, trial: { startedOn: '2018-07-02' } });

    expect(leadAfter(worked({}, [form]))).toMatchObject({ EE_Trial_Start__c: '2018-07-02', EE_Trial_End__c: '2018-08-01', Active_Until__c: '2018-08-31', LeadSource: 'Trial - Enterprise' });
  });

  it('starts on the Pacific day of the form where nothing else is said', () => {
    const form = aForm('for-1', { form: 'ee_trial', person: { email: 'ada@umbrella.example' }, submittedAt: '2018-07-04T06:59:59.000Z' });

    expect(leadAfter(worked({}, [form]))).toMatchObject({ EE_Trial_Start__c: '2018-07-03', EE_Trial_End__c: '2018-08-02' });
  });

  it('LD-T1: an in-product trial is routed at once, and gets its points at the next 06:00', () => {
    const trial = (eventId: string, receivedAt: string) => aForm(eventId, { form: 'in_product_trial', person: { email: `${eventId}@umbrella.example`, title: 'Analyst' } }, receivedAt);
    const before = trial('for-1', '2018-07-05T12:59:59.000Z');
    const atSix = trial('for-2', '2018-07-05T13:00:00.000Z');

    const changes = worked({}, [before, atSix], { until: '2018-07-05T13:00:00.000Z' });

    expect(changes.routings.map(({ eventId, trigger, at }) => [eventId, trigger, at])).toEqual([
      ['for-1', 'in_product_trial', '2018-07-05T12:59:59.000Z'],
      ['for-1', 'score', '2018-07-05T13:00:00.000Z'],
      ['for-2', 'in_product_trial', '2018-07-05T13:00:00.000Z'],
    ]);
    expect(rowsOf(changes)).toEqual(['in_product_trial 100 = 100', 'company_email 5 = 105', 'unchanged']);
    expect(changes.clocks.map(({ clockId, dueAt, outcome }) => [clockId, dueAt, outcome])).toEqual([
      ['forms#for-1', '2018-07-05T13:00:00.000Z', 'scored'],
      ['forms#for-2', '2018-07-06T13:00:00.000Z', 'open'],
    ]);
  });
});
