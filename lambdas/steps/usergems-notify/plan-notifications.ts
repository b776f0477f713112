import * as z from 'zod';
import type { NotificationShard } from '../../../shared/contracts/notification-shard';
import { entryUnder } from '../../../shared/domain/notifications/entry';
import { addDays } from '../../../shared/domain/time/business-time';
import { dealToShards, groupByKeys } from '../../../shared/domain/usergems/groups';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Plan, Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({ runId: z.string() });

/** Records that a shard evaluates. */
const SHARD_SIZE = 100;

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'settings' | 'rulesAt'>;

/** Finds the records that meet their entry predicate (NT-02, NT-03) and deals them to shards, those of one account together. */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const { outcome, shards, counts } = current.plan ?? (await deps.runs.freezePlan(runId, await plan(deps, current)));
  return { outcome, shards, leads: counts['leads'] ?? 0, contacts: counts['contacts'] ?? 0 };
};

const plan = async ({ runs, records, settings, rulesAt }: Deps, { runId, scheduledTime, businessDate }: Run): Promise<Plan> => {
  if (!settings.notifications.enabled) return { outcome: 'muted', shards: [], counts: {} };

  const yesterday = addDays(businessDate, -1);
  const enters = entryUnder(rulesAt(scheduledTime));
  const [created, disqualified] = await Promise.all([records.leadsCreatedOn(yesterday), records.contactsDisqualifiedOn(yesterday)]);
  const leads = created.filter(enters.lead);
  const contacts = disqualified.filter(enters.contact);
  const counts = { leads: leads.length, contacts: contacts.length };
  if (leads.length + contacts.length === 0) return { outcome: 'nobody', shards: [], counts };

  const candidates = [
    ...leads.map(({ Id, Matched_Account__c }) => ({ id: Id, type: 'Lead', keys: keysOf(Matched_Account__c) })),
    ...contacts.map(({ Id, AccountId }) => ({ id: Id, type: 'Contact', keys: keysOf(AccountId) })),
  ];
  const shards = dealToShards(groupByKeys(candidates), SHARD_SIZE).map((shard, index) => {
    const idsOf = (type: string): string[] => shard.flatMap((one) => (one.type === type ? [one.id] : []));
    const work: NotificationShard = { leadIds: idsOf('Lead'), contactIds: idsOf('Contact') };
    return { shard: String(index + 1).padStart(4, '0'), work };
  });
  await runs.keepShards(runId, shards);
  return { outcome: 'planned', shards: shards.map(({ shard }) => shard), counts };
};

const keysOf = (accountId: string | undefined): string[] => (accountId === undefined ? [] : [accountId]);

export const handler = task({ input: inputSchema, deps: openStores, run });
