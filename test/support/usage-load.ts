import { run as cleanHosts } from '../../lambdas/steps/ce-usage-load/clean-hosts';
import { run as dealHosts } from '../../lambdas/steps/ce-usage-load/deal-hosts';
import { run as matchAccounts } from '../../lambdas/steps/ce-usage-load/match-accounts';
import { run as settleLoad } from '../../lambdas/steps/ce-usage-load/settle-load';
import { run as takeInPings } from '../../lambdas/steps/ce-usage-load/take-in-pings';
import { instantOf } from '../../shared/domain/time/business-time';
import { runIdOf, SCHEDULED_AT, WORKFLOWS } from '../../shared/names/workflows';
import type { HostServiceDeps } from '../../shared/runtime/open-host-services';
import type { StoreDeps } from '../../shared/runtime/store-deps';
import { deliveryIdOf } from '../../shared/stores/delivery-store';

/** An element of a delivery of version pings, good or bad. */
export type PingElement = unknown;

/** Keeps a delivery of version pings, as the door does. */
export const deliverPings = async ({ deliveries }: Pick<StoreDeps, 'deliveries'>, eventId: string, receivedAt: string, pings: readonly PingElement[]): Promise<void> => {
  await deliveries.accept({
    deliveryId: deliveryIdOf('version-ping', eventId), source: 'version-ping', eventId, receivedAt, requestId: `request of ${eventId}`, outcome: 'held', reason: '', body: JSON.stringify({ id: eventId, version: 1, pings }),
  });
};

/** The steps of a load one after the other, without the state machine and the stream before it. */
export const loadByHand = async (deps: StoreDeps & HostServiceDeps, businessDate: string): Promise<unknown> => {
  const runId = runIdOf(WORKFLOWS.ceUsageLoad, businessDate);
  const scheduledTime = instantOf(businessDate, SCHEDULED_AT[WORKFLOWS.ceUsageLoad], deps.settings.timeZone);
  await deps.runs.open({ runId, workflow: WORKFLOWS.ceUsageLoad, businessDate, scheduledTime }, runId);
  while ((await takeInPings(deps, { runId })).outcome === 'more');
  const { shards } = await dealHosts(deps, { runId });
  for (const shard of shards) await cleanHosts(deps, { runId, shard });
  await matchAccounts(deps, { runId, at: scheduledTime });
  return settleLoad(deps, { runId });
};
