import type { Condition, Item, Tables } from '../ports/tables';
import type { Contact, Lead, ObjectName, Opportunity, RecordOf, User } from '../records/catalogue';
import type { Segment } from '../domain/leads/segments.table';
import { ceSegmentOf } from '../domain/usage-pings/ce-account-list';
import { isUserGemsLead, USERGEMS_SOURCES } from '../domain/usergems/lead-source';
import { queuePlaceOf, type QueueList } from '../domain/leads/queues';
import { awaitsSync, OUTREACH_SYNC } from '../domain/outreach/prospect';
import { businessDateOf } from '../domain/time/business-time';
import { walkMonths, walkPartition, type LeadPlace, type LeadWalk } from './walk-leads';

/** The CRM's records under their API names. */
export interface RecordStore {
  /** The records that exist, by id. */
  load<O extends ObjectName>(object: O, ids: Iterable<string | undefined>): Promise<Map<string, RecordOf<O>>>;
  /** Every record of an object, page by page; `fields` keeps the answer small (Id is always there). */
  pages<O extends ObjectName>(object: O, fields?: readonly (keyof RecordOf<O> & string)[]): AsyncIterable<RecordOf<O>[]>;
  users(): Promise<Map<string, User>>;
  /** Leads of contact tracking that were created on a day of the org's zone (NT-02). */
  leadsCreatedOn(day: string): Promise<Lead[]>;
  /** Every lead of UserGems with a CreatedDate, in the order of creation, some hundred at a time (UG-01). */
  userGemsLeads(walk: LeadWalk): AsyncIterable<Lead[]>;
  /** Every lead of an owner, whoever made it, likewise. */
  leadsOfOwner(ownerId: string, walk: LeadWalk): AsyncIterable<Lead[]>;
  /** Contacts disqualified on a day of the org's zone (NT-03). */
  contactsDisqualifiedOn(day: string): Promise<Contact[]>;
  /** All opportunities of each account; one query an account. */
  opportunitiesOf(accountIds: Iterable<string>): Promise<Map<string, Opportunity[]>>;
  /** Overwrites and fills fields of a lead that others may be editing: what is filled is filled only where empty, atomically. */
  enrichLead(id: string, change: { readonly overwrite: Partial<Lead>; readonly fill: Partial<Lead> }): Promise<void>;
  /** Changes a contact unless somebody disqualified it meanwhile: true when the contact now carries the change. */
  markContact(id: string, set: Partial<Contact>, seen: string | undefined): Promise<boolean>;
  /** Ids of the accounts directly below these; one query an account. */
  childrenOf(accountIds: Iterable<string>): Promise<string[]>;
  /** How many accounts show each of these users as their SDR; one count a user. */
  accountsPerSdr(sdrIds: Iterable<string>): Promise<Map<string, number>>;
  /** Ids of the accounts that use the free edition in these segments, the first of them beyond an id (CE-07). */
  ceAccountIds(segments: readonly Segment[], page: { readonly after?: string | undefined; readonly limit: number }): Promise<string[]>;
  /** Ids of the contacts of an account. */
  contactIdsOf(accountId: string): Promise<string[]>;
  /**
   * Brings a record that others may be editing from one state to another: only fields that differ are written, and a record that is gone
   * stays so. False, and nothing is written, when one of the `watched` fields is no longer as it was.
   */
  change<O extends ObjectName>(object: O, before: RecordOf<O>, after: RecordOf<O>, watched?: readonly (keyof RecordOf<O> & string)[]): Promise<boolean>;
  /** Changes many records likewise, some at a time. */
  changeMany<O extends ObjectName>(object: O, changes: readonly { readonly before: RecordOf<O>; readonly after: RecordOf<O> }[]): Promise<void>;
  /** Ids of the leads or contacts that wait to be synced to Outreach (RO-03). */
  idsAwaitingSync(object: 'Lead' | 'Contact'): Promise<string[]>;
  /** Places and ids of the leads or contacts in a list of a queue, the last first, between `from` and `before` (RE-01, RE-02). */
  queuePlaces(object: 'Lead' | 'Contact', list: QueueList, page: { readonly from?: string | undefined; readonly before?: string | undefined; readonly limit?: number }): Promise<{ readonly place: string; readonly id: string }[]>;
  /** The item under which a record is stored, with the attributes that its indexes need. */
  toItem<O extends ObjectName>(object: O, record: RecordOf<O>): Item;
}

