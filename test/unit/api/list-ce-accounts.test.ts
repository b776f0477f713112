import { run } from '../../../lambdas/console/list-ce-accounts';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { ceCursorOf } from '../../../shared/domain/usage-pings/ce-account-list';
import type { Account } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver, type Ask } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const USERS = [aUser({ Id: 'ae-1', Role__c: 'AE' }), aUser({ Id: 'sadm-1', Role__c: 'Sales Admin', Name: 'Sales Admin' }), aUser({ Id: 'blind', PubSec_Access__c: false })];

const ceAccount = (fields: Account): Account => anAccount({ Type: 'Prospect - CE User', OwnerId: 'sadm-1', Sales_Segmentation__c: 'Large', BillingCountry: 'Germany', ...fields });

const anApi = async (...accounts: readonly Account[]): Promise<Ask> => {
  const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  await seedRecords({ User: USERS, Account: accounts }, deps);
  return apiOver(deps, { 'GET /ce-accounts': run }, '2018-07-02T18:00:00.000Z');
};

interface List {
  readonly rows: readonly { readonly account: { readonly id: string } }[];
  readonly next?: string;
}
const list = async (ask: Ask, query = '', as = 'ae-1'): Promise<List> => (await ask(`/ce-accounts${query}`, { as })).body as List;
const ids = ({ rows }: List): string[] => rows.map(({ account }) => account.id);

describe('GET /ce-accounts (CE-07)', () => {
  const COMPANY = [
    ceAccount({ Id: 'all-three' }),
    ceAccount({ Id: 'small', Sales_Segmentation__c: 'SMB' }),
    ceAccount({ Id: 'asian', BillingCountry: 'Japan' }),
    ceAccount({ Id: 'nowhere', BillingCountry: 'Freedonia' }),
    ceAccount({ Id: 'adopted', OwnerId: 'ae-1' }),
    ceAccount({ Id: 'unknown', Sales_Segmentation__c: undefined }),
    ceAccount({ Id: 'customer', Type: 'Customer' }),
    ceAccount({ Id: 'prospect', Type: 'Prospect' }),
    ceAccount({ Id: 'merged', MasterRecordId: 'all-three' }),
  ];

  it.each([
    ['', ['adopted', 'all-three', 'asian', 'nowhere', 'small', 'unknown']],
    ['?segment=Large&region=EMEA&owner=Sales+Admin', ['all-three']],
    ['?segment=large&region=emea', ['adopted', 'all-three']],
    ['?segment=Unknown', ['unknown']],
    ['?segment=Strategic', []],
    ['?region=APAC', ['asian']],
    ['?region=NCSA', ['nowhere']],
    ['?owner=ae-1', ['adopted']],
    ['?owner=sadm-1&segment=SMB', ['small']],
  ])('%s lists %j', async (query, expected) => {
    expect(ids(await list(await anApi(...COMPANY), query))).toEqual(expected);
  });

  it('a row says where the company is, who has it and how much it uses', async () => {
    const ask = await anApi(ceAccount({ Id: '001A', Name: 'Co 7', Website: 'co7.example', Industry: 'Software', NumberOfEmployees: 900, SDR__c: 'sdr-9', Active_CE_Users__c: 120, CE_Instances__c: 3 }));

    expect(await list(ask)).toEqual({
      rows: [
        {
          account: { id: '001A', name: 'Co 7', link: 'https://crm.example/lightning/r/Account/001A/view' },
          website: 'co7.example', segment: 'Large', region: 'EMEA', country: 'Germany', industry: 'Software', employees: 900,
          owner: { id: 'sadm-1', name: 'Sales Admin' }, sdr: { id: 'sdr-9' }, activeCeUsers: 120, ceInstances: 3,
        },
      ],
    });
  });

  it('pages through everything once, whatever the size of a page', async () => {
    const accounts = Array.from({ length: 7 }, (_, index) => ceAccount({ Id: `a-${index}`, Sales_Segmentation__c: index % 2 === 0 ? 'Large' : 'SMB' }));
    const ask = await anApi(...accounts);
    for (const limit of [1, 2, 3, 7, 200]) {
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const page: List = await list(ask, `?limit=${limit}${next === undefined ? '' : `&cursor=${next}`}`);
        seen.push(...ids(page));
        next = page.next;
      } while (next !== undefined);
      expect(seen).toEqual(accounts.map(({ Id }) => Id));
    }
  });

  it('leaves out accounts of the public sector for who may not read them (PLAT-11)', async () => {
    const ask = await anApi(ceAccount({ Id: 'public', PubSec_Type__c: 'Federal' }), ceAccount({ Id: 'private' }));
    expect([ids(await list(ask)), ids(await list(ask, '', 'blind'))]).toEqual([['private', 'public'], ['private']]);
  });

  it.each([
    ['?segment=Huge', 'segment is "Huge": allowed is SMB, Mid-Market, Large, Strategic, Unknown'],
    ['?region=AMER', 'region is "AMER": allowed is NCSA, EMEA, APAC'],
    ['?limit=0', 'limit is "0": allowed is 1 to 200'],
    ['?owner=%20', 'owner is " ": allowed is the id of a user, or a role such as Sales Admin'],
    ['?cursor=x', 'cursor is "x": allowed is "next" of the page before'],
    ['?colour=red', 'There is no parameter "colour": allowed are segment, region, owner, limit, cursor'],
  ])('%s is refused', async (query, message) => {
    expect(await (await anApi())(`/ce-accounts${query}`, { as: 'ae-1' })).toEqual({ status: 400, body: { message } });
  });

  it('a cursor leads on behind its account', async () => {
    const ask = await anApi(ceAccount({ Id: 'a' }), ceAccount({ Id: 'b' }));
    expect(ids(await list(ask, `?cursor=${ceCursorOf('a')}`))).toEqual(['b']);
  });
});
