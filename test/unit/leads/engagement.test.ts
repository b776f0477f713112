import { activeUntil, isActive } from '../../../shared/domain/leads/engagement';
import type { ActionCode } from '../../../shared/domain/leads/score-points.table';
import type { Account, Contact } from '../../../shared/records/catalogue';
import { aContactUs, aForm, anAction } from '../../support/lead-deliveries';
import { aContact, aLead, anAccount } from '../../support/records';
import { alertsOf, contactAfter, leadAfter, worked } from '../../support/worked-stream';

const contact = (fields: Partial<Contact> = {}): Contact => aContact({ Id: '0031', Email: 'ada@umbrella.example', AccountId: 'acct', Status: 'Raw', Demographics_Scored__c: true, Engageable__c: true, ...fields });
const account = (fields: Partial<Account> = {}): Account => anAccount({ Id: 'acct', Sales_Segmentation__c: 'Large', SDR__c: 'sdr-1', ...fields });
const lead = aLead({ Id: '00Q1', Email: 'ada@umbrella.example', OwnerId: 'bdr-2', LeadSource: 'Trial - Enterprise', Demographics_Scored__c: true });

describe('Active (RE-06 to RE-08)', () => {
  it.each([
    ['a trial that ends 2018-08-01', { EE_Trial_End__c: '2018-08-01' }, '2018-08-31'],
    ['a chat of 2018-07-01', { Last_Demo_Or_Chat__c: '2018-07-01' }, '2018-08-30'],
    ['both: the longer', { EE_Trial_End__c: '2018-08-01', Last_Demo_Or_Chat__c: '2018-07-04' }, '2018-09-02'],
    ['neither, whatever the source', { LeadSource: 'Trial - Enterprise' }, undefined],
  ])('%s', (_, fields, until) => {
    expect(activeUntil(fields)).toBe(until);
  });

  it('through the last date, and Passive the day after', () => {
    const record = { Active_Until__c: '2018-08-31' };

    expect([isActive(record, '2018-08-31'), isActive(record, '2018-09-01'), isActive({}, '2018-08-31')]).toEqual([true, false, false]);
  });

  it.each<[ActionCode, string | undefined]>([
    ['eep_demo_attended', '2018-09-02'],
    ['web_chat_engaged', '2018-09-02'],
    ['eep_demo_registered', undefined],
    ['web_chat_opened', undefined],
  ])('RE-07: %s', (action, until) => {
    expect(leadAfter(worked({ leads: [lead] }, [anAction('mar-1', '00Q1', action)])).Active_Until__c).toBe(until);
  });

  it('counts from the Pacific day of the latest event, also of one delivered late', () => {
    const chat = (id: string, occurredAt: string, receivedAt: string) => anAction(id, '00Q1', 'web_chat_engaged', { occurredAt, receivedAt });

    const changes = worked({ leads: [lead] }, [chat('mar-1', '2018-07-03T06:59:00.000Z', '2018-07-04T16:00:00.000Z'), chat('mar-2', '2018-07-01T16:00:00.000Z', '2018-07-05T16:00:00.000Z')]);

    expect(leadAfter(changes)).toMatchObject({ Last_Demo_Or_Chat__c: '2018-07-02', Active_Until__c: '2018-08-31' });
  });
});

describe('the last interesting moment (RE-06)', () => {
  it('is the newest that happened, of two at one instant the one delivered later', () => {
    const moment = (id: string, action: ActionCode, occurredAt: string, second: number) => anAction(id, '00Q1', action, { occurredAt, receivedAt: `2018-07-06T16:00:0${second}.000Z` });

    const changes = worked({ leads: [lead] }, [
      moment('mar-1', 'booth_visit', '2018-07-05T16:00:00.000Z', 1),
      moment('mar-2', 'gated_asset_download', '2018-07-05T16:00:00.000Z', 2),
      moment('mar-3', 'owned_event_attended', '2018-07-01T16:00:00.000Z', 3),
      moment('mar-4', 'pricing_page', '2018-07-06T16:00:00.000Z', 4),
    ]);

    expect(leadAfter(changes)).toMatchObject({ Last_Interesting_Moment__c: 'gated_asset_download', Last_Interesting_Moment_DateTime__c: '2018-07-05T16:00:00.000Z' });
  });
});

describe('queues', () => {
  it('RE-01: a Contact Us request is in the inbound queue, for good', () => {
    expect(leadAfter(worked({}, [aContactUs('for-1', 'ada@umbrella.example')])).Queue__c).toBe('inbound');
    expect(contactAfter(worked({ contacts: [contact({ Queue__c: 'inbound' })], accounts: [account()] }, [anAction('mar-1', '0031', 'booth_visit')])).Queue__c).toBe('inbound');
  });

  it.each<[string, Partial<Account>, string | undefined, readonly string[]]>([
    ['a Large account: its SDR', {}, 'outbound', ['OUTBOUND_TASK SDR sdr-1']],
    ['a Strategic account: its SDR', { Sales_Segmentation__c: 'Strategic' }, 'outbound', ['OUTBOUND_TASK SDR sdr-1']],
    ['an account without SDR: the Sales Admin', { SDR__c: undefined }, 'outbound', ['OUTBOUND_TASK Sales Admin sadm-1 SDR_MISSING']],
    ['a Mid-Market account: nobody', { Sales_Segmentation__c: 'Mid-Market' }, undefined, []],
  ])('RE-02, RE-04: educational interest at %s', (_, fields, queue, alerts) => {
    const changes = worked({ contacts: [contact()], accounts: [account(fields)] }, [anAction('mar-1', '0031', 'gated_asset_download')]);

    expect([contactAfter(changes).Queue__c, alertsOf(changes)]).toEqual([queue, alerts]);
  });

  it('RE-04: educational interest of a lead is for nobody', () => {
    const changes = worked({ leads: [{ ...lead, Matched_Account__c: 'acct' }], accounts: [account()] }, [anAction('mar-1', '00Q1', 'booth_visit')]);

    expect([leadAfter(changes).Queue__c, alertsOf(changes)]).toEqual([undefined, []]);
  });

  it('RE-09: who is Active is withheld from the outbound team', () => {
    const changes = worked({ contacts: [contact({ Active_Until__c: '2018-07-04' })], accounts: [account()] }, [anAction('mar-1', '0031', 'booth_visit')]);

    expect([contactAfter(changes).Queue__c, alertsOf(changes)]).toEqual([undefined, []]);
  });
});

describe('who may be engaged (RE-05)', () => {
  it.each([
    ['GitLab.com', false],
    ['Conference', true],
  ])('is told by the source %s at the first action', (LeadSource, engageable) => {
    expect(leadAfter(worked({ leads: [{ ...lead, LeadSource }] }, [anAction('mar-1', '00Q1', 'pricing_page')])).Engageable__c).toBe(engageable);
  });

  it('a trial lifts the block', () => {
    const trial = aForm('for-1', { form: 'ee_trial', person: { email: 'ada@umbrella.example' } });

    expect(leadAfter(worked({ leads: [{ ...lead, LeadSource: 'GitLab.com', Engageable__c: false }] }, [trial])).Engageable__c).toBe(true);
  });
});
