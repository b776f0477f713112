import { ruleStates } from '../../../shared/domain/rule-set';
import { RULE_OBJECTS } from '../../../shared/domain/rule-tables';
import { explain } from '../../../shared/soql/explain';
import type { ExplainDeps } from './explain-deps';
import type { RuleVerdict } from './explanation';

/** Asks a rule of the stage about a record as of an instant, condition by condition. Throws when there is no such rule. */
export const askRule = ({ rules, stores: { settings } }: Pick<ExplainDeps, 'rules'> & { readonly stores: Pick<ExplainDeps['stores'], 'settings'> }, id: string, asOf: string, record: object): RuleVerdict => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`There is no rule "${id}"`);
  const { timeZone } = settings;
  const why = explain(rule.tree, { fields: RULE_OBJECTS[rule.object] ?? {}, timeZone, asOf }, { ...record });
  const [{ state } = { state: 'in_force' as const }] = ruleStates([rule], asOf, timeZone);
  return { rule: id, state, holds: why.holds && state === 'in_force', why };
};
