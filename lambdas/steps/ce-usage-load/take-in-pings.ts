import * as z from 'zod';
import { readUsagePings } from '../../../shared/contracts/usage-pings';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string() });

/** Deliveries that one invocation looks for: half a megabyte of ids at most. */
const MOST_DELIVERIES = 2_000;
/** Deliveries in memory at a time, each of at most 10 MB. */
const GROUP = 40;
/** Pings after which the next invocation goes on: a minute or two of writing. */
const ENOUGH_PINGS = 200_000;

type Deps = Pick<StoreDeps, 'runs' | 'deliveries' | 'usagePings' | 'tables'>;

/**
 * Takes the pings that were delivered before the load into the store, in order of receipt (CE-01). A delivery is settled after its pings
 * are there, and a ping written twice is one, so that whoever comes next goes on where this one stopped.
 */
export const run = async ({ runs, deliveries, usagePings, tables }: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const { scheduledTime } = await findRun(runs, runId);
  const due = await deliveries.due(scheduledTime, MOST_DELIVERIES, 'pings');
  const taken = { deliveries: 0, pings: 0 };
  for (let at = 0; at < due.length; at += GROUP) {
    if (taken.pings >= ENOUGH_PINGS) return { outcome: 'more', ...taken };
    // The index follows within moments: what was settled just now may still stand in it.
    const held = [...(await deliveries.find(due.slice(at, at + GROUP))).values()].filter(({ outcome }) => outcome === 'held');
    const pings = held.flatMap(readUsagePings);
    await usagePings.putMany(pings);
    await tables.putMany(deliveries.settlePuts(held.map((delivery) => ({ ...delivery, outcome: 'processed', reason: '', runId }))));
    await runs.addProgress(runId, { deliveries: held.length, pings: pings.length });
    taken.deliveries += held.length;
    taken.pings += pings.length;
  }
  return { outcome: due.length < MOST_DELIVERIES ? 'taken' : 'more', ...taken };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
