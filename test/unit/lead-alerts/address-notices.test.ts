import { addressNotices, type AddressedNotice } from '../../../shared/domain/lead-alerts/address-notices';
import type { AlertFacts } from '../../../shared/domain/lead-alerts/notice-facts.table';
import type { LeadAlert } from '../../../shared/domain/leads/changes';
import { anAccount, aContact, aLead, aUser } from '../../support/records';

const byId = <R extends { readonly Id: string }>(...records: R[]): ReadonlyMap<string, R> => new Map(records.map((record) => [record.Id, record]));

const FACTS: AlertFacts = {
  leads: byId(aLead({ Id: 'l-1', FirstName: 'Ada', LastName: 'Okafor', Company: 'Globex', OwnerId: 'ae-1' })),
  contacts: byId(aContact({ Id: 'c-1', FirstName: 'Lee', LastName: 'Ito', AccountId: 'a-1', OwnerId: 'ae-1', Last_Interesting_Moment__c: 'booth_visit' })),
  accounts: byId(anAccount({ Id: 'a-1', Name: 'Acme', Sales_Segmentation__c: 'Large', Active_CE_Users__c: 120, CE_Instances__c: 1 }), anAccount({ Id: 'a-2', Name: 'Ministry', Sales_Segment__c: 'PubSec' })),
  users: byId(
    aUser({ Id: 'ae-1', Name: 'Jonas Halim', Notify_By__c: 'Email' }),
    aUser({ Id: 'sdr-1', Name: 'Vito Castell' }),
    aUser({ Id: 'sdr-2', Name: 'Noor Brandt', Notify_By__c: 'Slack' }),
    aUser({ Id: 'gone', IsActive: false }),
    aUser({ Id: 'ars-1', Notify_By__c: 'Slack' }),
  ),
  timeZone: 'America/Los_Angeles',
};

const alert = (fields: Pick<LeadAlert, 'kind' | 'recordId' | 'recipientId'> & Partial<LeadAlert>): LeadAlert => ({ at: '2018-07-09T23:00:00.000Z', recipientRole: 'Role', reason: '', eventId: 'e-1', ...fields });
const TASK = { label: 'Task', text: 'ce-assignment-a-1' };
const breach = alert({ kind: 'SLA_BREACH', recordId: 'l-1', recipientId: 'ae-1', recipientRole: 'Owner', eventId: 'for-1', reason: 'for-1' });
const address = (alerts: readonly LeadAlert[], frozen: readonly AddressedNotice[] = []): AddressedNotice[] => addressNotices(alerts, FACTS, 'deny', frozen);
const ids = (notices: readonly AddressedNotice[]): string[] => notices.map(({ messageId, entries }) => `${messageId} ${entries.map(({ recordId }) => recordId).join(',')}`);

