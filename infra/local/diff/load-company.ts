import { examineDelivery, toChange } from '../../../shared/contracts/usergems-delivery';
import type { FieldChange } from '../../../shared/domain/field-changes';
import { leadPersonKey, matchKeysOf } from '../../../shared/domain/matching/match-keys';
import type { PoolName } from '../../../shared/domain/routing/pools';
import { cluesOf, type ChangeClues } from '../../../shared/domain/usergems/change-clues';
import type { Change } from '../../../shared/domain/usergems/change';
import { releaseFacts } from '../../../shared/domain/usergems/release-facts';
import { runIdOf, WORKFLOWS } from '../../../shared/names/workflows';
import { CATALOGUE, type Account, type Contact, type Lead, type ObjectName, type Opportunity, type OpportunityContactRole, type RecordOf, type User } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Decision, DecisionKey } from '../../../shared/stores/decision-store';
import { dueOrder, type Signal } from '../../../shared/stores/signal-store';
import type { Progress } from '../progress';
import { leadsMadeBy, takeBack, withoutLeads } from './take-back';
import { releaseRunIds, type Window } from './window';

/** A change that was released in the window or could be, and by what it is tied to others. */
export interface WaitingChange {
  readonly change: Change;
  readonly clues: ChangeClues;
  /** Rows of a push have none. */
  readonly receivedAt: string | undefined;
}

/** The records as they stand today, but for what the releases of the window did to them. */
export interface Company {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly leads: ReadonlyMap<string, Lead>;
  readonly opportunities: readonly Opportunity[];
  readonly roles: readonly OpportunityContactRole[];
  readonly users: ReadonlyMap<string, User>;
  /** Match keys of contacts and leads; those of accounts depend on the settings. */
  readonly matchKeys: ReadonlyMap<string, readonly string[]>;
  /** In the order in which a release works them. */
  readonly changes: readonly WaitingChange[];
  /** The member whom each pool had served last before the window. */
  readonly lastServed: ReadonlyMap<PoolName, string | undefined>;
  /** Signals of the window whose bodies say nothing any more, such as those of erased persons. */
  readonly unreadable: number;
}

type Deps = Pick<StoreDeps, 'records' | 'signals' | 'matchKeys' | 'decisions' | 'pools' | 'isFreeMail'>;

/** Reads each table once, of every record no more than the catalogued fields, and takes back what the window's releases did. */
export const loadCompany = async (deps: Deps, window: Window, progress: Progress): Promise<Company> => {
  const [users, accounts, contacts, leads, opportunities, roles, signals, lastServed] = await Promise.all([
    deps.records.users(),
    readAll(deps, 'Account', progress),
    readAll(deps, 'Contact', progress),
    readAll(deps, 'Lead', progress),
    readAll(deps, 'Opportunity', progress),
    readAll(deps, 'OpportunityContactRole', progress),
    readSignals(deps, window, progress),
    deps.pools.lastServedBefore(releaseRunIds(window)),
  ]);
  const changes = signals.flatMap((signal) => readable(signal) ?? []);
  const made = leadsMadeBy(new Set(changes.map(({ change }) => change.eventId)), leads);
  for (const id of made) leads.delete(id);
  await takeBackReleases(deps, window, signals, { contacts, leads });

  const matchKeys = keysOf([...map(contacts.values(), (contact) => [contact.Id, matchKeysOf.Contact(contact)] as const), ...map(leads.values(), (lead) => [lead.Id, matchKeysOf.Lead(lead)] as const)]);
  const facts = releaseFacts({ accounts, contacts, leads, matchKeys, tiers: new Map(), accountsWithOpenOpportunities: new Set() }, deps.isFreeMail);
  const waiting = changes.map(({ change, receivedAt }) => ({ change, receivedAt, clues: cluesOf(change, facts.pastContact(change.previous)) }));
  const persons = await deps.matchKeys.find(waiting.flatMap(({ clues }) => clues.leadKeys.filter((key) => key.startsWith(leadPersonKey('')))));
  return {
    users,
    accounts,
    contacts,
    leads,
    opportunities: [...opportunities.values()],
    roles: [...roles.values()],
    matchKeys: new Map([...matchKeys, ...withoutLeads(persons, new Set([...made, ...reachedByEmailFirst(signals)]))]),
    changes: waiting,
    lastServed,
    unreadable: signals.length - changes.length,
  };
};

const readAll = async <O extends ObjectName>({ records }: Pick<Deps, 'records'>, object: O, progress: Progress): Promise<Map<string, RecordOf<O>>> => {
  const work = progress.begin(`Read ${object}`);
  const found = new Map<string, RecordOf<O>>();
  for await (const page of records.pages(object, Object.keys(CATALOGUE[object]) as (keyof RecordOf<O> & string)[])) {
    for (const record of page) found.set(record.Id, record);
    work.at(found.size);
  }
  work.end(found.size);
  return found;
};

