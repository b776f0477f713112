import type { Account, User } from '../../records/catalogue';

/** What a record is read through: the account it belongs to, and the segment that it carries itself. */
export interface Protected {
  readonly account: Pick<Account, 'Sales_Segment__c' | 'PubSec_Type__c'> | undefined;
  readonly segment?: string | undefined;
}

/**
 * Whether a user may read a record: one that concerns the public sector only with PubSec_Access__c (PLAT-11). `pubSecDefault` holds for
 * users whose flag is empty, as in an org that does not keep it. Every read path asks here: API, lists, cards, messages.
 */
export const mayRead = (user: Pick<User, 'PubSec_Access__c'>, record: Protected, pubSecDefault: 'allow' | 'deny'): boolean =>
  !isPubSec(record) || (user.PubSec_Access__c ?? pubSecDefault === 'allow');

const isPubSec = ({ account, segment }: Protected): boolean => account?.PubSec_Type__c !== undefined || [account?.Sales_Segment__c, segment].some((one) => one?.toLowerCase() === 'pubsec');
