import { companiesSchema, hostsSchema, registrationsSchema } from '../../contracts/host-answers';
import type { Company, Registration } from '../../domain/usage-pings/company';
import type { Enrichment, ReverseDns, Whois } from '../../ports/host-services';
import { askInBatches } from './ask-in-batches';

/** Enrichment at an HTTP address. */
export const httpEnrichment = (url: string): Enrichment => ({
  companiesOf: async (hosts) => {
    const found = new Map<string, Company>();
    await askInBatches({ name: 'Enrichment', url, ask: 'hosts', answers: companiesSchema }, hosts, ({ companies }) => addAll(found, companies));
    return found;
  },
});

/** Reverse DNS at an HTTP address. */
export const httpReverseDns = (url: string): ReverseDns => ({
  hostsOf: async (addresses) => {
    const found = new Map<string, string>();
    await askInBatches({ name: 'Reverse DNS', url, ask: 'addresses', answers: hostsSchema }, addresses, ({ hosts }) => addAll(found, hosts));
    return found;
  },
});

/** Whois at an HTTP address. */
export const httpWhois = (url: string): Whois => ({
  registrationsOf: async (addresses) => {
    const found = new Map<string, Registration>();
    await askInBatches({ name: 'Whois', url, ask: 'addresses', answers: registrationsSchema }, addresses, ({ registrations }) => addAll(found, registrations));
    return found;
  },
});

const addAll = <Answer>(found: Map<string, Answer>, answers: Readonly<Record<string, Answer>>): void => {
  for (const [key, answer] of Object.entries(answers)) found.set(key, answer);
};