export const recordStore = (tables: Tables, timeZone: string): RecordStore => {
  const dayOf = memoised((instant: string) => businessDateOf(instant, timeZone));
  /** A value that is no instant was kept as text; no index finds it. */
  const dayWhere = (attribute: string, instant: string | undefined): Item => (instant !== undefined && isInstant(instant) ? { [attribute]: dayOf(instant) } : {});

  const queueWhere = (person: Lead | Contact): Item => {
    const { list, place } = queuePlaceOf(person) ?? {};
    return list === undefined ? {} : { QueueList: list, QueuePlace: place };
  };
  const syncWhere = (person: Lead | Contact): Item => (awaitsSync(person) ? { OutreachSync: OUTREACH_SYNC.queued } : {});

  /** Attributes that exist for an index only. */
  const derived: { readonly [O in ObjectName]?: (record: RecordOf<O>) => Item } = {
    Account: (account) => {
      const segment = ceSegmentOf(account);
      return segment === undefined ? {} : { CeSegment: segment };
    },
    // Only leads of UserGems are ever asked for by their month, and of these only those of contact tracking by their day: the indexes hold no others.
    Lead: (lead) => ({
      ...(lead.CreatedDate !== undefined && isInstant(lead.CreatedDate) && isUserGemsLead(lead) ? { CreatedMonth: lead.CreatedDate.slice(0, 7) } : {}),
      ...(lead.LeadSource?.toLowerCase() === TRACKING_SOURCE ? dayWhere('CreatedDay', lead.CreatedDate) : {}),
      ...syncWhere(lead),
      ...queueWhere(lead),
    }),
    Contact: (contact) => ({ ...dayWhere('DisqualifiedDay', contact.Unqualified_DateTime__c), ...syncWhere(contact), ...queueWhere(contact) }),
  };

  const load: RecordStore['load'] = async (object, ids) => {
    const wanted = [...new Set(ids)].flatMap((id) => (id === undefined || id === '' || id.length > MOST_ID_LENGTH ? [] : [{ Id: id }]));
    const items = await tables.getMany(object, wanted);
    return new Map(items.map((item) => [String(item['Id']), fromItem<typeof object>(item)]));
  };

  const loadFound = async <O extends ObjectName>(object: O, index: string, day: string): Promise<RecordOf<O>[]> => {
    const keys = await tables.query({ table: object, index, partition: day });
    const records = await load(object, keys.map((key) => String(key['Id'])));
    return [...records.values()].sort(byId);
  };

  /** Most readers stop early, so little is loaded first, and more each time. */
  async function* leadsAt(places: AsyncIterable<LeadPlace[]>): AsyncGenerator<Lead[]> {
    let size = FIRST_LOAD;
    for await (const chunk of places) {
      let at = 0;
      while (at < chunk.length) {
        const ids = chunk.slice(at, at + size).map(({ Id }) => Id);
        const leads = await load('Lead', ids);
        yield ids.flatMap((id) => leads.get(id) ?? []);
        at += size;
        size = Math.min(2 * size, LARGEST_LOAD);
      }
    }
  }

  const toItem: RecordStore['toItem'] = (object, record) => ({ ...record, ...derived[object]?.(record) });
  const idsIn = async (table: 'Account' | 'Contact' | 'Lead', index: string, id: string): Promise<string[]> =>
    id.length > MOST_ID_LENGTH ? [] : (await tables.query({ table, index, partition: id })).map((key) => String(key['Id']));

  const change: RecordStore['change'] = async (object, before, after, watched = []) => {
    const [was, is] = [toItem(object, before), toItem(object, after)];
    const set = Object.fromEntries(Object.entries(is).filter(([name, value]) => value !== undefined && value !== was[name]));
    const remove = Object.keys(was).filter((name) => is[name] === undefined);
    const asBefore = watched.map((attribute): Condition => {
      const value = was[attribute];
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? { attribute, is: 'equal', value } : { attribute, is: 'absent' };
    });
    return (await tables.update(object, { Id: after.Id }, { set, remove }, [{ attribute: 'Id', is: 'present' }, ...asBefore])) !== undefined;
  };

  return {
    load,
    userGemsLeads: (walk) => leadsAt(walkMonths(tables, walk)),
    // Longer than any id: nobody.
    leadsOfOwner: (ownerId, walk) => leadsAt(walkPartition(tables, { index: 'byOwner', partition: ownerId.slice(0, MOST_ID_LENGTH) }, walk)),
    async *pages(object, fields) {
      for await (const page of tables.scan(object, fields && ['Id', ...fields.filter((field) => field !== 'Id')])) yield page.map((item) => fromItem<typeof object>(item));
    },
    users: async () => {
      const users = new Map<string, User>();
      for await (const page of tables.scan('User')) for (const item of page) users.set(String(item['Id']), fromItem<'User'>(item));
      return users;
    },
    leadsCreatedOn: (day) => loadFound('Lead', 'byCreatedDay', day),
    contactsDisqualifiedOn: (day) => loadFound('Contact', 'byDisqualifiedDay', day),
    opportunitiesOf: async (accountIds) => {
      const perAccount = await Promise.all([...new Set(accountIds)].filter((id) => id.length <= MOST_ID_LENGTH).map(async (accountId) => ({ accountId, keys: await tables.query({ table: 'Opportunity', index: 'byAccount', partition: accountId }) })));
      const records = await load('Opportunity', perAccount.flatMap(({ keys }) => keys.map((key) => String(key['Id']))));
      return new Map(perAccount.map(({ accountId, keys }) => [accountId, keys.flatMap((key) => records.get(String(key['Id'])) ?? [])]));
    },
    enrichLead: async (id, { overwrite, fill }) => {
      await tables.update('Lead', { Id: id }, { set: overwrite, setIfAbsent: fill }, [{ attribute: 'Id', is: 'present' }]);
    },
    markContact: async (id, set, seen) => {
      const change = { set: { ...set, ...dayWhere('DisqualifiedDay', set.Unqualified_DateTime__c) } };
      const unchanged = seen === undefined ? ({ attribute: 'Unqualified_DateTime__c', is: 'absent' } as const) : ({ attribute: 'Unqualified_DateTime__c', is: 'equal', value: seen } as const);
      const exists = { attribute: 'Id', is: 'present' } as const;
      if (await tables.update('Contact', { Id: id }, change, [exists, unchanged])) return true;
      const [current] = await tables.getMany('Contact', [{ Id: id }]);
      return current?.['Unqualified_DateTime__c'] === set.Unqualified_DateTime__c;
    },
    childrenOf: async (accountIds) => (await Promise.all([...accountIds].map((id) => idsIn('Account', 'byParent', id)))).flat(),
    accountsPerSdr: async (sdrIds) => new Map(await Promise.all([...sdrIds].map(async (id) => [id, await tables.count({ table: 'Account', index: 'bySdr', partition: id })] as const))),
    queuePlaces: async (object, list, { from, before, limit }) =>
      (await tables.query({ table: object, index: 'byQueue', partition: list, descending: true, ...(limit !== undefined && { limit }), ...(from !== undefined && { from }), ...(before !== undefined && { before }) })).map((key) => ({ place: String(key['QueuePlace']), id: String(key['Id']) })),
    idsAwaitingSync: (object) => idsIn(object, 'byOutreachSync', OUTREACH_SYNC.queued),
    ceAccountIds: async (segments, { after, limit }) => {
      const pages = await Promise.all(segments.map((segment) => tables.query({ table: 'Account', index: 'byCeSegment', partition: segment, limit, ...(after !== undefined && { from: `${after}\u0000` }) })));
      return pages.flat().map((key) => String(key['Id'])).sort().slice(0, limit);
    },
    contactIdsOf: (accountId) => idsIn('Contact', 'byAccount', accountId),
    change,
    changeMany: async (object, changes) => {
      for (let at = 0; at < changes.length; at += CHANGES_AT_ONCE) await Promise.all(changes.slice(at, at + CHANGES_AT_ONCE).map(({ before, after }) => change(object, before, after)));
    },
    toItem,
  };
};

