import * as z from 'zod';
import { examineDelivery, toChange } from '../../../shared/contracts/usergems-delivery';
import type { Change } from '../../../shared/domain/usergems/change';
import { cluesOf, tiesOf } from '../../../shared/domain/usergems/change-clues';
import { dealToShards, groupByKeys, type Keyed } from '../../../shared/domain/usergems/groups';
import { releaseFacts, type ReleaseFacts } from '../../../shared/domain/usergems/release-facts';
import { holdReasonOf, isReleasedOn, releaseTierOf } from '../../../shared/domain/usergems/release-gate';
import { predecessorMissingError } from '../../../shared/errors/app-error';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { PlannedFacts, SettledSignal, ShardAssignment } from '../../../shared/stores/shard-assignment';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { openStores } from '../../../shared/runtime/open-stores';
import { findRun } from '../../../shared/runtime/find-run';
import { task } from '../../../shared/runtime/task';
import { loadPastContacts } from '../../../shared/stores/past-contacts';
import type { Plan, Run } from '../../../shared/stores/run-store';
import type { Signal, SignalSource } from '../../../shared/stores/signal-store';

const inputSchema = z.object({ runId: z.string() });

/** Changes that a shard works: large enough to fill batches, small enough that a crash costs little. */
const SHARD_SIZE = 250;

/** How far back an unfinished release holds up the next. */
const UNFINISHED_DAYS = 35;

type Deps = Pick<StoreDeps, 'runs' | 'signals' | 'matchKeys' | 'records' | 'tracked' | 'settings' | 'isFreeMail'>;

/**
 * Decides what the run releases and deals it to shards (UG-07, UG-08, UG-16, UG-17). It changes nothing but the run itself: what is
 * held, refused or a duplicate is settled by the shards too, so that a retry before the plan is frozen finds the same signals.
 */
export const run = async (deps: Deps, { runId }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const { outcome, shards, counts } = current.plan ?? (await deps.runs.freezePlan(runId, await plan(deps, current)));
  return { outcome, shards, signals: counts['signals'] ?? 0, held: counts['held'] ?? 0 };
};

const plan = async (deps: Deps, current: Run): Promise<Plan> => {
  if (current.push === undefined && current.businessDate < deps.settings.launch.goLiveOn) return { outcome: 'before_go_live', shards: [], counts: {} };

  await refuseBehindUnfinished(deps, current);

  const source: SignalSource = current.push === undefined ? 'feed' : `push${current.push}`;
  const due = await deps.signals.due(source, current.push === undefined ? current.scheduledTime : undefined);
  if (due.length === 0) return { outcome: 'nothing_due', shards: [], counts: { signals: 0, held: 0 } };

  const found = await deps.signals.find(due);
  const admitted = await admit(deps, current, due.flatMap((id) => listOf(found.get(id))));
  const rowOf = (signalId: string): Signal[] => listOf(found.get(signalId));
  const { released, held, facts } = await gate(deps, current, admitted.changes, rowOf);
  const groups = await group(deps, released, facts);
  const nothing: PlannedFacts = { contacts: [], tiers: [], matchKeys: [] };

  const assignments: ShardAssignment[] = [
    ...dealToShards(groups, SHARD_SIZE).map((shard) => ({ release: shard.flatMap(({ id }) => rowOf(id)), settled: [], facts: factsOf(shard, facts) })),
    ...dealToShards([...admitted.refused, ...held].map((one) => [one]), SHARD_SIZE).map((settled) => ({ release: [], settled, facts: nothing })),
  ];
  const shards = assignments.map((work, index) => ({ shard: String(index + 1).padStart(4, '0'), work }));
  await deps.runs.keepShards(current.runId, shards);
  return { outcome: 'planned', shards: shards.map(({ shard }) => shard), counts: { signals: due.length, held: held.length } };
};

/** A release that did not finish still owns the signals of its plan: it is rerun before the next one starts (PLAT-10). */
const refuseBehindUnfinished = async ({ runs }: Deps, current: Run): Promise<void> => {
  const from = new Date(Date.parse(current.scheduledTime) - UNFINISHED_DAYS * 86_400_000).toISOString();
  const earlier = (await Promise.all([WORKFLOWS.sync, WORKFLOWS.retroPush].map((workflow) => runs.of(workflow, from, current.scheduledTime)))).flat();
  const unfinished = earlier.find(({ runId, status }) => runId !== current.runId && status !== 'SUCCEEDED');
  if (unfinished) throw predecessorMissingError(`${unfinished.runId} did not finish: rerun it first, then rerun ${current.runId}`, { missing: unfinished.runId, runId: current.runId });
};

