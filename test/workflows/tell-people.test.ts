import { run as tellPeople } from '../../lambdas/steps/lead-intake/tell-people';
import type { LeadAlert } from '../../shared/domain/leads/changes';
import type { Clock } from '../../shared/domain/leads/clock';
import { ERROR_NAMES } from '../../shared/names/errors';
import { INTERRUPTED } from '../../shared/runtime/deliver-message';
import { crashing, FATES, type Crash } from '../support/crashes';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { anAccount, aContact, aLead, aUser } from '../support/records';

const RUN = 'lead-intake-2018-07-09T23:01:00.000Z';
const CLOCK: Clock = {
  clockId: 'forms#for-1', kind: 'contact_us', eventId: 'for-1', recordId: 'l-1', receivedRecordId: 'l-1', receivedAt: '2018-07-06T23:00:00.000Z', dueAt: '2018-07-09T23:00:00.000Z', outcome: 'breached',
};

const alert = (fields: Pick<LeadAlert, 'kind' | 'recordId' | 'recipientId'> & Partial<LeadAlert>): LeadAlert => ({ at: CLOCK.dueAt, recipientRole: 'Role', reason: '', eventId: 'e-1', ...fields });
const breach = (recipientRole: string, recipientId: string): LeadAlert => alert({ kind: 'SLA_BREACH', recordId: 'l-1', recipientRole, recipientId, eventId: 'for-1', reason: 'for-1' });

const ALERTS = [
  alert({ kind: 'OUTBOUND_TASK', recordId: 'c-1', recipientRole: 'SDR', recipientId: 'sdr-1' }),
  alert({ kind: 'OUTBOUND_TASK', recordId: 'c-2', recipientRole: 'SDR', recipientId: 'sdr-1', eventId: 'e-2' }),
  alert({ kind: 'ADOPTION', recordId: 'a-1', recipientRole: 'Account Research Specialist', recipientId: 'ars-1', reason: 'ae-1' }),
  alert({ kind: 'UNROUTABLE', recordId: 'l-1', recipientRole: 'Marketing Ops', recipientId: '', reason: 'inbound-bdr-APAC' }),
  breach('Owner', 'ae-1'),
  breach('Manager', 'mgr-1'),
];

const USERS = ['ae-1', 'mgr-1', 'ars-1', 'sdr-1'].map((Id) => aUser({ Id, Notify_By__c: Id === 'mgr-1' ? 'Email' : 'Slack' }));

const noted = async (options: Parameters<typeof inProcessRuntime>[0] = {}, alerts: readonly LeadAlert[] = ALERTS): Promise<InProcessRuntime> => {
  const records = { User: USERS, Account: [anAccount({ Id: 'a-1', Name: 'Acme', OwnerId: 'ae-1' })], Contact: ['c-1', 'c-2'].map((Id) => aContact({ Id, AccountId: 'a-1' })), Lead: [aLead({ Id: 'l-1', OwnerId: 'ae-1' })] };
  const runtime = await inProcessRuntime({ records, ...options });
  await runtime.tables.putMany([...alerts.map((one) => runtime.deps.alerts.toPut(one, RUN)), runtime.deps.clocks.toPut(CLOCK)]);
  return runtime;
};

const told = ({ email, slack }: InProcessRuntime): string[] =>
  [...email.sent.map(({ to, subject }) => `email ${to.join()} ${subject}`), ...slack.sent.map(({ to, post }) => `slack ${'email' in to ? to.email : to.channel} ${post.text.split('\n')[0]}`)].sort();

const TOLD_OF_RUN = [
  'email ars-1@company.example A record of the Sales Admin has a new owner',
  'email marketing-operations@company.example [MESSAGES_NOT_SENT] 1 message of the lead database did not arrive or may not have arrived',
  'slack #revsignal-operations 1 message of the lead database did not arrive or may not have arrived',
  'slack sdr-1@company.example 2 contacts of Large or Strategic accounts showed interest',
];

