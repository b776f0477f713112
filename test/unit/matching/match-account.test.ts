import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { FREE_MAIL_HOSTS } from '../../../shared/domain/matching/free-mail-hosts.table';
import { employerDomain, matchAccount, smallestId, type AccountFinder, type EmployerClues } from '../../../shared/domain/matching/match-account';
import { normaliseDomain, normaliseName } from '../../../shared/domain/matching/normalise';
import type { Account } from '../../../shared/records/catalogue';

const isFreeMail = (host: string): boolean => FREE_MAIL_HOSTS.has(host);

/** Accounts as a store would find them, in the order in which they were given. */
const findIn = (accounts: readonly Account[]): AccountFinder => {
  const byId = new Map(accounts.map((account) => [account.Id, account]));
  const byDomain = grouped(accounts, (account) => normaliseDomain(account.Website, isFreeMail));
  const byName = grouped(accounts, (account) => normaliseName(account.Name));
  return {
    byId: (id) => byId.get(id),
    byDomain: (domain) => byDomain.get(domain) ?? [],
    byName: (name) => byName.get(name) ?? [],
  };
};

const grouped = (accounts: readonly Account[], keyOf: (account: Account) => string | undefined): Map<string, Account[]> => {
  const groups = new Map<string, Account[]>();
  for (const account of accounts) {
    const key = keyOf(account);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), account]);
  }
  return groups;
};

/** One line of UserGemsEvents.jsonl (contracts, sections 2 and 3); a null field is a missing one. */
const cluesOfDelivery = (line: string): [eventId: string, clues: EmployerClues] => {
  const { body }: { body: { id: string; person?: { email?: string }; current?: EmployerClues } } = JSON.parse(line, (_, value) => value ?? undefined);
  return [body.id, { ...body.current, email: body.person?.email }];
};

const matchAmong = (accounts: readonly Account[], clues: EmployerClues): [matchedBy: string, id: string | undefined] => {
  const { matchedBy, account } = matchAccount(clues, findIn(accounts), isFreeMail);
  return [matchedBy, account?.Id];
};

const acme: Account = { Id: '001A', Name: 'Acme', Website: 'HTTPS://WWW.Acme.com/en' };
const globex: Account = { Id: '001B', Name: 'Globex GmbH', Website: 'globex.com' };
const gmail: Account = { Id: '001C', Name: 'Mail Shop', Website: 'http://www.gmail.com' };
const sharing: Account[] = [
  { Id: '001b', Name: 'Initech West', Website: 'initech.com' },
  { Id: '001Z', Name: 'Initech', Website: 'www.initech.com' },
  { Id: '001a', Name: 'Initech East', Website: 'http://initech.com' },
  { Id: '001z', Name: 'INITECH', Website: 'initech.com' },
];
const namesakes: Account[] = [
  { Id: '001y', Name: 'Hooli' },
  { Id: '001X', Name: 'hooli', Website: 'hooli.xyz' },
];
const everybody = [acme, globex, gmail, ...sharing, ...namesakes, { Id: '001N' }];

