import type { Account } from '../../records/catalogue';
import { UNKNOWN_SEGMENT } from '../routing/route';
import { sha256 } from '../usergems/event-id';
import type { Company } from './company';

/** Types of accounts that usage pings give (CE-05, CE-06). */
export const CE_USER_TYPE = 'Prospect - CE User';
const PROSPECT_TYPE = 'prospect';

/** What an organisation's hosts report together. */
export interface Usage {
  readonly instances: number;
  readonly activeUsers: number;
}

export const accountIdOf = (domain: string): string => `001${sha256(`account:${domain}`).slice(0, 15)}`;

/** Table CE-T1: the account of an organisation that no account matches; `country` is the master list's spelling. */
export const accountFromUsage = (company: Company, { ownerId, country }: { readonly ownerId: string | undefined; readonly country: string | undefined }): Account => ({
  Id: accountIdOf(company.domain),
  Name: company.name ?? company.domain,
  Website: company.domain,
  Type: CE_USER_TYPE,
  OwnerId: ownerId,
  NumberOfEmployees: company.employees,
  Industry: company.industry,
  BillingStreet: company.billingStreet,
  BillingCity: company.billingCity,
  BillingPostalCode: company.billingPostalCode,
  BillingCountry: country,
  AccountSource: 'CE Download',
  Sales_Segmentation__c: UNKNOWN_SEGMENT,
});

/** CE-06: counters are replaced, a prospect becomes one that uses the free edition; everything else stays. */
export const withUsage = (account: Account, { instances, activeUsers }: Usage): Account => ({
  ...account,
  ...(account.Type?.toLowerCase() === PROSPECT_TYPE && { Type: CE_USER_TYPE }),
  Using_CE__c: true,
  CE_Instances__c: instances,
  Active_CE_Users__c: activeUsers,
});
