import { CATALOGUE } from '../records/catalogue';
import type { FieldTypes } from '../records/field-types';
import { LEAD_RULES } from './leads/leads-rules.table';
import { CANDIDATE_FIELDS, notificationRuleRows } from './notifications/rules.table';
import { POLICY_RULES } from './routing/alternate-policies.table';
import { CLEAN_UP_RULE_ROWS } from './queue-clean-up/clean-up-rules.table';
import type { RuleRow } from './rule-row';
import { SCORECARD_RULES } from './scorecard/scorecard-rules.table';
import { USAGE_RULES } from './usage-pings/usage-rules.table';
import { ACCOUNT_LIST_RULES } from './usergems/account-lists.table';
import { COHORT_RULES } from './usergems/cohorts.table';
import { RECORD_RULES } from './usergems/records.table';

/** The objects that rules may ask about, with their fields. */
export const RULE_OBJECTS: Readonly<Record<string, FieldTypes>> = { ...CATALOGUE, Candidate: CANDIDATE_FIELDS };

/** Every rule of the product; synthesis checks them all and writes them into each bundle. */
export const ruleRows = (settings: { readonly notifications: { readonly rule1dMode: 'title' | 'literal' } }): readonly RuleRow[] => [
  ...RECORD_RULES,
  ...COHORT_RULES,
  ...ACCOUNT_LIST_RULES,
  ...POLICY_RULES,
  ...CLEAN_UP_RULE_ROWS,
  ...SCORECARD_RULES,
  ...USAGE_RULES,
  ...LEAD_RULES,
  ...notificationRuleRows(settings.notifications.rule1dMode),
];
