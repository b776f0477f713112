import type { Lead } from '../../../shared/records/catalogue';
import { aContactUs, aMarketingEvent, anAction, aScore } from '../../support/lead-deliveries';
import { aLead } from '../../support/records';
import { leadAfter, outcomesOf, pathsOf, rowsOf, worked } from '../../support/worked-stream';

const ada = (fields: Partial<Lead> = {}): Lead =>
  aLead({ Id: '00Q1', Email: 'ada@umbrella.example', Title: 'Analyst', OwnerId: 'integ-1', Person_Score__c: 0, Demographics_Scored__c: true, Engageable__c: true, ...fields });
const score = (value: number, second: number) => aScore(`mar-${second}`, '00Q1', value, `2018-07-04T16:00:0${second}.000Z`);

describe('points (LD-03, LD-14)', () => {
  it('LD-03: contact form and a free-mail address make 95, which is an MQL', () => {
    const changes = worked({}, [aContactUs('for-1', 'rosa@gmail.com')]);

    expect(rowsOf(changes)).toEqual(['contact_form 100 = 100', 'free_email -5 = 95', 'routed']);
    expect(leadAfter(changes)).toMatchObject({ Status: 'MQL', Person_Score__c: 95, Demographics_Scored__c: true });
  });

  it('LD-03, LD-04: asset, newsletter and company mail make 45, which changes nothing; the pricing page makes 55, which routes and is no MQL', () => {
    const lead = ada({ Demographics_Scored__c: undefined });
    const asset = anAction('mar-1', '00Q1', 'gated_asset_download');
    const newsletter = aMarketingEvent('mar-2', { type: 'subscription', personId: '00Q1', list: 'newsletter', subscribed: true });

    const changes = worked({ leads: [lead] }, [asset, newsletter, anAction('mar-3', '00Q1', 'pricing_page')]);

    expect(rowsOf(changes)).toEqual(['gated_asset_download 30 = 30', 'company_email 5 = 35', 'below_threshold', 'newsletter 10 = 45', 'below_threshold', 'pricing_page 10 = 55', 'routed']);
    expect(leadAfter(changes)).toMatchObject({ Status: 'Inquiry', Subscriptions__c: 'newsletter' });
  });

  it('a stage may have points of its own', () => {
    expect(rowsOf(worked({ leads: [ada()] }, [anAction('mar-1', '00Q1', 'pricing_page')], { points: { pricing_page: 12 } }))).toEqual(['pricing_page 12 = 12', 'below_threshold']);
  });

  it('LD-T1: two career pages within 7 days take 25 points, whatever the order of receipt', () => {
    const visit = (id: string, day: number, hour: number) => anAction(id, '00Q1', 'career_page', { receivedAt: `2018-07-1${hour}T16:00:00.000Z`, occurredAt: `2018-07-0${day}T16:00:00.000Z` });

    const changes = worked({ leads: [ada({ Person_Score__c: 30 })] }, [visit('mar-1', 9, 1), visit('mar-2', 2, 2), visit('mar-3', 8, 3)]);

    expect(rowsOf(changes)).toEqual(['career_pages -25 = 5', 'below_threshold']);
    expect(outcomesOf(changes)).toEqual(['processed NO_POINTS', 'processed', 'processed NO_POINTS']);
  });

  it('an opt-out takes 25 points, once', () => {
    const optOut = (id: string) => aMarketingEvent(id, { type: 'opt_out', personId: '00Q1' });

    const changes = worked({ leads: [ada()] }, [optOut('mar-1'), optOut('mar-2')]);

    expect([...rowsOf(changes), ...outcomesOf(changes)]).toEqual(['email_unsubscribe -25 = -25', 'below_threshold', 'processed', 'processed NO_CHANGE']);
    expect(leadAfter(changes)).toMatchObject({ HasOptedOutOfEmail: true, Person_Score__c: -25 });
  });

  it('a subscription counts when it begins, also again', () => {
    const list = (id: string, name: 'webcast' | 'event', subscribed: boolean) => aMarketingEvent(id, { type: 'subscription', personId: '00Q1', list: name, subscribed });

    const changes = worked({ leads: [ada()] }, [list('mar-1', 'webcast', true), list('mar-2', 'event', true), list('mar-3', 'event', true), list('mar-4', 'webcast', false), list('mar-5', 'webcast', true)]);

    expect(outcomesOf(changes)).toEqual(['processed', 'processed', 'processed NO_CHANGE', 'processed', 'processed']);
    expect(rowsOf(changes).filter((row) => row.includes('='))).toEqual(['webcast_opt_in 10 = 10', 'event_opt_in 10 = 20', 'webcast_opt_in 10 = 30']);
    expect(leadAfter(changes).Subscriptions__c).toBe('event;webcast');
  });
});

