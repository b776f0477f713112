import * as z from 'zod';
import { knownClock } from '../../../shared/runtime/known-clock';
import { completeTask, type CallbackDeps } from '../../../shared/runtime/complete-task';
import { openCallbacks } from '../../../shared/runtime/open-callbacks';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ clockId: z.string(), token: z.string() });

/**
 * Keeps who waits for the answer to a Contact Us request (LR-02). The token is kept before the clock is looked at: an answer that came in
 * the meantime ends the wait here, one that comes later finds the token.
 */
export const run = async (deps: Pick<StoreDeps, 'clocks' | 'callbacks'> & CallbackDeps, { clockId, token }: z.infer<typeof inputSchema>) => {
  const { recordId } = await knownClock(deps.clocks, clockId);
  await deps.callbacks.keep({ taskId: clockId, kind: 'contact_us', token, about: recordId });
  const { outcome } = await knownClock(deps.clocks, clockId);
  if (outcome !== 'open') await completeTask(deps, clockId, { outcome });
  return { outcome };
};

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openCallbacks() }), run });
