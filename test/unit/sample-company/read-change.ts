import type { ChangeBody } from '../../../infra/local/sample-company/change-bodies';
import type { SampleRecords } from '../../../infra/local/sample-company/company-builder';
import { PLACES } from '../../../infra/local/sample-company/invented-names.table';
import { startedWithinMonths } from '../../../shared/domain/time/business-time';
import type { Account, Contact, Opportunity } from '../../../shared/records/catalogue';

const EARLY = new Set(['0-Pending Acceptance', '1-Discovery', '2-Scoping']);

interface Situation {
  readonly account: Account | undefined;
  readonly open: readonly Opportunity[];
  readonly early: boolean;
  readonly late: boolean;
  readonly renewals: number;
}

interface Reading {
  readonly contact: Contact | undefined;
  readonly left: Situation;
  readonly joined: Situation;
  readonly matchedBy: 'account_id' | 'domain' | 'name' | 'none';
  readonly path: string;
  /** `won <segment>` or `open <segment>`, undefined for a contact without a role. */
  readonly cohort: string | undefined;
  readonly startedWithin: (months: number) => boolean;
  /** Whether this user counts as a recipient. */
  readonly isTold: (userId: string | undefined) => boolean;
}

/**
 * What the contracts say of a change, read plainly from the sample's records: a second opinion on the planted cases, which knows only the
 * spellings that occur in the sample and leaves ties aside.
 */
export const readChange = (records: SampleRecords, wednesday: string): ((body: ChangeBody) => Reading) => {
  const accountsById = new Map(records.Account.map((account) => [account.Id, account]));
  const accountsByHost = new Map(records.Account.map((account) => [hostOf(account.Website), account]));
  const accountsByName = new Map(records.Account.map((account) => [account.Name?.toLowerCase(), account]));
  const usersById = new Map(records.User.map((user) => [user.Id, user]));

  const situationAt = (account: Account | undefined): Situation => {
    const open = account === undefined ? [] : records.Opportunity.filter(({ AccountId, IsClosed }) => AccountId === account.Id && IsClosed === false);
    return { account, open, early: open.some(({ StageName }) => EARLY.has(StageName ?? '')), late: open.some(({ StageName }) => !EARLY.has(StageName ?? '')), renewals: open.filter(({ Type }) => Type === 'Renewal').length };
  };

  const match = ({ person, current }: ChangeBody): readonly [Reading['matchedBy'], Account | undefined] => {
    const byId = accountsById.get(current.accountId ?? '');
    if (byId) return ['account_id', byId];
    const byHost = accountsByHost.get(hostOf(current.domain) || hostOf(person.email?.split('@')[1]));
    if (byHost) return ['domain', byHost];
    const byName = accountsByName.get(current.company?.trim().toLowerCase());
    return byName ? ['name', byName] : ['none', undefined];
  };

  const pathFor = (account: Account | undefined, { current }: ChangeBody): string => {
    const segment = account?.Sales_Segment__c ?? 'Unknown';
    const region = regionOf(account?.BillingCountry ?? current.country);
    const pool = records.User.filter((user) => user.IsActive && user.Region__c === region && (segment === 'SMB' ? user.Role__c === 'SDR' : user.Role__c === 'BDR' && user.Segment__c === segment));
    if (account?.Do_Not_Route__c) return 'DO_NOT_ROUTE→DEFAULT_OWNER';
    if (usersById.get(account?.BDR_Assigned__c ?? '')?.IsActive) return 'ACCOUNT_BDR';
    if (pool.length === 0) return `NO_COVERAGE→DEFAULT_OWNER(${region},${segment})`;
    return segment === 'SMB' ? `SMB_NO_BDR→SDR_RR(${region})` : `NO_BDR→BDR_RR(${region},${segment})`;
  };

  const cohortOf = (contact: Contact | undefined): string | undefined => {
    const opportunityIds = new Set<string | undefined>(records.OpportunityContactRole.filter(({ ContactId }) => ContactId === contact?.Id).map(({ OpportunityId }) => OpportunityId));
    const [best] = records.Opportunity.filter(({ Id }) => opportunityIds.has(Id)).sort((a, b) => Number(b.IsWon) - Number(a.IsWon));
    return best === undefined ? undefined : `${best.IsWon ? 'won' : 'open'} ${accountsById.get(best.AccountId ?? '')?.Sales_Segment__c}`;
  };

  return (body) => {
    const { previous, current } = body;
    const contact = records.Contact.find(({ Id }) => Id === previous?.contactId) ?? records.Contact.find(({ Email }) => Email !== undefined && Email === previous?.email?.toLowerCase());
    const [matchedBy, account] = match(body);
    return {
      contact,
      left: situationAt(accountsById.get(contact?.AccountId ?? '')),
      joined: situationAt(account),
      matchedBy,
      path: pathFor(account, body),
      cohort: cohortOf(contact),
      startedWithin: (months) => startedWithinMonths(current.startedOn ?? undefined, wednesday, months),
      isTold: (userId) => {
        const user = usersById.get(userId ?? '');
        return user?.IsActive === true && user.Role__c !== 'Sales Admin';
      },
    };
  };
};

const hostOf = (url: string | null | undefined): string => (url ?? '').toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/.*$/, '');

const regionOf = (country: string | null | undefined): string => PLACES.find((place) => place.country === country)?.region ?? 'AMER';
