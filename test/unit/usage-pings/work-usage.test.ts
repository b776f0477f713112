import fc from 'fast-check';
import type { KeptHost } from '../../../shared/domain/usage-pings/cleaned-hosts';
import type { Company } from '../../../shared/domain/usage-pings/company';
import { accountIdOf } from '../../../shared/domain/usage-pings/account-from-usage';
import { workUsage, type UsageWork } from '../../../shared/domain/usage-pings/work-usage';
import type { Account } from '../../../shared/records/catalogue';

const kept = (host: string, more: Partial<KeptHost> = {}): KeptHost => ({ host, found: host, activeUsers: 10, instances: 1, ...more });
/** A host whose company enrichment knows. */
const known = (host: string, domain: string, more: Partial<KeptHost> = {}): KeptHost => kept(host, { domain, ...more });

const EXCLUDED = ['microsoft', 'amazon.com'];

const work = (hosts: readonly KeptHost[], accounts: readonly Account[] = [], companies: readonly Company[] = []): UsageWork =>
  workUsage(
    { kept: hosts, companies, discarded: [] },
    {
      accounts,
      isFreeMail: (host) => host === 'gmail.com',
      ownerId: 'sadm-1',
      countryNameOf: (text) => (text === 'Deutschland' ? 'Germany' : text),
      isExcluded: (name) => name !== undefined && EXCLUDED.includes(name.toLowerCase()),
    },
  );
const after = ({ created, updated }: UsageWork): Record<string, Account> => Object.fromEntries([...created, ...updated.map((one) => one.after)].map((account) => [account.Id, account]));
const lines = ({ outcomes }: UsageWork): string[] => outcomes.map(({ host, outcome, reason, accountId }) => [host, outcome, reason, accountId].join(' ').replace(/\s+/g, ' ').trim());

const USED = { Using_CE__c: true, CE_Instances__c: 1, Active_CE_Users__c: 10, CE_Instances_Total__c: 1, Active_CE_Users_Total__c: 10 };

