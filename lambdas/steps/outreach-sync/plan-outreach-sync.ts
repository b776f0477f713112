import * as z from 'zod';
import type { QueuedPerson } from '../../../shared/domain/outreach/prospect';
import { dealToShards } from '../../../shared/domain/usergems/groups';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Plan } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string() });

/** People that one call pushes: two requests each, of some tenths of a second. */
const SHARD_SIZE = 100;

type Deps = Pick<StoreDeps, 'runs' | 'records'>;

/** Freezes who waits to be synced to Outreach (RO-03). Ids only: what is pushed is the record as it is then. */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const { outcome, shards, counts } = current.plan ?? (await deps.runs.freezePlan(runId, await plan(deps, runId)));
  return { outcome, shards, records: counts['records'] ?? 0 };
};

const plan = async ({ runs, records }: Deps, runId: string): Promise<Plan> => {
  const queued = (await Promise.all((['Lead', 'Contact'] as const).map(async (object) => (await records.idsAwaitingSync(object)).map((recordId): QueuedPerson => ({ object, recordId }))))).flat();
  const shards = dealToShards(queued.map((person) => [person]), SHARD_SIZE).map((work, index) => ({ shard: String(index + 1).padStart(4, '0'), work }));
  await runs.keepShards(runId, shards);
  return { outcome: shards.length === 0 ? 'nothing_queued' : 'planned', shards: shards.map(({ shard }) => shard), counts: { records: queued.length } };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
