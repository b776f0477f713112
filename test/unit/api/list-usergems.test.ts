import * as fc from 'fast-check';
import { run } from '../../../lambdas/console/list-usergems';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { SORT_FIELDS } from '../../../shared/domain/usergems/list-query';
import type { Account, Contact, Lead, User } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver, type Ask } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const NOW = '2024-11-05T18:00:00.000Z';
const USERS = [aUser({ Id: 'u-1' }), aUser({ Id: 'u-2' }), aUser({ Id: 'blind', PubSec_Access__c: false })];
const SOURCES = ['UserGems Contact Tracking', 'UserGems - New Hires & Promotions', 'UserGems - Meeting Assistant'];

interface Company {
  readonly leads: readonly Lead[];
  readonly accounts?: readonly Account[];
  readonly contacts?: readonly Contact[];
  readonly users?: readonly User[];
}

const anApi = async ({ leads, accounts = [], contacts = [], users = USERS }: Company): Promise<Ask> => {
  const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  await seedRecords({ User: users, Account: accounts, Contact: contacts, Lead: leads }, deps);
  return apiOver(deps, { 'GET /usergems': run }, NOW);
};

interface List {
  readonly rows: readonly { readonly lead: { readonly id: string } }[];
  readonly next?: string;
}
const list = async (ask: Ask, query = '', as = 'u-1'): Promise<List> => (await ask(`/usergems${query}`, { as })).body as List;
const ids = ({ rows }: List): string[] => rows.map(({ lead }) => lead.id);

const lead = (fields: Lead): Lead => aLead({ OwnerId: 'u-1', CreatedDate: '2024-10-08T13:00:00.000Z', ...fields });

