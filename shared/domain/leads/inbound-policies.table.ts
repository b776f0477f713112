import type { RuleDates, RuleRow } from '../rule-row';

/**
 * Optional rules of inbound routing, off until the settings name their id (LR-09). A policy asks the matched account or its opportunities;
 * the first that holds gives its people to the account's owner, if that is active field sales, after the Federal team and before trials and
 * segments.
 */
interface InboundPolicy extends RuleDates {
  readonly id: string;
  /** What the condition is about: the account, or any of its opportunities. */
  readonly object: 'Account' | 'Opportunity';
  readonly where: string;
  readonly source: string;
}

const NAMED_ACCOUNTS = 'published routing: people of a named account that is a customer or has an open opportunity go to its owner';

export const INBOUND_POLICIES: readonly InboundPolicy[] = [
  { id: 'KNOWN_CUSTOMER', object: 'Account', where: "Is_Customer__c = true OR Type = 'Customer'", source: NAMED_ACCOUNTS },
  { id: 'OPEN_OPPORTUNITY', object: 'Opportunity', where: 'IsClosed = false', source: NAMED_ACCOUNTS },
];

export const inboundPolicyRuleId = (id: string): string => `inbound/policy/${id}`;

export const INBOUND_POLICY_RULES: readonly RuleRow[] = INBOUND_POLICIES.map(({ id, object, where, from, until }) => ({ id: inboundPolicyRuleId(id), object, where, from, until }));

/** Whether any policy that is on asks about opportunities: without one nobody loads them. */
export const asksForOpportunities = (alternatePolicies: readonly string[]): boolean => INBOUND_POLICIES.some(({ id, object }) => object === 'Opportunity' && alternatePolicies.includes(id));
