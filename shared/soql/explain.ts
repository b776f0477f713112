import { Temporal } from 'temporal-polyfill';
import type { FieldTypes } from '../records/field-types';
import type { Condition, Junction, Negation, Tree } from './ast';
import { compile } from './compile';
import { dayRange } from './date-literals';
import { printSoql } from './print';

/** How a clause, or a part of one, came out for a record. `soql` is its text. */
export type Explanation = ExplainedJunction | ExplainedNegation | ExplainedCondition;

export interface ExplainedJunction {
  readonly soql: string;
  readonly holds: boolean;
  readonly op: Junction['op'];
  readonly of: readonly Explanation[];
}

export interface ExplainedNegation {
  readonly soql: string;
  readonly holds: boolean;
  readonly op: Negation['op'];
  readonly of: Explanation;
}

export interface ExplainedCondition {
  readonly soql: string;
  readonly holds: boolean;
  readonly field: string;
  /** What the record has there; null when it has nothing. */
  readonly value: unknown;
  /** What a date literal meant on that day: its first and last day. */
  readonly days?: { readonly first: string; readonly last: string };
}

export interface ExplainContext {
  readonly fields: FieldTypes;
  readonly timeZone: string;
  /** The instant at which the clause was asked, ISO-8601. */
  readonly asOf: string;
}

/** Why a clause holds for a record or does not, part by part; every verdict is that of `compile`. */
export const explain = (tree: Tree, context: ExplainContext, record: Readonly<Record<string, unknown>>): Explanation => {
  const soql = printSoql(tree, context.fields);
  if (tree.op === 'not') {
    const of = explain(tree.of, context, record);
    return { soql, holds: !of.holds, op: tree.op, of };
  }
  if ('of' in tree) {
    const of = tree.of.map((part) => explain(part, context, record));
    return { soql, holds: tree.op === 'and' ? of.every(({ holds }) => holds) : of.some(({ holds }) => holds), op: tree.op, of };
  }
  const days = daysOf(tree, context);
  return { soql, holds: compile(tree, context)(context.asOf)(record), field: tree.field, value: record[tree.field] ?? null, ...(days && { days }) };
};

const daysOf = (condition: Condition, { timeZone, asOf }: ExplainContext): ExplainedCondition['days'] => {
  if (!('value' in condition) || typeof condition.value !== 'object' || condition.value === null) return undefined;
  const { start, end } = dayRange(condition.value, Temporal.Instant.from(asOf).toZonedDateTimeISO(timeZone).toPlainDate());
  return { first: start.toString(), last: end.subtract({ days: 1 }).toString() };
};

/**
 * What to change for a clause that does not hold: of an AND its first part that fails, of an OR all its parts, each as far down as it
 * goes. Empty when the clause holds.
 */
export const failingParts = (explained: Explanation): readonly (ExplainedNegation | ExplainedCondition)[] => {
  if (explained.holds) return [];
  if (!('op' in explained) || explained.op === 'not') return [explained];
  const failing = explained.of.filter(({ holds }) => !holds);
  return (explained.op === 'and' ? failing.slice(0, 1) : failing).flatMap(failingParts);
};
