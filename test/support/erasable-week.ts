import { leadIdOf } from '../../shared/domain/usergems/event-id';
import { WORKFLOWS } from '../../shared/names/workflows';
import { receiveDelivery } from '../../shared/runtime/receive-delivery';
import { COMPACT_WEEK, deliverWeek, TUESDAY, WEDNESDAY } from './compact-week';
import { inProcessRuntime, type InProcessRuntime } from './in-process-runtime';
import { aContact, aLead, anAccount, aRole } from './records';
import { aJobChange, aNewHire } from './usergems-bodies';

const LEADS = [leadIdOf('e-91'), leadIdOf('e-92')] as const;
const EVENTS = ['e-91', 'e-92', 'e-93', 'e-94', 'e-95', 'e-96', 'e-97'];

/** A person who appears wherever one can, and by what to ask for her. */
export const XENIA = {
  email: 'xenia@acme.example',
  /** All her addresses, in order. */
  emails: ['x.quill@old.example', 'x.second@small.example', 'x.third@middle.example', 'xenia@acme.example', 'xenia@globex.example'],
  contactId: 'c-91',
  leadIds: LEADS,
  /** Ids under which anything is kept about her. */
  ids: ['c-91', 'c-92', 'l-91', ...LEADS, ...EVENTS],
  /** A match key that she shares with somebody of her name. */
  sharedKey: 'lead:person:name:quill',
} as const;

/** Texts that stand for her and nobody else. */
export const TEXTS_OF_XENIA = ['xenia', 'x.quill@', 'x.second@', 'x.third@', 'xylograph', '555 0199'];

const xenia = { firstName: 'Xenia', lastName: 'Quill', email: 'Xenia@globex.example', linkedinUrl: 'https://www.linkedin.com/in/Xenia-Q?trk=1' };
const globex = { accountId: 'globex', company: 'Company globex', title: 'Chief Xylograph Officer' };
const small = { domain: 'small.example', company: 'Company small', title: 'Xylograph Director' };

/** A record with further columns, as an export has them. */
const withColumns = <R extends object>(record: R, columns: Readonly<Record<string, string>>): R => ({ ...record, ...columns });

/**
 * The compact week with Xenia Quill in it, after its Monday, Tuesday and Wednesday: tracked, told to the vendor, two leads, signals of every
 * outcome, told of, with a digest that never left and one more signal that waits. Yorick Quill shares her companies and her last name.
 */
export const weekWithXenia = async (): Promise<InProcessRuntime> => {
  const runtime = await inProcessRuntime({
    records: {
      ...COMPACT_WEEK,
      Account: [...(COMPACT_WEEK.Account ?? []), withColumns(anAccount({ Id: 'a-91' }), { Description: 'Ask xenia@acme.example (or ask Yorick)' })],
      Contact: [
        ...(COMPACT_WEEK.Contact ?? []),
        withColumns(aContact({ Id: XENIA.contactId, AccountId: 'acme', FirstName: 'Xenia', LastName: 'Quill', Email: XENIA.email, Title: 'VP Xylography', LinkedIn_URL__c: 'linkedin.com/in/xenia-q', LastModifiedDate: '2024-09-01T00:00:00.000Z' }), { Phone: '+1 555 0199' }),
        aContact({ Id: 'c-92', FirstName: 'Xenia', LastName: 'Quill', Email: 'x.quill@old.example', MasterRecordId: XENIA.contactId }),
        aContact({ Id: 'c-yorick', AccountId: 'acme', FirstName: 'Yorick', LastName: 'Quill', Email: 'yorick@acme.example' }),
      ],
      OpportunityContactRole: [...(COMPACT_WEEK.OpportunityContactRole ?? []), aRole('won', XENIA.contactId), aRole('won', 'c-yorick')],
      Lead: [...(COMPACT_WEEK.Lead ?? []), aLead({ Id: 'l-91', Email: 'x.third@middle.example', OwnerId: 'bdr', CreatedDate: '2024-08-01T10:00:00.000Z', LeadSource: 'Webinar' })],
      Task: [
        { Id: 't-91', WhoId: XENIA.contactId, OwnerId: 'ae', Status: 'Completed', Subject: 'Call with Xenia', ActivityDate: '2024-09-12' },
        { Id: 't-92', WhoId: XENIA.leadIds[0], OwnerId: 'bdr', Status: 'Completed', Subject: 'Mail to Xenia', ActivityDate: '2024-10-09' },
        { Id: 't-yorick', WhoId: 'c-yorick', OwnerId: 'ae', Status: 'Completed', Subject: 'Call with Yorick', ActivityDate: '2024-09-12' },
      ],
    },
  });
  const { deps, deliver, start } = runtime;
  await succeed(start(WORKFLOWS.cohortRefresh, '2024-10-07'));
  await deliverWeek(runtime);
  const received = ['2024-10-04T10:00:00.000Z', '2024-10-04T11:00:00.000Z', '2024-10-04T12:00:00.000Z'] as const;
  await deliver(aJobChange('e-91', XENIA.contactId, globex, xenia), received[0]);
  await deliver(aJobChange('e-91', XENIA.contactId, globex, xenia), received[1]);
  await deliver(aJobChange('e-92', XENIA.contactId, small, { ...xenia, email: 'x.second@small.example' }), received[1]);
  await deliver(aJobChange('e-97', XENIA.contactId, { domain: 'middle.example', company: 'Company middle', title: 'Xylograph advisor' }, { ...xenia, email: 'x.third@middle.example' }), received[1]);
  await deliver(aJobChange('e-93', 'nobody', { ...globex, title: 'Xylograph in chief' }, { ...xenia, email: null }), received[1]);
  await deliver({ ...aNewHire('e-94', small), person: xenia }, received[1]);
  await deliver({ id: 'e-95', type: 'job_change', person: xenia }, received[2]);
  await receiveDelivery({ rawBody: `{"person": {"firstName": "Xenia", "email": "xenia@globex.example", `, receivedAt: received[2], requestId: 'cut-off' }, deps);
  await deliver(aJobChange('yorick-globex', 'c-yorick', { ...globex, title: 'Buyer' }, { firstName: 'Yorick', lastName: 'Quill', email: 'yorick@globex.example', linkedinUrl: null }), received[2]);
  await succeed(start(WORKFLOWS.sync, TUESDAY));
  await succeed(start(WORKFLOWS.notify, WEDNESDAY));
  await deliver(aJobChange('e-96', XENIA.contactId, { ...small, company: 'Another company' }, xenia), '2024-10-09T20:00:00.000Z');
  await deps.matchKeys.keep([{ key: XENIA.sharedKey, entries: [`${XENIA.leadIds[0]}|account:globex`, `${leadIdOf('yorick-globex')}|account:globex`] }]);
  const entry = { rule: '1A', objectType: 'Lead', recordId: XENIA.leadIds[0], role: 'BDR/SDR', person: 'Xenia Quill', opportunities: [] };
  await deps.messages.freeze({ runId: 'usergems-notify-2024-09-04', messageId: 'ae#email', kind: 'digest', channel: 'email', recipientId: 'ae', content: { runDate: '2024-09-04', recipientId: 'ae', entries: [{ recipientId: 'ae', entry }] } });
  return runtime;
};

const succeed = async (execution: ReturnType<InProcessRuntime['start']>): Promise<void> => {
  const { status, error, cause } = await execution;
  if (status !== 'SUCCEEDED') throw new Error(`The week went wrong: ${error} ${cause}`);
};
