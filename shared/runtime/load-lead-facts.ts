import { asksForOpportunities } from '../domain/leads/inbound-policies.table';
import { asksForWorkload, cluesIn, mayMoveClock, type StreamClues } from '../domain/leads/stream-clues';
import type { Clock } from '../domain/leads/clock';
import type { LeadFacts } from '../domain/leads/lead-facts';
import { isSdr } from '../domain/leads/roles';
import type { LeadDelivery } from '../domain/leads/stream';
import { accountDomainKey, accountNameKey, contactEmailKey, leadEmailKey } from '../domain/matching/match-keys';
import { normaliseDomain, normaliseEmail, normaliseName } from '../domain/matching/normalise';
import type { Account, Contact, Lead } from '../records/catalogue';
import type { StoreDeps } from './store-deps';

type Deps = Pick<StoreDeps, 'deliveries' | 'records' | 'matchKeys' | 'clocks' | 'pools' | 'isFreeMail' | 'leadContext'>;

interface Portion {
  readonly deliveries: readonly LeadDelivery[];
  /** Clocks due at this instant or before it belong to the portion. */
  readonly until: string;
  /** Clocks that the index may not know yet. */
  readonly recentClockIds: readonly string[];
}

/**
 * Reads everything that a portion of the stream can touch, in rounds of batched reads: what the deliveries name, the records under
 * these keys, the survivors of merged ones, the accounts, and of accounts that change the parents upwards and the direct children.
 */
export const loadLeadFacts = async (deps: Deps, { deliveries, until, recentClockIds }: Portion): Promise<LeadFacts> => {
  const clues = cluesIn(deliveries);
  const [idsByKey, users, clocks, lastServed, takenEvents] = await Promise.all([
    deps.matchKeys.find(keysIn(clues, deps)),
    deps.records.users(),
    openClocks(deps, { until: deliveries.some(mayMoveClock) ? ALL : until, recentClockIds }),
    deps.pools.lastServed(),
    deps.deliveries.takenEvents(deliveries.filter(({ repeats }) => repeats !== undefined)),
  ]);

  const named = [...clues.persons, ...clocks.map(({ recordId }) => recordId)];
  const entriesOf = (kind: string): string[] => [...idsByKey].flatMap(([key, entries]) => (key.startsWith(`${kind}:`) ? entries : []));
  const [leads, contacts] = await Promise.all([
    withSurvivors(deps, 'Lead', await deps.records.load('Lead', [...named, ...entriesOf('lead')])),
    withSurvivors(deps, 'Contact', await deps.records.load('Contact', [...named, ...entriesOf('contact')])),
  ]);

  const employerKeys = deliveries.some(({ route }) => route === '/webhooks/forms') ? keysOfEmployers(leads.values(), deps) : [];
  const employers = await deps.matchKeys.find(employerKeys.filter((key) => !idsByKey.has(key)));
  const accounts = await loadAccounts(deps, clues, [
    ...entriesOf('account'),
    ...[...employers.values()].flat(),
    ...[...leads.values()].map(({ Matched_Account__c }) => Matched_Account__c),
    ...[...contacts.values()].map(({ AccountId }) => AccountId),
  ]);
  const opportunities = await deps.records.opportunitiesOf(asksForOpportunities(deps.leadContext.settings.alternatePolicies) ? accounts.keys() : []);
  const sdrs = deliveries.some(asksForWorkload) ? [...users.values()].filter(isSdr).map(({ Id }) => Id) : [];

  return { users, leads, contacts, accounts, idsByKey: new Map([...idsByKey, ...employers]), clocks, lastServed, accountsPerSdr: await deps.records.accountsPerSdr(sdrs), opportunities, takenEvents };
};

/** Later than any instant. */
const ALL = '9999';

/** Clocks that are due until an instant; the index by which they are found may not know those that started a moment ago. */
export const openClocks = async ({ clocks }: Pick<Deps, 'clocks'>, { until, recentClockIds }: Pick<Portion, 'until' | 'recentClockIds'>): Promise<Clock[]> => {
  const [due, recent] = await Promise.all([clocks.due(until), clocks.load(recentClockIds)]);
  const open = [...due, ...recent.filter(({ outcome, dueAt }) => outcome === 'open' && dueAt <= until)];
  return [...new Map(open.map((clock) => [clock.clockId, clock])).values()];
};

const keysIn = ({ emails, websites, companies }: StreamClues, { isFreeMail }: Deps): string[] => [
  ...[...emails].flatMap((text) => {
    const email = normaliseEmail(text);
    return email === undefined ? [] : [leadEmailKey(email), contactEmailKey(email)];
  }),
  ...[...websites].flatMap((text) => keyOf(normaliseDomain(text, isFreeMail), accountDomainKey)),
  ...[...companies].flatMap((text) => keyOf(normaliseName(text), accountNameKey)),
];

/** A form may give a lead its account by the domain of the e-mail that the lead has, or by the name of its company. */
const keysOfEmployers = (leads: Iterable<Lead>, { isFreeMail }: Deps): string[] =>
  [...leads]
    .filter(({ Matched_Account__c }) => Matched_Account__c === undefined)
    .flatMap(({ Email, Company }) => [...keyOf(normaliseDomain(Email, isFreeMail), accountDomainKey), ...keyOf(normaliseName(Company), accountNameKey)]);

const keyOf = (value: string | undefined, toKey: (value: string) => string): string[] => (value === undefined ? [] : [toKey(value)]);

/** Merged records with the records they became, over any number of merges. */
const withSurvivors = async <O extends 'Lead' | 'Contact'>({ records }: Deps, object: O, found: Map<string, O extends 'Lead' ? Lead : Contact>) => {
  for (let known: Map<string, Lead | Contact> = found; ; ) {
    const masters = [...known.values()].flatMap(({ MasterRecordId }) => (MasterRecordId === undefined || found.has(MasterRecordId) ? [] : [MasterRecordId]));
    if (masters.length === 0) return found;
    known = await records.load<'Lead' | 'Contact'>(object, masters);
    for (const [id, record] of known) found.set(id, record as O extends 'Lead' ? Lead : Contact);
    if (known.size === 0) return found;
  }
};

const loadAccounts = async ({ records }: Deps, { accounts: named, changedAccounts }: StreamClues, further: readonly (string | undefined)[]): Promise<Map<string, Account>> => {
  const children = await records.childrenOf(changedAccounts);
  const accounts = await records.load('Account', [...named, ...further, ...children]);
  // A change may hang an account under another only if that makes no circle: all above it are looked at (SG-07).
  for (let above = parentsIn(named, accounts); above.length > 0; ) {
    const parents = await records.load('Account', above);
    for (const [id, parent] of parents) accounts.set(id, parent);
    above = parentsIn(parents.keys(), accounts);
  }
  return accounts;
};

/** Parents of accounts that are not loaded yet. */
const parentsIn = (ids: Iterable<string>, accounts: ReadonlyMap<string, Account>): string[] =>
  [...ids].flatMap((id) => {
    const parent = accounts.get(id)?.ParentId;
    return parent === undefined || accounts.has(parent) ? [] : [parent];
  });
