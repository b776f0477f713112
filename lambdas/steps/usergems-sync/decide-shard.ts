import * as z from 'zod';
import { examineDelivery, toChange } from '../../../shared/contracts/usergems-delivery';
import { accountDomainKey, accountNameKey, parsePersonEntry } from '../../../shared/domain/matching/match-keys';
import { employerDomain, matchAccount } from '../../../shared/domain/matching/match-account';
import { normaliseName } from '../../../shared/domain/matching/normalise';
import type { Change } from '../../../shared/domain/usergems/change';
import { seatsByPool } from '../../../shared/domain/usergems/lead-owners';
import { releaseFacts, type LoadedFacts } from '../../../shared/domain/usergems/release-facts';
import { releaseShard, type ShardWork } from '../../../shared/domain/usergems/release-shard';
import { conflictError } from '../../../shared/errors/app-error';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import { withMasters } from '../../../shared/stores/past-contacts';
import type { Run } from '../../../shared/stores/run-store';
import type { PlannedFacts, ShardAssignment } from '../../../shared/stores/shard-assignment';
import type { Signal } from '../../../shared/stores/signal-store';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'matchKeys' | 'records' | 'settings' | 'isFreeMail' | 'regionOf' | 'rulesAt'>;

/**
 * Decides what becomes of the changes of a shard and records the decisions and how many leads go to each pool. Nothing else is
 * written: owners are known only after the pools are dealt (architecture, section 4).
 */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const lease = await deps.runs.lease(runId, shard);
  const { release, settled, facts } = lease.work as ShardAssignment;
  if (!lease.isDone('decided')) {
    const work = await decide(deps, current, release, facts);
    if (!(await lease.record('decided', work, seatsByPool(work.releases)))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  }
  return { outcome: 'decided', signals: release.length + settled.length };
};

const decide = async (deps: Deps, current: Run, signals: readonly Signal[], planned: PlannedFacts): Promise<ShardWork> => {
  const changes = signals.flatMap(({ signalId, eventId, body }): Change[] => {
    const { verdict } = examineDelivery(body);
    return verdict.ok ? [toChange(verdict.body, { signalId, eventId, push: current.push })] : [];
  });
  const rules = deps.rulesAt(current.scheduledTime);
  const users = await deps.records.users();
  const facts = releaseFacts(await loadFacts(deps, changes, planned, rules('opportunity/open')), deps.isFreeMail);
  return releaseShard(changes, facts, {
    scheduledTime: current.scheduledTime,
    rules,
    users,
    alternatePolicies: deps.settings.routing.alternatePolicies,
    isFreeMail: deps.isFreeMail,
    regionOf: deps.regionOf,
  });
};

/** Everything else that the changes of a shard can ask about, in batches: first the keys, then the records they lead to, then what hangs on those. */
const loadFacts = async (deps: Deps, changes: readonly Change[], planned: PlannedFacts, isOpen: (opportunity: object) => boolean): Promise<LoadedFacts> => {
  const keys = changes.flatMap((change) => {
    const domain = employerDomain({ ...change.current, email: change.person.email }, deps.isFreeMail);
    const name = normaliseName(change.current.company);
    return [domain && accountDomainKey(domain), name && accountNameKey(name)].filter((key) => key !== undefined);
  });
  const found = await deps.matchKeys.find(keys);
  const matchKeys = new Map([...planned.matchKeys, ...found]);

  const leadIds = planned.matchKeys.flatMap(([key, entries]) => (key.startsWith('lead:person:') ? entries.map((entry) => parsePersonEntry(entry).leadId) : key.startsWith('lead:') ? entries : []));
  const [accounts, leads] = await Promise.all([
    deps.records.load('Account', [...changes.map(({ current }) => current.accountId), ...[...found.values()].flat(), ...planned.contacts.map(([, { AccountId }]) => AccountId)]),
    deps.records.load('Lead', leadIds),
  ]);
  const loaded = {
    contacts: new Map(planned.contacts),
    matchKeys,
    tiers: new Map(planned.tiers),
    accounts: await withMasters('Account', accounts, deps.records),
    leads: await withMasters('Lead', leads, deps.records),
    accountsWithOpenOpportunities: new Set<string>(),
  };
  return { ...loaded, accountsWithOpenOpportunities: await openAccounts(deps, changes, loaded, isOpen) };
};

/** UG-18: only a tracked person's new account is asked for open opportunities. */
const openAccounts = async (deps: Deps, changes: readonly Change[], loaded: LoadedFacts, isOpen: (opportunity: object) => boolean): Promise<Set<string>> => {
  const facts = releaseFacts(loaded, deps.isFreeMail);
  const joined = changes.flatMap(({ motion, current, person }) => (motion === 'job_change' ? (matchAccount({ ...current, email: person.email }, facts, deps.isFreeMail).account?.Id ?? []) : []));
  const opportunities = await deps.records.opportunitiesOf(joined);
  return new Set([...opportunities].flatMap(([accountId, ofAccount]) => (ofAccount.some(isOpen) ? [accountId] : [])));
};

export const handler = task({ input: inputSchema, deps: openStores, run });
