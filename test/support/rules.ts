import { checkRules } from '../../infra/rules/check-rules';
import { ruleSet } from '../../shared/domain/rule-set';
import { RULE_OBJECTS, ruleRows } from '../../shared/domain/rule-tables';
import type { Rules } from '../../shared/domain/rule-row';

/** The product's own rules in Pacific time, as of an instant. */
export const rulesAt = (asOf: string, rule1dMode: 'title' | 'literal' = 'title'): Rules => ruleSet(checkRules(ruleRows({ notifications: { rule1dMode } }), RULE_OBJECTS), 'America/Los_Angeles')(asOf);