describe('GET /usergems (UG-01)', () => {
  it('3 leads of u-1 and 2 of u-2: All has 5, My has 3', async () => {
    const ask = await anApi({ leads: ['1', '2', '3', '4', '5'].map((id) => lead({ Id: id, OwnerId: Number(id) <= 3 ? 'u-1' : 'u-2' })) });

    expect(ids(await list(ask, '?view=all'))).toHaveLength(5);
    expect(ids(await list(ask, '?view=mine'))).toHaveLength(3);
    expect(ids(await list(ask, '?view=mine', 'u-2'))).toHaveLength(2);
  });

  it('a row joins new lead, new account, past contact and past account, with links', async () => {
    const ask = await anApi({
      accounts: [anAccount({ Id: 'globex', Name: 'Globex' }), anAccount({ Id: 'acme', Name: 'Acme' })],
      contacts: [aContact({ Id: 'c-1', FirstName: 'Ada', LastName: 'Okafor', AccountId: 'acme' })],
      leads: [
        lead({
          Id: 'l-1', FirstName: 'Ada', LastName: 'Okafor', Title: 'CTO', Company: 'Globex GmbH', Email: 'ada@globex.example', UserGem__Plays__c: '1;3', High_Priority__c: true, Retro_Active_Push__c: '2', Matched_Account__c: 'globex',
          UserGem__PastContact__c: 'c-1', UserGem__PastAccount__c: 'acme', UserGem__PastTitle__c: 'VP', UserGem__JobStartedDate__c: '2024-09-01', UserGem__EventId__c: 'ug-1',
        }),
      ],
    });
    const link = (object: string, id: string): string => `https://crm.example/lightning/r/${object}/${id}/view`;

    expect(await list(ask)).toEqual({
      view: 'all',
      rows: [
        {
          lead: { id: 'l-1', name: 'Ada Okafor', link: link('Lead', 'l-1') },
          title: 'CTO', company: 'Globex GmbH', email: 'ada@globex.example', status: 'Raw', owner: { id: 'u-1', name: 'Name of u-1' }, motion: 'contact_tracking', source: 'UserGems Contact Tracking', plays: ['1', '3'],
          createdDate: '2024-10-08T13:00:00.000Z', highPriority: true, retroActivePush: '2',
          currentAccount: { id: 'globex', name: 'Globex', link: link('Account', 'globex') },
          pastContact: { id: 'c-1', name: 'Ada Okafor', link: link('Contact', 'c-1') },
          pastAccount: { id: 'acme', name: 'Acme', link: link('Account', 'acme') },
          pastTitle: 'VP', jobStartedDate: '2024-09-01', eventId: 'ug-1',
        },
      ],
    });
  });

  it('knows leads of UserGems by their source, and no others (UG-02); what was merged away is not listed twice', async () => {
    const leads = [...SOURCES, SOURCES[0]?.toUpperCase(), 'Trial - Enterprise', undefined].map((LeadSource, index) => lead({ Id: `l${index}`, LeadSource }));
    const ask = await anApi({ leads: [...leads, lead({ Id: 'old', MasterRecordId: 'l0' })] });

    expect(ids(await list(ask, '?sort=CreatedDate'))).toEqual(['l0', 'l1', 'l2', 'l3']);
    expect(ids(await list(ask, '?view=mine&sort=LastName'))).toEqual(['l0', 'l1', 'l2', 'l3']);
  });

  it.each([
    ['motion=contact_tracking', ['a']],
    ['motion=new_hires_and_promotions', ['b']],
    ['source=UserGems%20Contact%20Tracking', ['a']],
    ['play=3', ['a']],
    ['status=working', ['b']],
    ['owner=u-2', ['b']],
    ['account=globex', ['a']],
    ['createdFrom=2024-10-08', ['b']],
    ['createdTo=2024-10-07', ['a']],
    ['createdFrom=2024-10-07&createdTo=2024-10-07', ['a']],
    ['createdTo=2024-10-06', []],
    ['retroactive=true', ['b']],
    ['retroactive=false', ['a']],
    ['q=okAF', ['a']],
    ['q=ada%20o', ['a']],
    ['q=initech', ['b']],
    ['view=mine&owner=u-2', []],
  ])('?%s lists %j: days are those of the org, texts ignore case', async (query, expected) => {
    const ask = await anApi({
      leads: [
        // 23:59 and 00:00 Pacific.
        lead({ Id: 'a', FirstName: 'Ada', LastName: 'Okafor', CreatedDate: '2024-10-08T06:59:59.999Z', UserGem__Plays__c: '1;3', Matched_Account__c: 'globex' }),
        lead({ Id: 'b', CreatedDate: '2024-10-08T07:00:00.000Z', LeadSource: 'UserGems - New Hires & Promotions', Company: 'Initech', Status: 'Working', OwnerId: 'u-2', Retro_Active_Push__c: '1', UserGem__Plays__c: '2' }),
      ],
    });

    expect(ids(await list(ask, `?${query}`))).toEqual(expected);
  });

  it.each([
    ['colour=red', 'There is no parameter "colour": allowed are view, limit, sort, motion, play, status, owner, account, source, createdFrom, createdTo, retroactive, q, cursor'],
    ['view=some', 'view is "some": allowed is all, mine'],
    ['view=all&view=mine', 'view is "all,mine": allowed is all, mine'],
    ['limit=0', 'limit is "0": allowed is 1 to 200'],
    ['limit=201', 'limit is "201": allowed is 1 to 200'],
    ['sort=Email', 'sort is "Email": allowed is CreatedDate, LastName, Company, Status, UserGem__JobStartedDate__c, each with or without - before it'],
    ['motion=promotion', 'motion is "promotion": allowed is contact_tracking, new_hires_and_promotions, meeting_assistant'],
    ['play=4', 'play is "4": allowed is 1, 2, 3'],
    ['createdFrom=2024-02-30', 'createdFrom is "2024-02-30": allowed is a day as YYYY-MM-DD'],
    ['createdFrom=2024-10-02&createdTo=2024-10-01', 'createdFrom 2024-10-02 lies after createdTo 2024-10-01'],
    ['retroactive=yes', 'retroactive is "yes": allowed is true, false'],
    ['q=%20', 'q is " ": allowed is a text of at most 255 characters'],
    ['cursor=abc', 'cursor does not belong to this list: take it from "next" of the page before, and leave the other parameters as they were'],
  ])('?%s is refused, naming what is allowed', async (query, message) => {
    expect(await (await anApi({ leads: [] }))(`/usergems?${query}`, { as: 'u-1' })).toEqual({ status: 400, body: { message } });
  });

  it('a cursor that was changed, or of another list, is refused', async () => {
    const ask = await anApi({ leads: [lead({ Id: 'a' }), lead({ Id: 'b' }), lead({ Id: 'c' })] });
    const { next = '' } = await list(ask, '?limit=1');
    const status = async (query: string): Promise<number> => (await ask(`/usergems?${query}`, { as: 'u-1' })).status;

    expect(await status(`limit=2&cursor=${next}`)).toBe(200);
    expect(await status(`status=Raw&cursor=${next}`)).toBe(400);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: next.length - 1 }), fc.constantFrom('A', 'b', '0', '_', ''), async (at, other) => {
        const changed = next.slice(0, at) + other + next.slice(at + 1);
        expect(await status(`limit=1&cursor=${changed}`)).toBe(changed === next ? 200 : 400);
      }),
      { numRuns: 50 },
    );
  });
});

