import { Temporal } from 'temporal-polyfill';
import type { Condition, Order, Tree, Value } from './ast';
import { FIELD_TESTS, type Day, type Test } from './field-tests';
import type { FieldType, FieldTypes } from '../records/field-types';
import { foldCase } from './fold-case';
import { likePattern } from './like-pattern';

export type Predicate = (record: Readonly<Record<string, unknown>>) => boolean;

/** Binding the instant of the run (ISO-8601) resolves the date literals once; what comes out looks at records only. */
export type Filter = (asOf: string) => Predicate;

/**
 * Compiles a checked syntax tree to a filter with the meaning that SOQL gives it (NT-02, NT-03, D-08, D-14):
 * text is compared ignoring case, ids exactly; date literals are whole days in `timeZone` (IANA name); an absent value, `''`
 * and a value of another runtime type are null, of which only `= null` and the negative operators are true; a checkbox that is
 * not true is false. NOT is the plain opposite. Filters never throw.
 * @throws Error if the tree does not fit `fields`: it was checked against another catalogue.
 */
export const compile = (tree: Tree, { fields, timeZone }: { fields: FieldTypes; timeZone: string }): Filter => {
  const bind = compileNode(tree, fields);
  return (asOf) => bind({ today: Temporal.Instant.from(asOf).toZonedDateTimeISO(timeZone).toPlainDate(), timeZone });
};

type Bound<T> = (day: Day) => T;

const compileNode = (node: Tree, fields: FieldTypes): Bound<Predicate> => {
  switch (node.op) {
    case 'and':
    case 'or': {
      const parts = node.of.map((part) => compileNode(part, fields));
      const join = node.op === 'and' ? both : either;
      return (day) => parts.map((bind) => bind(day)).reduceRight((rest, part) => join(part, rest));
    }
    case 'not':
      return opposite(compileNode(node.of, fields));
    case '!=':
      return opposite(compileNode({ ...node, op: '=' }, fields));
    case 'not in':
      return opposite(compileNode({ ...node, op: 'in' }, fields));
    case 'excludes':
      return opposite(compileNode({ ...node, op: 'includes' }, fields));
    case 'in':
      return on(node, fields, (type) => anyOf(node.values.map((value) => compare('=', value, type))));
    case 'like':
      return on(node, fields, () => always(like(node.value)));
    case 'includes':
      return on(node, fields, () => always(includes(node.values)));
    case '=':
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const { op, value } = node;
      return on(node, fields, (type) => compare(op, value, type));
    }
  }
};

const both = (a: Predicate, b: Predicate): Predicate => (record) => a(record) && b(record);
const either = (a: Predicate, b: Predicate): Predicate => (record) => a(record) || b(record);
const opposite = (bind: Bound<Predicate>): Bound<Predicate> => (day) => {
  const holds = bind(day);
  return (record) => !holds(record);
};

const on = ({ field }: Condition, fields: FieldTypes, testFor: (type: FieldType) => Bound<Test>): Bound<Predicate> => {
  const type = fields[field];
  if (!type) throw new Error(`The rule asks for ${field}, which the field catalogue does not have: synthesize the app again`);
  const bind = testFor(type);
  return (day) => {
    const test = bind(day);
    return (record) => test(record[field]);
  };
};

const always = (test: Test): Bound<Test> => () => test;
const anyOf = (binds: readonly Bound<Test>[]): Bound<Test> => (day) => {
  const tests = binds.map((bind) => bind(day));
  return (value) => tests.some((test) => test(value));
};

const compare = (op: Order, value: Value, type: FieldType): Bound<Test> =>
  value === null ? always(FIELD_TESTS[type].isNull) : FIELD_TESTS[type].compare(op, value);

const like = (pattern: string): Test => {
  const expression = likePattern(pattern);
  return (value) => typeof value === 'string' && value !== '' && expression.test(foldCase(value));
};

/** A multi-select picklist holds its values as `a;b;c`. */
const includes = (alternatives: readonly string[]): Test => {
  const wanted = alternatives.map((alternative) => foldCase(alternative).split(';').map((part) => `;${part};`));
  return (value) => {
    if (typeof value !== 'string' || value === '') return false;
    const held = `;${foldCase(value)};`;
    return wanted.some((parts) => parts.every((part) => held.includes(part)));
  };
};
