import { checkRules } from '../../infra/rules/check-rules';
import { local } from '../../infra/config/local';
import { countBy } from '../../shared/domain/count-by';
import type { StreamChanges } from '../../shared/domain/leads/changes';
import type { Clock } from '../../shared/domain/leads/clock';
import type { LeadContext, LeadSettings } from '../../shared/domain/leads/lead-context';
import type { LeadFacts } from '../../shared/domain/leads/lead-facts';
import { eventKeyOf, type LeadDelivery } from '../../shared/domain/leads/stream';
import { FREE_MAIL_HOSTS } from '../../shared/domain/matching/free-mail-hosts.table';
import { matchKeysOf } from '../../shared/domain/matching/match-keys';
import { countryFinder } from '../../shared/domain/routing/regions';
import { ruleSet } from '../../shared/domain/rule-set';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import type { Account, Contact, Lead, Opportunity, User } from '../../shared/records/catalogue';

const TIME_ZONE = 'America/Los_Angeles';
const freeMail: ReadonlySet<string> = new Set(FREE_MAIL_HOSTS);
const isFreeMail = (host: string): boolean => freeMail.has(host);
const rulesAt = ruleSet(checkRules(ruleRows({ notifications: { rule1dMode: 'title' } }), RULE_OBJECTS), TIME_ZONE);

/** The rules of the lead database in Pacific time, as `npm start` has them; a test names the setting that matters to it. */
export const aLeadContext = (settings: Partial<LeadSettings> = {}): LeadContext => ({
  timeZone: TIME_ZONE,
  isFreeMail,
  countryOf: countryFinder({}),
  rulesAt,
  settings: { ...local.settings.leads, alternatePolicies: [], ...settings },
});

export interface LeadRecords {
  readonly users?: readonly User[];
  readonly leads?: readonly Lead[];
  readonly contacts?: readonly Contact[];
  readonly accounts?: readonly Account[];
  readonly clocks?: readonly Clock[];
  readonly opportunities?: readonly Opportunity[];
}

/** Facts that hold these records, found under their match keys. */
export const leadFacts = ({ users = [], leads = [], contacts = [], accounts = [], clocks = [], opportunities = [] }: LeadRecords): LeadFacts => ({
  users: byId(users),
  leads: byId(leads),
  contacts: byId(contacts),
  accounts: byId(accounts),
  idsByKey: keyed([
    ...leads.flatMap((lead) => matchKeysOf.Lead(lead).map((key) => [key, lead.Id] as const)),
    ...contacts.flatMap((contact) => matchKeysOf.Contact(contact).map((key) => [key, contact.Id] as const)),
    ...accounts.flatMap((account) => matchKeysOf.Account(account, isFreeMail).map((key) => [key, account.Id] as const)),
  ]),
  clocks,
  lastServed: new Map(),
  accountsPerSdr: sdrCounts(accounts),
  opportunities: new Map(accounts.map(({ Id }) => [Id, opportunities.filter(({ AccountId }) => AccountId === Id)])),
  takenEvents: new Set(),
});

/** Facts as they are after changes: what the next part of the stream finds. */
export const afterChanges = (facts: LeadFacts, changes: StreamChanges, deliveries: readonly LeadDelivery[]): LeadFacts => {
  const processed = new Set(changes.outcomes.flatMap(({ deliveryId, outcome }) => (outcome === 'processed' ? [deliveryId] : [])));
  const accounts = changed(facts.accounts, changes.accounts);
  return {
    users: changed(facts.users, changes.users),
    leads: changed(facts.leads, changes.leads),
    contacts: changed(facts.contacts, changes.contacts),
    accounts,
    idsByKey: new Map([...facts.idsByKey, ...changes.matchKeys.map(({ key, entries }) => [key, entries] as const)]),
    clocks: [...new Map([...facts.clocks, ...changes.clocks].map((clock) => [clock.clockId, clock])).values()].filter(({ outcome }) => outcome === 'open'),
    lastServed: new Map([...facts.lastServed, ...changes.lastServed.map(({ pool, member }) => [pool, member] as const)]),
    accountsPerSdr: sdrCounts(accounts.values()),
    opportunities: facts.opportunities,
    takenEvents: new Set([...facts.takenEvents, ...deliveries.filter(({ deliveryId }) => processed.has(deliveryId)).map(eventKeyOf)]),
  };
};

const sdrCounts = (accounts: Iterable<Account>): Map<string, number> => new Map(Object.entries(countBy([...accounts].flatMap(({ SDR__c }) => SDR__c ?? []))));
const byId = <R extends { readonly Id: string }>(records: readonly R[]): Map<string, R> => new Map(records.map((record) => [record.Id, record]));
const changed = <R extends { readonly Id: string }>(records: ReadonlyMap<string, R>, changes: readonly { readonly after: R }[]): Map<string, R> => new Map([...records, ...changes.map(({ after }) => [after.Id, after] as const)]);

const keyed = (pairs: readonly (readonly [key: string, id: string])[]): Map<string, string[]> => {
  const ids = new Map<string, string[]>();
  for (const [key, id] of pairs) ids.set(key, [...(ids.get(key) ?? []), id]);
  return ids;
};
