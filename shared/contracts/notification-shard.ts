import type { DigestEntry } from '../domain/notifications/digest';
import type { LedgerEntry } from '../domain/notifications/evaluate';

/** What the plan gives a shard of the notifications: records that met their entry predicate, those of one account together. */
export interface NotificationShard {
  readonly leadIds: readonly string[];
  readonly contactIds: readonly string[];
}

/** Facts of an evaluation, kept with each of its ledger rows. */
export type LedgerFacts = Readonly<Record<string, string | number | boolean>>;

/** One entry of a digest with the ledger row that its sending settles. */
export interface AddressedEntry {
  readonly recipientId: string;
  readonly entry: DigestEntry;
  readonly ledger: LedgerEntry;
  readonly facts: LedgerFacts;
}

/** What an evaluated shard hands to the digests. */
export interface EvaluatedShard {
  readonly entries: readonly AddressedEntry[];
  /** Records about which a rule held but nobody could be told (NT-08). */
  readonly nobodyResolved: readonly string[];
}

/** The frozen content of a digest message. */
export interface DigestContent {
  readonly runDate: string;
  readonly at: string;
  readonly recipientId: string;
  readonly entries: readonly AddressedEntry[];
}