describe('what the lead database tells people', () => {
  it('LR-02: a breach says when the answer was due, on the wall clock, whose the record is and which request it was; it goes by Slack too', () => {
    const facts = [{ label: 'Was due', text: '2018-07-09 16:00 (America/Los_Angeles)' }, { label: 'Owner', text: 'Jonas Halim' }, { label: 'Request', text: 'for-1' }];
    const entries = [{ recordId: 'l-1', objectType: 'Lead', name: 'Ada Okafor', accountId: undefined, accountName: 'Globex', facts, eventId: 'for-1', recipientRole: 'Owner' }];
    expect(address([breach])).toEqual([
      { messageId: 'ae-1#email#SLA_BREACH#1', kind: 'SLA_BREACH', recipientId: 'ae-1', channel: 'email', entries },
      { messageId: 'ae-1#slack#SLA_BREACH#1', kind: 'SLA_BREACH', recipientId: 'ae-1', channel: 'slack', entries },
    ]);
  });

  it('puts one message together for a recipient, kind and channel, and asks each where they want to be told (D-69)', () => {
    const task = (recordId: string, recipientId: string, eventId: string): LeadAlert => alert({ kind: 'OUTBOUND_TASK', recordId, recipientId, eventId });
    expect(ids(address([task('c-1', 'sdr-1', 'e-1'), task('c-2', 'sdr-1', 'e-2'), task('c-3', 'sdr-2', 'e-3'), alert({ kind: 'INBOUND_TASK', recordId: 'c-1', recipientId: 'sdr-2', reason: 'score' })]))).toEqual([
      'sdr-1#email#OUTBOUND_TASK#1 c-1,c-2',
      'sdr-1#slack#OUTBOUND_TASK#1 c-1,c-2',
      'sdr-2#slack#INBOUND_TASK#1 c-1',
      'sdr-2#slack#OUTBOUND_TASK#1 c-3',
    ]);
  });

  it('CE-08, CE-09: the Account Research Specialist is e-mailed, whatever they prefer', () => {
    expect(ids(address([alert({ kind: 'ADOPTION', recordId: 'a-1', recipientId: 'ars-1', reason: 'ae-1' }), alert({ kind: 'CE_WORKLIST', recordId: 'a-1', recipientId: 'ars-1' })]))).toEqual(['ars-1#email#ADOPTION#1 a-1', 'ars-1#email#CE_WORKLIST#1 a-1']);
  });

  it('a list that one message cannot hold comes in several', () => {
    const worklist = Array.from({ length: 600 }, (_, index) => alert({ kind: 'CE_WORKLIST', recordId: `a-${1_000 + index}`, recipientId: 'ars-1' }));
    expect(address(worklist).map(({ messageId, entries }) => [messageId, entries.length])).toEqual([
      ['ars-1#email#CE_WORKLIST#1', 250],
      ['ars-1#email#CE_WORKLIST#2', 250],
      ['ars-1#email#CE_WORKLIST#3', 100],
    ]);
  });

  it('keeps apart whom nobody can tell: nobody has the role, nobody active, or no access to the public sector (PLAT-11)', () => {
    expect(
      address([
        alert({ kind: 'SLA_BREACH', recordId: 'l-1', recipientId: '', recipientRole: 'Manager', reason: 'MANAGER_MISSING' }),
        alert({ kind: 'OUTBOUND_TASK', recordId: 'c-1', recipientId: 'gone' }),
        alert({ kind: 'RD_TASK', recordId: 'a-2', recipientId: 'sdr-1' }),
      ]).map(({ messageId, channel, notTold }) => ({ messageId, channel, notTold })),
    ).toEqual([
      { messageId: 'Manager#email#SLA_BREACH#RECIPIENT_MISSING#1', channel: 'email', notTold: 'RECIPIENT_MISSING' },
      { messageId: 'gone#email#OUTBOUND_TASK#RECIPIENT_MISSING#1', channel: 'email', notTold: 'RECIPIENT_MISSING' },
      { messageId: 'sdr-1#email#RD_TASK#PUBSEC_ACCESS#1', channel: 'email', notTold: 'PUBSEC_ACCESS' },
    ]);
  });

  it('PLAT-05: what is frozen already is not told again; what a rerun found beside it comes under a number of its own', () => {
    const before = address([breach]);
    expect(address([breach], before)).toEqual([]);
    expect(ids(address([breach, { ...breach, recordId: 'l-2', eventId: 'for-2' }], before))).toEqual(['ae-1#email#SLA_BREACH#2 l-2', 'ae-1#slack#SLA_BREACH#2 l-2']);
  });

  it.each([
    ['CE-10', alert({ kind: 'RD_TASK', recordId: 'a-1', recipientId: 'sdr-1', reason: 'sdr-1=2;sdr-2=0;x=y=1' }), [{ label: 'Noor Brandt', text: '0 accounts' }, { label: 'x=y', text: '1 account' }, { label: 'Vito Castell', text: '2 accounts' }, TASK]],
    ['CE-10', alert({ kind: 'RD_TASK', recordId: 'a-1', recipientId: 'sdr-1', reason: '' }), [{ label: 'SDRs of the region', text: 'none is active' }, TASK]],
    ['CE-08', alert({ kind: 'ADOPTION', recordId: 'a-1', recipientId: 'sdr-1', reason: 'ae-1' }), [{ label: 'New owner', text: 'Jonas Halim' }]],
    ['CE-09', alert({ kind: 'CE_WORKLIST', recordId: 'a-1', recipientId: 'sdr-1' }), [{ label: 'Free edition', text: '120 active users and 1 instance' }, { label: 'Segment', text: 'Large' }]],
    ['RE-03', alert({ kind: 'INBOUND_TASK', recordId: 'c-1', recipientId: 'sdr-1', reason: 'ee_trial' }), [{ label: 'Came by', text: 'trial form' }, { label: 'Owner', text: 'Jonas Halim' }]],
    ['RE-04', alert({ kind: 'OUTBOUND_TASK', recordId: 'c-1', recipientId: 'sdr-1', reason: 'SDR_MISSING' }), [{ label: 'Interest', text: 'booth_visit' }, { label: 'Segment', text: 'Large' }, { label: 'Told to you because', text: 'the account has no active SDR' }]],
    ['LR-10', alert({ kind: 'UNROUTABLE', recordId: 'l-1', recipientId: 'sdr-1', reason: 'inbound-bdr-APAC' }), [{ label: 'Pool without an active member', text: 'inbound-bdr-APAC' }]],
  ])('%s: says what is to be known of the record', (_, about, facts) => {
    expect(address([about])[0]?.entries[0]?.facts).toEqual(facts);
  });
});
