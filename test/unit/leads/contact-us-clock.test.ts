import type { Contact, Lead } from '../../../shared/records/catalogue';
import { aContactUs, aCrmEvent, anActivity } from '../../support/lead-deliveries';
import { aContact, aLead, anAccount } from '../../support/records';
import { alertsOf, contactAfter, leadAfter, outcomesOf, worked } from '../../support/worked-stream';

/** Friday 2018-07-06, 16:00 in Pacific time: due Monday 16:00. */
const FRIDAY = '2018-07-06T23:00:00.000Z';
const DUE = '2018-07-09T23:00:00.000Z';
const A_SECOND_BEFORE = '2018-07-09T22:59:59.000Z';

const lead: Lead = aLead({ Id: '00Q1', Email: 'ada@umbrella.example', OwnerId: 'ae-4', Status: 'Accepted', CreatedDate: '2018-01-01T00:00:00.000Z' });
const request = aContactUs('for-1', 'ada@umbrella.example', {}, FRIDAY);
const call = (receivedAt: string, fields: Partial<Parameters<typeof anActivity>[1]> = {}) => anActivity('out-1', { activityType: 'call', recordId: '00Q1', ...fields }, receivedAt);
const clockOf = ({ clocks }: ReturnType<typeof worked>) => clocks.map(({ outcome, metAt, dueAt }) => ({ outcome, metAt, dueAt }));

describe('the answer to a Contact Us request (LR-02)', () => {
  it('whatever was decided, a clock runs', () => {
    expect(worked({ leads: [lead] }, [request]).clocks).toEqual([
      { clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: '00Q1', receivedRecordId: '00Q1', receivedAt: FRIDAY, dueAt: DUE, outcome: 'open' },
    ]);
  });

  it('D-28: leaves out the holidays of the stage', () => {
    expect(clockOf(worked({ leads: [lead] }, [request], { holidays: ['2018-07-09'] }))).toEqual([{ outcome: 'open', dueAt: '2018-07-10T23:00:00.000Z' }]);
  });

  it.each([
    ['on Monday at 10:00', call('2018-07-09T17:00:00.000Z'), 'met'],
    ['a second before the due instant', call(A_SECOND_BEFORE), 'met'],
    ['at the due instant', call(DUE), 'breached'],
    ['before it, but delivered after', call('2018-07-09T23:30:00.000Z', { occurredAt: '2018-07-09T17:00:00.000Z' }), 'breached'],
    ['before the request', call(A_SECOND_BEFORE, { occurredAt: '2018-07-06T22:59:59.000Z' }), 'breached'],
    ['that only shows an opened mail', call(A_SECOND_BEFORE, { activityType: 'email_opened' }), 'breached'],
    ['on another record', call(A_SECOND_BEFORE, { recordId: undefined, email: 'other@umbrella.example' }), 'breached'],
  ])('an activity %s: %s', (_, activity, outcome) => {
    const other = aLead({ Id: '00Q2', Email: 'other@umbrella.example' });

    expect(clockOf(worked({ leads: [lead, other] }, [request, activity], { until: DUE }))).toEqual([{ outcome, dueAt: DUE, metAt: outcome === 'met' ? activity.receivedAt : undefined }]);
  });

  it('one activity answers all requests that came before it', () => {
    const again = aContactUs('for-2', 'ada@umbrella.example', {}, '2018-07-07T20:00:00.000Z');
    const later = aContactUs('for-3', 'ada@umbrella.example', {}, '2018-07-09T18:00:00.000Z');

    const changes = worked({ leads: [lead] }, [request, again, later, call('2018-07-09T19:00:00.000Z', { occurredAt: '2018-07-09T17:00:00.000Z' })]);

    expect(changes.clocks.map(({ eventId, outcome }) => [eventId, outcome])).toEqual([['for-1', 'met'], ['for-2', 'met'], ['for-3', 'open']]);
  });

  it("LD-06: an activity on a merged lead's survivor counts", () => {
    const survivor = aLead({ Id: '00Q2', Email: 'ada@home.example', CreatedDate: '2018-01-01T00:00:00.000Z' });
    const merge = aCrmEvent('crm-1', { type: 'merged', object: 'Lead', recordId: '00Q2', mergedId: '00Q1' }, '2018-07-08T00:00:00.000Z');

    const changes = worked({ leads: [lead, survivor] }, [request, merge, call(A_SECOND_BEFORE, { recordId: '00Q2' })], { until: DUE });

    expect(changes.clocks).toMatchObject([{ outcome: 'met', recordId: '00Q2', receivedRecordId: '00Q1' }]);
  });

  it('a breach is told to the owner of that moment and to his manager', () => {
    const given = aCrmEvent('crm-1', { type: 'changed', object: 'Lead', recordId: '00Q1', fields: { OwnerId: 'ibdr-EMEA-2' } }, '2018-07-08T00:00:00.000Z');

    expect(alertsOf(worked({ leads: [lead] }, [request, given], { until: DUE }))).toEqual(['SLA_BREACH Owner ibdr-EMEA-2 for-1', 'SLA_BREACH Manager mgr for-1']);
  });

  it('a missing manager is said to be missing', () => {
    expect(alertsOf(worked({ leads: [{ ...lead, OwnerId: 'bdr-2' }] }, [request], { until: DUE }))).toEqual(['SLA_BREACH Owner bdr-2 for-1', 'SLA_BREACH Manager  MANAGER_MISSING']);
  });

  it('of a contact it is told to who got the task', () => {
    const contact: Contact = aContact({ Id: '0031', Email: 'ada@umbrella.example', OwnerId: 'ae-4', AccountId: 'acct', Country: 'France' });

    const changes = worked({ contacts: [contact], accounts: [anAccount({ Id: 'acct' })] }, [request], { until: DUE });

    expect(alertsOf(changes)).toEqual(['INBOUND_TASK Inbound BDR ibdr-EMEA-1 contact_us', 'SLA_BREACH Owner ibdr-EMEA-1 for-1', 'SLA_BREACH Manager mgr for-1']);
  });
});

