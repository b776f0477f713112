import { Temporal } from 'temporal-polyfill';
import type { RuleDates, RuleRow } from '../../shared/domain/rule-row';
import type { Tree } from '../../shared/soql/ast';
import type { FieldTypes } from '../../shared/records/field-types';
import { parseSoql } from './parse-soql';
import { SoqlError } from './soql-error';

/** The row with its clause as the syntax tree that `rules.json` carries. */
export type CheckedRule<R extends RuleRow = RuleRow> = R & { readonly tree: Tree };

/**
 * Parses every rule against the fields of its object (`catalogue`: object -> field -> type) and checks its dates.
 * @throws Error one for all rules: each problem names rule id, object, line, column and the fix
 */
export const checkRules = <R extends RuleRow>(rules: readonly R[], catalogue: Readonly<Record<string, FieldTypes>>): CheckedRule<R>[] => {
  const problems: string[] = [];
  const checked = rules.flatMap((rule) => {
    const { id, object, where } = rule;
    const fields = catalogue[object];
    if (!fields) {
      problems.push(`rule ${id} (${object}): Unknown object ${object}; known are ${Object.keys(catalogue).join(', ')}`);
      return [];
    }
    const wrongDates = dateProblem(rule);
    if (wrongDates !== undefined) {
      problems.push(`rule ${id} (${object}): ${wrongDates}`);
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

const dateProblem = ({ from, until }: RuleDates): string | undefined => {
  const unreal = [from, until].find((date) => date !== undefined && !isDay(date));
  if (unreal !== undefined) return `There is no day ${unreal}: write from and until as YYYY-MM-DD`;
  return from !== undefined && until !== undefined && from > until ? `It would never be in force: from ${from} lies after until ${until}` : undefined;
};

const isDay = (text: string): boolean => {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
};
