import { discarded, type ReadablePing, type UsageOutcome, type UsagePing } from './usage-ping';

type Readable = Extract<UsagePing, { readonly kind: 'ping' }>;

/** What a load finds in all pings that were stored before it. */
export interface PingedHosts {
  /** The newest ping of each host, in order of the hosts. */
  readonly hosts: readonly ReadablePing[];
  /** Elements that cannot be read, or that lie in the future: each has an outcome of its own and hides no other ping of its host. */
  readonly discarded: readonly UsageOutcome[];
  /** Pings behind a newer one: no later load can count them either. */
  readonly superseded: readonly UsagePing[];
}

/**
 * Picks the newest ping of each host (CE-02): by `pingedAt`, of equals the one received later. `loadedAt` is the instant of the load;
 * what was received then or later is left for the next.
 */
export const newestPings = (pings: Iterable<UsagePing>, loadedAt: string): PingedHosts => {
  const newest = new Map<string, Readable>();
  const set: { readonly discarded: UsageOutcome[]; readonly superseded: UsagePing[] } = { discarded: [], superseded: [] };
  for (const ping of pings) {
    if (ping.receivedAt >= loadedAt) continue;
    if (ping.kind === 'unreadable') set.discarded.push(discarded(ping.host, 'INVALID_PING'));
    else if (ping.pingedAt > loadedAt) set.discarded.push(discarded(ping.host, 'FUTURE'));
    else {
      const known = newest.get(ping.host);
      if (known !== undefined) set.superseded.push(isNewer(ping, known) ? known : ping);
      if (known === undefined || isNewer(ping, known)) newest.set(ping.host, ping);
    }
  }
  const hosts = [...newest.values()].sort((a, b) => compareText(a.host, b.host));
  return {
    hosts: hosts.map(({ kind, host, pingedAt, activeUsers, instances }) => ({ kind, host, pingedAt, activeUsers, instances })),
    discarded: set.discarded.sort((a, b) => compareText(a.host, b.host)),
    superseded: set.superseded,
  };
};

const isNewer = (a: Readable, b: Readable): boolean => (compareText(a.pingedAt, b.pingedAt) || compareText(a.receivedAt, b.receivedAt) || compareText(a.place, b.place)) > 0;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
