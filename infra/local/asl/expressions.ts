import jsonata from 'jsonata';
import type { StatesError } from './states-error';

/** What an expression can see, and how to report that it failed. */
export interface Scope {
  /** Variables, functions and `states` by name, without the dollar sign; inherited names count. */
  readonly bindings: Record<string, unknown>;
  fault(error: string, message: string): StatesError;
}

/** A field of the definition, compiled: yields plain JSON, or throws the StatesError that AWS would report. */
export type Template<T = unknown> = (scope: Scope) => Promise<T>;

/** What a field must yield, in words for the error message. */
export interface Expectation<T> {
  readonly words: string;
  readonly holds: (value: unknown) => value is T;
}

const QUERY_ERROR = 'States.QueryEvaluationError';
const EXPRESSION = /^\{%(.*)%\}$/s;

export const isExpression = (text: string): boolean => EXPRESSION.test(text);

const isNonJson = (value: unknown): boolean =>
  typeof value === 'function' ||
  (typeof value === 'number' && !Number.isFinite(value)) ||
  (typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value || value instanceof RegExp));

/** A copy without the marks that JSONata leaves on arrays: a marked array would be unwrapped when it is used again. */
const toPlainJson = (value: unknown): unknown => {
  if (isNonJson(value)) throw new TypeError(`The result holds a ${typeof value === 'number' ? 'number that JSON cannot hold' : 'function'}.`);
  if (Array.isArray(value)) return Array.from(value, toPlainJson);
  if (value === 0) return 0; // JSON has no -0, and AWS answers 0
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) if (member !== undefined) copy[key] = toPlainJson(member);
  return copy;
};

const errorText = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error);
  const code = 'code' in error ? `${String(error.code)}: ` : '';
  return `${code}${'message' in error ? String(error.message) : ''}`;
};

/** AWS leaves out $eval; here it would run, so it is looked for in the syntax tree. */
const callsEval = (node: unknown): boolean => {
  if (typeof node !== 'object' || node === null) return false;
  if ('type' in node && node.type === 'variable' && 'value' in node && node.value === 'eval') return true;
  return Object.values(node).some(callsEval);
};

const compileExpression = (text: string, field: string): Template => {
  const source = text.replace(EXPRESSION, '$1').trim();
  const subject = `The JSONata expression '${source}' specified for the field '${field}'`;
  let expression: jsonata.Expression;
  try {
    expression = jsonata(source);
  } catch (error) {
    throw new SyntaxError(`${subject} is not valid JSONata. ${errorText(error)}`, { cause: error });
  }
  if (callsEval(expression.ast())) throw new SyntaxError(`${subject} calls $eval, which Step Functions does not have: use $parse`);
  return async (scope) => {
    let value: unknown;
    try {
      // Without a document: `$`, `$$` and bare names find nothing, as on AWS.
      value = toPlainJson(await expression.evaluate(undefined, scope.bindings));
    } catch (error) {
      throw scope.fault(QUERY_ERROR, `${subject} threw an error during evaluation. ${errorText(error)}`);
    }
    if (value === undefined) throw scope.fault(QUERY_ERROR, `${subject} returned nothing (undefined).`);
    return value;
  };
};

const compileText = (text: string, field: string): Template | undefined => {
  if (isExpression(text)) return compileExpression(text, field);
  if (text.startsWith('{%') || text.endsWith('%}')) throw new SyntaxError(`The field '${field}' is half an expression: write {% … %} or neither mark`);
  return undefined;
};

const compileMembers = (members: (readonly [string, unknown, string])[]): (readonly [string, Template])[] | undefined => {
  const compiled = members.map(([key, member, field]) => [key, compile(member, field), member] as const);
  if (compiled.every(([, template]) => template === undefined)) return undefined;
  return compiled.map(([key, template, member]) => [key, template ?? (() => Promise.resolve(member))] as const);
};

/** A template, or nothing where the value is the same every time. */
const compile = (value: unknown, field: string): Template | undefined => {
  if (typeof value === 'string') return compileText(value, field);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const items = compileMembers(value.map((item, index) => ['', item, `${field}[${index}]`] as const));
    if (items === undefined) return undefined;
    return async (scope) => {
      const list: unknown[] = [];
      for (const [, template] of items) list.push(await template(scope));
      return list;
    };
  }
  const path = Object.keys(value).find((key) => key.endsWith('.$'));
  if (path !== undefined) throw new SyntaxError(`The field '${field}/${path}' is JSONPath, which is not implemented: write a JSONata expression under '${path.slice(0, -2)}'`);
  const members = compileMembers(Object.entries(value).map(([key, member]) => [key, member, `${field}/${key}`] as const));
  if (members === undefined) return undefined;
  return async (scope) => {
    const record: Record<string, unknown> = {};
    for (const [key, template] of members) record[key] = await template(scope);
    return record;
  };
};

/**
 * Compiles any JSON value of a definition; strings between `{%` and `%}` are JSONata, at whatever depth.
 * `field` names it in messages. Throws SyntaxError for an expression that cannot be compiled.
 */
export const compileTemplate = (value: unknown, field: string): Template => compile(value, field) ?? (() => Promise.resolve(value));

/** A template whose value must be of one kind; another kind is a States.QueryEvaluationError when it is evaluated. */
export const compileTyped = <T>(value: unknown, field: string, expected: Expectation<T>): Template<T> => {
  const template = compileTemplate(value, field);
  return async (scope) => {
    const result = await template(scope);
    if (expected.holds(result)) return result;
    throw scope.fault(QUERY_ERROR, `The field '${field}' must be ${expected.words}, but its value is ${JSON.stringify(result).slice(0, 200)}.`);
  };
};

export const aText: Expectation<string> = { words: 'a string', holds: (value) => typeof value === 'string' };
export const aBoolean: Expectation<boolean> = { words: 'true or false', holds: (value) => typeof value === 'boolean' };
export const anArray: Expectation<unknown[]> = { words: 'an array', holds: (value) => Array.isArray(value) };
export const aRecord: Expectation<Record<string, unknown>> = {
  words: 'an object',
  holds: (value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const aNumber = (least: number, most: number, kind: 'integer' | 'number' = 'integer'): Expectation<number> => ({
  words: `${kind === 'integer' ? 'an integer' : 'a number'} from ${least} to ${most}`,
  holds: (value): value is number => typeof value === 'number' && value >= least && value <= most && (kind === 'number' || Number.isInteger(value)),
});
