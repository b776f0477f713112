/** Segments by potential users (SG-T1), smallest first: each begins at `from` and ends where the next begins. */
export const SEGMENTS = [
  { segment: 'SMB', from: 1 },
  { segment: 'Mid-Market', from: 101 },
  { segment: 'Large', from: 751 },
  { segment: 'Strategic', from: 5_000 },
] as const;

export type Segment = 'Unknown' | (typeof SEGMENTS)[number]['segment'];

/** The fields that decide a segment, each a whole number of users (SG-02, SG-03). The bucket of a lead is a range and text. */
export const USER_COUNT_FIELDS = {
  Lead: ['How_Many_Developers__c'],
  Account: ['How_Many_Developers__c', 'IT_Employees__c', 'TEDD_Employees__c', 'Number_of_Licenses__c', 'Potential_EE_Users__c'],
} as const;

export const CONTROLLING_FIELDS: { readonly Lead: readonly string[]; readonly Account: readonly string[] } = {
  Lead: ['Number_of_Developers_Bucket__c', ...USER_COUNT_FIELDS.Lead],
  Account: USER_COUNT_FIELDS.Account,
};
