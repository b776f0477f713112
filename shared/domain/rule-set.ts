import type { Tree } from '../soql/ast';
import { compile } from '../soql/compile';
import type { Holds, Rules } from './rule-row';
import { RULE_OBJECTS } from './rule-tables';

/** A rule as it stands in rules.json: checked when the app was synthesized. */
export interface CheckedRule {
  readonly id: string;
  readonly object: string;
  readonly tree: Tree;
}

/** Compiles the rules once; binding them to an instant resolves YESTERDAY and its like in the org's zone. */
export const ruleSet = (checked: readonly CheckedRule[], timeZone: string): ((asOf: string) => Rules) => {
  const filters = new Map(checked.map(({ id, object, tree }) => [id, compile(tree, { fields: RULE_OBJECTS[object] ?? {}, timeZone })]));
  return (asOf) => {
    const bound = new Map<string, Holds>();
    return (id) => {
      const known = bound.get(id);
      if (known) return known;
      const filter = filters.get(id);
      if (!filter) throw new Error(`There is no rule "${id}" in this bundle: synthesize the app again`);
      const predicate = filter(asOf);
      const holds: Holds = (record) => predicate(record as Readonly<Record<string, unknown>>);
      bound.set(id, holds);
      return holds;
    };
  };
};
