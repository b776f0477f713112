import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import { cleanUpOf } from '../../../shared/domain/queue-clean-up/clean-up';
import type { PlannedMove } from '../../../shared/contracts/planned-move';
import { dealToShards } from '../../../shared/domain/usergems/groups';
import { cleanUpContext } from '../../../shared/runtime/clean-up-context';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Plan, Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string() });

/** Leads that one call moves: a conditional write each. */
const SHARD_SIZE = 250;

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'settings' | 'rulesAt' | 'ruleFields'>;

/** Looks through all leads for those that nobody works, and freezes which of them move (LR-11). */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const { outcome, shards, counts } = current.plan ?? (await deps.runs.freezePlan(runId, await plan(deps, current)));
  return { outcome, shards, leads: counts['leads'] ?? 0 };
};

const plan = async (deps: Deps, current: Run): Promise<Plan> => {
  const context = cleanUpContext(deps, current);
  const moves: PlannedMove[] = [];
  for await (const page of deps.records.pages('Lead', ['OwnerId', 'Status', 'Nurture_DateTime__c', ...deps.ruleFields('Lead', 'queue-clean-up/')])) {
    for (const lead of page) {
      const cleanUp = cleanUpOf(lead, context);
      if (cleanUp) moves.push({ leadId: lead.Id, rule: cleanUp.rule, ownerId: lead.OwnerId, status: lead.Status });
    }
  }
  moves.sort((a, b) => (a.leadId < b.leadId ? -1 : 1));
  const shards = dealToShards(moves.map((move) => [move]), SHARD_SIZE).map((work, index) => ({ shard: String(index + 1).padStart(4, '0'), work }));
  await deps.runs.keepShards(current.runId, shards);
  return { outcome: shards.length === 0 ? 'nothing_unworked' : 'planned', shards: shards.map(({ shard }) => shard), counts: { leads: moves.length, ...countBy(moves.map(({ rule }) => rule)) } };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
