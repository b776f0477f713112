import * as z from 'zod';
import { toLeadDelivery } from '../../../shared/contracts/leads/lead-delivery';
import type { DeliveryOutcome } from '../../../shared/domain/leads/changes';
import { scoreOrders } from '../../../shared/domain/leads/score-orders';
import type { LeadDelivery } from '../../../shared/domain/leads/stream';
import { mayBeFollowed } from '../../../shared/domain/leads/stream-clues';
import { workStream } from '../../../shared/domain/leads/work-stream';
import { findRun } from '../../../shared/runtime/find-run';
import { loadLeadFacts, openClocks } from '../../../shared/runtime/load-lead-facts';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Turn } from '../../../shared/stores/sequence-store';
import type { StreamBatch } from '../../../shared/stores/stream-batch';

const batchSchema = z.object({ runId: z.string(), batch: z.string() });
const inputSchema = z.object({
  runId: z.string(),
  /** The state machine's clock. */
  at: z.iso.datetime({ offset: true }),
  /** The batch that this execution has carried out; null before the first. */
  done: batchSchema.nullable(),
});

type Deps = Pick<StoreDeps, 'runs' | 'sequence' | 'deliveries' | 'records' | 'matchKeys' | 'clocks' | 'pools' | 'isFreeMail' | 'leadContext' | 'settings'>;

/** Beyond three of the longest invocations and the waits between them (infra/workflows/retries.ts): whoever still had the turn is not at work any more. */
const LEASE_SECONDS = 3_600;

const WAIT = { outcome: 'wait', batch: null } as const;

/**
 * Takes the turn at the stream, closes the batch that was carried out, and decides the next: what is due before the run's instant, at most
 * `settings.leads.batch` deliveries. Nothing is written but the frozen plan; one that was frozen and never carried out comes first.
 */
export const run = async (deps: Deps, { runId, at, done }: z.infer<typeof inputSchema>) => {
  const { scheduledTime: until } = await findRun(deps.runs, runId);
  const turn = await takeTurn(deps, runId, at);
  if (turn.outcome === 'theirs') return WAIT;
  const { fence, openBatch } = turn;
  if (openBatch && (openBatch.runId !== done?.runId || openBatch.batch !== done.batch)) return toWrite(openBatch, fence);
  if (openBatch) await deps.sequence.closeBatch({ fence, workedUntil: openBatch.until });

  const portion = openBatch && openBatch.until >= until ? NOTHING_LEFT : await nextPortion(deps, until);
  if (portion === 'index lags') return WAIT;
  const plan = await decide(deps, portion, openBatch?.clockIds ?? turn.recentClockIds);
  if (portion === NOTHING_LEFT || plan === undefined) {
    await deps.sequence.closeBatch({ fence, workedUntil: until });
    await deps.sequence.release({ fence });
    return { outcome: 'worked', batch: null };
  }
  const batch = { runId, batch: `batch-${String(fence).padStart(9, '0')}` };
  await deps.runs.keepShards(runId, [{ shard: batch.batch, work: plan }]);
  await deps.sequence.openBatch({ fence, ...batch, until: portion.until, clockIds: plan.changes.clocks.map(({ clockId }) => clockId) });
  return toWrite(batch, fence);
};

const toWrite = ({ runId, batch }: z.infer<typeof batchSchema>, fence: number) => ({ outcome: 'write', batch: { runId, batch, fence } });

/** A run that is not at work has no turn, however long its lease. */
const takeTurn = async ({ sequence, runs }: Deps, runId: string, now: string): Promise<Turn> => {
  const turn = { runId, now: new Date(now).toISOString(), leaseSeconds: LEASE_SECONDS };
  const taken = await sequence.take(turn);
  if (taken.outcome === 'ours') return taken;
  const holder = await runs.find(taken.runId);
  return holder === undefined || holder.status === 'RUNNING' ? taken : sequence.take({ ...turn, evicts: holder.runId });
};

interface Portion {
  readonly deliveries: readonly LeadDelivery[];
  /** Outcomes of deliveries whose body is none of this version any more. */
  readonly refused: readonly DeliveryOutcome[];
  /** Clocks that are due until this instant belong to the portion. */
  readonly until: string;
}

const NOTHING_LEFT = undefined;

const nextPortion = async ({ deliveries, settings }: Deps, until: string): Promise<Portion | 'index lags'> => {
  const ids = await deliveries.due(until, settings.leads.batch);
  const rows = await deliveries.find(ids);
  const held = ids.flatMap((id) => rows.get(id) ?? []).filter(({ outcome }) => outcome === 'held');
  // What was settled a moment ago may still stand in the index, and hide what comes after it.
  if (ids.length > 0 && held.length === 0) return 'index lags';

  const examined = held.map((row) => ({ row, delivery: toLeadDelivery(row) }));
  const changesAccount = examined.map(({ delivery }) => delivery !== undefined && mayBeFollowed(delivery));
  const firstChange = changesAccount.indexOf(true);
  // The contacts follow their account before anything else happens to them.
  const end = firstChange < 0 ? -1 : changesAccount.indexOf(false, firstChange);
  const taken = end < 0 ? examined : examined.slice(0, end);
  const isAll = end < 0 && ids.length < settings.leads.batch;
  return {
    deliveries: taken.flatMap(({ delivery }) => delivery ?? []),
    refused: taken.flatMap(({ row, delivery }): DeliveryOutcome[] => (delivery ? [] : [{ deliveryId: row.deliveryId, outcome: 'rejected', reason: 'INVALID_BODY' }])),
    until: isAll ? until : (taken.at(-1)?.row.receivedAt ?? until),
  };
};

/** Undefined when nothing happens. */
const decide = async (deps: Deps, portion: Portion | typeof NOTHING_LEFT, recentClockIds: readonly string[]): Promise<StreamBatch | undefined> => {
  if (portion === NOTHING_LEFT) return undefined;
  const { deliveries, refused, until } = portion;
  // The look after the last batch finds nothing: that needs no facts.
  if (deliveries.length + refused.length + (await openClocks(deps, { until, recentClockIds })).length === 0) return undefined;
  const facts = await loadLeadFacts(deps, { deliveries, until, recentClockIds });
  const changes = workStream(facts, deps.leadContext, deliveries, until);
  const outcomes = [...changes.outcomes, ...refused];
  return outcomes.length === 0 && changes.clocks.length === 0 ? undefined : { changes: { ...changes, outcomes }, scoreOrders: scoreOrders(changes, deliveries) };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
