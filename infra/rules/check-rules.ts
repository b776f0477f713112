import type { Tree } from '../../shared/soql/ast';
import type { FieldTypes } from '../../shared/records/field-types';
import { parseSoql } from './parse-soql';
import { SoqlError } from './soql-error';

/** A row of a rule table: whom it is for, on which object it looks, and its SOQL WHERE clause. */
export type Rule = { readonly id: string; readonly object: string; readonly where: string };

/** The row with its clause as the syntax tree that `rules.json` carries. */
export type CheckedRule<R extends Rule = Rule> = R & { readonly tree: Tree };

/**
 * Parses every rule against the fields of its object (`catalogue`: object -> field -> type).
 * @throws Error one for all rules: each problem names rule id, object, line, column and the fix
 */
export const checkRules = <R extends Rule>(rules: readonly R[], catalogue: Readonly<Record<string, FieldTypes>>): CheckedRule<R>[] => {
  const problems: string[] = [];
  const checked = rules.flatMap((rule) => {
    const { id, object, where } = rule;
    const fields = catalogue[object];
    if (!fields) {
      problems.push(`rule ${id} (${object}): Unknown object ${object}; known are ${Object.keys(catalogue).join(', ')}`);
      return [];
    }
    try {
      return [{ ...rule, tree: parseSoql(where, fields) }];
    } catch (error) {
      if (!(error instanceof SoqlError)) throw error;
      problems.push(`rule ${id} (${object}), ${error.message}`);
      return [];
    }
  });
  if (problems.length > 0) throw new Error(`${problems.length} of ${rules.length} rules cannot be used:\n\n${problems.join('\n\n')}`);
  return checked;
};
