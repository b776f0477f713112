import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import { fieldChanges } from '../../../shared/domain/field-changes';
import type { LeadAlert } from '../../../shared/domain/leads/changes';
import { GOVERNED_FIELDS } from '../../../shared/domain/leads/governed-fields.table';
import { isSalesAdmin, theUserOf } from '../../../shared/domain/leads/roles';
import { matchKeysOf } from '../../../shared/domain/matching/match-keys';
import { normaliseName } from '../../../shared/domain/matching/normalise';
import { countryFinder } from '../../../shared/domain/routing/regions';
import type { CleanedHosts } from '../../../shared/domain/usage-pings/cleaned-hosts';
import type { UsageOutcome } from '../../../shared/domain/usage-pings/usage-ping';
import { USAGE_FIELDS, workUsage, type UsageWork } from '../../../shared/domain/usage-pings/work-usage';
import { configError, conflictError } from '../../../shared/errors/app-error';
import type { Put, Value } from '../../../shared/ports/tables';
import type { Account, User } from '../../../shared/records/catalogue';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Decision } from '../../../shared/stores/decision-store';
import type { Run } from '../../../shared/stores/run-store';
import { ACCOUNTS_SHARD, ACCOUNT_STAGES } from '../../../shared/stores/usage-outcomes';

const inputSchema = z.object({
  runId: z.string(),
  /** Now, by the clock of the state machine. */
  at: z.iso.datetime({ offset: true }),
});

/** Longer than the step can run: nobody works the stream beside it. */
const LEASE_SECONDS = 960;

/** Fields of accounts that the load reads; the table is read whole. */
const READ_FIELDS = [...USAGE_FIELDS, 'Name', 'Website', 'ParentId', 'OwnerId', 'SDR__c', 'Sales_Segmentation__c', 'MasterRecordId', 'Former_Names__c'] as const satisfies readonly (keyof Account)[];

/** What the load does to the accounts, frozen before the first of it is written. */
interface Decided {
  readonly outcomes: readonly UsageOutcome[];
  readonly created: readonly Account[];
  readonly updated: UsageWork['updated'];
  readonly alerts: readonly LeadAlert[];
}

type Deps = Pick<StoreDeps, 'runs' | 'sequence' | 'records' | 'matchKeys' | 'decisions' | 'alerts' | 'tables' | 'settings' | 'isFreeMail' | 'rulesAt' | 'rulesHash' | 'settingsHash'>;

/**
 * Takes what the hosts report into the accounts and lists whom nobody works (CE-04 to CE-06, CE-09, CE-12). Accounts are what the stream of
 * deliveries works too, so it has the turn for this; what was decided is frozen, and a retry writes the same again.
 */
export const run = async (deps: Deps, { runId, at }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const lease = await deps.runs.lease(runId, ACCOUNTS_SHARD);
  if (lease.isDone(ACCOUNT_STAGES.written)) return { outcome: 'written', alerts: 0 };
  const turn = await deps.sequence.take({ runId, now: at, leaseSeconds: LEASE_SECONDS });
  if (turn.outcome === 'theirs') return { outcome: 'theirs', alerts: 0 };
  if (turn.openBatch !== undefined) {
    // Somebody was cut off between deciding and writing: a run of the stream finishes that first.
    await deps.sequence.release(turn);
    return { outcome: 'theirs', alerts: 0 };
  }

  const takenOver = (): Error => conflictError(`The accounts of ${runId} were taken over by another worker`, { runId });
  const decided = lease.isDone(ACCOUNT_STAGES.decided) ? ((await lease.read(ACCOUNT_STAGES.decided)) as Decided) : await decide(deps, current);
  if (!lease.isDone(ACCOUNT_STAGES.decided) && !(await lease.record(ACCOUNT_STAGES.decided, decided, {}))) throw takenOver();
  await write(deps, current, decided);
  if (!(await lease.record(ACCOUNT_STAGES.written, null, countsOf(decided)))) throw takenOver();
  await deps.sequence.release(turn);
  // Whoever tells people of them knows by this whether the index shows all of them already.
  return { outcome: 'written', alerts: decided.alerts.length };
};

const decide = async (deps: Deps, current: Run): Promise<Decided> => {
  const { records, settings, isFreeMail } = deps;
  const [hosts, accounts, users] = await Promise.all([cleanedHosts(deps, current.runId), allAccounts(deps), records.users()]);
  const countryOf = countryFinder(settings.matching.countryAliases);
  const excluded = new Set(settings.usagePings.excludedCompanies.map(normaliseName));
  const work = workUsage(hosts, {
    accounts: accounts.values(),
    isFreeMail,
    ownerId: theUserOf(users.values(), 'Sales Admin')?.Id,
    countryNameOf: (text) => countryOf(text)?.name ?? text,
    isExcluded: (name) => name !== undefined && excluded.has(normaliseName(name)),
  });
  if (work.created.some(({ OwnerId }) => OwnerId === undefined)) throw configError('New accounts have no owner: there is no active user with Role__c "Sales Admin". Give somebody the role and rerun', { runId: current.runId });
  return {
    outcomes: work.outcomes,
    created: work.created,
    updated: work.updated,
    alerts: unworked(accountsAfter(accounts, work), users, deps.rulesAt(current.scheduledTime)('account/ce-unworked'), current),
  };
};

