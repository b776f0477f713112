/** The statuses that leads and contacts share (LD-T2), with the stamp that each leaves on first entry (LD-01). */
export const STATUSES = [
  { status: 'Raw' },
  { status: 'Inquiry', stamp: 'Inquiry_DateTime__c' },
  { status: 'MQL', stamp: 'MQL_DateTime__c' },
  { status: 'Accepted', stamp: 'Accepted_DateTime__c' },
  { status: 'Qualifying', stamp: 'Qualifying_DateTime__c' },
  { status: 'Qualified', stamp: 'Qualified_DateTime__c' },
  { status: 'Disqualified', stamp: 'Disqualified_DateTime__c' },
  { status: 'Nurture', stamp: 'Nurture_DateTime__c' },
  { status: 'Bad Data' },
  { status: 'Web Portal Purchase' },
  { status: 'Ineligible' },
] as const;

export type Status = (typeof STATUSES)[number]['status'];

/** Names of other years, lower case (D-05). */
export const STATUS_ALIASES: Readonly<Record<string, Status>> = { unqualified: 'Disqualified', recycle: 'Nurture' };

/** Why a person is disqualified (LD-11). */
export const UNQUALIFIED_REASONS = [
  'No Longer At Company', 'Bad Buyer Profile', 'ECCN', 'Competitor', 'Consultant', 'GitLab Employee', 'No Authority', 'Personal Use', 'Student', 'Unsubscribe',
] as const;

/** The only moves that the product makes by itself (LD-13); people may write any status. */
export const STATUS_MOVES = {
  form_or_content: { from: ['Raw'], to: 'Inquiry' },
  mql_score: { from: ['Raw', 'Inquiry', 'Nurture'], to: 'MQL' },
  self_service_purchase: { from: ['Raw', 'Inquiry', 'MQL', 'Nurture', 'Accepted', 'Qualifying'], to: 'Web Portal Purchase' },
} as const satisfies Readonly<Record<string, { readonly from: readonly Status[]; readonly to: Status }>>;

export type StatusTrigger = keyof typeof STATUS_MOVES;
