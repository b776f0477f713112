import type { FieldTypes } from '../../records/field-types';
import type { RuleDates, RuleRow } from '../rule-row';
import type { RecipientRole, RuleId } from './digest';

/**
 * The Wednesday notifications (table NT-T1). A record enters by its entry predicate, verbatim; a rule is then asked about the record
 * together with roll-ups over the open opportunities of its account, in Salesforce's sense of a roll-up summary field. Where the
 * source's title and filter differ, decisions D-15 to D-19 hold. There is no rule family 2 (D-34).
 */
const EARLY_STAGES = "('0-Pending Acceptance', '1-Discovery', '2-Scoping')";

/** Roll-ups: how many of the account's opportunities meet a condition, counted when the rules are evaluated (NT-06). */
const ROLL_UPS = {
  Open_Opps__c: 'IsClosed = false',
  Open_Renewal_Opps__c: "IsClosed = false AND Type = 'Renewal'",
  Open_Early_Stage_Opps__c: `IsClosed = false AND StageName IN ${EARLY_STAGES}`,
  Open_Late_Stage_Opps__c: `IsClosed = false AND StageName NOT IN ${EARLY_STAGES}`,
} as const;

export type RollUp = keyof typeof ROLL_UPS;
export const ROLL_UP_NAMES = Object.keys(ROLL_UPS) as RollUp[];

/** What a rule may ask about beside the roll-ups. */
export const CANDIDATE_FIELDS = {
  ...(Object.fromEntries(ROLL_UP_NAMES.map((name) => [name, 'number'])) as Record<RollUp, 'number'>),
  /** NT-04, as of the run's business date. */
  Started_Within_3_Months__c: 'boolean',
  Started_Within_6_Months__c: 'boolean',
  /** Of the account, at evaluation time. */
  Is_Customer__c: 'boolean',
} as const satisfies FieldTypes;

export type Candidate = { readonly [F in keyof typeof CANDIDATE_FIELDS]: (typeof CANDIDATE_FIELDS)[F] extends 'number' ? number : boolean };

/** Entry predicates by object (NT-02, NT-03). */
export const ENTRIES = {
  Lead: { id: 'notification/entry/Lead', where: "LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY" },
  Contact: {
    id: 'notification/entry/Contact',
    where: "UserGem__NoLongerAtCompany__c = true AND Status = 'Disqualified' AND Unqualified_Reasons__c = 'No Longer At Company' AND Unqualified_DateTime__c = YESTERDAY",
  },
} as const;

export interface NotificationRule extends RuleDates {
  readonly rule: RuleId;
  readonly object: keyof typeof ENTRIES;
  readonly where: string;
  /** Roles to tell, in the order in which they are asked (contracts, section 12). */
  readonly roles: readonly RecipientRole[];
  /** The roll-ups whose opportunities the message names. */
  readonly names: readonly RollUp[];
}

const RULE_1D = {
  // D-16: the title says "or"; the literal reading of the filter lines would silence every early-stage join at a prospect.
  title: 'Open_Opps__c > 0 AND Started_Within_6_Months__c = true AND (Open_Early_Stage_Opps__c > 0 OR (Is_Customer__c = true AND Open_Renewal_Opps__c > 0))',
  literal: 'Open_Opps__c > 0 AND Open_Early_Stage_Opps__c > 0 AND Open_Renewal_Opps__c > 0 AND Started_Within_6_Months__c = true',
} as const;

/** In order of precedence: the first rule that reaches a person carries the message (NT-07, D-17). */
export const notificationRules = (rule1dMode: keyof typeof RULE_1D): readonly NotificationRule[] => [
  { rule: '1A', object: 'Lead', where: 'Open_Opps__c = 0 AND Started_Within_3_Months__c = true', roles: ['BDR/SDR'], names: [] },
  { rule: '1B', object: 'Lead', where: 'Open_Opps__c = 0 AND Started_Within_3_Months__c = false', roles: ['BDR/SDR'], names: [] },
  { rule: '1C', object: 'Lead', where: 'Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0 AND Started_Within_6_Months__c = true', roles: ['AE', 'Renewal Manager'], names: ['Open_Late_Stage_Opps__c'] },
  { rule: '1D', object: 'Lead', where: RULE_1D[rule1dMode], roles: ['BDR', 'AE', 'Renewal Manager'], names: ['Open_Early_Stage_Opps__c', 'Open_Renewal_Opps__c'] },
  { rule: '3A', object: 'Contact', where: 'Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0', roles: ['AE', 'Renewal Manager'], names: ['Open_Late_Stage_Opps__c'] },
  { rule: '3B', object: 'Contact', where: 'Open_Opps__c > 0 AND Open_Early_Stage_Opps__c > 0', roles: ['BDR', 'AE', 'Renewal Manager'], names: ['Open_Early_Stage_Opps__c'] },
];

export const notificationRuleId = (rule: RuleId): string => `notification/${rule}`;
export const rollUpRuleId = (rollUp: RollUp): string => `roll-up/${rollUp}`;

export const notificationRuleRows = (rule1dMode: keyof typeof RULE_1D): readonly RuleRow[] => [
  ...Object.entries(ENTRIES).map(([object, entry]) => ({ ...entry, object })),
  ...ROLL_UP_NAMES.map((name) => ({ id: rollUpRuleId(name), object: 'Opportunity', where: ROLL_UPS[name] })),
  ...notificationRules(rule1dMode).map(({ rule, where, from, until }) => ({ id: notificationRuleId(rule), object: 'Candidate', where, from, until })),
];
