import * as z from 'zod';
import { newestPings } from '../../../shared/domain/usage-pings/newest-pings';
import type { DealtHosts, UsagePing } from '../../../shared/domain/usage-pings/usage-ping';
import { invalidInputError } from '../../../shared/errors/app-error';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Plan, Run } from '../../../shared/stores/run-store';
import { ACCOUNTS_SHARD } from '../../../shared/stores/usage-outcomes';

const inputSchema = z.object({ runId: z.string() });

/** Hosts of a shard: ten requests of enrichment, and a few hundred kilobytes of work. */
const SHARD_SIZE = 5_000;

type Deps = Pick<StoreDeps, 'runs' | 'usagePings'>;

/**
 * Looks at all pings that were stored before the load, picks the newest of each host and deals the hosts to shards (CE-02). Pings behind
 * a newer one are removed, so that the table grows with hosts and not with weeks.
 */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const { shards, counts } = current.plan ?? (await plan(deps, current));
  return { outcome: 'dealt', shards: shards.filter((shard) => shard !== ACCOUNTS_SHARD), hosts: counts['hosts'] ?? 0 };
};

const plan = async (deps: Deps, current: Run): Promise<Plan> => {
  await refuseBehindLater(deps, current);
  const pings: UsagePing[] = [];
  for await (const page of deps.usagePings.pages()) pings.push(...page);
  const { hosts, discarded, superseded } = newestPings(pings, current.scheduledTime);

  const dealt: DealtHosts[] = [
    ...portions(hosts).map((portion): DealtHosts => ({ hosts: portion, discarded: [] })),
    ...portions(discarded).map((portion): DealtHosts => ({ hosts: [], discarded: portion })),
  ];
  const shards = [...dealt.map((work, index) => ({ shard: String(index + 1).padStart(4, '0'), work })), { shard: ACCOUNTS_SHARD, work: null }];
  await deps.runs.keepShards(current.runId, shards);
  // Before the plan is frozen, so that a retry removes what is left: without these it finds the same hosts.
  await deps.usagePings.remove(superseded);
  return deps.runs.freezePlan(current.runId, { outcome: 'planned', shards: shards.map(({ shard }) => shard), counts: { hosts: hosts.length + discarded.length } });
};

/** The counters of an earlier day would replace those of a later one. */
const refuseBehindLater = async ({ runs }: Deps, { runId, scheduledTime }: Run): Promise<void> => {
  const later = (await runs.of(WORKFLOWS.ceUsageLoad, scheduledTime)).find((run) => run.scheduledTime > scheduledTime && run.plan !== undefined);
  if (later) throw invalidInputError(`${later.runId} has loaded newer pings than ${runId} would: start ${WORKFLOWS.ceUsageLoad} for today instead`, { runId, later: later.runId });
};

const portions = <T>(items: readonly T[]): T[][] => Array.from({ length: Math.ceil(items.length / SHARD_SIZE) }, (_, index) => items.slice(index * SHARD_SIZE, (index + 1) * SHARD_SIZE));

export const handler = task({ input: inputSchema, deps: openStores, run });
