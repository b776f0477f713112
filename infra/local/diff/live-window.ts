import { entryUnder } from '../../../shared/domain/notifications/entry';
import { evaluateRecord, reachedNobody, type LedgerEntry, type NotificationFacts } from '../../../shared/domain/notifications/evaluate';
import { factsOfContact, factsOfLead } from '../../../shared/domain/notifications/notification-facts';
import { matchKeysOf } from '../../../shared/domain/matching/match-keys';
import { dealPool, memberAt, poolMembers, type PoolName, type PoolSeats } from '../../../shared/domain/routing/pools';
import type { Rules } from '../../../shared/domain/rule-row';
import { addDays } from '../../../shared/domain/time/business-time';
import { tiesOf } from '../../../shared/domain/usergems/change-clues';
import { rankTrackedContacts, type Tier, type TrackedContact } from '../../../shared/domain/usergems/cohorts';
import { groupByKeys } from '../../../shared/domain/usergems/groups';
import { ownersOf, seatsByPool, type Assignment } from '../../../shared/domain/usergems/lead-owners';
import type { Release } from '../../../shared/domain/usergems/release';
import { releaseFacts, type ReleaseFacts } from '../../../shared/domain/usergems/release-facts';
import { holdReasonOf, isReleasedOn, releaseTierOf, type ReleaseTier } from '../../../shared/domain/usergems/release-gate';
import { releaseShard } from '../../../shared/domain/usergems/release-shard';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { Contact, Lead, Opportunity } from '../../../shared/records/catalogue';
import type { Value } from '../../../shared/ports/tables';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { keysOf, type Company, type WaitingChange } from './load-company';
import type { Moment, Window } from './window';

/** What becomes of one change under a set of rules. */
export interface Fate {
  readonly outcome: Release['outcome'] | 'held';
  readonly reason: string;
  readonly tier?: ReleaseTier | undefined;
  readonly releasedOn?: string;
  /** The lead that was made or enriched. */
  readonly leadId?: string | undefined;
  /** For a lead that was made. */
  readonly assignment?: Assignment | undefined;
}

export type DatedLedgerEntry = LedgerEntry & { readonly runDate: string };

/** How the window comes out under a set of rules. */
export interface Lived {
  /** By signal id. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly ledger: readonly DatedLedgerEntry[];
  /** Records about which a rule held but nobody could be told, `<run date> <record id>`. */
  readonly nobodyReached: readonly string[];
  /** As of the last sync. */
  readonly tracked: readonly TrackedContact[];
}

export type LivingDeps = Pick<StoreDeps, 'settings' | 'rulesAt' | 'notificationRules' | 'isFreeMail' | 'regionOf' | 'records'>;

/**
 * Lets the window happen once more under a set of rules: each release refreshes the cohorts, holds or releases what waits, decides it
 * and deals the pools, each notification judges what the day before brought, with the functions that the steps use. Nothing is written.
 */
export const liveWindow = (company: Company, window: Window, deps: LivingDeps): Lived => {
  const { settings } = deps;
  const tiers = new Map<string, Tier>();
  const facts = releaseFacts({ ...factsAtStart(company, deps, window), tiers }, deps.isFreeMail);
  const days = { leads: idsByDay(company.leads.values(), createdDay(deps)), contacts: idsByDay(company.contacts.values(), disqualifiedDay(deps)) };
  const opportunities = byAccount(company.opportunities);
  const lastServed = new Map(company.lastServed);
  const fates = new Map<string, Fate>();
  const ledger: DatedLedgerEntry[] = [];
  const nobodyReached: string[] = [];
  let tracked: readonly TrackedContact[] = [];
  let waiting = company.changes;

  const refreshCohorts = (rules: Rules): void => {
    tracked = rankTrackedContacts(company, rules, settings.tracking);
    tiers.clear();
    for (const { contactId, tier } of tracked) tiers.set(contactId, tier);
  };

  const release = ({ workflow, day, at, push }: Moment): void => {
    const rules = deps.rulesAt(at);
    // No tier holds back a row of a push.
    if (push === undefined) refreshCohorts(rules);
    if (workflow === WORKFLOWS.sync && day < settings.launch.goLiveOn) return;
    const isDue = ({ change, receivedAt = '' }: WaitingChange): boolean => (push === undefined ? change.push === undefined && receivedAt < at : change.push === push);
    const released = waiting.filter((one) => isDue(one) && isReleasedOn(tierOf(one, facts), day));
    const gone = new Set(released);
    waiting = waiting.filter((one) => !gone.has(one));

    const groups = groupByKeys(released.map(({ change, clues }) => ({ change, id: change.signalId, keys: tiesOf(clues, facts.entries) })));
    const context = { scheduledTime: at, rules, users: company.users, alternatePolicies: settings.routing.alternatePolicies, isFreeMail: deps.isFreeMail, regionOf: deps.regionOf };
    const work = releaseShard(groups.flat().map(({ change }) => change), facts, context);
    const owners = ownersOf(work.releases, dealSeats(work.releases, company, lastServed));
    for (const lead of work.created) facts.noteLead({ ...lead, OwnerId: owners.get(lead.Id)?.ownerId });
    noteDays(days.leads, work.created, createdDay(deps));
    noteDays(days.contacts, work.releases.flatMap(({ contactId = '', mark }) => (mark && facts.contact(contactId)) ?? []), disqualifiedDay(deps));
    for (const { signalId, outcome, reason, tier, leadId, routing } of work.releases) {
      fates.set(signalId, { outcome, reason, tier, releasedOn: day, leadId, ...(routing && { assignment: owners.get(leadId ?? '') }) });
    }
  };

  const notify = ({ day, at }: Moment): void => {
    if (!settings.notifications.enabled) return;
    const rules = deps.rulesAt(at);
    const enters = entryUnder(rules);
    const context = { asOfDate: day, users: company.users, notificationRules: deps.notificationRules, rules, pubSecDefault: settings.access.pubSecDefault };
    const around = { leads: { get: facts.lead }, accounts: company.accounts, opportunities };
    const judge = (about: NotificationFacts): void => {
      const evaluation = evaluateRecord(about, context);
      for (const entry of evaluation.ledger) ledger.push({ runDate: day, ...entry });
      if (reachedNobody(evaluation)) nobodyReached.push(`${day} ${evaluation.ledger[0]?.recordId ?? ''}`);
    };
    const yesterday = addDays(day, -1);
    const leads = [...(days.leads.get(yesterday) ?? [])].flatMap((id) => facts.lead(id) ?? []).filter((lead) => createdDay(deps)(lead) === yesterday);
    const contacts = [...(days.contacts.get(yesterday) ?? [])].flatMap((id) => facts.contact(id) ?? []).filter((contact) => disqualifiedDay(deps)(contact) === yesterday);
    for (const lead of leads.filter(enters.lead)) judge(factsOfLead(lead, around));
    for (const contact of contacts.filter(enters.contact)) judge(factsOfContact(contact, around));
  };

  for (const moment of window.moments) (moment.workflow === WORKFLOWS.notify ? notify : release)(moment);
  for (const one of waiting) {
    const tier = tierOf(one, facts);
    fates.set(one.change.signalId, { outcome: 'held', reason: holdReasonOf(tier), tier });
  }
  return { fates, ledger, nobodyReached, tracked };
};