describe('the account of a change (RT-04; contracts, section 6)', () => {
  it.each<[string, EmployerClues, ReturnType<typeof matchAmong>]>([
    ["the vendor's account id wins over domain and name (EA038)", { accountId: '001A', domain: 'globex.com', company: 'Globex GmbH' }, ['account_id', '001A']],
    ['an id with blanks around it is that id', { accountId: ' 001A ', domain: 'globex.com' }, ['account_id', '001A']],
    ['an unknown account id: the domain decides (EA039)', { accountId: '001?', domain: 'globex.com', company: 'Acme' }, ['domain', '001B']],
    ['a domain written with scheme, capitals, port and path (EA040)', { domain: 'HTTPS://WWW.GLOBEX.COM:443/en/?x=1#top' }, ['domain', '001B']],
    ['a domain written with blanks and a final dot (EA041)', { domain: ' globex.com. ' }, ['domain', '001B']],
    ['a domain written as address of a site (EA042)', { domain: 'http://www.globex.com/' }, ['domain', '001B']],
    ['a domain written as e-mail address (EA043)', { domain: 'jobs@globex.com' }, ['domain', '001B']],
    ['a website written with scheme, capitals and path (EA044)', { domain: 'acme.com' }, ['domain', '001A']],
    ["no domain: that of the person's address decides (EA045)", { email: 'Ada@Acme.com', company: 'Globex GmbH' }, ['domain', '001A']],
    ['a free-mail domain is none: that of the address decides', { domain: 'gmail.com', email: 'ada@acme.com' }, ['domain', '001A']],
    ['a domain that no account has: the address is not asked', { domain: 'unknown.example', email: 'ada@acme.com' }, ['none', undefined]],
    ['a free-mail address and an unknown company (EA046)', { email: 'jane@gmail.com', company: 'Nowhere Ltd' }, ['none', undefined]],
    ['a free-mail domain and a known name (EA047)', { domain: 'gmail.com', company: 'Acme' }, ['name', '001A']],
    ['an account with a free-mail website attracts nobody (EA048)', { domain: 'gmail.com', email: 'jane@gmail.com' }, ['none', undefined]],
    ['a sister domain that no account has: the name decides (EA049)', { domain: 'globex.de', company: 'Globex GmbH' }, ['name', '001B']],
    ['hosts are compared whole', { domain: 'careers.acme.com' }, ['none', undefined]],
    ['a name in other case and with more white space (EA050)', { company: '  GLOBEX \t gmbh ' }, ['name', '001B']],
    ['a name that is only similar (EA051)', { company: 'Globex' }, ['none', undefined]],
    ['an unknown company with its own domain (EA052)', { domain: 'nowhere.example', company: 'Nowhere Ltd' }, ['none', undefined]],
    ['nothing known (EA053)', {}, ['none', undefined]],
    ['several accounts share a domain: the name decides (EA054)', { domain: 'initech.com', company: 'initech  west' }, ['domain', '001b']],
    ['several share domain and name: the smallest id of these', { domain: 'initech.com', company: 'Initech' }, ['domain', '001Z']],
    ['several share a domain, no name fits: the smallest id (EA055)', { domain: 'initech.com', company: 'Hooli' }, ['domain', '001Z']],
    ['several bear the name: the smallest id (EA056)', { company: 'Hooli' }, ['name', '001X']],
  ])('%s', (_, clues, expected) => {
    expect(matchAmong(everybody, clues)).toEqual(expected);
  });

  it('is one account or none: blank clues never match', () => {
    const findsAlways: AccountFinder = { byId: () => acme, byDomain: () => [acme], byName: () => [acme] };
    const nothing = fc.constantFrom(undefined, '', ' ', '\t\n');
    const noDomain = fc.oneof(nothing, fc.constantFrom('acme', '@', 'https://', 'ada@gmail.com', 'www.gmail.com'));
    const clues = fc.record({ accountId: nothing, domain: noDomain, email: noDomain, company: nothing });

    fc.assert(fc.property(clues, (clues) => expect(matchAccount(clues, findsAlways, isFreeMail)).toEqual({ matchedBy: 'none' })));
  });

  it('does not depend on the order of the candidates', () => {
    const clues = fc.record(
      {
        accountId: fc.constantFrom('001A', '001?'),
        domain: fc.constantFrom('initech.com', 'acme.com', 'gmail.com', 'nowhere.example'),
        email: fc.constantFrom('ada@initech.com', 'ada@gmail.com'),
        company: fc.constantFrom('Initech', 'Initech East', 'Hooli', 'Nowhere'),
      },
      { requiredKeys: [] },
    );
    const shuffled = fc.shuffledSubarray(everybody, { minLength: everybody.length });

    fc.assert(fc.property(clues, shuffled, (clues, accounts) => expect(matchAmong(accounts, clues)).toEqual(matchAmong(everybody, clues))));
  });

  const scenario = process.env.REVSIGNAL_DATA;
  (scenario ? it : it.skip)('comes out as planned in every planted case of autumn 2024 (skipped: REVSIGNAL_DATA is not set)', () => {
    const read = (name: string): string => gunzipSync(readFileSync(join(scenario ?? '', 'autumn-2024', name))).toString('utf8');
    const planted: { expect: { eventId: string; by?: string; matched?: string }[] }[] = JSON.parse(readFileSync(join(scenario ?? '', 'autumn-2024/expected/edge-cases.json'), 'utf8'));
    const expected = planted.flatMap((one) => one.expect).flatMap(({ eventId, by, matched }) => (by ? [[eventId, [by, matched || undefined]] as const] : []));
    const accounts = findIn(parse(read('Account.csv.gz'), { columns: true, bom: true }));
    const deliveries = read('UserGemsEvents.jsonl.gz').split('\n').filter((line) => line.includes('"ea-')).map(cluesOfDelivery);
    const cluesOf = new Map(deliveries);

    expect(expected.length).toBeGreaterThan(50);
    expect(
      expected.map(([eventId]) => {
        const { matchedBy, account } = matchAccount(cluesOf.get(eventId) ?? {}, accounts, isFreeMail);
        return [eventId, [matchedBy, account?.Id]];
      }),
    ).toEqual(expected);
  });
});

describe('the domain of an employer (contracts, section 6)', () => {
  it.each<[EmployerClues, string | undefined]>([
    [{ domain: 'www.acme.com', email: 'ada@globex.com' }, 'acme.com'],
    [{ domain: 'yahoo.com', email: 'ada@globex.com' }, 'globex.com'],
    [{ domain: 'yahoo.com', email: 'ada@gmail.com' }, undefined],
    [{}, undefined],
  ])('of %j is %s', (clues, domain) => {
    expect(employerDomain(clues, isFreeMail)).toBe(domain);
  });
});

describe('the smallest id (contracts, section 5)', () => {
  it('is the least by code unit: digits, then capitals, then small letters', () => {
    expect(smallestId(['a', 'B', 'b', 'A', '9'].map((Id) => ({ Id })))).toEqual({ Id: '9' });
    expect(smallestId(['a', 'B'].map((Id) => ({ Id })))).toEqual({ Id: 'B' });
  });

  it('of nothing is nothing', () => {
    expect(smallestId([])).toBeUndefined();
  });
});
