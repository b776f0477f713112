import type { Account, Contact, Lead, Opportunity, RecordOf, Task, User } from '../../records/catalogue';
import { fieldChanges, type FieldChange } from '../field-changes';
import { accountsOfName } from '../matching/former-names';
import { accountDomainKey, accountNameKey, contactEmailKey, leadEmailKey, matchKeysOf } from '../matching/match-keys';
import { normaliseDomain, normaliseEmail, normaliseName } from '../matching/normalise';
import type { Rules } from '../rule-row';
import { dayFinder } from '../time/day-finder';
import type {
  AccountFollow, AuditEntry, DeliveryOutcome, LeadAlert, MergeEntry, RecordChange, RoutingEntry, ScoreEntry, StreamChanges,
} from './changes';
import type { Clock } from './clock';
import { GOVERNED_FIELDS } from './governed-fields.table';
import type { LeadContext } from './lead-context';
import type { LeadFacts } from './lead-facts';
import { openClocks } from './open-clocks';

type WorkedObject = 'Lead' | 'Contact' | 'Account' | 'User';

/** Why a record changes: what the audit trail says of it. */
export type Cause = Pick<AuditEntry, 'at' | 'eventId' | 'actor' | 'rule'>;

/**
 * The facts while a part of the stream is worked: each event sees what the ones before it changed, and nothing leaves before the end.
 * Records are replaced, never changed in place; a field set to undefined is emptied.
 */
export interface WorkingSet {
  readonly context: LeadContext;
  /** The day on which an instant falls in the business time zone. */
  dateOf(instant: string): string;
  get<O extends WorkedObject>(object: O, id: string | undefined): RecordOf<O> | undefined;
  /** All users, as they are now. */
  readonly users: ReadonlyMap<string, User>;
  /** Changes fields of a record that is there, and audits those that are governed. */
  write<O extends WorkedObject>(object: O, id: string, fields: { readonly [F in keyof RecordOf<O>]?: RecordOf<O>[F] | undefined }, cause: Cause): RecordOf<O>;
  /** Adds a record; what a new record starts with is no change of a field. */
  create<O extends WorkedObject>(object: O, record: RecordOf<O>): RecordOf<O>;

  /** Leads that bear an e-mail, merged ones included, in no order. */
  leadsByEmail(email: string | undefined): Lead[];
  contactsByEmail(email: string | undefined): Contact[];
  accountsByDomain(domain: string | undefined): Account[];
  /** Whoever bears a name, else whoever bore it once. */
  accountsByName(name: string | undefined): readonly Account[];
  childrenOf(accountId: string): Account[];
  contactsOf(accountId: string): Contact[];
  /** Known only where a policy asks about them (LR-09). */
  opportunitiesOf(accountId: string): readonly Opportunity[];
  /** How many accounts show an SDR (CE-10). */
  accountsShowing(sdr: string): number;

  /** Clocks of a record that still run, in the order of the stream. */
  openClocksOf(recordId: string): Clock[];
  keepClock(clock: Clock): void;
  /** Takes the next clock that is due at an instant or before, in the order of the stream; each comes once, and only while it runs. */
  takeDueClock(until: string): Clock | undefined;

  /** Who was served last by a pool. */
  lastServed(pool: string): string | undefined;
  serve(pool: string, member: string): void;

  note<L extends keyof Notes>(list: L, entry: Notes[L]): void;
  /** What became of the facts. */
  changes(): StreamChanges;
}

/** What events leave beside changed records. */
interface Notes {
  readonly outcomes: DeliveryOutcome;
  readonly scores: ScoreEntry;
  readonly routings: RoutingEntry;
  readonly alerts: LeadAlert;
  readonly merges: MergeEntry;
  readonly tasks: Task;
  readonly follows: AccountFollow;
}