const tierOf = ({ change }: WaitingChange, facts: ReleaseFacts): ReleaseTier | undefined => {
  const contact = facts.pastContact(change.previous);
  return releaseTierOf(change, contact && facts.tierOf(contact.Id));
};

/** Deals each pool its new leads and moves the rotation on. */
const dealSeats = (releases: readonly Release[], { users }: Company, lastServed: Map<PoolName, string | undefined>): PoolSeats => {
  const dealt: Record<string, PoolSeats[string]> = {};
  for (const [name, seats] of Object.entries(seatsByPool(releases))) {
    const pool = name as PoolName;
    const deal = dealPool(poolMembers(pool, users.values()), lastServed.get(pool));
    lastServed.set(pool, memberAt(deal, seats - 1));
    dealt[pool] = { deal, firstSeat: 0 };
  }
  return dealt;
};

const factsAtStart = ({ accounts, contacts, leads, matchKeys, opportunities }: Company, { isFreeMail, rulesAt }: LivingDeps, { moments }: Window) => {
  const isOpen = rulesAt(moments[0]?.at ?? new Date(0).toISOString())('opportunity/open');
  return {
    accounts,
    contacts,
    leads,
    matchKeys: new Map([...matchKeys, ...keysOf([...accounts.values()].map((account) => [account.Id, matchKeysOf.Account(account, isFreeMail)] as const))]),
    accountsWithOpenOpportunities: new Set(opportunities.flatMap((opportunity) => (opportunity.AccountId !== undefined && isOpen(opportunity) ? [opportunity.AccountId] : []))),
  };
};

const byAccount = (opportunities: readonly Opportunity[]): Map<string, Opportunity[]> => {
  const found = new Map<string, Opportunity[]>();
  for (const opportunity of opportunities) if (opportunity.AccountId !== undefined) found.set(opportunity.AccountId, [...(found.get(opportunity.AccountId) ?? []), opportunity]);
  return found;
};

/** The day under which the notifications look for a record; the store's indexes go by the same. */
const createdDay = ({ records }: Pick<LivingDeps, 'records'>) => (lead: Lead): Value | undefined => records.toItem('Lead', lead)['CreatedDay'];
const disqualifiedDay = ({ records }: Pick<LivingDeps, 'records'>) => (contact: Contact): Value | undefined => records.toItem('Contact', contact)['DisqualifiedDay'];

type IdsByDay = Map<Value, Set<string>>;

const idsByDay = <T extends { readonly Id: string }>(records: Iterable<T>, dayOf: (record: T) => Value | undefined): IdsByDay => noteDays(new Map(), records, dayOf);

const noteDays = <T extends { readonly Id: string }>(days: IdsByDay, records: Iterable<T>, dayOf: (record: T) => Value | undefined): IdsByDay => {
  for (const record of records) {
    const day = dayOf(record);
    if (day !== undefined) days.set(day, (days.get(day) ?? new Set()).add(record.Id));
  }
  return days;
};
