import { accountSegment, leadSegment } from '../../../shared/domain/leads/segments';
import { CONTROLLING_FIELDS } from '../../../shared/domain/leads/segments.table';
import type { Account, Lead } from '../../../shared/records/catalogue';
import type { ExplainedSegment } from './explained-history';

/** Why a lead has its segment: the larger of form bucket and qualification answer (SG-02). */
export const explainLeadSegment = (lead: Lead): ExplainedSegment | undefined => {
  const inputs = inputsOf(lead, CONTROLLING_FIELDS.Lead);
  return Object.keys(inputs).length === 0 && lead.Sales_Segmentation__c === undefined
    ? undefined
    : { segment: lead.Sales_Segmentation__c, calculated: leadSegment(lead), inputs, words: 'the larger of the form’s bucket, by its lower bound, and the answer' };
};

/** Why an account has its segment, and what it shows of its parent (SG-03 to SG-06). */
export const explainAccountSegment = (account: Account): ExplainedSegment | undefined => {
  const inputs = inputsOf(account, CONTROLLING_FIELDS.Account);
  if (Object.keys(inputs).length === 0 && account.Sales_Segmentation__c === undefined) return undefined;
  const { Sales_Segmentation__c: calculated, Override_Flag__c: ignored } = accountSegment(account);
  return { segment: account.Sales_Segmentation__c, calculated, inputs, words: accountWords(account, ignored), parentSegment: account.Parent_Sales_Segmentation__c };
};

const accountWords = ({ Potential_EE_Users__c: manual }: Account, ignored: boolean): string => {
  if (ignored) return 'the manual figure is not above the licences and is ignored: the largest of developers, IT with TEDD employees, and licences counts';
  return manual === undefined ? 'the largest of developers, IT with TEDD employees, and licences' : 'the manual figure, which replaces the others';
};

const inputsOf = (record: object, fields: readonly string[]): Record<string, string | number> =>
  Object.fromEntries(Object.entries(record).filter((entry): entry is [string, string | number] => fields.includes(entry[0]) && (typeof entry[1] === 'string' || typeof entry[1] === 'number')));