describe('who sees what (PLAT-11)', () => {
  const PUBSEC = anAccount({ Id: 'ministry', PubSec_Type__c: 'US-PubSec' });

  it('a list for who has no access never holds a lead of the public sector', async () => {
    const ask = await anApi({
      accounts: [PUBSEC, anAccount({ Id: 'globex' })],
      leads: [lead({ Id: 'a', Matched_Account__c: 'ministry' }), lead({ Id: 'b', Sales_Segment__c: 'PubSec' }), lead({ Id: 'c', Matched_Account__c: 'globex' }), lead({ Id: 'd', ConvertedAccountId: 'ministry', Matched_Account__c: 'globex' })],
    });

    expect(ids(await list(ask, '?sort=LastName', 'blind'))).toEqual(['c']);
    expect(ids(await list(ask, '?sort=CreatedDate', 'blind'))).toEqual(['c']);
    expect(ids(await list(ask, '?sort=CreatedDate', 'u-1'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('a row for them names no account and no contact of the public sector', async () => {
    const ask = await anApi({
      accounts: [PUBSEC],
      contacts: [aContact({ Id: 'c-1', AccountId: 'ministry' })],
      leads: [lead({ Id: 'a', UserGem__PastAccount__c: 'ministry', UserGem__PastContact__c: 'c-1' })],
    });
    const names = ({ rows }: List): string[][] => rows.map((row) => Object.keys(row).filter((name) => name.startsWith('past')));

    expect(names(await list(ask, '', 'blind'))).toEqual([[]]);
    expect(names(await list(ask, '', 'u-1'))).toEqual([['pastContact', 'pastAccount']]);
  });
});

describe('paging', () => {
  const instant = fc.constantFrom('2023-12-31T23:59:59.999Z', '2024-01-01T00:00:00.000Z', '2024-09-22T13:00:00.000Z', '2024-10-08T13:00:00.000Z', '2024-10-08T13:00:00.001Z', '2024-11-05T17:59:59.999Z');
  const leads = fc.uniqueArray(
    fc.record({
      Id: fc.stringMatching(/^[a-zA-Z0-9]{1,3}$/), CreatedDate: instant, OwnerId: fc.constantFrom('u-1', 'u-2'), LeadSource: fc.constantFrom(...SOURCES, 'Webcast'),
      LastName: fc.constantFrom('Okafor', 'okafor', 'Ito', 'Zoë'), Status: fc.constantFrom('Raw', 'Working', undefined), Sales_Segment__c: fc.constantFrom('Large', 'PubSec'),
      UserGem__JobStartedDate__c: fc.constantFrom('2024-09-01', undefined), Company: fc.constantFrom('Globex', undefined),
    }),
    { selector: ({ Id }) => Id, maxLength: 30 },
  );

  const expectedIds = (all: readonly Lead[], { sort, view, as }: { readonly sort: string; readonly view: string; readonly as: string }): string[] => {
    const field = sort.replace('-', '') as (typeof SORT_FIELDS)[number];
    const key = (one: Lead): string => (field === 'CreatedDate' ? (one.CreatedDate ?? '') : (one[field]?.toLowerCase() ?? ''));
    const sorted = all
      .filter((one) => one.LeadSource !== 'Webcast' && (as !== 'blind' || one.Sales_Segment__c !== 'PubSec') && (view === 'all' || one.OwnerId === as))
      .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.Id < b.Id ? -1 : 1));
    return (sort.startsWith('-') ? sorted.reverse() : sorted).map(({ Id }) => Id);
  };

  it('walking all pages meets every lead that the caller may read exactly once and in order, whatever the size of a page', async () => {
    const sorts = fc.constantFrom(...SORT_FIELDS.flatMap((field) => [field, `-${field}`]));
    await fc.assert(
      fc.asyncProperty(leads, sorts, fc.constantFrom('all', 'mine'), fc.constantFrom('u-1', 'blind'), fc.integer({ min: 1, max: 8 }), async (all, sort, view, as, limit) => {
        const ask = await anApi({ leads: all.map(lead) });
        const met: string[] = [];
        let cursor: string | undefined = '';
        for (let pages = 0; cursor !== undefined && pages <= all.length; pages += 1) {
          const page: List = await list(ask, `?sort=${sort}&view=${view}&limit=${limit}${cursor && `&cursor=${cursor}`}`, as);
          met.push(...ids(page));
          cursor = page.next;
        }

        expect(met).toEqual(expectedIds(all.map(lead), { sort, view, as }));
      }),
      { numRuns: 150 },
    );
  });

  it('the leads of one run, which bear one instant, are paged too, however many they are', async () => {
    const many = Array.from({ length: 1_203 }, (_, index) => lead({ Id: `l${String(index).padStart(4, '0')}`, CreatedDate: index < 3 ? '2024-10-08T12:59:59.000Z' : '2024-10-08T13:00:00.000Z' }));
    const ask = await anApi({ leads: many });
    const walk = async (sort: string): Promise<string[]> => {
      const met: string[] = [];
      for (let page: List = await list(ask, `?limit=200&sort=${sort}`); ; page = await list(ask, `?limit=200&sort=${sort}&cursor=${page.next}`)) {
        met.push(...ids(page));
        if (page.next === undefined) return met;
      }
    };

    expect(await walk('CreatedDate')).toEqual(many.map(({ Id }) => Id));
    expect(await walk('-CreatedDate')).toEqual(many.map(({ Id }) => Id).reverse());
  });

  it('a new lead disturbs no page that follows', async () => {
    const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
    await seedRecords({ User: USERS, Lead: ['a', 'b', 'c'].map((id) => lead({ Id: id })) }, deps);
    const ask = apiOver(deps, { 'GET /usergems': run }, NOW);
    const first = await list(ask, '?limit=1');

    await seedRecords({ Lead: [lead({ Id: 'z', CreatedDate: '2024-10-15T13:00:00.000Z' })] }, deps);

    expect(ids(first)).toEqual(['c']);
    expect(ids(await list(ask, `?cursor=${first.next}`))).toEqual(['b', 'a']);
  });

  it('a page that finds little ends after 10,000 leads, and its cursor leads on', async () => {
    const ask = await anApi({ leads: Array.from({ length: 12_000 }, (_, index) => lead({ Id: `l${String(index).padStart(5, '0')}`, Status: index === 0 ? 'Working' : 'Raw' })) });
    const first = await list(ask, '?status=Working');
    const second = await list(ask, `?status=Working&cursor=${first.next}`);

    expect([ids(first), ids(second), second.next]).toEqual([[], ['l00000'], undefined]);
  }, 30_000);

  it('sorts 5,000 leads at a time; more are to be narrowed', async () => {
    const ask = await anApi({ leads: Array.from({ length: 5_001 }, (_, index) => lead({ Id: `l${index}`, CreatedDate: index === 0 ? '2024-09-24T13:00:00.000Z' : '2024-10-08T13:00:00.000Z' })) });

    expect(await ask('/usergems?sort=LastName', { as: 'u-1' })).toEqual({ status: 400, body: { message: 'sort by LastName takes at most 5000 leads out of 20000: narrow the list with createdFrom and createdTo, or sort by CreatedDate' } });
    expect(await ask('/usergems?sort=LastName&createdFrom=2024-10-01', { as: 'u-1' })).toMatchObject({ status: 200 });
  }, 30_000);
});