describe('accounts from usage pings', () => {
  it('CE-05: an unknown company becomes an account with table CE-T1', () => {
    const company = { domain: 'boreal.example', name: 'Boreal Works', employees: 420, billingStreet: '1 Test Way', billingCity: 'Sampleton', billingPostalCode: '12345', billingCountry: 'Deutschland' };
    const result = work([known('gitlab.boreal.example', 'boreal.example', { activeUsers: 120, instances: 3 })], [], [company]);

    expect(result.created).toEqual([
      {
        Id: '001df4cd7c9f86cb1b', Name: 'Boreal Works', Website: 'boreal.example', Type: 'Prospect - CE User', OwnerId: 'sadm-1', NumberOfEmployees: 420, Industry: undefined,
        BillingStreet: '1 Test Way', BillingCity: 'Sampleton', BillingPostalCode: '12345', BillingCountry: 'Germany', AccountSource: 'CE Download', Sales_Segmentation__c: 'Unknown',
        Using_CE__c: true, CE_Instances__c: 3, Active_CE_Users__c: 120, CE_Instances_Total__c: 3, Active_CE_Users_Total__c: 120,
      },
    ]);
    expect(lines(result)).toEqual(['gitlab.boreal.example created 001df4cd7c9f86cb1b']);
  });

  it.each([
    ['Customer', 'Customer'],
    ['Prospect', 'Prospect - CE User'],
    ['prospect', 'Prospect - CE User'],
    ['Prospect - CE User', 'Prospect - CE User'],
    ['Partner', 'Partner'],
    [undefined, undefined],
  ])('CE-06: counters and Using CE are written to an account of type %s, which becomes %s; nothing else is', (before, type) => {
    const account: Account = { Id: '001A', Name: 'Co 7', Website: 'https://www.co7.example', Type: before, OwnerId: 'ae-1', Industry: 'Software', Active_CE_Users__c: 99 };
    const { updated, created } = work([known('git.co7.example', 'co7.example')], [account], [{ domain: 'co7.example', name: 'Another Name', industry: 'Banking' }]);

    expect(created).toEqual([]);
    expect(updated).toEqual([{ before: account, after: { ...account, Type: type, ...USED } }]);
  });

  it('CE-04: by domain before name; of several by name, then smallest id; by name ignoring case and blanks', () => {
    const accounts: Account[] = [
      { Id: '1', Name: 'Other', Website: 'co7.example' },
      { Id: '2', Name: 'Co 7', Website: 'http://www.co7.example/en' },
      { Id: '3', Name: 'Co 7', Website: 'elsewhere.example' },
      { Id: '4', Name: 'Polar Sedge Ltd', Website: 'polar.example' },
      { Id: '0', Name: 'Co 7', Website: 'co7.example', MasterRecordId: '3' },
    ];
    const hosts = [known('a.co7.example', 'co7.example'), known('b.co8.example', 'co8.example'), known('sedge-git.example', 'sedge-git.example'), kept('c.polar.example')];
    const companies = [{ domain: 'co7.example', name: 'Co 7' }, { domain: 'co8.example', name: 'co  7' }, { domain: 'sedge-git.example', name: 'POLAR  sedge ltd' }];

    expect(lines(work(hosts, accounts, companies))).toEqual(['a.co7.example matched domain 2', 'b.co8.example matched name 2', 'c.polar.example matched domain 4', 'sedge-git.example matched name 4']);
  });

  it('CE-04: an account is also found by a name that it bore, unless another bears it now', () => {
    const renamed = { Id: '1', Name: 'New Name', Former_Names__c: 'Co 8;Co 9' };
    const hosts = [known('a.co8.example', 'co8.example'), known('a.co9.example', 'co9.example')];
    const companies = [{ domain: 'co8.example', name: 'CO 8' }, { domain: 'co9.example', name: 'Co 9' }];

    expect(lines(work(hosts, [renamed, { Id: '2', Name: 'Co 9' }], companies))).toEqual(['a.co8.example matched name 1', 'a.co9.example matched name 2']);
  });

  it('CE-02: hosts of one company are added up, and so are two companies of one account', () => {
    const accounts = [{ Id: '1', Name: 'Co 7', Website: 'co7.example' }];
    const hosts = [known('a.co7.example', 'co7.example', { instances: 2 }), known('b.co7.example', 'co7.example'), known('x.co8.example', 'co8.example', { activeUsers: 5 })];

    expect(after(work(hosts, accounts, [{ domain: 'co8.example', name: 'Co 7' }]))['1']).toMatchObject({ CE_Instances__c: 4, Active_CE_Users__c: 25 });
  });

  it('a company that was made by the first of two domains is matched by the second', () => {
    const result = work([known('z.b.example', 'b.example'), known('z.a.example', 'a.example')], [], [{ domain: 'a.example', name: 'Twice' }, { domain: 'b.example', name: 'twice' }]);

    expect(lines(result)).toEqual([`z.a.example created ${accountIdOf('a.example')}`, `z.b.example matched name ${accountIdOf('a.example')}`]);
    expect(result.created.map(({ CE_Instances__c }) => CE_Instances__c)).toEqual([2]);
  });

  it('a host that enrichment does not know is found by an account\'s web site, as far out as two labels, else it is NOT_ENRICHED', () => {
    const accounts = [{ Id: '1', Name: 'Co 7', Website: 'co7.example' }, { Id: '2', Name: 'Free', Website: 'gmail.com' }];

    expect(lines(work([kept('a.b.co7.example'), kept('co8.example'), kept('x.gmail.com')], accounts))).toEqual(['a.b.co7.example matched domain 1', 'co8.example discarded NOT_ENRICHED', 'x.gmail.com discarded NOT_ENRICHED']);
  });

  it.each([
    { how: 'enrichment', hosts: [known('azlab.example', 'azlab.example')], accounts: [], companies: [{ domain: 'azlab.example', name: 'microsoft' }] },
    { how: 'whois', hosts: [kept('203.0.113.9', { found: 'who.example', registrant: 'Amazon.com' })], accounts: [], companies: [] },
    { how: 'an account', hosts: [kept('git.ms.example')], accounts: [{ Id: '1', Name: 'Microsoft', Website: 'ms.example' }], companies: [] },
  ])('CE-02: a company excluded by name is no prospect, whoever names it: $how', ({ hosts, accounts, companies }) => {
    const result = work(hosts, accounts, companies);
    expect([lines(result), result.created, result.updated]).toEqual([[`${hosts[0]?.host} discarded EXCLUDED_COMPANY`], [], []]);
  });

  it('CE-06: the ultimate parent shows the sum over itself and all below; an account without a host keeps its numbers', () => {
    const accounts: Account[] = [
      { Id: 'top', Name: 'Top', Website: 'top.example', CE_Instances__c: 5, Active_CE_Users__c: 50 },
      { Id: 'middle', Name: 'Middle', ParentId: 'top' },
      { Id: 'low', Name: 'Low', Website: 'low.example', ParentId: 'middle' },
      { Id: 'aside', Name: 'Aside', ParentId: 'top', CE_Instances__c: 2, Active_CE_Users__c: 7 },
      { Id: 'alone', Name: 'Alone', CE_Instances__c: 1, Active_CE_Users__c: 1, CE_Instances_Total__c: 9 },
    ];
    const { updated } = work([known('git.low.example', 'low.example', { activeUsers: 30, instances: 3 })], accounts);

    expect(updated.map((one) => one.after)).toEqual([
      { ...accounts[2], Using_CE__c: true, CE_Instances__c: 3, Active_CE_Users__c: 30 },
      { ...accounts[0], CE_Instances_Total__c: 10, Active_CE_Users_Total__c: 87 },
    ]);
  });

  it('accounts that are their own parents in a circle are counted once, at the smallest id', () => {
    const accounts: Account[] = [{ Id: 'b', Website: 'b.example', ParentId: 'c' }, { Id: 'c', ParentId: 'b' }];
    expect(after(work([known('git.b.example', 'b.example')], accounts))['b']).toMatchObject({ CE_Instances__c: 1, CE_Instances_Total__c: 1 });
  });

  it('CE-12: the account that was made for a domain stays that of the domain, whatever became of its name and web site', () => {
    const adopted: Account = { Id: accountIdOf('co9.example'), Name: 'Renamed', Website: 'renamed.example', Type: 'Customer', OwnerId: 'ae-8' };
    const result = work([known('git.co9.example', 'co9.example')], [adopted], [{ domain: 'co9.example', name: 'Co 9' }]);

    expect(lines(result)).toEqual([`git.co9.example matched domain ${adopted.Id}`]);
    expect(result.created).toEqual([]);
    expect(after(result)[adopted.Id]).toEqual({ ...adopted, ...USED });
  });

  const host = fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd', 'e'), domain: fc.option(fc.constantFrom('one.example', 'two.example', 'three.example'), { nil: undefined }), users: fc.nat(50), instances: fc.nat(3) });
  const account = fc.record({ Id: fc.constantFrom('1', '2', '3', '4'), Name: fc.constantFrom('One', 'Two', 'Three'), Website: fc.constantFrom('one.example', 'two.example', 'other.example'), ParentId: fc.option(fc.constantFrom('1', '2', '3', '4'), { nil: undefined }), Type: fc.constantFrom('Prospect', 'Customer') });
  const companies: Company[] = [{ domain: 'one.example', name: 'One' }, { domain: 'two.example', name: 'Deux' }, { domain: 'three.example', name: 'Three' }];

  it('CE-12: a second load of the same hosts creates nothing and changes nothing; every host has one outcome', () => {
    fc.assert(
      fc.property(fc.uniqueArray(host, { selector: ({ name, domain }) => `${name}.${domain}` }), fc.uniqueArray(account, { selector: ({ Id }) => Id }), (given, accounts) => {
        const hosts = given.map(({ name, domain, users, instances }) => kept(`${name}.${domain ?? 'nobody.example'}`, { domain, activeUsers: users, instances }));
        const first = work(hosts, accounts, companies);
        const then = { ...Object.fromEntries(accounts.map((one) => [one.Id, one])), ...after(first) };
        const second = work(hosts, Object.values(then), companies);

        expect(first.outcomes.map((one) => one.host)).toEqual(hosts.map((one) => one.host).sort());
        expect([second.created, second.updated]).toEqual([[], []]);
        expect(second.outcomes.map(({ host: of, accountId }) => [of, accountId])).toEqual(first.outcomes.map(({ host: of, accountId }) => [of, accountId]));
      }),
    );
  });
});
