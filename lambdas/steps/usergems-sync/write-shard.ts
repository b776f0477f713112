import * as z from 'zod';
import type { ShardAssignment } from '../../../shared/stores/shard-assignment';
import type { FieldChange } from '../../../shared/domain/field-changes';
import { ownersOf, type Assignment } from '../../../shared/domain/usergems/lead-owners';
import type { Release } from '../../../shared/domain/usergems/release';
import type { ShardWork } from '../../../shared/domain/usergems/release-shard';
import { conflictError } from '../../../shared/errors/app-error';
import type { Value } from '../../../shared/ports/tables';
import { findRun } from '../../../shared/runtime/find-run';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Decision } from '../../../shared/stores/decision-store';
import type { Run } from '../../../shared/stores/run-store';
import type { Signal } from '../../../shared/stores/signal-store';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'signals' | 'matchKeys' | 'records' | 'decisions' | 'tables' | 'rulesHash' | 'settingsHash'>;

/**
 * Carries out what was decided: leads with their owners, match keys, decisions, contacts, and last the outcome of each signal, so that
 * an outcome never speaks of a lead that is not there. All of it follows from the recorded decisions and the deal: a retry writes the
 * same again (UG-09, PLAT-05).
 */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const lease = await deps.runs.lease(runId, shard);
  const { release, settled } = lease.work as ShardAssignment;
  if (!lease.isDone('written')) {
    const work = (await lease.read('decided')) as ShardWork;
    const owners = ownersOf(work.releases, lease.seats);
    await deps.tables.putMany([
      ...work.created.map((lead) => ({ table: 'Lead' as const, item: deps.records.toItem('Lead', { ...lead, OwnerId: owners.get(lead.Id)?.ownerId }) })),
      ...work.matchKeys.map(({ key, entries }) => deps.matchKeys.toPut(key, entries)),
      ...routingDecisions(deps, current, work, owners).map(deps.decisions.toPut),
    ]);
    await Promise.all(work.enriched.map(({ leadId, overwrite, fill }) => deps.records.enrichLead(leadId, { overwrite, fill })));
    const marks = await markContacts(deps, work);
    await deps.decisions.keep(auditDecisions(deps, current, work, marks));

    const outcomes = settledSignals(current, work, { release, settled });
    await deps.signals.keepMany(outcomes);
    const report = { refused: outcomes.filter(({ outcome }) => outcome === 'rejected' || outcome === 'failed').map(({ eventId, reason }) => ({ eventId, reason })) };
    if (!(await lease.record('written', report, countsOf(outcomes, marks.size, owners)))) throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
  }
  return { outcome: 'written', signals: release.length + settled.length };
};

type Marks = ReadonlyMap<string, NonNullable<Release['mark']>>;

/** Marks the past contacts; one whom somebody disqualified since the decision is left as he is. */
const markContacts = async ({ records }: Deps, { releases }: ShardWork): Promise<Marks> => {
  const marks = releases.flatMap(({ contactId, mark }) => (contactId !== undefined && mark ? [[contactId, mark] as const] : []));
  const taken = await Promise.all(marks.map(([contactId, { set, seenDateTime }]) => records.markContact(contactId, set, seenDateTime)));
  return new Map(marks.filter((_, index) => taken[index] === true));
};

const routingDecisions = (deps: Deps, current: Run, { releases }: ShardWork, owners: ReadonlyMap<string, Assignment>): Decision[] =>
  releases.flatMap(({ leadId, eventId, routing }) => {
    if (leadId === undefined || routing === undefined) return [];
    const { path, pool, ownerId } = owners.get(leadId) ?? { path: routing.route.path, ownerId: undefined };
    const { matchedAccountId, matchedBy, segment, region, country, accountBdrId } = routing;
    const fields = { Path: path, Pool: pool, OwnerId: ownerId, MatchedAccountId: matchedAccountId, MatchedBy: matchedBy, Segment: segment, EventId: eventId, Facts: { region, country, accountBdrId } };
    return [decision(deps, current, { recordId: leadId, kind: 'routing', about: 'created', fields })];
  });

/** PLAT-07: old and new value of each field that the run changed on a record it did not make. */
const auditDecisions = (deps: Deps, current: Run, { releases }: ShardWork, marks: Marks): Decision[] => [
  ...releases.flatMap(({ signalId, leadId, enrichment }) =>
    leadId === undefined || enrichment === undefined
      ? []
      : [decision(deps, current, { recordId: leadId, kind: 'audit', about: signalId, fields: { Changes: enrichment.changes.map(toValue) } })],
  ),
  ...[...marks].map(([contactId, { changes }]) => decision(deps, current, { recordId: contactId, kind: 'audit', about: 'no-longer-at-company', fields: { Changes: changes.map(toValue) } })),
];

const toValue = (change: FieldChange): Value => ({ ...change });

const decision = ({ rulesHash, settingsHash }: Deps, { runId, scheduledTime }: Run, about: Pick<Decision, 'recordId' | 'kind' | 'about' | 'fields'>): Decision => ({ ...about, runId, at: scheduledTime, rulesHash, settingsHash });

/** The rows of the shard's signals with what became of them. */
const settledSignals = ({ runId, businessDate }: Run, { releases }: ShardWork, { release, settled }: Pick<ShardAssignment, 'release' | 'settled'>): Signal[] => {
  const rows = new Map(release.map((signal) => [signal.signalId, signal]));
  return [
    ...releases.flatMap(({ signalId, outcome, reason, leadId, contactId, tier }) => {
      const signal = rows.get(signalId);
      return signal ? [{ ...signal, outcome, reason, leadId, contactId, tier, releasedOn: businessDate, runId }] : [];
    }),
    ...settled.map(({ signal, outcome, reason, contactId, tier }) => ({ ...signal, outcome, reason, contactId, tier, runId })),
  ];
};

/** The books of the shard: outcomes by motion and tier, refusals by reason, marks, and leads that nobody covers. */
const countsOf = (outcomes: readonly Signal[], marked: number, owners: ReadonlyMap<string, Assignment>): Record<string, number> => {
  const counts: Record<string, number> = { contactsMarked: marked };
  const count = (name: string): void => void (counts[name] = (counts[name] ?? 0) + 1);
  for (const { outcome, reason, motion, tier } of outcomes) {
    count(`outcome:${outcome}`);
    count(`motion:${motion ?? 'unknown'}${tier === undefined ? '' : `/tier ${tier}`}/${outcome}`);
    if (outcome === 'rejected' || outcome === 'duplicate') count(`reason:${reason.split(':', 1)[0] ?? ''}`);
  }
  for (const { path } of owners.values()) if (path.startsWith('NO_COVERAGE')) count(`path:${path}`);
  return counts;
};

export const handler = task({ input: inputSchema, deps: openStores, run });