/** The hosts of all shards: companies as the first of their hosts had them. */
const cleanedHosts = async ({ runs }: Deps, runId: string): Promise<CleanedHosts> => {
  const shards = (await runs.shards(runId)).filter(({ shard }) => shard !== ACCOUNTS_SHARD);
  const cleaned: CleanedHosts[] = [];
  for (const shard of shards) cleaned.push((await shard.read('cleaned')) as CleanedHosts);
  return { kept: cleaned.flatMap(({ kept }) => kept), companies: cleaned.flatMap(({ companies }) => companies), discarded: cleaned.flatMap(({ discarded }) => discarded) };
};

const allAccounts = async ({ records }: Deps): Promise<Map<string, Account>> => {
  const accounts = new Map<string, Account>();
  for await (const page of records.pages('Account', READ_FIELDS)) for (const account of page) accounts.set(account.Id, account);
  return accounts;
};

const accountsAfter = (accounts: ReadonlyMap<string, Account>, { created, updated }: UsageWork): Account[] => {
  const after = new Map(accounts);
  for (const account of [...created, ...updated.map((one) => one.after)]) after.set(account.Id, account);
  return [...after.values()];
};

/** CE-09: accounts that use the free edition and that nobody works, for the Account Research Specialist. */
const unworked = (accounts: readonly Account[], users: ReadonlyMap<string, User>, isUnworked: (account: Account) => boolean, { runId, scheduledTime }: Run): LeadAlert[] => {
  const role = 'Account Research Specialist';
  const recipientId = theUserOf(users.values(), role)?.Id ?? '';
  return accounts
    .filter((account) => isUnworked(account) && isSalesAdmin(users.get(account.OwnerId ?? '')))
    .map(({ Id }): LeadAlert => ({ at: scheduledTime, kind: 'CE_WORKLIST', recordId: Id, recipientRole: role, recipientId, reason: '', eventId: runId }))
    .sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
};

/** Writes what was decided. An account that an earlier try made is left as it is: others may have worked it since. */
const write = async (deps: Deps, current: Run, { created, updated, alerts }: Decided): Promise<void> => {
  const { records, matchKeys, decisions, tables, alerts: alertStore } = deps;
  const there = await records.load('Account', created.map(({ Id }) => Id));
  await tables.putMany([
    ...(await keyPuts(matchKeys, created, deps)),
    ...created.filter(({ Id }) => !there.has(Id)).map((account): Put => ({ table: 'Account', item: records.toItem('Account', account) })),
    ...auditsOf(deps, current, updated).map(decisions.toPut),
  ]);
  await records.changeMany('Account', updated);
  await tables.putMany(alerts.map((alert) => alertStore.toPut(alert, current.runId)));
};

/** The keys of new accounts, beside whoever has them already. */
const keyPuts = async (matchKeys: Deps['matchKeys'], created: readonly Account[], { isFreeMail }: Deps): Promise<Put[]> => {
  const grown = new Map<string, string[]>();
  for (const account of created) for (const key of matchKeysOf.Account(account, isFreeMail)) grown.set(key, [...(grown.get(key) ?? []), account.Id]);
  const known = await matchKeys.find(grown.keys());
  return [...grown].map(([key, ids]) => matchKeys.toPut(key, [...new Set([...(known.get(key) ?? []), ...ids])]));
};

/** PLAT-07: old and new value of each governed field that the load changed. */
const auditsOf = ({ rulesHash, settingsHash }: Deps, { runId, scheduledTime }: Run, updated: Decided['updated']): Decision[] =>
  updated.flatMap(({ before, after }) => {
    const changes = fieldChanges(before, after).filter(({ field }) => GOVERNED.has(field)).map((change): Value => ({ ...change }));
    return changes.length === 0 ? [] : [{ recordId: after.Id, kind: 'audit', runId, about: runId, at: scheduledTime, fields: { Actor: 'system', Rule: 'CE-06', Changes: changes }, rulesHash, settingsHash }];
  });

const GOVERNED: ReadonlySet<string> = new Set(GOVERNED_FIELDS.Account);

/** The books of the load: hosts by what became of them, and accounts. */
const countsOf = ({ outcomes, created, updated, alerts }: Decided): Record<string, number> => ({
  ...countBy(outcomes.map(({ outcome, reason }) => `${outcome}:${reason}`)),
  accountsCreated: created.length,
  accountsUpdated: updated.length,
  worklist: alerts.length,
});

export const handler = task({ input: inputSchema, deps: openStores, run });
