import { Temporal } from 'temporal-polyfill';
import type { Value } from '../../shared/soql/ast';
import { COUNTED_LITERALS, FIXED_LITERALS } from '../../shared/soql/date-literals';
import { closestName } from './closest-name';
import { describeToken, type TokenCursor } from './token-cursor';
import type { Token, TokenKind } from './tokenize-soql';

export type LiteralKind = 'text' | 'number' | 'boolean' | 'null' | 'date' | 'date-time' | 'date literal';

export type Literal = { readonly kind: LiteralKind; readonly value: Value; readonly token: Token };

/**
 * Reads one literal of any kind; whether it suits the field is for the caller to say.
 * @throws SoqlError for what is no literal, no day of the calendar, or one that rules do not know (bind variables, subqueries, …)
 */
export const readLiteral = (cursor: TokenCursor): Literal => {
  const token = cursor.next();
  return LITERAL_READERS[token.kind](token, cursor);
};

/** Reads the text of a LIKE, in which `\%`, `\_` and `\\` stay as they are for the pattern. */
export const readPattern = (cursor: TokenCursor): Literal => {
  const token = cursor.peek();
  if (token.kind !== 'string') return readLiteral(cursor);
  return { kind: 'text', value: unescape(cursor.next(), cursor, ['%', '_', '\\']), token };
};

/** https://developer.salesforce.com/docs/platform/salesforce-soql-sosl/guide/sforce-api-calls-soql-select-quotedstringescapes.html */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '"': '"', "'": "'", '\\': '\\' };

const unescape = ({ text, offset }: Token, cursor: TokenCursor, kept: readonly string[] = []): string =>
  text.slice(1, -1).replace(/\\(?:u(?<hex>[0-9a-f]{4})|(?<code>.))/giu, (sequence: string, hex: string | undefined, code: string, index: number) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (kept.includes(code)) return sequence;
    const character = ESCAPES[code.toLowerCase()];
    if (character === undefined) throw cursor.error(`${sequence} is no escape sequence here: a backslash itself is written \\\\`, offset + 1 + index);
    return character;
  });

const readNumber = ({ text, offset }: Token, cursor: TokenCursor): number => {
  const value = Number(text);
  if (!/^[+-]?(?:\d+|\d*\.\d+)$/u.test(text) || !Number.isFinite(value)) throw cursor.error(`${text} is no number: write it like -5 or 12.5`, offset);
  return value;
};

const readTime = (token: Token, cursor: TokenCursor): Literal => {
  const { text, offset } = token;
  const kind = TIMES.find(({ pattern }) => pattern.test(text));
  if (!kind) throw cursor.error(`${text} is neither a date (2024-10-08) nor a date-time with zone (2024-10-08T07:00:00Z)`, offset);
  try {
    kind.parse(text);
  } catch {
    throw cursor.error(`There is no ${kind.kind} ${text}`, offset);
  }
  return { kind: kind.kind, value: text, token };
};

const TIMES = [
  { kind: 'date', pattern: /^\d{4}-\d\d-\d\d$/u, parse: (text: string) => Temporal.PlainDate.from(text) },
  { kind: 'date-time', pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)$/u, parse: (text: string) => Temporal.Instant.from(text) },
] as const;

const readWord = (token: Token, cursor: TokenCursor): Literal => {
  const name = token.text.toUpperCase();
  const constant = CONSTANTS[name];
  if (constant) return { ...constant, token };
  if (FIXED_LITERALS.includes(name)) {
    if (cursor.take(':')) throw cursor.error(`${name} takes no number`, token.offset);
    return { kind: 'date literal', value: { literal: name }, token };
  }
  const most = COUNTED_LITERALS[name];
  if (most !== undefined) return { kind: 'date literal', value: { literal: name, n: readCount(name, most, cursor) }, token };
  throw cursor.error(noLiteral(token, cursor), token.offset);
};

const CONSTANTS: Readonly<Record<string, Pick<Literal, 'kind' | 'value'>>> = {
  TRUE: { kind: 'boolean', value: true },
  FALSE: { kind: 'boolean', value: false },
  NULL: { kind: 'null', value: null },
};

const readCount = (name: string, most: number, cursor: TokenCursor): number => {
  const count = cursor.take(':') ? cursor.next() : cursor.peek();
  const n = Number(count.text);
  if (count.kind !== 'number' || !Number.isInteger(n) || n < 1 || n > most) throw cursor.error(`${name} needs a whole number from 1 to ${most}, as in ${name}:7`, count.offset);
  return n;
};

const noLiteral = ({ text }: Token, cursor: TokenCursor): string => {
  const name = text.toUpperCase();
  if (name === 'SELECT') return 'Subqueries are not supported: a rule looks at one record';
  if (/^[A-Z]{3}\d/u.test(name)) return `Currency codes are not supported: write the number of ${text} alone`;
  if (/^(?:LAST|NEXT)_90_DAYS$/u.test(name)) return `${name} is not supported: write ${name.replace('90', 'N')}:90`;
  if (name.includes('FISCAL')) return `${name} is not supported, since the fiscal year is unknown here: write it in calendar quarters or years`;

  const meant = closestName(name, [...FIXED_LITERALS, ...Object.keys(COUNTED_LITERALS)]);
  if (meant) return `Unknown date literal ${text}; did you mean ${meant}?`;
  if (cursor.take(':')) return `Unknown date literal ${text}; known are ${[...FIXED_LITERALS, ...Object.keys(COUNTED_LITERALS).map((counted) => `${counted}:n`)].join(', ')}`;
  return `${text} is no value: text stands in single quotes`;
};

const refuseLiteral = (token: Token, cursor: TokenCursor): never => {
  throw cursor.error(NO_LITERAL[token.text] ?? `A value is missing before ${describeToken(token)}`, token.offset);
};

const NO_LITERAL: Readonly<Record<string, string>> = {
  ':': 'Bind variables are not supported: write the value itself',
  '(': 'One value is compared here: use IN for a list',
};

const LITERAL_READERS: Readonly<Record<TokenKind, (token: Token, cursor: TokenCursor) => Literal>> = {
  string: (token, cursor) => ({ kind: 'text', value: unescape(token, cursor), token }),
  number: (token, cursor) => ({ kind: 'number', value: readNumber(token, cursor), token }),
  time: readTime,
  word: readWord,
  symbol: refuseLiteral,
  end: refuseLiteral,
};