describe('"Tell the people"', () => {
  it('tells what a run noted, one message for a recipient and kind, and operations once who could not be told; a breach is not its matter', async () => {
    const runtime = await noted();
    expect(await tellPeople(runtime.deps, { runId: RUN })).toEqual({ outcome: 'settled', sent: 2, notSent: 1 });
    expect(told(runtime)).toEqual([...TOLD_OF_RUN].sort());

    const messages = (await runtime.deps.messages.ofRun(RUN)).filter(({ kind }) => kind === 'notice').map(({ messageId, state, reason }) => [messageId, state, reason]);
    expect(messages).toEqual([
      ['Marketing Ops#email#UNROUTABLE#RECIPIENT_MISSING#1', 'FAILED', 'RECIPIENT_MISSING'],
      ['ars-1#email#ADOPTION#1', 'SENT', ''],
      ['sdr-1#slack#OUTBOUND_TASK#1', 'SENT', ''],
    ]);
  });

  it('LR-02: a breach is told to owner and manager by the clock that waited for it', async () => {
    const runtime = await noted();
    expect(await tellPeople(runtime.deps, { clockId: CLOCK.clockId })).toEqual({ outcome: 'settled', sent: 3, notSent: 0 });
    expect(told(runtime)).toEqual([
      'email mgr-1@company.example A Contact Us request was not answered in time',
      'slack ae-1@company.example A Contact Us request was not answered in time',
      'slack mgr-1@company.example A Contact Us request was not answered in time',
    ]);
  });

  it('CE-08: Sales Admin to ae-1 is one e-mail that names the account and the new owner', async () => {
    const runtime = await noted({}, ALERTS.filter(({ kind }) => kind === 'ADOPTION'));
    await tellPeople(runtime.deps, { runId: RUN });
    expect(runtime.email.sent.map(({ to, text }) => ({ to, names: ['Acme', 'Name of ae-1'].every((name) => text.includes(name)) }))).toEqual([{ to: ['ars-1@company.example'], names: true }]);
    expect(runtime.slack.sent).toEqual([]);
  });

  it('PLAT-05: a second run tells nothing again, and what came since is told', async () => {
    const runtime = await noted();
    await tellPeople(runtime.deps, { runId: RUN });
    const before = told(runtime);
    await tellPeople(runtime.deps, { runId: RUN });
    expect(told(runtime)).toEqual(before);

    await runtime.tables.putMany([runtime.deps.alerts.toPut(alert({ kind: 'ADOPTION', recordId: 'l-1', recipientId: 'ars-1', reason: 'ae-1', eventId: 'e-9' }), RUN)]);
    await tellPeople(runtime.deps, { runId: RUN });
    expect(told(runtime)).toHaveLength(before.length + 1);
  });

  it('PLAT-08: a rate-limited message goes back to the Wait, and the next call goes on with it', async () => {
    const runtime = await noted();
    runtime.slack.failNext({ outcome: 'rate_limited', retryAfterSeconds: 30 });
    expect(await tellPeople(runtime.deps, { runId: RUN })).toEqual({ outcome: 'rate_limited', retryAfterSeconds: 30 });
    expect(await tellPeople(runtime.deps, { runId: RUN })).toEqual({ outcome: 'settled', sent: 2, notSent: 1 });
  });

  it('a run without alerts tells nobody', async () => {
    const runtime = await inProcessRuntime();
    expect(await tellPeople(runtime.deps, { runId: RUN })).toEqual({ outcome: 'settled', sent: 0, notSent: 0 });
  });

  it('waits for an index that does not show all alerts yet, and refuses a clock that is not there', async () => {
    const runtime = await noted();
    await expect(tellPeople(runtime.deps, { runId: RUN, alerts: ALERTS.length + 1 })).rejects.toMatchObject({ name: ERROR_NAMES.notBalanced });
    await expect(tellPeople(runtime.deps, { clockId: 'forms#other' })).rejects.toMatchObject({ name: ERROR_NAMES.conflict });
  });

  it('PLAT-05: a crash at any effect, then the retry: nobody is told twice, and who may not have been told is reported', async () => {
    const play = async (crash?: Crash) => {
      const { effects, around, wrapTables, wrapSenders } = crashing(crash);
      const runtime = await noted({ wrapTables, wrapSenders });
      const work = () => around('tell-people', () => tellPeople(runtime.deps, { runId: RUN }));
      await work().catch(work);
      const notices = (await runtime.deps.messages.ofRun(RUN)).filter(({ kind }) => kind === 'notice');
      return { effects, told: told(runtime).filter((line) => /ars-1|sdr-1/.test(line)), notices: notices.map(({ messageId, state, reason }) => ({ messageId, state, reason })) };
    };
    const clean = await play();
    const crashes = clean.effects.flatMap(({ kind }, at) => FATES[kind].map((fate): Crash => ({ at, fate, of: 'invocation' })));
    expect(crashes.length).toBeGreaterThan(20);
    for (const crash of crashes) {
      const { told: now, notices } = await play(crash);
      expect({ crash, twice: now.filter((line, index) => now.indexOf(line) !== index) }).toEqual({ crash, twice: [] });
      expect({ crash, ids: notices.map(({ messageId }) => messageId) }).toEqual({ crash, ids: clean.notices.map(({ messageId }) => messageId) });
      for (const { messageId, state, reason } of notices) expect({ crash, messageId, settled: state === 'SENT' || reason === INTERRUPTED || reason === 'RECIPIENT_MISSING' }).toEqual({ crash, messageId, settled: true });
    }
  });
});
