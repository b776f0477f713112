import * as z from 'zod';
import { countBy } from '../../../shared/domain/count-by';
import type { RecordChange, RoutingEntry, StreamChanges } from '../../../shared/domain/leads/changes';
import { assignmentTaskOf } from '../../../shared/domain/leads/event-executions';
import { accountFollowUp, assignmentFollowUp, clockFollowUp, type FollowUp } from '../../../shared/domain/leads/follow-ups';
import { conflictError } from '../../../shared/errors/app-error';
import type { Put } from '../../../shared/ports/tables';
import type { RecordOf } from '../../../shared/records/catalogue';
import { auditDecisions } from '../../../shared/runtime/audit-decisions';
import { completeTask, type CallbackDeps } from '../../../shared/runtime/complete-task';
import { openCallbacks } from '../../../shared/runtime/open-callbacks';
import { openStarter, type StarterDeps } from '../../../shared/runtime/open-starter';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';
import type { Decision } from '../../../shared/stores/decision-store';
import type { Delivery } from '../../../shared/stores/delivery-store';
import type { StreamBatch } from '../../../shared/stores/stream-batch';

const inputSchema = z.object({
  runId: z.string(),
  /** The run that decided the batch is another when that was cut off. `fence` tells one attempt from the next. */
  batch: z.object({ runId: z.string(), batch: z.string(), fence: z.int() }),
});

type Deps = Pick<
  StoreDeps,
  'runs' | 'deliveries' | 'records' | 'matchKeys' | 'scores' | 'decisions' | 'alerts' | 'clocks' | 'merges' | 'pools' | 'callbacks' | 'tables' | 'settings' | 'rulesHash' | 'settingsHash'
> &
  Pick<StarterDeps, 'starter'> &
  CallbackDeps;

/**
 * Carries out a frozen batch: records, keys, history, decisions and alerts, then the executions that wait for a clock or a director, and last
 * the outcome of each delivery. Values are written as they must be, so that a retry, whoever makes it, writes the same again (PLAT-05).
 * What the contacts of an account have to follow is handed to the state machine.
 */
export const run = async (deps: Deps, { runId, batch }: z.infer<typeof inputSchema>) => {
  const lease = await deps.runs.lease(batch.runId, batch.batch);
  const { changes, scoreOrders } = lease.work as StreamBatch;
  const isWritten = lease.isDone('written');
  if (!isWritten) {
    await deps.tables.putMany(putsOf(deps, changes, scoreOrders, { writer: runId, decider: batch.runId }));
    await changeRecords(deps, changes);
    await startWaiting(deps, changes);
    await endWaiting(deps, changes);
    const settled = await settleDeliveries(deps, changes, batch.runId);
    if (!(await lease.record('written', null, countsOf(changes, settled)))) throw conflictError(`Batch ${batch.batch} of ${batch.runId} was taken over by another worker`, { ...batch });
  }
  const follows = changes.follows.map((follow) => executionOf(accountFollowUp(follow, deps.settings.timeZone), batch.fence));
  // Whoever tells people of them knows by this whether the index shows all of them already.
  return { outcome: follows.length > 0 ? 'to be followed' : 'written', batch, follows, alerts: isWritten ? 0 : changes.alerts.length };
};

/** An execution that has ended cannot be run again under its name: a batch that is carried out once more makes a rerun of the same run. */
const executionOf = ({ name, input }: FollowUp, fence: number) => ({ name: `${name}-r${fence}`, input });

/** Whatever the run alone owns. */
const putsOf = (deps: Deps, changes: StreamChanges, scoreOrders: readonly string[], { writer, decider }: { readonly writer: string; readonly decider: string }): Put[] => {
  const { records, matchKeys, scores, decisions, alerts, clocks, merges, pools } = deps;
  return [
    ...created(changes.leads).map((lead): Put => ({ table: 'Lead', item: records.toItem('Lead', lead) })),
    ...created(changes.contacts).map((contact): Put => ({ table: 'Contact', item: records.toItem('Contact', contact) })),
    ...created(changes.accounts).map((account): Put => ({ table: 'Account', item: records.toItem('Account', account) })),
    ...changes.tasks.map((activity): Put => ({ table: 'Task', item: records.toItem('Task', activity) })),
    ...changes.matchKeys.map(({ key, entries }) => matchKeys.toPut(key, entries)),
    ...changes.scores.map((entry, index) => scores.toPut(entry, scoreOrders[index] ?? entry.at)),
    ...[...changes.routings.map((entry) => routingDecision(deps, decider, entry)), ...auditDecisions(changes.audits, decider, deps)].map(decisions.toPut),
    // Whoever writes an alert tells people of it.
    ...changes.alerts.map((alert) => alerts.toPut(alert, writer)),
    ...changes.clocks.map(clocks.toPut),
    ...changes.merges.map(merges.toPut),
    ...changes.lastServed.map(({ pool, member }) => pools.toPut(pool, member)),
  ];
};

