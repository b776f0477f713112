import * as z from 'zod';
import type { PlannedMove } from '../../../shared/contracts/planned-move';
import { countBy } from '../../../shared/domain/count-by';
import { fieldChanges } from '../../../shared/domain/field-changes';
import { CLEAN_UP_FIELDS, cleanedUp, cleanUpOf, type CleanUpContext } from '../../../shared/domain/queue-clean-up/clean-up';
import { conflictError } from '../../../shared/errors/app-error';
import type { Lead } from '../../../shared/records/catalogue';
import { auditDecisions } from '../../../shared/runtime/audit-decisions';
import { cleanUpContext } from '../../../shared/runtime/clean-up-context';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'decisions' | 'settings' | 'rulesAt' | 'rulesHash' | 'settingsHash'>;

/**
 * Moves the leads of a shard to their queues, each only while it is still as unworked as when it is read, and audits what moved (LR-11,
 * PLAT-07). A lead that somebody has taken up since the plan is kept where it is.
 */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const lease = await deps.runs.lease(runId, shard);
  if (lease.isDone('moved')) return { outcome: 'done' };
  const moves = lease.work as readonly PlannedMove[];
  const context = cleanUpContext(deps, await findRun(deps.runs, runId));
  const leads = await deps.records.load('Lead', moves.map(({ leadId }) => leadId));

  const outcomes = await Promise.all(moves.map(async (move) => ({ move, isMoved: await moveLead(deps, move, leads.get(move.leadId), context) })));
  const moved = outcomes.flatMap(({ move, isMoved }) => (isMoved ? [move] : []));
  await deps.decisions.keep(auditDecisions(moved.map((move) => auditOf(move, context)), runId, deps));

  const counts = countBy(outcomes.map(({ isMoved }) => (isMoved ? 'moved' : 'kept')));
  if (!(await lease.record('moved', [], counts))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  return { outcome: 'done' };
};

const moveLead = async ({ records }: Deps, move: PlannedMove, lead: Lead | undefined, context: CleanUpContext): Promise<boolean> => {
  if (lead === undefined) return false;
  // A worker that was cut off had moved it already.
  if (fieldChanges(lead, cleanedUp(move.rule, move.status, context.queues)).length === 0) return true;
  const cleanUp = cleanUpOf(lead, context);
  return cleanUp?.rule === move.rule && records.change('Lead', lead, cleanUp.after, CLEAN_UP_FIELDS);
};

/** From the plan alone: a retry audits the same. */
const auditOf = (move: PlannedMove, context: CleanUpContext) => ({
  recordId: move.leadId,
  at: context.at,
  eventId: 'queue-clean-up',
  actor: 'system',
  rule: `LR-11 ${move.rule}`,
  changes: fieldChanges({ OwnerId: move.ownerId, Status: move.status }, cleanedUp(move.rule, move.status, context.queues)),
});

export const handler = task({ input: inputSchema, deps: openStores, run });
