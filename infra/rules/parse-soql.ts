import { parseQuery } from '@jetstreamapp/soql-parser-js';
import type { Condition, Tree, Value } from '../../shared/soql/ast';
import type { FieldType, FieldTypes } from '../../shared/records/field-types';
import { closestName } from './closest-name';
import { readLiteral, readPattern, type Literal, type LiteralKind } from './read-literal';
import { SoqlError } from './soql-error';
import { describeToken, isToken, tokenCursor, type TokenCursor } from './token-cursor';
import { tokenizeSoql, type Token } from './tokenize-soql';

/**
 * Reads a SOQL WHERE clause (without the word WHERE) on one object with these fields. Beyond SOQL's grammar it refuses by name, with
 * position and fix, what the language or this product does not mean: AND beside OR, unknown fields and date literals, operators and
 * literals that do not suit the field, impossible dates, bind variables, subqueries, functions, relationship paths, other clauses.
 * @throws SoqlError
 */
export const parseSoql = (text: string, fields: FieldTypes): Tree => {
  const cursor = tokenCursor(text);
  const tree = readExpression(cursor, fields);
  if (cursor.peek().kind !== 'end') throw unexpected(cursor);
  assertGrammar(text);
  return tree;
};

/**
 * The library knows SOQL's reserved words, but neither positions nor precedence: it speaks when nothing clearer can be said.
 * It is given a whole query: to allow a part of one, it builds its grammar anew for every clause, a hundred times slower.
 */
const assertGrammar = (text: string): void => {
  try {
    parseQuery(`SELECT Id FROM Lead WHERE ${text}`);
  } catch (error) {
    const refused = tokenizeSoql(text).tokens.find((token) => token.kind === 'word' && String(error).endsWith(`found: '${token.text}'`));
    throw new SoqlError(refused ? `${refused.text} is a reserved word of SOQL` : `SOQL does not allow this: ${String(error)}`, text, refused?.offset ?? 0);
  }
};

const readExpression = (cursor: TokenCursor, fields: FieldTypes): Tree => {
  const first = readTerm(cursor, fields);
  const op = junctionAt(cursor);
  if (!op) return first;

  const parts = [first];
  for (let next: string | undefined = op; next; next = junctionAt(cursor)) {
    if (next !== op) throw cursor.error('AND and OR stand side by side: put parentheses around what belongs together', cursor.peek().offset);
    cursor.next();
    parts.push(readTerm(cursor, fields));
  }
  return { op, of: parts };
};

const junctionAt = (cursor: TokenCursor): 'and' | 'or' | undefined =>
  isToken(cursor.peek(), 'AND') ? 'and' : isToken(cursor.peek(), 'OR') ? 'or' : undefined;

/** NOT binds tighter than AND and OR. */
const readTerm = (cursor: TokenCursor, fields: FieldTypes): Tree => {
  if (cursor.take('NOT')) return { op: 'not', of: readTerm(cursor, fields) };

  const open = cursor.take('(');
  if (!open) return readCondition(cursor, fields);
  const inner = readExpression(cursor, fields);
  if (cursor.peek().kind === 'end') throw cursor.error('This parenthesis is never closed', open.offset);
  if (!cursor.take(')')) throw unexpected(cursor);
  return inner;
};

const unexpected = (cursor: TokenCursor): SoqlError => {
  const token = cursor.peek();
  const problem = isToken(token, ')') ? 'This parenthesis closes nothing' : isClause(token) ? otherClause(token) : `AND or OR is missing before ${token.text}`;
  return cursor.error(problem, token.offset);
};

const CLAUSES = ['SELECT', 'FROM', 'WHERE', 'WITH', 'GROUP', 'HAVING', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'USING', 'ALL'];
const isClause = (token: Token): boolean => CLAUSES.some((clause) => isToken(token, clause));
const otherClause = ({ text }: Token): string => `${text.toUpperCase()} does not belong here: a rule is only the condition that follows WHERE`;

const readCondition = (cursor: TokenCursor, fields: FieldTypes): Condition => {
  const field = readField(cursor, fields);
  const op = readOperator(cursor, field);
  if (op === 'like') return { op, field: field.name, value: textOf(readPattern(cursor), op, cursor) };
  if (op === 'in' || op === 'not in') return { op, field: field.name, values: readList(cursor, () => valueFor(field, readLiteral(cursor), cursor)) };
  if (op === 'includes' || op === 'excludes') return { op, field: field.name, values: readList(cursor, () => textOf(readLiteral(cursor), op, cursor)) };

  const literal = readLiteral(cursor);
  const value = valueFor(field, literal, cursor);
  if (value === null && op !== '=' && op !== '!=') throw cursor.error("Only = and != take null, and '' is null", literal.token.offset);
  return { op, field: field.name, value };
};

type Field = { readonly name: string; readonly type: FieldType };