const created = <R extends { readonly Id: string }>(changes: readonly RecordChange<R>[]): R[] => changes.flatMap(({ before, after }) => (before === undefined ? [after] : []));
const changed = <R extends { readonly Id: string }>(changes: readonly RecordChange<R>[]): { readonly before: R; readonly after: R }[] =>
  changes.flatMap(({ before, after }) => (before === undefined ? [] : [{ before, after }]));

const routingDecision = ({ rulesHash, settingsHash }: Deps, runId: string, entry: RoutingEntry): Decision => ({
  recordId: entry.recordId,
  kind: 'routing',
  runId,
  about: `${entry.trigger}#${entry.eventId}`,
  at: entry.at,
  fields: {
    MatchedAccountId: entry.matchedAccountId,
    MatchedBy: entry.matchedBy,
    Segment: entry.segment,
    Path: entry.path,
    OwnerId: entry.ownerId,
    Source: entry.source,
    Region: entry.region,
    Trigger: entry.trigger,
    Flags: entry.flags.join(';'),
    PreviousOwnerId: entry.previousOwnerId,
    Pool: entry.pool,
  },
  rulesHash,
  settingsHash,
});

/** Records that were there: the Tuesday sync and imports write them too, so only what changed is written. */
const changeRecords = async ({ records }: Deps, { leads, contacts, accounts, users }: StreamChanges): Promise<void> => {
  await records.changeMany('Lead', changed<RecordOf<'Lead'>>(leads));
  await records.changeMany('Contact', changed<RecordOf<'Contact'>>(contacts));
  await records.changeMany('Account', changed<RecordOf<'Account'>>(accounts));
  await records.changeMany('User', changed<RecordOf<'User'>>(users));
};

/** Requests wait for an answer, picked accounts for their director: each in an execution of its own. */
const startWaiting = async ({ starter, settings: { timeZone } }: Deps, { clocks, alerts }: StreamChanges): Promise<void> => {
  const waiting = [
    ...clocks.filter(({ kind, outcome }) => kind === 'contact_us' && outcome === 'open').map((clock) => clockFollowUp(clock, timeZone)),
    ...alerts.filter(({ kind }) => kind === 'RD_TASK').map((alert) => assignmentFollowUp(alert, timeZone)),
  ];
  for (const { workflow, name, input } of waiting) await starter.start(workflow, name, input);
};

/** Tells the executions whose waiting is over: the request was answered, or the account has got an SDR. */
const endWaiting = async (deps: Deps, { clocks, accounts }: StreamChanges): Promise<void> => {
  for (const { clockId, outcome, kind } of clocks) if (kind === 'contact_us' && outcome === 'met') await completeTask(deps, clockId, { outcome });
  const assigned = changed(accounts).filter(({ before, after }) => after.SDR__c !== undefined && after.SDR__c !== before.SDR__c);
  for (const { after } of assigned) await completeTask(deps, assignmentTaskOf(after.Id), { outcome: 'assigned' });
};

const settleDeliveries = async ({ deliveries, tables }: Deps, { outcomes }: StreamChanges, runId: string): Promise<readonly Delivery[]> => {
  const rows = await deliveries.find(outcomes.map(({ deliveryId }) => deliveryId));
  const settled = outcomes.flatMap(({ deliveryId, outcome, reason, recordId }) => {
    const row = rows.get(deliveryId);
    return row ? [{ ...row, outcome, reason, recordId, runId }] : [];
  });
  await tables.putMany(deliveries.settlePuts(settled));
  return settled;
};

/** The books of the batch: outcomes, reasons, and what came of them. */
const countsOf = ({ outcomes, leads, scores, routings, alerts, clocks }: StreamChanges, settled: readonly Delivery[]): Record<string, number> => ({
  ...countBy(settled.map(({ outcome }) => `outcome:${outcome}`)),
  ...countBy(settled.flatMap(({ outcome, reason }) => (outcome === 'rejected' ? [`reason:${reason.split(':', 1)[0] ?? ''}`] : []))),
  ...countBy(routings.map(({ path }) => `path:${path}`)),
  ...countBy(alerts.map(({ kind }) => `alert:${kind}`)),
  taken: outcomes.length,
  leadsCreated: created(leads).length,
  scored: scores.length,
  routed: routings.length,
  clocksEnded: clocks.filter(({ outcome }) => outcome !== 'open').length,
});

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openStarter(), ...openCallbacks() }), run });