/** Lets changes in: the door's rules once more, the motions of the push, and event ids that are taken (contracts, section 8). */
const admit = async (deps: Deps, { push }: Run, signals: readonly Signal[]): Promise<{ changes: Change[]; refused: SettledSignal[] }> => {
  const motions = deps.settings.launch.retroPushes.find((one) => one.push === push)?.motions ?? [];
  // An event of the feed took its id when it was received; rows of a push take theirs here.
  const taken = push === undefined ? new Set<string>() : await deps.signals.taken(signals.map(({ eventId }) => eventId), await releasedPushes(deps, push));

  const changes: Change[] = [];
  const refused: SettledSignal[] = [];
  for (const signal of signals) {
    const { signalId, eventId } = signal;
    const { verdict, idGiven } = examineDelivery(signal.body);
    if (!verdict.ok) refused.push({ signal, outcome: 'rejected', reason: verdict.reason });
    else if (push !== undefined && !motions.includes(verdict.body.type)) refused.push({ signal, outcome: 'rejected', reason: 'WRONG_MOTION_FOR_PUSH' });
    else if (taken.has(eventId)) refused.push({ signal, outcome: 'duplicate', reason: idGiven ? 'SAME_ID' : 'SAME_BODY' });
    else {
      if (push !== undefined) taken.add(eventId);
      changes.push(toChange(verdict.body, { signalId, eventId, push }));
    }
  }
  return { changes, refused };
};

/** Other pushes that have run: the rows of one that has not have taken no id yet. */
const releasedPushes = async ({ runs, settings }: Deps, push: number): Promise<number[]> => {
  const released = new Set((await runs.of(WORKFLOWS.retroPush)).map((run) => run.push));
  return settings.launch.retroPushes.flatMap((one) => (one.push !== push && released.has(one.push) ? [one.push] : []));
};

/** Holds back what waits for the first Tuesday of the month. */
const gate = async (deps: Deps, { businessDate }: Run, changes: readonly Change[], rowOf: (signalId: string) => Signal[]): Promise<{ released: Change[]; held: SettledSignal[]; facts: ReleaseFacts }> => {
  const past = await loadPastContacts(changes, deps);
  const tiers = await deps.tracked.tiers(past.contacts.keys());
  const facts = releaseFacts({ ...past, tiers, accounts: new Map(), leads: new Map(), accountsWithOpenOpportunities: new Set() }, deps.isFreeMail);

  const released: Change[] = [];
  const held: SettledSignal[] = [];
  for (const change of changes) {
    const contact = facts.pastContact(change.previous);
    const tier = releaseTierOf(change, contact && facts.tierOf(contact.Id));
    if (isReleasedOn(tier, businessDate)) released.push(change);
    else held.push(...rowOf(change.signalId).map((signal): SettledSignal => ({ signal, outcome: 'held', reason: holdReasonOf(tier), contactId: contact?.Id, tier })));
  }
  return { released, held, facts };
};

/** A change in its group, with what was read about it. */
interface Grouped extends Keyed {
  readonly contacts: PlannedFacts['contacts'];
  readonly matchKeys: PlannedFacts['matchKeys'];
}

/** Groups the changes that can reach the same record, through what they say or through a lead that is in the store already. */
const group = async (deps: Deps, changes: readonly Change[], facts: ReleaseFacts): Promise<Grouped[][]> => {
  const clues = changes.map((change) => {
    const contact = facts.pastContact(change.previous);
    return {
      id: change.signalId,
      contacts: contact ? [change.previous.contactId ?? contact.Id, contact.Id].map((id) => [id, contact] as const) : [],
      ...cluesOf(change, contact),
    };
  });
  const leads = await deps.matchKeys.find(clues.flatMap(({ leadKeys }) => leadKeys));
  return groupByKeys(
    clues.map((one) => ({
      id: one.id,
      contacts: one.contacts,
      keys: tiesOf(one, (key) => leads.get(key) ?? []),
      matchKeys: [...one.leadKeys.map((key) => [key, leads.get(key) ?? []] as const), ...one.contactKeys.map((key) => [key, facts.entries(key)] as const)].filter(([, entries]) => entries.length > 0),
    })),
  );
};

/** What was read about the changes of a shard. */
const factsOf = (shard: readonly Grouped[], facts: ReleaseFacts): PlannedFacts => {
  const contacts = new Map(shard.flatMap((change) => change.contacts));
  return {
    contacts: [...contacts],
    tiers: [...contacts.keys()].flatMap((id) => listOf(facts.tierOf(id)).map((tier) => [id, tier] as const)),
    matchKeys: [...new Map(shard.flatMap(({ matchKeys }) => matchKeys))],
  };
};

const listOf = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);

export const handler = task({ input: inputSchema, deps: openStores, run });
