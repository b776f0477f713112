import { currentAccountIdOf } from '../../shared/domain/access/may-read';
import { comparePositions, isListed, mayReadLead, positionIn, rowOf, type ListRow, type ReadingContext } from '../../shared/domain/usergems/list-view';
import { cursorOf, parseListQuery, type ListPosition, type ListQuery } from '../../shared/domain/usergems/list-query';
import { addDays, businessDateOf, startOfDay } from '../../shared/domain/time/business-time';
import { invalidInputError } from '../../shared/errors/app-error';
import type { Lead, User } from '../../shared/records/catalogue';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

type Deps = Pick<StoreDeps, 'records' | 'settings'>;

/** Leads that a page in the order of creation looks at, listed or not: it then ends early, and its cursor leads on. */
const MOST_LOOKED_AT = 10_000;
/** Leads that any other order sorts, and out of how many: beyond that the list is to be narrowed. */
const MOST_SORTED = 5_000;
const MOST_SEARCHED = 20_000;

/** GET /usergems (UG-01): the leads of UserGems that the caller may read, a page at a time; `next` is the cursor of the page after, absent on the last. */
export const run = async (deps: Deps, { caller, query, at }: ApiRequest): Promise<ApiReply> => {
  const asked = parseListQuery(query);
  const { leads, end } = await (asked.sort.field === 'CreatedDate' ? pageByCreation(deps, caller, asked, at) : pageBySorting(deps, caller, asked, at));
  return { status: 200, body: { view: asked.view, rows: await rowsOf(deps, caller, leads), ...(end && { next: cursorOf(end, asked) }) } };
};

interface LeadPage {
  readonly leads: readonly Lead[];
  /** Where the page ended; undefined when nothing follows. */
  readonly end: ListPosition | undefined;
}

/** The order of the store's own indexes: nothing is read that comes before the page. */
const pageByCreation = async (deps: Deps, caller: User, query: ListQuery, at: string): Promise<LeadPage> => {
  const leads: Lead[] = [];
  let lookedAt = 0;
  for await (const chunk of listed(deps, caller, query, at, query.after)) {
    for (const lead of chunk.listed) {
      const last = leads.at(-1);
      if (last && leads.length === query.limit) return { leads, end: positionIn(last, 'CreatedDate') };
      leads.push(lead);
    }
    lookedAt += chunk.all.length;
    const last = chunk.all.at(-1);
    if (last && lookedAt >= MOST_LOOKED_AT) return { leads, end: positionIn(last, 'CreatedDate') };
  }
  return { leads, end: undefined };
};

/** Any other order: everything that is listed is gathered and sorted. */
const pageBySorting = async (deps: Deps, caller: User, query: ListQuery, at: string): Promise<LeadPage> => {
  const { sort, after, limit } = query;
  const found: { readonly lead: Lead; readonly position: ListPosition }[] = [];
  let lookedAt = 0;
  for await (const chunk of listed(deps, caller, query, at)) {
    found.push(...chunk.listed.map((lead) => ({ lead, position: positionIn(lead, sort.field) })));
    lookedAt += chunk.all.length;
    if (found.length > MOST_SORTED || lookedAt > MOST_SEARCHED) throw invalidInputError(`sort by ${sort.field} takes at most ${MOST_SORTED} leads out of ${MOST_SEARCHED}: narrow the list with createdFrom and createdTo, or sort by CreatedDate`);
  }
  const rest = found
    .filter(({ position }) => after === undefined || comparePositions(position, after, sort.descending) > 0)
    .sort((a, b) => comparePositions(a.position, b.position, sort.descending));
  const page = rest.slice(0, limit);
  return { leads: page.map(({ lead }) => lead), end: rest.length > limit ? page.at(-1)?.position : undefined };
};

/** Leads by creation, chunk by chunk, with those among them that are listed and that the caller may read. */
async function* listed({ records, settings }: Deps, caller: User, query: ListQuery, at: string, after?: ListPosition): AsyncGenerator<{ readonly all: readonly Lead[]; readonly listed: readonly Lead[] }> {
  const { createdFrom, createdTo = businessDateOf(at, settings.timeZone), sort } = query;
  const walk = {
    from: createdFrom && startOfDay(createdFrom, settings.timeZone),
    before: startOfDay(addDays(createdTo, 1), settings.timeZone),
    descending: sort.field === 'CreatedDate' && sort.descending,
    after: after && { CreatedDate: after.value, Id: after.id },
  };
  const owner = query.view === 'mine' ? caller.Id : query.owner;
  for await (const all of owner === undefined ? records.userGemsLeads(walk) : records.leadsOfOwner(owner, walk)) {
    const candidates = all.filter((lead) => isListed(lead, query));
    const accounts = await records.load('Account', candidates.map(currentAccountIdOf));
    yield { all, listed: candidates.filter((lead) => mayReadLead(lead, { reader: caller, pubSecDefault: settings.access.pubSecDefault, accounts })) };
  }
}

const rowsOf = async ({ records, settings }: Deps, reader: User, leads: readonly Lead[]): Promise<ListRow[]> => {
  const [contacts, users] = await Promise.all([
    records.load('Contact', leads.map(({ UserGem__PastContact__c }) => UserGem__PastContact__c)),
    records.load('User', leads.map(({ OwnerId }) => OwnerId)),
  ]);
  const accounts = await records.load('Account', [...leads.flatMap((lead) => [currentAccountIdOf(lead), lead.UserGem__PastAccount__c]), ...[...contacts.values()].map(({ AccountId }) => AccountId)]);
  const context: ReadingContext = { reader, pubSecDefault: settings.access.pubSecDefault, accounts, contacts, users, links: settings.messages.links };
  return leads.map((lead) => rowOf(lead, context));
};

export const handler = api({ deps: openStores, run });
