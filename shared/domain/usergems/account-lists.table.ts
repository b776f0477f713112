import type { RuleRow } from '../rule-row';

/** The account lists that the vendor can be given (UG-06; table SC-T1, category 4). */
export const ACCOUNT_LISTS = ['target', 'open_opportunity', 'customer'] as const;
export type AccountList = (typeof ACCOUNT_LISTS)[number];

export const accountListRuleId = (list: AccountList): string => `account-list/${list}`;

/** Which accounts stand on a list; `open_opportunity` are those with an opportunity that meets `opportunity/open`. */
export const ACCOUNT_LIST_RULES = [
  { id: accountListRuleId('target'), object: 'Account', where: 'Is_Target_Account__c = true' },
  { id: accountListRuleId('customer'), object: 'Account', where: 'Is_Customer__c = true' },
] as const satisfies readonly RuleRow[];
