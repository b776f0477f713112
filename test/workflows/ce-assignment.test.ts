import { run as answerCallback } from '../../lambdas/console/answer-callback';
import { assignmentEventOf, assignmentTaskOf } from '../../shared/domain/leads/event-executions';
import { STATES } from '../../shared/names/states';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { StepName } from '../../infra/local/runs/steps.table';
import { inProcessRuntime, type InProcessRuntime } from '../support/in-process-runtime';
import { anAccount, aUser } from '../support/records';

const PICKED_AT = '2018-07-11T16:00:00.000Z';
const WORKED_AT = '2018-07-11T16:01:00.000Z';
const TASK = assignmentTaskOf('a-1');

const USERS = [
  aUser({ Id: 'ars', Role__c: 'Account Research Specialist' }),
  aUser({ Id: 'rd-emea', Role__c: 'RD', Region__c: 'EMEA' }),
  ...['sdr-4', 'sdr-5'].map((Id) => aUser({ Id, Role__c: 'SDR', Region__c: 'EMEA' })),
  aUser({ Id: 'sadm', Role__c: 'Sales Admin' }),
];
const ACCOUNT = anAccount({ Id: 'a-1', Type: 'Prospect - CE User', OwnerId: 'sadm', BillingCountry: 'Germany' });

const changed = (id: string, by: string, fields: object) => ({ id, version: 1, type: 'changed', object: 'Account', recordId: 'a-1', by, occurredAt: PICKED_AT, fields });

/** An account that was picked; `whileAsked` happens as soon as somebody waits for the director. */
const picked = async (whileAsked: (runtime: InProcessRuntime) => Promise<unknown> = async () => {}) => {
  const around = async (step: StepName, work: () => Promise<unknown>): Promise<unknown> => {
    const result = await work();
    if (step === 'ask-director') await whileAsked(runtime);
    return result;
  };
  const runtime: InProcessRuntime = await inProcessRuntime({ records: { User: USERS, Account: [ACCOUNT] }, around });
  await runtime.deliverLead('crm', changed('pick-1', 'ars', { CE_Pick__c: true }), PICKED_AT);
  await runtime.intake(WORKED_AT);
  const started = runtime.starter.started.find(({ workflow }) => workflow === WORKFLOWS.ceAssignment);
  if (!started) throw new Error('The pick started no assignment');
  return { runtime, started, account: async () => (await runtime.deps.records.load('Account', ['a-1'])).get('a-1') };
};

/** What the API does with the director's answer. */
const choose = ({ deps }: InProcessRuntime, by: string, sdrId: string) => {
  const caller = USERS.find(({ Id }) => Id === by);
  if (!caller) throw new Error(`There is no user ${by}`);
  return answerCallback(deps, { caller, path: { task: TASK }, query: {}, body: { sdrId }, at: WORKED_AT, requestId: 'r-1' });
};

const ASKED = [STATES.askDirector, STATES.hasDirectorChosen];

describe('ce-assignment', () => {
  it('CE-10: the director is asked and chooses sdr-5, who is then on the account and on its team', async () => {
    const { runtime, started, account } = await picked((one) => choose(one, 'rd-emea', 'sdr-5'));

    const execution = await runtime.follow(started, WORKED_AT);

    expect((await runtime.deps.alerts.of('a-1')).map(({ kind, recipientId, reason }) => [kind, recipientId, reason])).toEqual([['RD_TASK', 'rd-emea', 'sdr-4=0;sdr-5=0']]);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [...ASKED, STATES.assignSdr, STATES.bringStreamToChoice, STATES.checkAssignment, STATES.accountHasSdr] });
    expect(await account()).toMatchObject({ SDR__c: 'sdr-5', GitLab_Team__c: 'sdr-5' });
    const [change] = [...(await runtime.deps.deliveries.find([`crm#${assignmentEventOf(started.name)}`])).values()];
    expect({ outcome: change?.outcome, by: JSON.parse(change?.body ?? '').by }).toEqual({ outcome: 'processed', by: 'rd-emea' });
  });

  it('an SDR who is set in the CRM meanwhile ends the wait, and a later answer is too late', async () => {
    const { runtime, started, account } = await picked(async (one) => {
      await one.deliverLead('crm', changed('crm-2', 'rd-emea', { SDR__c: 'sdr-4' }), '2018-07-12T16:00:00.000Z');
      await one.intake('2018-07-12T16:01:00.000Z');
    });

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({ status: 'SUCCEEDED', path: [...ASKED, STATES.accountHasSdr] });
    expect(await account()).toMatchObject({ SDR__c: 'sdr-4' });
    expect(await choose(runtime, 'rd-emea', 'sdr-5')).toMatchObject({ status: 409 });
  });

  it('an SDR who was set before anybody was asked ends the wait too', async () => {
    const { runtime, started } = await picked();
    await runtime.deliverLead('crm', changed('crm-2', 'rd-emea', { SDR__c: 'sdr-4' }), '2018-07-12T16:00:00.000Z');
    await runtime.intake('2018-07-12T16:01:00.000Z');

    expect(await runtime.follow(started, '2018-07-12T16:01:10.000Z')).toMatchObject({ status: 'SUCCEEDED', path: [...ASKED, STATES.accountHasSdr], seconds: 0 });
  });

  it('an account that is picked again has one task: the first execution ends, the second is answered', async () => {
    const executions: Record<string, unknown>[] = [];
    let asked = 0;
    const { runtime, started } = await picked(async (one) => {
      asked += 1;
      if (asked > 1) return void (await choose(one, 'rd-emea', 'sdr-4'));
      executions.push({ ...(await one.follow({ ...started, name: 'ce-assignment-again' }, '2018-07-12T16:00:00.000Z')) });
    });

    executions.push({ ...(await runtime.follow(started, WORKED_AT)) });

    expect(executions).toMatchObject([
      { status: 'SUCCEEDED', path: [...ASKED, STATES.assignSdr, STATES.bringStreamToChoice, STATES.checkAssignment, STATES.accountHasSdr] },
      { status: 'SUCCEEDED', path: [...ASKED, STATES.directorWasAskedAgain] },
    ]);
  });

  it('nobody chooses within 30 days: an operator is told', async () => {
    const { runtime, started } = await picked();

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout', path: [STATES.askDirector, STATES.parkForOperator, STATES.runFailed], seconds: 30 * 86_400 });
  });

  it('a choice that the stream refuses is for an operator', async () => {
    const { runtime, started } = await picked(async (one) => {
      await choose(one, 'rd-emea', 'sdr-5');
      await one.deliverLead('crm', { ...changed('crm-2', 'system', { IsActive: false }), object: 'User', recordId: 'sdr-5' }, '2018-07-11T16:00:30.000Z');
      await one.intake(WORKED_AT, { rerun: 1 });
    });

    const execution = await runtime.follow(started, WORKED_AT);

    expect(execution).toMatchObject({
      status: 'FAILED', error: 'InvalidInputError', path: [...ASKED, STATES.assignSdr, STATES.bringStreamToChoice, STATES.checkAssignment, STATES.parkForOperator, STATES.runFailed],
    });
  });
});
