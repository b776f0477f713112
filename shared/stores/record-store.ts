import type { Item, Tables } from '../ports/tables';
import type { Contact, Lead, ObjectName, Opportunity, RecordOf, User } from '../records/catalogue';
import { isUserGemsLead, USERGEMS_SOURCES } from '../domain/usergems/lead-source';
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
  /** The item under which a record is stored, with the attributes that its indexes need. */
  toItem<O extends ObjectName>(object: O, record: RecordOf<O>): Item;
}

export const recordStore = (tables: Tables, timeZone: string): RecordStore => {
  const dayOf = memoised((instant: string) => businessDateOf(instant, timeZone));
  /** A value that is no instant was kept as text; no index finds it. */
  const dayWhere = (attribute: string, instant: string | undefined): Item => (instant !== undefined && isInstant(instant) ? { [attribute]: dayOf(instant) } : {});

  /** Attributes that exist for an index only. */
  const derived: { readonly [O in ObjectName]?: (record: RecordOf<O>) => Item } = {
    // Only leads of UserGems are ever asked for by their month, and of these only those of contact tracking by their day: the indexes hold no others.
    Lead: (lead) => ({
      ...(lead.CreatedDate !== undefined && isInstant(lead.CreatedDate) && isUserGemsLead(lead) ? { CreatedMonth: lead.CreatedDate.slice(0, 7) } : {}),
      ...(lead.LeadSource?.toLowerCase() === TRACKING_SOURCE ? dayWhere('CreatedDay', lead.CreatedDate) : {}),
    }),
    Contact: (contact) => dayWhere('DisqualifiedDay', contact.Unqualified_DateTime__c),
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
    toItem: (object, record) => ({ ...record, ...derived[object]?.(record) }),
  };
};

const TRACKING_SOURCE = USERGEMS_SOURCES.contact_tracking.toLowerCase();
/** Longer than any id of a CRM; DynamoDB refuses keys above 2,048 bytes. */
const MOST_ID_LENGTH = 255;

/** Leads of the first and of the largest read of a walk. */
const FIRST_LOAD = 100;
const LARGEST_LOAD = 1_000;

const DERIVED = ['CreatedDay', 'CreatedMonth', 'DisqualifiedDay'];

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