export const workingSet = (facts: LeadFacts, context: LeadContext): WorkingSet => {
  const dateOf = dayFinder(context.timeZone);
  const records: { readonly [O in WorkedObject]: Map<string, RecordOf<O>> } = {
    Lead: new Map(facts.leads),
    Contact: new Map(facts.contacts),
    Account: new Map(facts.accounts),
    User: new Map(facts.users),
  };
  const before: { readonly [O in WorkedObject]: ReadonlyMap<string, RecordOf<O>> } = { Lead: facts.leads, Contact: facts.contacts, Account: facts.accounts, User: facts.users };
  const touched: Readonly<Record<WorkedObject, Set<string>>> = { Lead: new Set(), Contact: new Set(), Account: new Set(), User: new Set() };
  const idsByKey = new Map(facts.idsByKey);
  const grownKeys = new Set<string>();
  const contacts = groups<Contact>(({ AccountId }) => AccountId, facts.contacts.values());
  const children = groups<Account>(({ ParentId }) => ParentId, facts.accounts.values());
  const clocks = openClocks(facts.clocks);
  const served = new Map<string, string>();
  const audits: AuditEntry[] = [];
  const notes: { readonly [L in keyof Notes]: Notes[L][] } = { outcomes: [], scores: [], routings: [], alerts: [], merges: [], tasks: [], follows: [] };

  const keysOf: { readonly [O in WorkedObject]: (record: RecordOf<O>) => readonly string[] } = {
    Lead: matchKeysOf.Lead,
    Contact: matchKeysOf.Contact,
    Account: (account) => matchKeysOf.Account(account, context.isFreeMail),
    User: () => [],
  };
  const regroup: { readonly [O in WorkedObject]: (record: RecordOf<O>, was: RecordOf<O> | undefined) => void } = { Lead: () => {}, Contact: contacts.move, Account: children.move, User: () => {} };

  const keep = <O extends WorkedObject>(object: O, record: RecordOf<O>): RecordOf<O> => {
    const was = records[object].get(record.Id);
    records[object].set(record.Id, record);
    touched[object].add(record.Id);
    regroup[object](record, was);
    if (was !== undefined && KEY_FIELDS[object].every((field) => Reflect.get(was, field) === Reflect.get(record, field))) return record;
    // Keys that the record bore before stand in the store already, with entries that need not be among the facts.
    const borne = new Set(was && keysOf[object](was));
    for (const key of keysOf[object](record)) {
      const ids = idsByKey.get(key) ?? [];
      if (borne.has(key) || ids.includes(record.Id)) continue;
      idsByKey.set(key, [...ids, record.Id]);
      grownKeys.add(key);
    }
    return record;
  };

  /** A key is a hint: only records that still bear the value count. */
  const found = <O extends WorkedObject>(object: O, key: string, bears: (record: RecordOf<O>) => boolean = () => true): RecordOf<O>[] =>
    (idsByKey.get(key) ?? []).flatMap((id) => {
      const record = records[object].get(id);
      return record !== undefined && bears(record) ? [record] : [];
    });

  const changed = <O extends WorkedObject>(object: O): RecordChange<RecordOf<O>>[] =>
    [...touched[object]].flatMap((id) => {
      const [was, is] = [before[object].get(id), records[object].get(id)];
      return is === undefined || (was !== undefined && fieldChanges(was, { ...blank(was), ...is }).length === 0) ? [] : [{ ...(was && { before: was }), after: is }];
    });

  return {
    context: { ...context, rulesAt: boundByDay(context.rulesAt, dateOf) },
    dateOf,
    users: records.User,
    get: (object, id) => (id === undefined ? undefined : records[object].get(id)),
    write: (object, id, fields, cause) => {
      const was = records[object].get(id);
      if (was === undefined) throw new Error(`${object} ${id} is not among the facts: load it before it is changed`);
      const changes = fieldChanges(was, fields).filter(({ old, new: now }) => old !== undefined || now !== '');
      if (changes.length === 0) return was;
      const governed = changes.filter(({ field }) => GOVERNED[object].has(field));
      if (governed.length > 0) audits.push({ recordId: id, ...cause, changes: governed });
      return keep(object, withChanges(was, changes));
    },
    create: (object, record) => keep(object, present(record)),
    leadsByEmail: (text) => {
      const email = normaliseEmail(text);
      return email === undefined ? [] : found('Lead', leadEmailKey(email), (lead) => normaliseEmail(lead.Email) === email);
    },
    contactsByEmail: (text) => {
      const email = normaliseEmail(text);
      return email === undefined ? [] : found('Contact', contactEmailKey(email), (contact) => normaliseEmail(contact.Email) === email);
    },
    accountsByDomain: (text) => {
      const domain = normaliseDomain(text, context.isFreeMail);
      return domain === undefined ? [] : found('Account', accountDomainKey(domain), (account) => normaliseDomain(account.Website, context.isFreeMail) === domain);
    },
    accountsByName: (text) => {
      const name = normaliseName(text);
      return name === undefined ? [] : accountsOfName(found('Account', accountNameKey(name)), name);
    },
    childrenOf: (accountId) => children.of(accountId).flatMap((id) => records.Account.get(id) ?? []),
    contactsOf: (accountId) => contacts.of(accountId).flatMap((id) => records.Contact.get(id) ?? []),
    opportunitiesOf: (accountId) => facts.opportunities.get(accountId) ?? [],
    accountsShowing: (sdr) => {
      const shows = (account: Account | undefined): number => (account?.SDR__c === sdr ? 1 : 0);
      return [...touched.Account].reduce((count, id) => count + shows(records.Account.get(id)) - shows(facts.accounts.get(id)), facts.accountsPerSdr.get(sdr) ?? 0);
    },
    openClocksOf: clocks.of,
    keepClock: clocks.keep,
    takeDueClock: clocks.takeDue,
    lastServed: (pool) => served.get(pool) ?? facts.lastServed.get(pool),
    serve: (pool, member) => void served.set(pool, member),
    note: (list, entry) => void notes[list].push(entry),
    changes: () => ({
      ...notes,
      leads: changed('Lead'),
      contacts: changed('Contact'),
      accounts: changed('Account'),
      users: changed('User'),
      matchKeys: [...grownKeys].map((key) => ({ key, entries: idsByKey.get(key) ?? [] })),
      audits,
      clocks: clocks.kept(),
      lastServed: [...served].map(([pool, member]) => ({ pool, member })),
    }),
  };
};

