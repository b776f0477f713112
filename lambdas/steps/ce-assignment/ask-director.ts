import * as z from 'zod';
import { assignmentTaskOf } from '../../../shared/domain/leads/event-executions';
import { completeTask, type CallbackDeps } from '../../../shared/runtime/complete-task';
import { openCallbacks } from '../../../shared/runtime/open-callbacks';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ accountId: z.string(), token: z.string() });

/**
 * Keeps who waits for the director's choice of an SDR (CE-10); the run that worked the pick has told the director. The last pick of an
 * account counts, and one that got its SDR in the meantime waits for nobody.
 */
export const run = async (deps: Pick<StoreDeps, 'records' | 'callbacks'> & CallbackDeps, { accountId, token }: z.infer<typeof inputSchema>) => {
  const taskId = assignmentTaskOf(accountId);
  await completeTask(deps, taskId, { outcome: 'asked_again' });
  await deps.callbacks.keep({ taskId, kind: 'rd_task', token, about: accountId });
  const account = (await deps.records.load('Account', [accountId])).get(accountId);
  if (account?.SDR__c === undefined) return { outcome: 'asked' };
  await completeTask(deps, taskId, { outcome: 'assigned' });
  return { outcome: 'assigned' };
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openCallbacks() }), run });
