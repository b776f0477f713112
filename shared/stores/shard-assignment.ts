import type { AccountFollow } from '../domain/leads/changes';
import type { Tier } from '../domain/usergems/cohorts';
import type { Contact } from '../records/catalogue';
import type { Signal } from './signal-store';

/**
 * What the plan gives a shard of a release: signals to release, in order, and signals whose outcome is known already. The rows and
 * what the plan has read about them travel with it, so that no later step reads them again.
 */
export interface ShardAssignment {
  readonly release: readonly Signal[];
  readonly settled: readonly SettledSignal[];
  readonly facts: PlannedFacts;
}

/** Past contacts with their tiers, and the entries of the keys under which past contacts and leads were looked up. */
export interface PlannedFacts {
  /** By the id under which a change means them; one that was merged away stands for the contact it was merged into. */
  readonly contacts: readonly (readonly [id: string, contact: Contact])[];
  readonly tiers: readonly (readonly [contactId: string, tier: Tier])[];
  readonly matchKeys: readonly (readonly [key: string, entries: readonly string[]])[];
}

export interface SettledSignal {
  readonly signal: Signal;
  readonly outcome: 'held' | 'rejected' | 'duplicate';
  readonly reason: string;
  readonly contactId?: string | undefined;
  readonly tier?: string | undefined;
}

/** Contacts of an account that changed, and what they take over from it. */
export interface FollowingShard {
  readonly change: AccountFollow;
  readonly contactIds: readonly string[];
}
