import type { Account, Contact, Lead, User } from '../../records/catalogue';

/** Users whose PubSec_Access__c is empty, as in an org that does not keep the flag. */
export type PubSecDefault = 'allow' | 'deny';

/** What a record is read through: the account it belongs to, and the segment that it carries itself. */
export interface Protected {
  readonly account: Pick<Account, 'Sales_Segment__c' | 'PubSec_Type__c'> | undefined;
  readonly segment?: string | undefined;
}

/**
 * Whether a user may read a record: one that concerns the public sector only with PubSec_Access__c (PLAT-11). `pubSecDefault` holds for
 * users whose flag is empty. Every read path asks here: API, lists, cards, messages.
 */
export const mayRead = (user: Pick<User, 'PubSec_Access__c'>, record: Protected, pubSecDefault: PubSecDefault): boolean =>
  !isPubSec(record) || (user.PubSec_Access__c ?? pubSecDefault === 'allow');

/** A lead is read through the account it was matched with, or converted into, and through its own segment. */
export const leadProtection = (lead: Pick<Lead, 'ConvertedAccountId' | 'Matched_Account__c' | 'Sales_Segment__c'>, accounts: ReadonlyMap<string, Account>): Protected => ({
  account: accounts.get(currentAccountIdOf(lead) ?? ''),
  segment: lead.Sales_Segment__c,
});

/** A contact is read through its account. */
export const contactProtection = ({ AccountId }: Pick<Contact, 'AccountId'>, accounts: ReadonlyMap<string, Account>): Protected => ({ account: accounts.get(AccountId ?? '') });

/** The account at which a lead's person is now: where the CRM put the converted lead, else where it was matched. */
export const currentAccountIdOf = ({ ConvertedAccountId, Matched_Account__c }: Pick<Lead, 'ConvertedAccountId' | 'Matched_Account__c'>): string | undefined => ConvertedAccountId ?? Matched_Account__c;

const isPubSec = ({ account, segment }: Protected): boolean => account?.PubSec_Type__c !== undefined || [account?.Sales_Segment__c, segment].some((one) => one?.toLowerCase() === 'pubsec');