/** What the window's releases let go, and what of the feed waits for one of them or a later one, in the order of a release. */
const readSignals = async ({ signals }: Pick<Deps, 'signals'>, { from, to, moments }: Window, progress: Progress): Promise<Signal[]> => {
  const work = progress.begin('Read Signal');
  const lastSync = moments.findLast(({ workflow }) => workflow === WORKFLOWS.sync)?.at ?? '';
  const found: Signal[] = [];
  let read = 0;
  for await (const page of signals.all()) {
    for (const signal of page) {
      const { outcome, source, releasedOn, receivedAt = '' } = signal;
      if (releasedOn === undefined ? outcome === 'held' && source === 'feed' && receivedAt < lastSync : releasedOn >= from && releasedOn <= to) found.push(signal);
    }
    work.at((read += page.length));
  }
  work.end(read);
  return found.map((signal) => ({ signal, order: dueOrder(signal) })).sort((a, b) => (a.order < b.order ? -1 : 1)).map(({ signal }) => signal);
};

const readable = ({ signalId, eventId, body, source, receivedAt }: Signal): Pick<WaitingChange, 'change' | 'receivedAt'> | undefined => {
  const { verdict } = examineDelivery(body);
  const push = source === 'feed' ? undefined : Number(source.slice('push'.length));
  return verdict.ok ? { change: toChange(verdict.body, { signalId, eventId, push }), receivedAt } : undefined;
};

/** The audit trail says what the releases changed on contacts and leads that stood there (PLAT-07). */
const takeBackReleases = async ({ decisions }: Pick<Deps, 'decisions'>, window: Window, signals: readonly Signal[], { contacts, leads }: { readonly contacts: Map<string, Contact>; readonly leads: Map<string, Lead> }): Promise<void> => {
  const runsAt = new Map(window.moments.flatMap(({ workflow, day, at }) => (workflow === WORKFLOWS.notify ? [] : [[at, runIdOf(workflow, day)]])));
  const marked = [...contacts.values()].flatMap(({ Id, Unqualified_DateTime__c }): DecisionKey[] => {
    const runId = runsAt.get(Unqualified_DateTime__c ?? '');
    return runId === undefined ? [] : [{ recordId: Id, kind: 'audit', runId, about: 'no-longer-at-company' }];
  });
  const enriched = signals.flatMap(({ signalId, leadId, runId, outcome }): DecisionKey[] => (outcome === 'enriched_existing' && leadId !== undefined && runId !== undefined && leads.has(leadId) ? [{ recordId: leadId, kind: 'audit', runId, about: signalId }] : []));
  const found = new Map((await decisions.find([...marked, ...enriched])).map((decision) => [nameOf(decision), changesOf(decision)]));
  const undo = <T extends object>(records: Map<string, T>, keys: readonly DecisionKey[]): void => {
    for (const key of keys) {
      const record = records.get(key.recordId);
      if (record) records.set(key.recordId, takeBack(record, found.get(nameOf(key)) ?? []));
    }
  };
  undo(contacts, marked);
  // The last enrichment first.
  undo(leads, enriched.toReversed());
};

const nameOf = ({ recordId, runId, about }: DecisionKey): string => JSON.stringify([recordId, runId, about]);

/** What write-shard keeps of an audit. */
const changesOf = ({ fields }: Decision): readonly FieldChange[] => (Array.isArray(fields['Changes']) ? (fields['Changes'] as readonly unknown[] as readonly FieldChange[]) : []);

/** Leads that stood there before the window and became those of a person only in it, because an event named their e-mail. */
const reachedByEmailFirst = (signals: readonly Signal[]): string[] => {
  const firstReason = new Map<string, string>();
  for (const { leadId, reason } of signals) if (leadId !== undefined && !firstReason.has(leadId)) firstReason.set(leadId, reason);
  return [...firstReason].flatMap(([leadId, reason]) => (reason.startsWith('OPEN_LEAD_SAME_EMAIL') ? [leadId] : []));
};

/** Entries by key. */
export const keysOf = (bearers: Iterable<readonly [id: string, keys: readonly string[]]>): Map<string, string[]> => {
  const entries = new Map<string, string[]>();
  for (const [id, keys] of bearers) {
    for (const key of keys) {
      const known = entries.get(key);
      if (known) known.push(id);
      else entries.set(key, [id]);
    }
  }
  return entries;
};

const map = function* <T, R>(items: Iterable<T>, to: (item: T) => R): Generator<R> {
  for (const item of items) yield to(item);
};
