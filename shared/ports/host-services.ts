import type { Company, Registration } from '../domain/usage-pings/company';

/**
 * The ports to whoever knows hosts on the Internet (CE-02, CE-03). Each is asked about many at once and answers about those it knows. They
 * throw VendorUnavailableError when nobody answered: the same can be asked again.
 */
export interface Enrichment {
  /** Companies by host. */
  companiesOf(hosts: readonly string[]): Promise<ReadonlyMap<string, Company>>;
}

export interface ReverseDns {
  /** Names of IP addresses. */
  hostsOf(addresses: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

export interface Whois {
  /** To whom IP addresses are registered. */
  registrationsOf(addresses: readonly string[]): Promise<ReadonlyMap<string, Registration>>;
}

export interface HostServices {
  readonly enrichment: Enrichment;
  readonly reverseDns: ReverseDns;
  readonly whois: Whois;
}
