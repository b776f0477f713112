import { dnsReverseDns } from '../adapters/host-services/dns-reverse-dns';
import { httpEnrichment, httpReverseDns, httpWhois } from '../adapters/host-services/http-host-services';
import { ENV } from '../names/env';
import type { HostServices } from '../ports/host-services';
import { requiredEnv } from './required-env';

export interface HostServiceDeps {
  readonly hostServices: HostServices;
}

/** Whoever the running Lambda may ask about hosts (settings.usagePings.services). */
export const openHostServices = (): HostServiceDeps => {
  const reverseDns = requiredEnv(ENV.reverseDns);
  return {
    hostServices: {
      enrichment: httpEnrichment(requiredEnv(ENV.enrichmentUrl)),
      reverseDns: reverseDns === 'dns' ? dnsReverseDns() : httpReverseDns(reverseDns),
      whois: httpWhois(requiredEnv(ENV.whoisUrl)),
    },
  };
};
