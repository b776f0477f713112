import type { ObjectName, RecordOf } from '../records/catalogue';
import type { Tree } from '../soql/ast';
import { compile } from '../soql/compile';
import { fieldsIn } from '../soql/fields-in';
import type { Holds, RuleDates, Rules } from './rule-row';
import { RULE_OBJECTS } from './rule-tables';
import { businessDateOf } from './time/business-time';

/** A rule as it stands in rules.json: checked when the app was synthesized. */
export interface CheckedRule extends RuleDates {
  readonly id: string;
  readonly object: string;
  readonly tree: Tree;
}

/**
 * Compiles the rules once; binding them to an instant resolves YESTERDAY and its like in the org's zone. A rule that is not in force on
 * that day never holds.
 */
export const ruleSet = (checked: readonly CheckedRule[], timeZone: string): ((asOf: string) => Rules) => {
  const compiled = new Map(checked.map(({ id, object, tree, from, until }) => [id, { dates: { from, until }, filter: compile(tree, { fields: RULE_OBJECTS[object] ?? {}, timeZone }) }]));
  return (asOf) => {
    const today = businessDateOf(asOf, timeZone);
    const bound = new Map<string, Holds>();
    return (id) => {
      const known = bound.get(id);
      if (known) return known;
      const rule = compiled.get(id);
      if (!rule) throw new Error(`There is no rule "${id}" in this bundle: synthesize the app again`);
      const predicate = rule.filter(asOf);
      const holds: Holds = stateOn(today, rule.dates) === 'in_force' ? (record) => predicate(record as Readonly<Record<string, unknown>>) : never;
      bound.set(id, holds);
      return holds;
    };
  };
};

const never: Holds = () => false;

/** How a rule with dates stands on a day. */
export interface RuleState extends RuleDates {
  readonly id: string;
  readonly state: 'not_yet' | 'in_force' | 'expired';
}

/** Every rule that carries a date, and how it stands on the day of an instant (ISO-8601) in the org's zone. */
export const ruleStates = (checked: readonly Pick<CheckedRule, 'id' | 'from' | 'until'>[], asOf: string, timeZone: string): RuleState[] => {
  const today = businessDateOf(asOf, timeZone);
  return checked.flatMap(({ id, from, until }) => (from === undefined && until === undefined ? [] : [{ id, from, until, state: stateOn(today, { from, until }) }]));
};

const stateOn = (day: string, { from, until }: RuleDates): RuleState['state'] => (from !== undefined && day < from ? 'not_yet' : until !== undefined && day > until ? 'expired' : 'in_force');

/** The fields of an object that a family of rules asks about; the family is the beginning of the rules' ids, such as `cohort/`. */
export type RuleFields = <O extends ObjectName>(object: O, family: string) => (keyof RecordOf<O> & string)[];

/** Who loads only a part of a record for a rule loads what the rule asks about, whatever the rule says today. */
export const ruleFields = (checked: readonly CheckedRule[]): RuleFields => {
  return <O extends ObjectName>(object: O, family: string) => {
    const trees = checked.flatMap((rule) => (rule.object === object && rule.id.startsWith(family) ? [rule.tree] : []));
    // A checked rule asks about fields of its object only.
    return [...new Set(trees.flatMap(fieldsIn))] as (keyof RecordOf<O> & string)[];
  };
};
