import { contactProtection, leadProtection, mayRead } from '../../shared/domain/access/may-read';
import { isActive } from '../../shared/domain/leads/engagement';
import { parseQueueQuery, queueCursorOf } from '../../shared/domain/leads/queue-query';
import { outboundListOf, placeOf, queueOf, QUEUES, sdrOf, type Queue, type QueueList } from '../../shared/domain/leads/queues';
import { businessDateOf } from '../../shared/domain/time/business-time';
import { accountReference, contactReference, leadReference, userReference, type Reference, type UserReference } from '../../shared/domain/usergems/reference';
import type { Account, Contact, Lead, User } from '../../shared/records/catalogue';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

type Deps = Pick<StoreDeps, 'records' | 'settings'>;

/** A lead or contact that waits for the team (RE-01, RE-02). */
interface QueueRow {
  readonly object: Queued['object'];
  readonly person: Reference;
  readonly title?: string | undefined;
  readonly company?: string | undefined;
  readonly account?: Reference | undefined;
  readonly email?: string | undefined;
  readonly status?: string | undefined;
  readonly owner?: UserReference | undefined;
  readonly score?: number | undefined;
  readonly lastMoment?: { readonly action: string; readonly at?: string | undefined } | undefined;
  readonly active: boolean;
  readonly activeUntil?: string | undefined;
}

type Queued = { readonly object: 'Lead'; readonly record: Lead } | { readonly object: 'Contact'; readonly record: Contact };

/**
 * GET /queues/{inbound|outbound} (RE-01, RE-02, RE-09): whom the team works today, the latest interesting moment first, a page at a time;
 * `next` is the cursor of the page after, absent on the last. The outbound queue is that of the caller's accounts.
 */
export const run = async (deps: Deps, { caller, path, query, at }: ApiRequest): Promise<ApiReply> => {
  const queue = QUEUES.find((one) => one === path['queue']);
  if (queue === undefined) return { status: 404, body: { message: `There is no such queue: there are ${QUEUES.join(' and ')}` } };
  const { limit, after } = parseQueueQuery(query);
  const today = businessDateOf(at, deps.settings.timeZone);

  const [few, page] = await Promise.all([fewIn(deps, queue, today), pageOf(deps, queue, caller, { limit, before: after })]);
  const found = [...few.filter(({ record }) => after === undefined || placeOf(record) < after), ...page.found].sort((a, b) => (placeOf(a.record) > placeOf(b.record) ? -1 : 1));
  // What the long lists hold beyond their page lies behind it.
  const whole = page.end === undefined ? found : found.filter(({ record }) => placeOf(record) >= (page.end ?? ''));
  const shown = whole.slice(0, limit);
  const last = shown.at(-1);
  const end = shown.length < whole.length && last ? placeOf(last.record) : page.end;
  const rows = await rowsOf(deps, caller, shown.filter((one) => isQueued(one, queue, caller, today)), today);
  return { status: 200, body: { queue, rows, ...(end !== undefined && { next: queueCursorOf(end) }) } };
};

/** Those whom a queue has only on some dates: there are few, so they are looked at whole. */
const fewIn = async ({ records }: Deps, queue: Queue, today: string): Promise<Queued[]> => {
  const lists: readonly QueueList[] = queue === 'inbound' ? ['lent', 'active'] : ['lent'];
  const places = await Promise.all(lists.map((list) => placesIn(records, list, list === 'active' ? { from: today } : {})));
  return load(records, places.flat());
};

/** The next of those whom the queue has on any date; `end` is where the page ended, if something may follow. */
const pageOf = async ({ records }: Deps, queue: Queue, caller: User, page: { readonly limit: number; readonly before: string | undefined }): Promise<{ readonly found: readonly Queued[]; readonly end: string | undefined }> => {
  const places = (await placesIn(records, queue === 'inbound' ? 'inbound' : outboundListOf(caller.Id), page)).sort((a, b) => (a.place > b.place ? -1 : 1));
  const first = places.slice(0, page.limit);
  return { found: await load(records, first), end: first.length < page.limit ? undefined : first.at(-1)?.place };
};

interface Place {
  readonly object: Queued['object'];
  readonly place: string;
  readonly id: string;
}

const placesIn = async (records: Deps['records'], list: QueueList, page: Parameters<Deps['records']['queuePlaces']>[2]): Promise<Place[]> => {
  const found = await Promise.all((['Lead', 'Contact'] as const).map(async (object) => (await records.queuePlaces(object, list, page)).map((place) => ({ object, ...place }))));
  return found.flat();
};

const load = async (records: Deps['records'], places: readonly Place[]): Promise<Queued[]> => {
  const idsOf = (object: Queued['object']): string[] => places.flatMap((place) => (place.object === object ? [place.id] : []));
  const [leads, contacts] = await Promise.all([records.load('Lead', idsOf('Lead')), records.load('Contact', idsOf('Contact'))]);
  return [...[...leads.values()].map((record) => ({ object: 'Lead', record }) as const), ...[...contacts.values()].map((record) => ({ object: 'Contact', record }) as const)];
};

/** An index follows its table within moments, so the record itself decides. */
const isQueued = ({ record }: Queued, queue: Queue, caller: User, today: string): boolean =>
  queueOf(record, today) === queue && (queue === 'inbound' || (sdrOf(record) === caller.Id && record.Engageable__c !== false));

const rowsOf = async ({ records, settings }: Deps, reader: User, people: readonly Queued[], today: string): Promise<QueueRow[]> => {
  const [accounts, users] = await Promise.all([records.load('Account', people.map(accountIdOf)), records.load('User', people.map(({ record }) => record.OwnerId))]);
  return people.filter((one) => mayRead(reader, one.object === 'Lead' ? leadProtection(one.record, accounts) : contactProtection(one.record, accounts), settings.access.pubSecDefault)).map((one) => rowOf(one, { accounts, users, today, links: settings.messages.links }));
};

const accountIdOf = (one: Queued): string | undefined => (one.object === 'Lead' ? one.record.Matched_Account__c : one.record.AccountId);

interface Around {
  readonly accounts: ReadonlyMap<string, Account>;
  readonly users: ReadonlyMap<string, User>;
  readonly today: string;
  readonly links: Deps['settings']['messages']['links'];
}

const rowOf = (one: Queued, { accounts, users, today, links }: Around): QueueRow => {
  const { record } = one;
  const account = accounts.get(accountIdOf(one) ?? '');
  const { Last_Interesting_Moment__c: action, Last_Interesting_Moment_DateTime__c: at } = record;
  return {
    object: one.object,
    person: one.object === 'Lead' ? leadReference(one.record, links) : contactReference(one.record, links),
    title: record.Title,
    company: one.object === 'Lead' ? one.record.Company : account?.Name,
    account: account && accountReference(account, links),
    email: record.Email,
    status: record.Status,
    owner: userReference(record.OwnerId, users),
    score: record.Person_Score__c,
    lastMoment: action === undefined ? undefined : { action, at },
    active: isActive(record, today),
    activeUntil: record.Active_Until__c,
  };
};

export const handler = api({ deps: openStores, run });
