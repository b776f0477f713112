import { examineDelivery, toChange } from '../../../shared/contracts/usergems-delivery';
import { reasonsOf } from '../../../shared/domain/reason-words.table';
import { releaseFacts } from '../../../shared/domain/usergems/release-facts';
import { nextReleaseOn, releaseTierOf, type ReleaseTier } from '../../../shared/domain/usergems/release-gate';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { loadPastContacts } from '../../../shared/stores/past-contacts';
import { feedSignalId, pushSignalId, type Signal } from '../../../shared/stores/signal-store';
import { awaitedRun } from './awaited-run';
import type { ExplainDeps } from './explain-deps';
import type { AwaitedRun, ExplainedSignal } from './explanation';

/** Deliveries and push rows with what became of them; those that wait say for which run, those that repeat say what. */
export const explainSignals = (signals: readonly Signal[], deps: ExplainDeps): Promise<ExplainedSignal[]> => Promise.all(signals.map((signal) => explainSignal(signal, deps)));

const explainSignal = async (signal: Signal, deps: ExplainDeps): Promise<ExplainedSignal> => {
  const { signalId, eventId, source, receivedAt, motion, outcome, reason, tier, leadId, contactId, releasedOn, runId, redrivenAs } = signal;
  return {
    signalId, eventId, source, receivedAt, motion, ...saidIn(signal), outcome, reasons: reasonsOf(reason), tier, leadId, contactId, releasedOn, runId, redrivenAs,
    ...(outcome === 'held' && (await waiting(signal, deps))),
    ...(outcome === 'duplicate' && { repeats: await repeatedBy(signal, deps) }),
  };
};

/** Who moved from where to where, as far as the body is one. */
const saidIn = ({ body }: Signal): Pick<ExplainedSignal, 'person' | 'pastCompany' | 'newCompany'> => {
  const { verdict } = examineDelivery(body);
  if (!verdict.ok) return { person: undefined, pastCompany: undefined, newCompany: undefined };
  const { person, previous, current } = verdict.body;
  return {
    person: [person.firstName, person.lastName].filter((part) => part !== undefined).join(' ') || person.email,
    pastCompany: previous.company ?? previous.domain,
    newCompany: current.company ?? current.domain,
  };
};

const waiting = async (signal: Signal, deps: ExplainDeps): Promise<{ readonly tier?: string; readonly waitsFor?: AwaitedRun }> => {
  const { launch, timeZone } = deps.stores.settings;
  if (signal.source !== 'feed') {
    const push = launch.retroPushes.find((one) => signal.source === `push${one.push}`);
    return push ? { waitsFor: await awaitedRun(WORKFLOWS.retroPush, push.on, deps) } : {};
  }
  const tier = await tierOf(signal, deps);
  // A run that held it back has looked at it: the next one counts.
  const seen = signal.runId === undefined ? undefined : await deps.stores.runs.find(signal.runId);
  let after = seen?.scheduledTime ?? signal.receivedAt ?? deps.now;
  for (;;) {
    const waitsFor = await awaitedRun(WORKFLOWS.sync, nextReleaseOn(tier, after, { timeZone, goLiveOn: launch.goLiveOn }), deps);
    if (waitsFor.state !== 'succeeded') return { ...(tier && { tier }), waitsFor };
    // It came in after that run had made its plan.
    after = (await deps.stores.runs.find(waitsFor.runId))?.scheduledTime ?? deps.now;
  }
};

/** The tier that a run gave it; before any has looked at it, the one that the tracked list as it stands would give it. */
const tierOf = async ({ signalId, eventId, tier, body }: Signal, { stores }: ExplainDeps): Promise<ReleaseTier | undefined> => {
  if (tier === '1' || tier === '2') return tier;
  const { verdict } = examineDelivery(body);
  if (!verdict.ok) return undefined;
  const change = toChange(verdict.body, { signalId, eventId, push: undefined });
  const past = await loadPastContacts([change], stores);
  const contact = releaseFacts({ ...past, tiers: new Map(), accounts: new Map(), leads: new Map(), accountsWithOpenOpportunities: new Set() }, stores.isFreeMail).pastContact(change.previous);
  return releaseTierOf(change, contact && (await stores.tracked.tiers([contact.Id])).get(contact.Id));
};

const repeatedBy = async ({ signalId, eventId }: Signal, { stores }: ExplainDeps): Promise<Pick<Signal, 'signalId' | 'outcome'>[]> => {
  const rows = await rowsOfEvent(eventId, stores);
  return rows.filter((row) => row.signalId !== signalId).map((row) => ({ signalId: row.signalId, outcome: row.outcome }));
};

/** The rows that an event has under keys of its own: in the feed and in each push. */
export const rowsOfEvent = async (eventId: string, { signals, settings }: Pick<ExplainDeps['stores'], 'signals' | 'settings'>): Promise<Signal[]> => {
  const ids = [feedSignalId(eventId), ...settings.launch.retroPushes.map(({ push }) => pushSignalId(push, eventId))];
  const found = await signals.find(ids);
  return ids.flatMap((id) => found.get(id) ?? []);
};

/** Signals in the order in which they came in; rows of a push, which have no instant, before all others. */
export const signalsWhere = async ({ signals }: Pick<ExplainDeps['stores'], 'signals'>, holds: (signal: Signal) => boolean): Promise<Signal[]> => {
  const found: Signal[] = [];
  for await (const page of signals.all()) found.push(...page.filter(holds));
  const order = ({ receivedAt = '', signalId }: Signal): string => `${receivedAt} ${signalId}`;
  return found.sort((a, b) => (order(a) < order(b) ? -1 : 1));
};
