import { vendorUnavailableError } from '../../errors/app-error';
import type { Company, Registration } from '../../domain/usage-pings/company';
import type { HostServices } from '../../ports/host-services';

/** What the outside services of a sample or a test know. */
export interface KnownHosts {
  readonly companies: ReadonlyMap<string, Company>;
  readonly names: ReadonlyMap<string, string>;
  readonly registrations: ReadonlyMap<string, Registration>;
}

export const NO_KNOWN_HOSTS: KnownHosts = { companies: new Map(), names: new Map(), registrations: new Map() };

export interface MemoryHostServices extends HostServices {
  /** Every host and address that was asked about, in order; `enrichment:`, `reverse-dns:` or `whois:` stands before it. */
  readonly asked: readonly string[];
  /** The next question gets no answer. */
  failNext(): void;
}

/** Enrichment, reverse DNS and whois in memory: they know what they are given, by keys in lower case. */
export const memoryHostServices = ({ companies, names, registrations }: KnownHosts = NO_KNOWN_HOSTS): MemoryHostServices => {
  const asked: string[] = [];
  let failing = 0;
  const answer = async <Answer>(service: string, known: ReadonlyMap<string, Answer>, keys: readonly string[]): Promise<Map<string, Answer>> => {
    asked.push(...keys.map((key) => `${service}:${key}`));
    if (failing > 0) {
      failing -= 1;
      throw vendorUnavailableError(`${service} in memory did not answer`);
    }
    return new Map(keys.flatMap((key) => (known.has(key) ? [[key, known.get(key) as Answer]] : [])));
  };
  return {
    asked,
    failNext: () => void (failing += 1),
    enrichment: { companiesOf: (hosts) => answer('enrichment', companies, hosts) },
    reverseDns: { hostsOf: (addresses) => answer('reverse-dns', names, addresses) },
    whois: { registrationsOf: (addresses) => answer('whois', registrations, addresses) },
  };
};
