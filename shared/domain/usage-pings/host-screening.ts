import { BlockList, isIP } from 'node:net';
import { RESERVED_RANGES } from './address-ranges.table';
import { CLOUD_HOSTS, LOCAL_ENDS } from './no-company-hosts.table';
import type { Discard, ReadablePing } from './usage-ping';

/** What is asked of a host before anybody outside is, in the order of contracts-leads, section 11: the first that holds discards it (CE-02). */
interface Screen<Of> {
  readonly reason: Discard;
  readonly holds: (of: Of, load: Load) => boolean;
}

export interface Load {
  /** ISO-8601 UTC with milliseconds. */
  readonly loadedAt: string;
  readonly staleAfterDays: number;
}

const DAY_MS = 86_400_000;

/** Asked of the host as it pinged. */
const PINGED: readonly Screen<ReadablePing>[] = [
  { reason: 'STALE', holds: ({ pingedAt }, { loadedAt, staleAfterDays }) => Date.parse(loadedAt) - Date.parse(pingedAt) > staleAfterDays * DAY_MS },
  { reason: 'PRIVATE_IP', holds: ({ host }) => isReserved(host) },
];

/** Asked of the host that was found: of an address the one that it stands for. */
const FOUND: readonly Screen<string>[] = [
  { reason: 'LOCAL_HOST', holds: (host) => !host.includes('.') || LOCAL_ENDS.includes(host.slice(host.lastIndexOf('.') + 1)) },
  { reason: 'CLOUD_HOST', holds: (host) => CLOUD_HOSTS.some((cloud) => host === cloud || host.endsWith(`.${cloud}`)) },
];

/** Why a ping leads to no company, as far as it tells itself. */
export const screenPing = (ping: ReadablePing, load: Load): Discard | undefined => PINGED.find(({ holds }) => holds(ping, load))?.reason;

/** Why a found host leads to no company. */
export const screenHost = (host: string, load: Load): Discard | undefined => FOUND.find(({ holds }) => holds(host, load))?.reason;

export const isAddress = (host: string): boolean => isIP(host) !== 0;

const RESERVED = new BlockList();
for (const family of ['ipv4', 'ipv6'] as const) {
  for (const range of RESERVED_RANGES[family]) {
    const [network = '', bits] = range.split('/');
    RESERVED.addSubnet(network, Number(bits), family);
  }
}

/** IPv4 addresses that are written as IPv6 (`::ffff:10.0.0.5`) are what they stand for. */
const isReserved = (host: string): boolean => {
  const version = isIP(host);
  return version !== 0 && RESERVED.check(host, version === 4 ? 'ipv4' : 'ipv6');
};
