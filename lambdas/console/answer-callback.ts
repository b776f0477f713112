import { mayRead } from '../../shared/domain/access/may-read';
import { inboundRegion } from '../../shared/domain/leads/inbound-region';
import { isAdministrator, isSdr } from '../../shared/domain/leads/roles';
import type { Account, User } from '../../shared/records/catalogue';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { completeTask, type CallbackDeps } from '../../shared/runtime/complete-task';
import { openCallbacks } from '../../shared/runtime/open-callbacks';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

type Deps = Pick<StoreDeps, 'callbacks' | 'records' | 'leadContext' | 'settings'> & CallbackDeps;

const NO_TASK: ApiReply = { status: 404, body: { message: 'There is no such task' } };

/** POST /callbacks/{task} `{"sdrId": …}`: the Regional Director says who is to work an account (CE-10). For the director of its region and administrators. */
export const run = async (deps: Deps, { caller, path: { task = '' }, body }: ApiRequest): Promise<ApiReply> => {
  const callback = await deps.callbacks.find(task);
  if (callback?.kind !== 'rd_task') return NO_TASK;
  const account = (await deps.records.load('Account', [callback.about])).get(callback.about);
  if (!account || !mayRead(caller, { account }, deps.settings.access.pubSecDefault)) return NO_TASK;
  if (!mayChoose(deps, caller, account)) return { status: 403, body: { message: "Only the Regional Director of the account's region, Sales Admin and System Administrator may choose its SDR" } };

  const sdrId: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'sdrId') : undefined;
  if (typeof sdrId !== 'string' || !isSdr((await deps.records.users()).get(sdrId))) return { status: 400, body: { message: '"sdrId" must be the id of an active user whose Role__c is SDR' } };
  const outcome = await completeTask(deps, task, { outcome: 'chosen', sdrId, by: caller.Id });
  if (outcome === 'gone') return { status: 409, body: { message: 'The account has its SDR, or nobody waits for the choice any more: change SDR__c of the account in the CRM' } };
  return { status: 202, body: { task, accountId: account.Id, sdrId } };
};

const mayChoose = ({ leadContext }: Deps, caller: User, { BillingCountry }: Account): boolean =>
  isAdministrator(caller) || (caller.Role__c === 'RD' && caller.Region__c === inboundRegion(leadContext.countryOf, undefined, BillingCountry).region);

export const handler = api({ deps: () => ({ ...openStores(), ...openCallbacks() }), run });