describe('totals', () => {
  it.each([
    [89, 'Raw'],
    [90, 'MQL'],
  ])('LD-02: %d makes %s', (total, status) => {
    expect(leadAfter(worked({ leads: [ada()] }, [score(total, 1)])).Status).toBe(status);
  });

  it('LD-02, D-23: 95 stays MQL at 85', () => {
    expect(leadAfter(worked({ leads: [ada()] }, [score(95, 1), score(85, 2)]))).toMatchObject({ Status: 'MQL', Person_Score__c: 85, MQL_DateTime__c: '2018-07-04T16:00:01.000Z' });
  });

  it.each([
    ['Qualifying', 'Qualifying'],
    ['Accepted', 'Accepted'],
    ['Disqualified', 'Disqualified'],
    ['Inquiry', 'MQL'],
    ['Nurture', 'MQL'],
    ['Recycle', 'MQL'],
  ])('LD-13: %s reaching 120 is %s', (Status, after) => {
    expect(leadAfter(worked({ leads: [ada({ Status })] }, [score(120, 1)])).Status).toBe(after);
  });

  it('LD-04: 49 asks for nothing, 50 routes, 60 finds an owner, 45 undoes nothing', () => {
    const changes = worked({ leads: [ada({ Country: 'Japan' })] }, [score(49, 1), score(50, 2), score(60, 3), score(45, 4)]);

    expect(rowsOf(changes).filter((row) => !row.includes('='))).toEqual(['below_threshold', 'routed', 'unchanged', 'below_threshold']);
    expect(pathsOf(changes)).toEqual(['UNKNOWN→BDR_RR(APAC): ibdr-APAC-1', 'OWNED→UNCHANGED: ibdr-APAC-1']);
    expect(leadAfter(changes).OwnerId).toBe('ibdr-APAC-1');
  });

  it('a total that is there already changes nothing', () => {
    const changes = worked({ leads: [ada({ Person_Score__c: 40 })] }, [score(40, 1)]);

    expect([outcomesOf(changes), changes.scores, changes.leads]).toEqual([['processed NO_CHANGE'], [], []]);
  });

  it('says nothing of address and title', () => {
    expect(rowsOf(worked({ leads: [ada({ Demographics_Scored__c: undefined })] }, [score(40, 1)]))).toEqual(['SCORE_SET 40 = 40', 'below_threshold']);
  });
});

describe('somebody whom nobody knows', () => {
  const activity = (leadSource?: string) => aMarketingEvent('mar-1', { type: 'activity', action: 'booth_visit', person: { email: 'neu@fresh.example' }, leadSource });

  it.each([
    [undefined, 'rejected SOURCE_MISSING'],
    ['Swag Store', 'rejected SOURCE_INACTIVE'],
    ['Banner', 'rejected SOURCE_UNKNOWN'],
    ['Conference', 'processed LEAD_CREATED'],
  ])('LD-07: an activity with source %s: %s', (source, outcome) => {
    expect(outcomesOf(worked({}, [activity(source)]))).toEqual([outcome]);
  });

  it('becomes a lead of the Integration user', () => {
    const changes = worked({}, [activity('Conference')]);

    expect(leadAfter(changes)).toMatchObject({ LastName: '[not provided]', Company: 'fresh.example', OwnerId: 'integ-1', Status: 'Inquiry', Person_Score__c: 25, Sales_Segmentation__c: 'Unknown' });
    expect(rowsOf(changes)).toEqual(['booth_visit 30 = 30', 'company_email 5 = 35', 'junior_title -10 = 25', 'below_threshold']);
  });

  it.each([
    [aMarketingEvent('mar-1', { type: 'score', personId: 'nobody', score: 5 })],
    [aMarketingEvent('mar-1', { type: 'opt_out', person: { email: 'neu@fresh.example' } })],
  ])('can neither be counted nor opt out', (delivery) => {
    expect(outcomesOf(worked({}, [delivery]))).toEqual(['rejected PERSON_UNKNOWN']);
  });

  it('an unknown id is looked for by e-mail, also among closed leads', () => {
    const closed = ada({ Status: 'Disqualified' });

    expect(worked({ leads: [closed] }, [aMarketingEvent('mar-1', { type: 'opt_out', personId: 'nobody', person: { email: 'ada@umbrella.example' } })]).outcomes).toMatchObject([{ outcome: 'processed', recordId: '00Q1' }]);
  });
});
