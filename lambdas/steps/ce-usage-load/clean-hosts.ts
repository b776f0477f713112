import * as z from 'zod';
import type { CleanedHosts, KeptHost } from '../../../shared/domain/usage-pings/cleaned-hosts';
import type { Company } from '../../../shared/domain/usage-pings/company';
import { hostOf, wideningHosts } from '../../../shared/domain/usage-pings/host-of';
import { isAddress, screenHost, screenPing, type Load } from '../../../shared/domain/usage-pings/host-screening';
import { discarded, type DealtHosts, type ReadablePing, type UsageOutcome } from '../../../shared/domain/usage-pings/usage-ping';
import { conflictError } from '../../../shared/errors/app-error';
import type { Enrichment, HostServices } from '../../../shared/ports/host-services';
import { findRun } from '../../../shared/runtime/find-run';
import { openHostServices, type HostServiceDeps } from '../../../shared/runtime/open-host-services';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ runId: z.string(), shard: z.string() });

type Deps = Pick<StoreDeps, 'runs' | 'settings'> & HostServiceDeps;

/** Cleans the hosts of a shard and asks the outside services about those that may lead to a company (CE-02, CE-03). */
export const run = async (deps: Deps, { runId, shard }: z.infer<typeof inputSchema>) => {
  const current = await findRun(deps.runs, runId);
  const lease = await deps.runs.lease(runId, shard);
  const work = lease.work as DealtHosts;
  if (!lease.isDone('cleaned')) {
    const load = { loadedAt: current.scheduledTime, staleAfterDays: deps.settings.usagePings.staleAfterDays };
    const cleaned = await clean(deps.hostServices, work, load);
    if (!(await lease.record('cleaned', cleaned, { kept: cleaned.kept.length, discarded: cleaned.discarded.length }))) {
      throw conflictError(`Shard ${shard} of ${runId} was taken over by another worker`, { runId, shard });
    }
  }
  return { outcome: 'cleaned', hosts: work.hosts.length + work.discarded.length };
};

/** A pinged host and the one that it stands for; empty when it stands for none. */
interface FoundHost {
  readonly ping: ReadablePing;
  readonly found: string;
  readonly registrant?: string | undefined;
}

const clean = async (services: HostServices, { hosts, discarded: known }: DealtHosts, load: Load): Promise<CleanedHosts> => {
  const discards: UsageOutcome[] = [...known];
  const pings = hosts.filter((ping) => {
    const reason = screenPing(ping, load);
    if (reason !== undefined) discards.push(discarded(ping.host, reason));
    return reason === undefined;
  });

  const hostsFound = (await findHosts(services, pings)).filter(({ ping, found }) => {
    const reason = found === '' ? 'UNRESOLVED_IP' : screenHost(found, load);
    if (reason !== undefined) discards.push(discarded(ping.host, reason));
    return reason === undefined;
  });

  const companies = await companiesOf(services.enrichment, hostsFound.map(({ found }) => found));
  const kept = hostsFound.map(({ ping: { host, activeUsers, instances }, found, registrant }): KeptHost => ({ host, found, activeUsers, instances, domain: companies.get(found)?.domain, registrant }));
  return { kept, companies: firstOfEach(kept.flatMap(({ found }) => companies.get(found) ?? [])), discarded: discards };
};

/** An address stands for the host that reverse DNS names, failing that for the domain of whom whois names. */
const findHosts = async ({ reverseDns, whois }: HostServices, pings: readonly ReadablePing[]): Promise<FoundHost[]> => {
  const addresses = pings.flatMap(({ host }) => (isAddress(host) ? [host] : []));
  const names = await asking(addresses, (asked) => reverseDns.hostsOf(asked));
  const nameOf = (address: string): string | undefined => hostOf(names.get(address) ?? '');
  const registrations = await asking(addresses.filter((address) => nameOf(address) === undefined), (asked) => whois.registrationsOf(asked));
  return pings.map((ping): FoundHost => {
    if (!isAddress(ping.host)) return { ping, found: ping.host };
    const name = nameOf(ping.host);
    if (name !== undefined) return { ping, found: name };
    const registration = registrations.get(ping.host);
    return { ping, found: hostOf(registration?.domain ?? '') ?? '', registrant: registration?.organisation };
  });
};

/** Asks for each host, then for those without an answer one label further out, down to two labels. */
const companiesOf = async (enrichment: Enrichment, hosts: readonly string[]): Promise<Map<string, Company>> => {
  const found = new Map<string, Company>();
  const asked = new Map<string, Company | undefined>();
  let open = [...new Set(hosts)].map((host) => ({ host, wider: wideningHosts(host) }));
  while (open.length > 0) {
    const next = [...new Set(open.flatMap(({ wider }) => wider[0] ?? []))].filter((host) => !asked.has(host));
    const answers = await asking(next, (some) => enrichment.companiesOf(some));
    for (const host of next) asked.set(host, answers.get(host));
    open = open.flatMap(({ host, wider: [first = '', ...further] }) => {
      const company = asked.get(first);
      if (company === undefined) return further.length === 0 ? [] : [{ host, wider: further }];
      found.set(host, { ...company, domain: hostOf(company.domain) ?? first });
      return [];
    });
  }
  return found;
};

/** Nobody is asked about nothing. */
const asking = async <Answer>(keys: readonly string[], ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>): Promise<ReadonlyMap<string, Answer>> =>
  keys.length === 0 ? new Map() : ask(keys);

const firstOfEach = (companies: readonly Company[]): Company[] => [...new Map(companies.toReversed().map((company) => [company.domain, company])).values()].reverse();

export const handler = task({ input: inputSchema, deps: () => ({ ...openStores(), ...openHostServices() }), run });
