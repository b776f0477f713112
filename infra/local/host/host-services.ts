import { memoryHostServices, NO_KNOWN_HOSTS, type KnownHosts } from '../../../shared/adapters/memory/memory-host-services';
import type { Endpoint, EndpointResponse, Params } from './endpoint';

/** Enrichment, reverse DNS and whois on this machine. */
export interface LocalHostServices {
  readonly endpoint: Endpoint;
  /** From now on they know these hosts and no others. */
  readonly know: (known: KnownHosts) => void;
}

/** Stands in for the HTTP services that know hosts, with their protocol (docs/workflows/ce-usage-load.md): `enrichment`, `reverse-dns`, `whois`. */
export const hostServicesEndpoint = (): LocalHostServices => {
  let services = memoryHostServices(NO_KNOWN_HOSTS);
  const answers: Readonly<Record<string, (params: Params) => Promise<object>>> = {
    'POST enrichment': async ({ hosts }) => ({ companies: Object.fromEntries(await services.enrichment.companiesOf(textsIn(hosts))) }),
    'POST reverse-dns': async ({ addresses }) => ({ hosts: Object.fromEntries(await services.reverseDns.hostsOf(textsIn(addresses))) }),
    'POST whois': async ({ addresses }) => ({ registrations: Object.fromEntries(await services.whois.registrationsOf(textsIn(addresses))) }),
  };
  return {
    know: (known) => {
      services = memoryHostServices(known);
    },
    endpoint: {
      read: ({ method, path, body }) => ({ action: `${method} ${path}`, params: body === '' ? {} : (JSON.parse(body) as Params) }),
      answer: async (action, params) => {
        const answer = answers[action];
        return answer === undefined ? json(404, { message: `There is no ${action} here` }) : json(200, await answer(params));
      },
    },
  };
};

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

const json = (status: number, body: object): EndpointResponse => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
