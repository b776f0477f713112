import type { Temporal } from 'temporal-polyfill';
import type { Order, Value } from './ast';
import { dayRange } from './date-literals';
import type { FieldType } from '../records/field-types';
import { foldCase } from './fold-case';

export type Test = (value: unknown) => boolean;

/** The day that date literals are relative to, and the zone in which its midnights lie. */
export type Day = { readonly today: Temporal.PlainDate; readonly timeZone: string };

export type FieldTests = {
  /** True of absent, empty and of any value that this type of field cannot hold. */
  readonly isNull: Test;
  /** Compares with a literal that is not null; the literal is prepared once, date literals once for each day. */
  readonly compare: (op: Order, literal: NonNullable<Value>) => (day: Day) => Test;
};

const ORDERS: Readonly<Record<Order, <T extends string | number>(a: T, b: T) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const isNoText: Test = (value) => typeof value !== 'string' || value === '';

const text: FieldTests = {
  isNull: isNoText,
  compare: (op, literal) => {
    if (typeof literal !== 'string') throw mismatch('text', literal);
    const folded = foldCase(literal);
    if (op === '=') {
      const { length } = literal;
      return () => (value) => value === literal || (typeof value === 'string' && value.length === length && foldCase(value) === folded);
    }
    const holds = ORDERS[op];
    return () => (value) => typeof value === 'string' && value !== '' && holds(foldCase(value), folded);
  },
};

const id: FieldTests = {
  isNull: isNoText,
  compare: (op, literal) => {
    if (typeof literal !== 'string') throw mismatch('an id', literal);
    const holds = ORDERS[op];
    return () => (value) => typeof value === 'string' && value !== '' && holds(value, literal);
  },
};

const number: FieldTests = {
  isNull: (value) => typeof value !== 'number' || Number.isNaN(value),
  compare: (op, literal) => {
    if (typeof literal !== 'number') throw mismatch('a number', literal);
    const holds = ORDERS[op];
    return () => (value) => typeof value === 'number' && holds(value, literal);
  },
};

const boolean: FieldTests = {
  isNull: () => false,
  compare: (op, literal) => {
    if (typeof literal !== 'boolean' || op !== '=') throw mismatch('a checkbox', literal);
    return () => (value) => (value === true) === literal;
  },
};

/** From the first to the last moment of a span, both in it, in a notation whose order as text is their order in time. */
type Span = { readonly first: string; readonly last: string };

/** How a time (`''` if null) lies to a span: before, in or after it. It equals a span that contains it. */
const SPAN_TESTS: Readonly<Record<Order, (span: Span, read: (value: unknown) => string) => Test>> = {
  '=': ({ first, last }, read) => (value) => {
    const time = read(value);
    return time >= first && time <= last;
  },
  '<': ({ first }, read) => (value) => {
    const time = read(value);
    return time !== '' && time < first;
  },
  '<=': ({ last }, read) => (value) => {
    const time = read(value);
    return time !== '' && time <= last;
  },
  '>': ({ last }, read) => (value) => read(value) > last,
  '>=': ({ first }, read) => (value) => read(value) >= first,
};

const date: FieldTests = {
  isNull: (value) => readDate(value) === '',
  compare: (op, literal) => {
    const days = daysOf(literal);
    return (day) => SPAN_TESTS[op](days(day), readDate);
  },
};

const daysOf = (literal: NonNullable<Value>): ((day: Day) => Span) => {
  if (typeof literal === 'object')
    return ({ today }) => {
      const { start, end } = dayRange(literal, today);
      return { first: start.toString(), last: end.subtract({ days: 1 }).toString() };
    };
  const first = readDate(literal);
  if (first === '') throw mismatch('a date', literal);
  return () => ({ first, last: first });
};

// Both readers run for every record: they look at the shape of a text, not at each of its digits. Regular expressions took three times as long.

/** `YYYY-MM-DD`, or `''` for null. */
const readDate = (value: unknown): string => (typeof value === 'string' && value.length === 10 && value[4] === '-' && value[7] === '-' ? value : '');

const datetime: FieldTests = {
  isNull: (value) => readInstant(value) === '',
  compare: (op, literal) => {
    const instants = instantsOf(literal);
    return (day) => SPAN_TESTS[op](instants(day), readInstant);
  },
};

const instantsOf = (literal: NonNullable<Value>): ((day: Day) => Span) => {
  if (typeof literal === 'object')
    return ({ today, timeZone }) => {
      const { start, end } = dayRange(literal, today);
      return { first: toInstant(midnight(start, timeZone)), last: toInstant(midnight(end, timeZone) - 1) };
    };
  const first = readInstant(literal);
  if (first === '') throw mismatch('an instant', literal);
  return () => ({ first, last: first });
};

/** The first instant of a day in epoch milliseconds: not always 00:00, since some zones put their clocks forward at midnight. */
const midnight = (day: Temporal.PlainDate, timeZone: string): number => day.toZonedDateTime(timeZone).epochMilliseconds;

/** The instant as `Date.toISOString` writes it, or `''` for null. Records have it so already (contracts, section 1). */
const readInstant = (value: unknown): string => {
  if (typeof value !== 'string') return '';
  return value.length === 24 && value[10] === 'T' && value[23] === 'Z' ? value : rewriteInstant(value);
};

/** Other spellings of an instant: without fraction, or with an offset, which Salesforce's own API writes as `+0000` (V8 reads that too). */
const rewriteInstant = (value: string): string => {
  const milliseconds = INSTANT.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? '' : toInstant(milliseconds);
};
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/u;

const toInstant = (milliseconds: number): string => new Date(milliseconds).toISOString();

const mismatch = (expected: string, literal: NonNullable<Value>): Error =>
  new Error(`The rule compares ${expected} with ${JSON.stringify(literal)}: synthesize the app again`);

export const FIELD_TESTS: Readonly<Record<FieldType, FieldTests>> = {
  string: text,
  picklist: text,
  multipicklist: text,
  id,
  boolean,
  number,
  date,
  datetime,
};
