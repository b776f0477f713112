import type { Status } from '../leads/status-moves.table';
import type { RuleRow } from '../rule-row';

/** A holding queue: a user of the CRM that stands for the unworked leads of a status. */
export const HOLDING_QUEUES = ['Inquiry', 'Ineligible', 'Disqualified', 'Raw', 'Nurture'] as const satisfies readonly Status[];
export type HoldingQueue = (typeof HOLDING_QUEUES)[number];

interface CleanUpRule {
  readonly id: string;
  readonly on: 'every night' | 'Saturday';
  /** Which unworked leads. */
  readonly where: string;
  readonly queue: HoldingQueue;
  /** A status that the lead is moved to as well. */
  readonly status?: Status;
}

/** Which unworked leads go where (LR-11): the first rule that holds decides. */
export const CLEAN_UP_RULES: readonly CleanUpRule[] = [
  { id: 'INQUIRY', on: 'every night', where: "Status = 'Inquiry'", queue: 'Inquiry' },
  { id: 'INELIGIBLE', on: 'every night', where: "Status = 'Ineligible'", queue: 'Ineligible' },
  { id: 'DISQUALIFIED', on: 'every night', where: "Status IN ('Disqualified', 'Unqualified')", queue: 'Disqualified' },
  { id: 'RAW_7_DAYS', on: 'Saturday', where: "Status = 'Raw' AND CreatedDate < LAST_N_DAYS:7", queue: 'Raw' },
  // A stamp tells the first entry only: a lead that came back to Nurture is as old as it was then.
  { id: 'NURTURE_7_DAYS', on: 'Saturday', where: "Status IN ('Nurture', 'Recycle') AND (Nurture_DateTime__c < LAST_N_DAYS:7 OR (Nurture_DateTime__c = null AND CreatedDate < LAST_N_DAYS:7))", queue: 'Nurture' },
  {
    id: 'MQL_30_DAYS',
    on: 'Saturday',
    where: "Status = 'MQL' AND (MQL_DateTime__c < LAST_N_DAYS:30 OR (MQL_DateTime__c = null AND CreatedDate < LAST_N_DAYS:30)) AND (LastActivityDate = null OR LastActivityDate < LAST_N_DAYS:30)",
    queue: 'Nurture',
    status: 'Nurture',
  },
];

export const UNWORKED_RULE = 'queue-clean-up/unworked';
export const cleanUpRuleId = (id: string): string => `queue-clean-up/${id}`;

/** Never a lead of high priority, one that is being sequenced or one that somebody works (LR-11). */
const UNWORKED = [
  'IsConverted = false', 'MasterRecordId = null', 'Erased_DateTime__c = null', 'High_Priority__c = false', 'Actively_Being_Sequenced__c = false',
  "Status NOT IN ('Accepted', 'Qualifying', 'Qualified')", '(LastActivityDate = null OR LastActivityDate < LAST_N_DAYS:7)',
].join(' AND ');

export const CLEAN_UP_RULE_ROWS: readonly RuleRow[] = [
  { id: UNWORKED_RULE, object: 'Lead', where: UNWORKED },
  ...CLEAN_UP_RULES.map(({ id, where }) => ({ id: cleanUpRuleId(id), object: 'Lead', where })),
];
