import * as z from 'zod';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { FollowingShard } from '../../../shared/stores/shard-assignment';

const inputSchema = z.object({
  runId: z.string(),
  change: z.object({
    accountId: z.string(),
    at: z.iso.datetime({ offset: true }),
    eventId: z.string(),
    actor: z.string(),
    set: z.object({ OwnerId: z.string().exactOptional(), SDR__c: z.string().nullable().exactOptional() }),
  }),
});

/** Contacts of a shard: what one invocation reads and changes in seconds. */
const SHARD = 1_000;

/** Freezes whom the change concerns: the contacts of the account, dealt to shards. */
export const run = async ({ runs, records }: Pick<StoreDeps, 'runs' | 'records'>, { runId, change }: z.infer<typeof inputSchema>) => {
  const { plan: known } = await findRun(runs, runId);
  if (known) return { outcome: known.outcome, shards: known.shards };

  const ids = await records.contactIdsOf(change.accountId);
  const shards = Array.from({ length: Math.ceil(ids.length / SHARD) }, (_, index): { shard: string; work: FollowingShard } => ({
    shard: String(index + 1).padStart(4, '0'),
    work: { change, contactIds: ids.slice(index * SHARD, (index + 1) * SHARD) },
  }));
  await runs.keepShards(runId, shards);
  const plan = await runs.freezePlan(runId, { outcome: shards.length === 0 ? 'nobody' : 'planned', shards: shards.map(({ shard }) => shard), counts: { contacts: ids.length } });
  return { outcome: plan.outcome, shards: plan.shards };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