const readField = (cursor: TokenCursor, fields: FieldTypes): Field => {
  const token = cursor.next();
  const { text, offset } = token;
  if (token.kind !== 'word' || isToken(token, 'AND') || isToken(token, 'OR')) throw cursor.error(`A condition begins with a field, not with ${describeToken(token)}`, offset);
  if (isToken(cursor.peek(), '(')) throw cursor.error(`Functions are not supported (${text}): compare a field itself`, offset);

  const known = Object.entries(fields).find(([name]) => name.toLowerCase() === text.toLowerCase());
  if (!known) throw cursor.error(unknownField(token, Object.keys(fields)), offset);
  const [name, type] = known;
  return { name, type };
};

const unknownField = (token: Token, known: readonly string[]): string => {
  if (isClause(token)) return otherClause(token);
  if (token.text.includes('.')) return `Relationship paths are not supported (${token.text}): a rule looks at one record`;
  const meant = closestName(token.text, known);
  return `Unknown field ${token.text}; ${meant === undefined ? `known are ${known.join(', ')}` : `did you mean ${meant}?`}`;
};

const ORDERS = ['=', '!=', '<', '<=', '>', '>='] as const;
const OPERATORS = [...ORDERS, 'like', 'in', 'not in', 'includes', 'excludes'] as const;
type Operator = (typeof OPERATORS)[number];

type FieldRule = { readonly operators: readonly Operator[]; readonly literals: readonly LiteralKind[]; readonly takes: string };

const TEXT: FieldRule = { operators: [...ORDERS, 'like', 'in', 'not in'], literals: ['text', 'null'], takes: 'text in single quotes' };

/** What may be done with a field, and what it may be compared with. */
const FIELD_RULES: Readonly<Record<FieldType, FieldRule>> = {
  string: TEXT,
  picklist: TEXT,
  multipicklist: { ...TEXT, operators: ['=', '!=', 'includes', 'excludes'] },
  id: { ...TEXT, operators: [...ORDERS, 'in', 'not in'] },
  boolean: { operators: ['=', '!='], literals: ['boolean'], takes: 'TRUE or FALSE' },
  number: { operators: [...ORDERS, 'in', 'not in'], literals: ['number', 'null'], takes: 'a number without quotes' },
  date: {
    operators: [...ORDERS, 'in', 'not in'],
    literals: ['date', 'date literal', 'null'],
    takes: 'a date (2024-10-08) or a date literal (YESTERDAY) without quotes',
  },
  datetime: {
    operators: [...ORDERS, 'in', 'not in'],
    literals: ['date-time', 'date literal', 'null'],
    takes: 'a date-time with zone (2024-10-08T07:00:00Z) or a date literal (YESTERDAY) without quotes',
  },
};

const readOperator = (cursor: TokenCursor, { name, type }: Field): Operator => {
  const token = cursor.next();
  const written = isToken(token, 'NOT') ? `not ${cursor.next().text.toLowerCase()}` : token.text.toLowerCase();
  if (written === 'not like') throw cursor.error(`SOQL has no NOT LIKE: write NOT ${name} LIKE …`, token.offset);

  const op = OPERATORS.find((operator) => operator === (written === '<>' ? '!=' : written));
  if (!op) throw cursor.error(`An operator is missing after ${name}: ${inWords(OPERATORS)}`, token.offset);
  const { operators } = FIELD_RULES[type];
  if (!operators.includes(op)) throw cursor.error(`${op.toUpperCase()} does not suit ${name} (${type}): use ${inWords(operators)}`, token.offset);
  return op;
};

const inWords = (operators: readonly Operator[]): string => operators.join(', ').toUpperCase();

const readList = <T>(cursor: TokenCursor, readItem: () => T): readonly T[] => {
  const open = cursor.next();
  if (isToken(open, ':')) throw cursor.error('Bind variables are not supported: write the values themselves', open.offset);
  if (!isToken(open, '(')) throw cursor.error("A list in parentheses is missing here, such as ('a', 'b')", open.offset);

  const items = [readItem()];
  while (cursor.take(',')) items.push(readItem());
  const close = cursor.next();
  if (!isToken(close, ')')) throw cursor.error(`A comma or a closing parenthesis is missing before ${describeToken(close)}`, close.offset);
  return items;
};

/** The literal as the field's value. SOQL takes the empty string for null. */
const valueFor = ({ name, type }: Field, { kind, value, token }: Literal, cursor: TokenCursor): Value => {
  const { literals, takes } = FIELD_RULES[type];
  if (!literals.includes(kind)) throw cursor.error(`${name} (${type}) takes ${takes}, not ${kind === 'null' ? 'null' : `the ${kind} ${token.text}`}`, token.offset);
  return value === '' ? null : value;
};

const textOf = ({ value, token }: Literal, op: Operator, cursor: TokenCursor): string => {
  if (typeof value !== 'string' || value === '' || token.kind !== 'string') throw cursor.error(`${op.toUpperCase()} takes text in single quotes that is not empty, not ${token.text}`, token.offset);
  return value;
};
