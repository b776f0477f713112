import type { Account, Lead } from '../../records/catalogue';
import { SEGMENTS, type Segment } from './segments.table';

/** A value that should be a number of users: a whole one above 0, nothing that counts (text, 0, negative), or a fraction, which is refused (SG-01). */
export const userCount = (value: unknown): number | undefined | 'FRACTION' => {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^[+-]?\d+(\.\d+)?$/.test(value.trim()) ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) return undefined;
  if (!Number.isInteger(number)) return 'FRACTION';
  return number > 0 ? number : undefined;
};

/** A number of users on a record, 0 when it counts as empty: fractions can only have been imported. */
const users = (value: unknown): number => {
  const count = userCount(value);
  return typeof count === 'number' ? count : 0;
};

/** The segment of a whole number of potential users (SG-01, SG-05). */
export const segmentOfUsers = (count: number): Segment => SEGMENTS.findLast(({ from }) => count >= from)?.segment ?? 'Unknown';

/** A range of developers by its lower bound (D-24): `>100` is 101, `751-4999`, `5000+` and `50` are their first number; 0 for anything else. */
export const lowerBound = (bucket: string | undefined): number => {
  const [, above, first] = /^(?:>\s*(\d+)|(\d+)\s*(?:-\s*\d+|\+)?)$/.exec(bucket?.trim() ?? '') ?? [];
  return above === undefined ? Number(first ?? 0) : Number(above) + 1;
};

/** The segment of a lead: the larger of form bucket and qualification answer (SG-02). */
export const leadSegment = (lead: Pick<Lead, 'Number_of_Developers_Bucket__c' | 'How_Many_Developers__c'>): Segment =>
  segmentOfUsers(Math.max(lowerBound(lead.Number_of_Developers_Bucket__c), users(lead.How_Many_Developers__c)));

/** What the inputs of an account make of it (SG-03, SG-04): a manual figure replaces the automatic ones if it is above the licences; else it is flagged and ignored. */
export const accountSegment = (account: Account): { readonly Sales_Segmentation__c: Segment; readonly Override_Flag__c: boolean } => {
  const licences = users(account.Number_of_Licenses__c);
  const automatic = Math.max(users(account.How_Many_Developers__c), users(account.IT_Employees__c) + users(account.TEDD_Employees__c), licences);
  const manual = users(account.Potential_EE_Users__c);
  const holds = manual > licences;
  return { Sales_Segmentation__c: segmentOfUsers(holds ? manual : automatic), Override_Flag__c: manual > 0 && !holds };
};

/** Whether a manual figure may stand beside the licences (SG-04); an emptied one may. */
export const overrideStands = ({ Potential_EE_Users__c: manual, Number_of_Licenses__c: licences }: Account): boolean => manual === undefined || users(manual) > users(licences);