const GOVERNED: Readonly<Record<WorkedObject, ReadonlySet<string>>> = {
  Lead: new Set(GOVERNED_FIELDS.Lead),
  Contact: new Set(GOVERNED_FIELDS.Contact),
  Account: new Set(GOVERNED_FIELDS.Account),
  User: new Set(GOVERNED_FIELDS.User),
};

/** The fields that match keys are made of: a record that keeps them keeps its keys. */
const KEY_FIELDS: Readonly<Record<WorkedObject, readonly string[]>> = { Lead: ['Email'], Contact: ['Email'], Account: ['Website', 'Name'], User: [] };

/** Ids of records by what they belong to, kept up while they change. */
const groups = <R extends { readonly Id: string }>(groupOf: (record: R) => string | undefined, all: Iterable<R>) => {
  const ids = new Map<string, Set<string>>();
  const join = (record: R): void => {
    const group = groupOf(record);
    if (group !== undefined) ids.set(group, (ids.get(group) ?? new Set()).add(record.Id));
  };
  for (const record of all) join(record);
  return {
    of: (group: string): string[] => [...(ids.get(group) ?? [])].sort(),
    move: (record: R, was: R | undefined): void => {
      const left = was && groupOf(was);
      if (left === groupOf(record)) return;
      if (left !== undefined) ids.get(left)?.delete(record.Id);
      join(record);
    },
  };
};

/** Rules ask about days only: all instants of one have them bound once. */
const boundByDay = (rulesAt: LeadContext['rulesAt'], dateOf: (instant: string) => string): LeadContext['rulesAt'] => {
  const bound = new Map<string, Rules>();
  return (asOf) => {
    const day = dateOf(asOf);
    const rules = bound.get(day) ?? rulesAt(asOf);
    bound.set(day, rules);
    return rules;
  };
};

/** A record with some fields changed; what was emptied is left out. */
const withChanges = <R extends object>(record: R, changes: readonly FieldChange[]): R => {
  const changed = { ...record };
  for (const { field, new: value } of changes) {
    if (value === undefined || value === '') Reflect.deleteProperty(changed, field);
    else Reflect.set(changed, field, value);
  }
  return changed;
};

/** The fields of a record, each empty: what a later version lacks was emptied. */
const blank = (record: object): object => Object.fromEntries(Object.keys(record).map((field) => [field, undefined]));

/** A record without its emptied fields. */
const present = <R extends object>(record: R): R => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== '')) as R;
