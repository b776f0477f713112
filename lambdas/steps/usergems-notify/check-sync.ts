import * as z from 'zod';
import { tuesdayBefore } from '../../../shared/domain/time/weekdays';
import { runIdOf, WORKFLOWS } from '../../../shared/names/workflows';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ businessDate: z.iso.date(), attempt: z.int() });

const OUTCOMES = { SUCCEEDED: 'complete', RUNNING: 'running', FAILED: 'missing' } as const;

/** NT-12: nothing is sent unless the sync of the Tuesday before is complete. */
export const run = async ({ runs }: Pick<StoreDeps, 'runs'>, { businessDate }: z.infer<typeof inputSchema>) => {
  const syncId = runIdOf(WORKFLOWS.sync, tuesdayBefore(businessDate));
  const sync = await runs.find(syncId);
  return { outcome: sync ? OUTCOMES[sync.status] : 'missing', syncId };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
