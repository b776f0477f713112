import { run as answerCallback } from '../../../lambdas/console/answer-callback';
import { localTaskCallbacks, waitingTasks } from '../../../infra/local/runs/waiting-tasks';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { assignmentTaskOf } from '../../../shared/domain/leads/event-executions';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const TASK = assignmentTaskOf('a-1');
const JSON_BODY = { 'content-type': 'application/json' };
const USERS = [
  aUser({ Id: 'rd-emea', Role__c: 'RD', Region__c: 'EMEA' }),
  aUser({ Id: 'rd-apac', Role__c: 'RD', Region__c: 'APAC' }),
  aUser({ Id: 'sadm', Role__c: 'Sales Admin' }),
  aUser({ Id: 'sysadm', Role__c: 'System Administrator' }),
  aUser({ Id: 'blind', Role__c: 'RD', Region__c: 'EMEA', PubSec_Access__c: false }),
  aUser({ Id: 'sdr-5', Role__c: 'SDR', Region__c: 'EMEA' }),
  aUser({ Id: 'sdr-gone', Role__c: 'SDR', Region__c: 'EMEA', IsActive: false }),
];

/** An execution that waits for the director of account a-1, in Germany unless said otherwise. */
const waiting = async (account: object = {}) => {
  const tasks = waitingTasks();
  const deps = { ...storeDeps(memoryTables(), bundleConfig(SETTINGS, [])), taskCallbacks: localTaskCallbacks(tasks) };
  await seedRecords({ User: USERS, Account: [anAccount({ Id: 'a-1', BillingCountry: 'Germany', ...account })] }, deps);
  await deps.callbacks.keep({ taskId: TASK, kind: 'rd_task', token: 'token-1', about: 'a-1' });
  await deps.callbacks.keep({ taskId: 'forms#for-1', kind: 'contact_us', token: 'token-2', about: 'l-1' });
  const told = tasks.wait('token-1', new AbortController().signal);
  const ask = apiOver(deps, { 'POST /callbacks/{task}': answerCallback }, '2018-07-11T17:00:00.000Z');
  return { told, answer: (as: string, body: unknown = { sdrId: 'sdr-5' }, task = TASK) => ask(`/callbacks/${encodeURIComponent(task)}`, { as, method: 'POST', headers: JSON_BODY, body: JSON.stringify(body) }) };
};

describe("CE-10: a Regional Director's answer", () => {
  it.each(['rd-emea', 'sadm', 'sysadm'])('%s may choose, and the execution is told who chose whom', async (as) => {
    const { told, answer } = await waiting();

    expect(await answer(as)).toEqual({ status: 202, body: { task: TASK, accountId: 'a-1', sdrId: 'sdr-5' } });
    expect(await told).toEqual({ outcome: 'chosen', sdrId: 'sdr-5', by: as });
  });

  it('counts once', async () => {
    const { answer } = await waiting();
    await answer('rd-emea');

    expect(await answer('rd-emea')).toEqual({ status: 409, body: { message: 'The account has its SDR, or nobody waits for the choice any more: change SDR__c of the account in the CRM' } });
  });

  it.each([
    ['the director of another region', 'rd-apac'],
    ['an SDR', 'sdr-5'],
  ])('%s may not choose', async (_, as) => {
    expect(await (await waiting()).answer(as)).toEqual({ status: 403, body: { message: "Only the Regional Director of the account's region, Sales Admin and System Administrator may choose its SDR" } });
  });

  it.each([
    ['of a task that never was', 'rd-emea', 'ce-assignment-a-2', {}],
    ['of a task that is no choice of an SDR', 'sadm', 'forms#for-1', {}],
    ['about an account of the public sector, to one who may not see it', 'blind', TASK, { PubSec_Type__c: 'Federal' }],
  ])('%s there is nothing to know', async (_, as, task, account) => {
    expect(await (await waiting(account)).answer(as, undefined, task)).toEqual({ status: 404, body: { message: 'There is no such task' } });
  });

  it.each([
    ['nobody', {}],
    ['a number', { sdrId: 5 }],
    ['somebody who left', { sdrId: 'sdr-gone' }],
    ['somebody who is no SDR', { sdrId: 'sadm' }],
    ['no object', ['sdr-5']],
  ])('that names %s is refused', async (_, body) => {
    expect(await (await waiting()).answer('rd-emea', body)).toEqual({ status: 400, body: { message: '"sdrId" must be the id of an active user whose Role__c is SDR' } });
  });
});