describe('an activity of Outreach (RO-03, RO-04)', () => {
  it('becomes one of the record, which is synced thereby; its owner stays', () => {
    const changes = worked({ leads: [lead] }, [anActivity('out-1', { activityType: 'meeting', recordId: '00Q1', userId: 'bdr-2', ownerId: 'bdr-2', occurredAt: '2018-07-04T06:59:00.000Z' }, FRIDAY)]);

    expect(changes.tasks).toEqual([
      { Id: expect.stringMatching(/^00T[0-9a-f]{15}$/), WhoId: '00Q1', OwnerId: 'bdr-2', TaskSubtype: 'Task', Subject: 'Meeting', Status: 'Completed', ActivityDate: '2018-07-03', CreatedDate: FRIDAY, CompletedDateTime: '2018-07-04T06:59:00.000Z' },
    ]);
    expect(leadAfter(changes)).toEqual({ ...lead, LastActivityDate: '2018-07-03', Outreach_Sync__c: 'synced' });
  });

  it('leaves the date of a later activity', () => {
    const changes = worked({ contacts: [aContact({ Id: '0031', LastActivityDate: '2018-07-05' })] }, [anActivity('out-1', { activityType: 'call', recordId: '0031' })]);

    expect(contactAfter(changes).LastActivityDate).toBe('2018-07-05');
  });

  it.each([
    ['email_replied', 'processed NOT_A_FOLLOW_UP'],
    ['email_bounced', 'processed NOT_A_FOLLOW_UP'],
    ['task', 'processed'],
  ] as const)('%s: %s', (activityType, outcome) => {
    expect(outcomesOf(worked({ leads: [lead] }, [anActivity('out-1', { activityType, email: 'ADA@umbrella.example' })]))).toEqual([outcome]);
  });

  it('of nobody known is refused', () => {
    expect(outcomesOf(worked({}, [anActivity('out-1', { activityType: 'call', recordId: 'nobody', email: 'nobody@umbrella.example' })]))).toEqual(['rejected RECORD_UNKNOWN']);
  });
});
