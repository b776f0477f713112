import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import { dealToShards } from '../../../shared/domain/usergems/groups';
import { differenceOf, listAccounts, listContacts, type VendorLists } from '../../../shared/domain/usergems/vendor-lists';
import { isRemoval } from '../../../shared/domain/usergems/vendor-record';
import { invalidInputError } from '../../../shared/errors/app-error';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { ObjectName, RecordOf } from '../../../shared/records/catalogue';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { RecordStore } from '../../../shared/stores/record-store';
import type { Plan, Run } from '../../../shared/stores/run-store';

const inputSchema = z.object({
  runId: z.string(),
  /** `"force": true` in the execution's input: as many removals as there are. */
  force: z.boolean(),
});

/** Writes that a child execution tells: 25 seconds of work, and a history of some 250 events. */
const SHARD_SIZE = 500;
/** Records that a report names; more are counted. */
const LISTED = 100;
/** Removals that no company makes in a week. A half-loaded import looks like this, and what the vendor forgets it follows no more. */
const TOO_MANY_REMOVED = { share: 0.5, atLeast: 100 };

type Deps = Pick<StoreDeps, 'runs' | 'records' | 'tracked' | 'vendorRecords' | 'settings' | 'rulesAt' | 'ruleFields' | 'isFreeMail'>;

/**
 * Compares what the vendor should have with what it was told, and freezes the difference (UG-03 to UG-06). The plan says how many
 * seconds it will take to tell.
 */
export const run = async (deps: Deps, { runId, force }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  if (current.counts === undefined) await refuseBehindLater(deps, current);
  const { outcome, shards, counts } = current.plan ?? (await deps.runs.freezePlan(runId, await plan(deps, current, force)));
  return { outcome, shards, writes: counts['writes'] ?? 0, seconds: counts['seconds'] ?? 0 };
};

/** What an earlier day has left to tell would take back what a later one has told. */
const refuseBehindLater = async ({ runs }: Deps, { runId, scheduledTime }: Run): Promise<void> => {
  const later = (await runs.of(WORKFLOWS.cohortRefresh, scheduledTime)).find((run) => run.scheduledTime > scheduledTime && run.plan !== undefined);
  if (later) throw invalidInputError(`${later.runId} has told UserGems newer lists than ${runId} would: start ${WORKFLOWS.cohortRefresh} for today instead`, { runId, later: later.runId });
};

const plan = async (deps: Deps, { runId, scheduledTime }: Run, force: boolean): Promise<Plan> => {
  const { usergems } = deps.settings;
  const [{ listed, untold }, told] = await Promise.all([listRecords(deps, scheduledTime), deps.vendorRecords.all()]);
  const writes = differenceOf(listed, told);
  const removals = writes.filter(({ write }) => isRemoval(write)).length;
  if (!force && removals >= TOO_MANY_REMOVED.atLeast && removals > told.length * TOO_MANY_REMOVED.share) {
    throw invalidInputError(`${runId} would have UserGems forget ${removals} of ${told.length} records: see whether an import is missing. If it is meant, start it again with "force": true`, { runId, removals, told: told.length });
  }
  const shards = dealToShards(writes.map((write) => [write]), SHARD_SIZE).map((work, index) => ({ shard: String(index + 1).padStart(4, '0'), work }));
  await deps.runs.keepShards(runId, shards);
  await deps.runs.record(runId, { report: { untold: untold.slice(0, LISTED).map(({ recordId, reason }) => ({ recordId, reason })) } });
  return {
    outcome: shards.length === 0 ? 'nothing_to_tell' : 'planned',
    shards: shards.map(({ shard }) => shard),
    counts: {
      listed: listed.length,
      writes: writes.length,
      additions: writes.length - removals,
      removals,
      seconds: Math.ceil(writes.length / usergems.requestsPerSecond),
      ...countBy(untold.map(({ reason }) => `untold:${reason}`)),
    },
  };
};

const listRecords = async ({ records, tracked, settings, rulesAt, ruleFields, isFreeMail }: Deps, scheduledTime: string): Promise<VendorLists> => {
  const rules = rulesAt(scheduledTime);
  const [contacts, accounts, opportunities, trackedContacts] = await Promise.all([
    byId(records, 'Contact', ['AccountId', 'FirstName', 'LastName', 'Email', 'LinkedIn_URL__c', 'Erased_DateTime__c']),
    byId(records, 'Account', ['Name', 'Website', ...ruleFields('Account', 'account-list/')]),
    byId(records, 'Opportunity', ['AccountId', ...ruleFields('Opportunity', 'opportunity/open')]),
    tracked.all(),
  ]);
  const withOpenOpportunity = new Set([...opportunities.values()].filter(rules('opportunity/open')).flatMap(({ AccountId }) => AccountId ?? []));
  const lists = [
    listContacts(trackedContacts.values(), { contacts, accounts }, settings.usergems.signal),
    listAccounts(accounts.values(), settings.usergems.accountLists, { rules, isFreeMail, withOpenOpportunity }),
  ];
  return { listed: lists.flatMap(({ listed }) => listed), untold: lists.flatMap(({ untold }) => untold) };
};

const byId = async <O extends ObjectName>(records: RecordStore, object: O, fields: readonly (keyof RecordOf<O> & string)[]): Promise<Map<string, RecordOf<O>>> => {
  const found = new Map<string, RecordOf<O>>();
  for await (const page of records.pages(object, fields)) for (const record of page) found.set(record.Id, record);
  return found;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