/** As many as the client has connections. */
const CHANGES_AT_ONCE = 50;

const TRACKING_SOURCE = USERGEMS_SOURCES.contact_tracking.toLowerCase();
/** Longer than any id of a CRM; DynamoDB refuses keys above 2,048 bytes. */
const MOST_ID_LENGTH = 255;

/** Leads of the first and of the largest read of a walk. */
const FIRST_LOAD = 100;
const LARGEST_LOAD = 1_000;

const DERIVED = ['CreatedDay', 'CreatedMonth', 'DisqualifiedDay', 'OutreachSync', 'QueueList', 'QueuePlace', 'CeSegment'];

/** The store holds what the importer and the steps wrote under the catalogue's types. */
const fromItem = <O extends ObjectName>(item: Item): RecordOf<O> => {
  const record = { ...item };
  for (const attribute of DERIVED) delete record[attribute];
  return record as unknown as RecordOf<O>;
};

const byId = (a: { readonly Id: string }, b: { readonly Id: string }): number => (a.Id < b.Id ? -1 : a.Id > b.Id ? 1 : 0);

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text) && text.endsWith('Z') && !Number.isNaN(Date.parse(text));

/** Few distinct instants stand on many records. */
const memoised = (compute: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>();
  return (text) => {
    const value = known.get(text) ?? compute(text);
    if (known.size < 10_000) known.set(text, value);
    return value;
  };
};

