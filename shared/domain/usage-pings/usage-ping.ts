/** One element of a delivery of version pings, when it came and where it stood: the table keeps it as it is and never changes it. */
export type UsagePing = ReceivedAs & (ReadablePing | UnreadablePing);

interface ReceivedAs {
  /** When the delivery was received, ISO-8601 UTC with milliseconds. */
  readonly receivedAt: string;
  /** Delivery and number of the element in it; of pings received at one instant the later place counts. */
  readonly place: string;
}

export interface ReadablePing {
  readonly kind: 'ping';
  /** As `hostOf` cleans it. */
  readonly host: string;
  readonly pingedAt: string;
  readonly activeUsers: number;
  readonly instances: number;
}

/** Host or instant missing, or counts that are not whole numbers from 0. */
export interface UnreadablePing {
  readonly kind: 'unreadable';
  /** As delivered; empty when it is missing. */
  readonly host: string;
}

/** What became of a host in a load (contracts-leads, section 11). */
export interface UsageOutcome {
  readonly host: string;
  readonly outcome: 'discarded' | 'matched' | 'created';
  readonly reason: string;
  readonly accountId?: string | undefined;
}

/** What a load gives a shard of hosts. */
export interface DealtHosts {
  readonly hosts: readonly ReadablePing[];
  /** Elements whose outcome is known already. */
  readonly discarded: readonly UsageOutcome[];
}

export const DISCARDS = ['INVALID_PING', 'FUTURE', 'STALE', 'PRIVATE_IP', 'UNRESOLVED_IP', 'LOCAL_HOST', 'CLOUD_HOST', 'EXCLUDED_COMPANY', 'NOT_ENRICHED'] as const;
export type Discard = (typeof DISCARDS)[number];

export const discarded = (host: string, reason: Discard): UsageOutcome => ({ host, outcome: 'discarded', reason });
