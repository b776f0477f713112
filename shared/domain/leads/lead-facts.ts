import type { Account, Contact, Lead, Opportunity, User } from '../../records/catalogue';
import type { Clock } from './clock';

/**
 * What the store knows and a part of the stream can touch, loaded before it is worked: the records that its events name by id, e-mail,
 * domain or company, with the survivors of merged ones, their accounts, the parents of these upwards and the children of accounts that change.
 */
export interface LeadFacts {
  /** All of them: there are few. */
  readonly users: ReadonlyMap<string, User>;
  readonly leads: ReadonlyMap<string, Lead>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly accounts: ReadonlyMap<string, Account>;
  /** Entries of match keys (shared/domain/matching/match-keys.ts); a key that was looked for and has none is absent. */
  readonly idsByKey: ReadonlyMap<string, readonly string[]>;
  /** Open clocks of the records, and those that fall due. */
  readonly clocks: readonly Clock[];
  /** How many accounts show each SDR; counted where an account is picked, and empty else. */
  readonly accountsPerSdr: ReadonlyMap<string, number>;
  /** Of the accounts, where a policy that is on asks about them (LR-09); empty else. */
  readonly opportunities: ReadonlyMap<string, readonly Opportunity[]>;
  /** Events of the repeated deliveries that were processed before, by `eventKeyOf`: their ids are taken. */
  readonly takenEvents: ReadonlySet<string>;
  /** Who was served last, by pool. */
  readonly lastServed: ReadonlyMap<string, string>;
}
