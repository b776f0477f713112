import type { Account, Lead, Opportunity, User } from '../../records/catalogue';
import { activeUser } from '../routing/route';
import type { RecipientRole, RuleId } from './digest';

/** Who holds the roles around a record (NT-08, D-20). */
export interface RecipientFacts {
  /** The lead itself; undefined for contacts. */
  readonly lead: Lead | undefined;
  readonly account: Account | undefined;
  /** The account's open renewals. */
  readonly openRenewals: readonly Opportunity[];
  readonly users: ReadonlyMap<string, User>;
}

/** The code under which a role that nobody holds is reported. */
export const MISSING: Readonly<Record<RecipientRole, string>> = { 'BDR/SDR': 'BDR_MISSING', BDR: 'BDR_MISSING', AE: 'AE_MISSING', 'Renewal Manager': 'RM_MISSING' };

/** The active person who holds a role; the default owner is administrative and holds none (RO-06). */
export const recipientOf = (role: RecipientRole, rule: RuleId, facts: RecipientFacts): User | undefined => {
  const candidates = (): (string | undefined)[] => {
    switch (role) {
      case 'BDR/SDR':
        return [facts.lead?.OwnerId];
      case 'BDR': {
        const owner = activeUser(facts.lead?.OwnerId, facts.users);
        return [facts.account?.BDR_Assigned__c, rule === '1D' && owner?.Role__c === 'BDR' ? owner.Id : undefined];
      }
      case 'AE':
        return [facts.account?.OwnerId];
      case 'Renewal Manager':
        return [facts.account?.Renewal_Manager__c, ...[...facts.openRenewals].sort(byCloseDate).map((renewal) => renewal.Renewal_Manager__c)];
      default:
        return role satisfies never;
    }
  };
  for (const id of candidates()) {
    const user = activeUser(id, facts.users);
    if (user && user.Role__c !== 'Sales Admin') return user;
  }
  return undefined;
};

const byCloseDate = (a: Opportunity, b: Opportunity): number => compareText(a.CloseDate ?? '', b.CloseDate ?? '') || compareText(a.Id, b.Id);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Channels of a person; no preference means both (NT-09, D-69). */
export type Channel = 'email' | 'slack';
export const channelsOf = (user: User): readonly Channel[] => {
  const preference = user.Notify_By__c?.trim().toLowerCase();
  return preference === 'email' || preference === 'slack' ? [preference] : ['email', 'slack'];
};
