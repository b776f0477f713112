import type { RuleDates, RuleRow } from '../rule-row';

/**
 * Routing policies that were published later than the programme's own rules (RT-08). All are off until the settings name their id.
 * A policy asks the matched account; the first that holds gives the lead to the account's owner, if active, before the regular path.
 */
export interface AlternatePolicy extends RuleDates {
  readonly id: string;
  readonly where: string;
  readonly source: string;
}

export const ALTERNATE_POLICIES: readonly AlternatePolicy[] = [
  { id: 'ACTIVELY_WORKED', where: "Prospecting_Status__c = 'Actively Working'", source: 'rules of engagement 2024: who works an account gets its leads' },
  { id: 'PUBSEC', where: "Sales_Segment__c = 'PubSec'", source: 'public-sector leads stay with the account team' },
  { id: 'STRATEGIC_INDUSTRY', where: "Industry IN ('Financial Services', 'Telecommunications')", source: 'FINS and Telco accounts have dedicated teams' },
  { id: 'SIX_QA', where: 'Six_QA__c = true', source: 'accounts that intent data qualified are worked by their owner' },
];

export const policyRuleId = (id: string): string => `routing/policy/${id}`;

export const POLICY_RULES: readonly RuleRow[] = ALTERNATE_POLICIES.map(({ id, where, from, until }) => ({ id: policyRuleId(id), object: 'Account', where, from, until }));
