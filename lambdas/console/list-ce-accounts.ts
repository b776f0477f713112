import { mayRead } from '../../shared/domain/access/may-read';
import { countryFinder, type CountryFinder } from '../../shared/domain/routing/regions';
import { CE_SEGMENTS, ceCursorOf, ceRegionOf, ceSegmentOf, isAskedFor, parseCeAccountQuery } from '../../shared/domain/usage-pings/ce-account-list';
import { accountReference, userReference, type Reference, type UserReference } from '../../shared/domain/usergems/reference';
import type { Account, User } from '../../shared/records/catalogue';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

type Deps = Pick<StoreDeps, 'records' | 'settings'>;

/** Accounts that a page looks at, listed or not: it then ends early, and its cursor leads on. */
const MOST_LOOKED_AT = 5_000;
/** Accounts of one read. */
const READ = 200;

/** An account that uses the free edition, and how much of it (CE-07). */
interface CeAccountRow {
  readonly account: Reference;
  readonly website?: string | undefined;
  readonly segment?: string | undefined;
  readonly region: string;
  readonly country?: string | undefined;
  readonly industry?: string | undefined;
  readonly employees?: number | undefined;
  readonly owner?: UserReference | undefined;
  readonly sdr?: UserReference | undefined;
  readonly activeCeUsers?: number | undefined;
  readonly ceInstances?: number | undefined;
}

/** GET /ce-accounts (CE-07): prospects that use the free edition, in order of their ids, a page at a time; `next` is the cursor of the page after, absent on the last. */
export const run = async ({ records, settings }: Deps, { caller, query }: ApiRequest): Promise<ApiReply> => {
  const asked = parseCeAccountQuery(query);
  const users = await records.users();
  const around = { users, countryOf: countryFinder(settings.matching.countryAliases), links: settings.messages.links };
  const shown: Account[] = [];
  let { after } = asked;
  for (let lookedAt = 0; lookedAt < MOST_LOOKED_AT; lookedAt += READ) {
    const ids = await records.ceAccountIds(asked.segment === undefined ? CE_SEGMENTS : [asked.segment], { after, limit: READ });
    const accounts = await records.load('Account', ids);
    for (const id of ids) {
      const account = accounts.get(id);
      if (account !== undefined && isAskedFor(account, asked, around) && mayRead(caller, { account }, settings.access.pubSecDefault)) {
        if (shown.length === asked.limit) return page(shown, around, shown.at(-1)?.Id);
        shown.push(account);
      }
    }
    after = ids.at(-1) ?? after;
    if (ids.length < READ) return page(shown, around, undefined);
  }
  return page(shown, around, after);
};

interface Around {
  readonly users: ReadonlyMap<string, User>;
  readonly countryOf: CountryFinder;
  readonly links: Deps['settings']['messages']['links'];
}

const page = (accounts: readonly Account[], around: Around, end: string | undefined): ApiReply => ({
  status: 200,
  body: { rows: accounts.map((account) => rowOf(account, around)), ...(end !== undefined && { next: ceCursorOf(end) }) },
});

const rowOf = (account: Account, { users, countryOf, links }: Around): CeAccountRow => ({
  account: accountReference(account, links),
  website: account.Website,
  segment: ceSegmentOf(account),
  region: ceRegionOf(account, countryOf),
  country: account.BillingCountry,
  industry: account.Industry,
  employees: account.NumberOfEmployees,
  owner: userReference(account.OwnerId, users),
  sdr: userReference(account.SDR__c, users),
  activeCeUsers: account.Active_CE_Users__c,
  ceInstances: account.CE_Instances__c,
});

export const handler = api({ deps: openStores, run });
