import type { Intercept } from '../../infra/local/host/aws-endpoints';
import { startAwsEndpoints } from '../../infra/local/host/aws-endpoints';
import { hostServicesEndpoint } from '../../infra/local/host/host-services';
import { dnsReverseDns } from '../../shared/adapters/host-services/dns-reverse-dns';
import { httpEnrichment, httpReverseDns, httpWhois } from '../../shared/adapters/host-services/http-host-services';
import { memoryHostServices, type KnownHosts } from '../../shared/adapters/memory/memory-host-services';
import type { Company } from '../../shared/domain/usage-pings/company';
import { ERROR_NAMES } from '../../shared/names/errors';
import type { HostServices } from '../../shared/ports/host-services';

interface Harness {
  readonly services: HostServices;
  failNext(): void;
}

const BOREAL: Company = { domain: 'boreal.example', name: 'Boreal Works', employees: 420, billingStreet: '1 Test Way', billingCity: 'Sampleton', billingPostalCode: '12345', billingCountry: 'Deutschland', industry: 'Software' };
const KNOWN: KnownHosts = {
  companies: new Map([['boreal.example', BOREAL], ['bare.example', { domain: 'bare.example' }]]),
  names: new Map([['203.0.113.7', 'git.co562.example'], ['2001:db8::7', 'six.example']]),
  registrations: new Map([['203.0.113.9', { organisation: 'Vale Quartz 563', domain: 'co563.example' }]]),
};

const obeysTheContract = (start: (known: KnownHosts) => Promise<Harness>): void => {
  it('enrichment answers about the companies it knows, with whatever it knows of each (CE-03)', async () => {
    const { services } = await start(KNOWN);
    expect(await services.enrichment.companiesOf(['boreal.example', 'nobody.example', 'bare.example'])).toEqual(KNOWN.companies);
  });

  it('reverse DNS answers with names, also of IPv6 addresses; whois with organisations (CE-02)', async () => {
    const { services } = await start(KNOWN);
    expect(await services.reverseDns.hostsOf(['203.0.113.7', '203.0.113.9', '2001:db8::7'])).toEqual(KNOWN.names);
    expect(await services.whois.registrationsOf(['203.0.113.7', '203.0.113.9'])).toEqual(KNOWN.registrations);
  });

  it('thousands of hosts are asked about at once', async () => {
    const hosts = Array.from({ length: 2_345 }, (_, index) => `h${index}.example`);
    const { services } = await start({ ...KNOWN, companies: new Map(hosts.map((host) => [host, { domain: host }])) });
    expect((await services.enrichment.companiesOf(hosts)).size).toBe(2_345);
  });

  it('nobody who answers is a VendorUnavailableError, and the same can be asked again', async () => {
    const harness = await start(KNOWN);
    for (const ask of [
      () => harness.services.enrichment.companiesOf(['bare.example']),
      () => harness.services.reverseDns.hostsOf(['203.0.113.7']),
      () => harness.services.whois.registrationsOf(['203.0.113.9']),
    ]) {
      harness.failNext();
      await expect(ask()).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
      expect((await ask()).size).toBe(1);
    }
  });
};

describe('host services in memory', () => {
  obeysTheContract(async (known) => {
    const services = memoryHostServices(known);
    return { services, failNext: services.failNext };
  });
});

describe('host services over HTTP', () => {
  const running: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const { close } of running.splice(0)) await close();
  });

  const startLocal = async (known: KnownHosts) => {
    const disturbances: ReturnType<Intercept>[] = [];
    const asked: number[] = [];
    const { endpoint, know } = hostServicesEndpoint();
    know(known);
    const server = await startAwsEndpoints(
      { 'host-services': endpoint },
      {
        intercept: (_service, _action, params) => {
          asked.push(Object.values(params).flat().length);
          return disturbances.shift();
        },
      },
    );
    running.push(server);
    const url = `${server.url}/host-services`;
    const services: HostServices = { enrichment: httpEnrichment(`${url}/enrichment`), reverseDns: httpReverseDns(`${url}/reverse-dns`), whois: httpWhois(`${url}/whois`) };
    return { services, disturbances, asked, url };
  };
  const reply = (status: number, body: unknown = {}) => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  obeysTheContract(async (known) => {
    const { services, disturbances } = await startLocal(known);
    return { services, failNext: () => void disturbances.push('drop') };
  });

  it('one request asks about 500 at most', async () => {
    const { services, asked } = await startLocal(KNOWN);
    await services.whois.registrationsOf(Array.from({ length: 1_001 }, (_, index) => `203.0.113.${index}`));
    expect(asked.toSorted((a, b) => a - b)).toEqual([1, 500, 500]);
  });

  it.each([429, 500, 503])('status %s passes: VendorUnavailableError', async (status) => {
    const { services, disturbances } = await startLocal(KNOWN);
    disturbances.push(reply(status));
    await expect(services.enrichment.companiesOf(['bare.example'])).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable, details: { status } });
  });

  it.each([301, 400, 401, 404])('status %s would come again: ConfigError that names the setting', async (status) => {
    const { services, disturbances } = await startLocal(KNOWN);
    disturbances.push(reply(status));
    await expect(services.enrichment.companiesOf(['bare.example'])).rejects.toMatchObject({ name: ERROR_NAMES.config, message: expect.stringContaining('settings.usagePings.services') });
  });

  it.each([
    ['no JSON', { ...reply(200), body: '<html>' }],
    ['another shape', reply(200, { results: [] })],
    ['a company without domain', reply(200, { companies: { 'bare.example': { name: 'Bare' } } })],
  ])('%s is not what is agreed: ConfigError', async (_, answer) => {
    const { services, disturbances } = await startLocal(KNOWN);
    disturbances.push(answer);
    await expect(services.enrichment.companiesOf(['bare.example'])).rejects.toMatchObject({ name: ERROR_NAMES.config });
  });

  it('null and blank are nothing; a domain comes in lower case', async () => {
    const { services, disturbances } = await startLocal(KNOWN);
    disturbances.push(reply(200, { companies: { 'bare.example': { domain: ' Bare.Example ', name: ' ', employees: null, billingCity: null, further: 1 } } }));
    expect(await services.enrichment.companiesOf(['bare.example'])).toEqual(new Map([['bare.example', { domain: 'bare.example' }]]));
  });
});

describe('reverse DNS by the resolver of the network', () => {
  const failure = (code: string): Error => Object.assign(new Error(`queryPtr ${code}`), { code });
  const resolver = (names: Readonly<Record<string, readonly string[] | Error>>) => ({
    reverse: async (address: string): Promise<string[]> => {
      const found = names[address] ?? failure('ENOTFOUND');
      if (found instanceof Error) throw found;
      return [...found];
    },
  });

  it('an address has its first name in order; one that nobody knows, or whose servers are down, has none', async () => {
    const { hostsOf } = dnsReverseDns(resolver({ '203.0.113.7': ['b.example', 'a.example'], '203.0.113.8': failure('ETIMEOUT') }));
    expect(await hostsOf(['203.0.113.7', '203.0.113.8', '203.0.113.9'])).toEqual(new Map([['203.0.113.7', 'a.example']]));
  });

  it('without a resolver it is a VendorUnavailableError', async () => {
    await expect(dnsReverseDns(resolver({ '203.0.113.7': failure('ECONNREFUSED') })).hostsOf(['203.0.113.7'])).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
  });
});
