import { clockIdOf } from '../../shared/domain/leads/clock';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import { inProcessRuntime, type InProcessRuntime, type RuntimeOptions } from '../support/in-process-runtime';
import { INBOUND_TEAM } from '../support/lead-deliveries';
import { aLead, aUser } from '../support/records';

/** Friday 2018-07-06, 16:00 in Pacific time; due on Monday at the same hour. */
const RECEIVED_AT = '2018-07-06T23:00:00.000Z';
const WORKED_AT = '2018-07-06T23:01:00.000Z';
const DUE_AT = '2018-07-09T23:00:00.000Z';
const CLOCK_ID = clockIdOf('for-1');

const TEAM = [...INBOUND_TEAM.filter(({ Id }) => Id !== 'mgr'), aUser({ Id: 'mgr', Role__c: 'Manager', Notify_By__c: 'Email' }), aUser({ Id: 'bdr-1', Role__c: 'BDR', ManagerId: 'mgr', Notify_By__c: 'Email' })];
/** Somebody's own: the request leaves it with him. */
const LEAD = aLead({ Id: 'l-1', Email: 'ada@acme.example', Status: 'Raw', OwnerId: 'bdr-1', IsConverted: false });
const REQUEST = { id: 'for-1', version: 1, form: 'contact_us', submittedAt: RECEIVED_AT, person: { email: 'ada@acme.example', title: 'Analyst' } };
const call = (id: string) => ({ id, version: 1, type: 'activity', activityType: 'call', occurredAt: '2018-07-09T17:00:00.000Z', recordId: 'l-1' });

/** A request that was worked, and the execution that it asked for. */
const requested = async (options: RuntimeOptions = {}) => {
  const runtime = await inProcessRuntime({ records: { User: TEAM, Lead: [LEAD] }, ...options });
  await runtime.deliverLead('forms', REQUEST, RECEIVED_AT);
  await runtime.intake(WORKED_AT);
  const started = runtime.starter.started.find(({ workflow }) => workflow === WORKFLOWS.contactUsClock);
  if (!started) throw new Error('The request started no clock');
  return { runtime, started, clock: async () => runtime.deps.clocks.find(CLOCK_ID) };
};

const mails = ({ email }: InProcessRuntime): string[] => email.sent.flatMap(({ to }) => to).sort();

describe('contact-us-clock', () => {
  it('LR-02: due at the same hour of the next business day; nobody followed up: owner and manager are told, once', async () => {
    const { runtime, started, clock } = await requested();

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({
      status: 'SUCCEEDED',
      path: [STATES.waitForFollowUp, STATES.bringStreamToDue, STATES.readClock, STATES.wasItAnsweredInTime, STATES.tellPeople, STATES.wasItRateLimited, STATES.answerIsLate],
      // The index by which lead-intake finds deliveries has moments to follow its table.
      seconds: (Date.parse(DUE_AT) - Date.parse(WORKED_AT)) / 1_000 + 5,
    });
    expect(await clock()).toMatchObject({ dueAt: DUE_AT, outcome: 'breached' });
    expect((await runtime.deps.alerts.of('l-1')).map(({ at, kind, recipientRole, recipientId }) => [at, kind, recipientRole, recipientId])).toEqual([
      [DUE_AT, 'SLA_BREACH', 'Manager', 'mgr'],
      [DUE_AT, 'SLA_BREACH', 'Owner', 'bdr-1'],
    ]);
    expect(mails(runtime)).toEqual(['bdr-1@company.example', 'mgr@company.example']);
    expect(await runtime.deps.callbacks.find(CLOCK_ID)).toMatchObject({ token: undefined });
  });

  it('LR-02: a follow-up that was worked before the request was due ends the wait at once', async () => {
    const { runtime, started, clock } = await requested({
      // The call comes while somebody waits: an intake of its own works it, and tells the execution.
      around: async (step, work) => {
        const result = await work();
        if (step === 'await-follow-up') {
          await runtime.deliverLead('outreach', call('out-1'), '2018-07-09T17:00:30.000Z');
          await runtime.intake('2018-07-09T17:01:00.000Z');
        }
        return result;
      },
    });

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [STATES.waitForFollowUp, STATES.readClock, STATES.wasItAnsweredInTime, STATES.requestWasAnswered] });
    expect(await clock()).toMatchObject({ outcome: 'met', metAt: '2018-07-09T17:00:30.000Z' });
    expect(mails(runtime)).toEqual([]);
  });

  it('a follow-up that was worked before anybody waited ends the wait too', async () => {
    const { runtime, started } = await requested();
    await runtime.deliverLead('outreach', call('out-1'), '2018-07-09T17:00:30.000Z');
    await runtime.intake('2018-07-09T17:01:00.000Z');

    const execution = await runtime.follow(started, '2018-07-09T17:01:10.000Z');

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [STATES.waitForFollowUp, STATES.readClock, STATES.wasItAnsweredInTime, STATES.requestWasAnswered], seconds: 0 });
  });

  it('LR-02: a follow-up that was received in time and never worked counts, since the stream is brought to the due instant first', async () => {
    const { runtime, started, clock } = await requested();
    await runtime.deliverLead('outreach', call('out-1'), '2018-07-09T22:59:59.900Z');

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [STATES.waitForFollowUp, STATES.bringStreamToDue, STATES.readClock, STATES.wasItAnsweredInTime, STATES.requestWasAnswered] });
    expect(await clock()).toMatchObject({ outcome: 'met', metAt: '2018-07-09T22:59:59.900Z' });
  });

  it('a clock that is not there is for an operator', async () => {
    const runtime = await inProcessRuntime({ records: { User: TEAM } });

    const execution = await runtime.follow({ workflow: WORKFLOWS.contactUsClock, name: 'contact-us-clock-x', input: { clockId: 'forms#nothing', dueAt: DUE_AT } }, WORKED_AT);

    expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidInputError', path: [STATES.waitForFollowUp, STATES.parkForOperator, STATES.runFailed] });
  });
});
