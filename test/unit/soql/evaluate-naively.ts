import type { Comparison, DateLiteral, Tree, Value } from '../../../shared/soql/ast';
import type { FieldType, FieldTypes } from '../../../shared/records/field-types';

type World = { readonly fields: FieldTypes; readonly asOf: string; readonly timeZone: string };
type Fields = Readonly<Record<string, unknown>>;

/**
 * What a clause means, said as plainly as possible and without regard to speed: values are normalised first, days are counted on the
 * calendar that Intl shows in the zone, LIKE is matched character by character.
 */
export const evaluateNaively = (tree: Tree, record: Fields, world: World): boolean => {
  if (tree.op === 'not') return !evaluateNaively(tree.of, record, world);
  if ('of' in tree) {
    const holds = tree.of.filter((part) => evaluateNaively(part, record, world)).length;
    return tree.op === 'and' ? holds === tree.of.length : holds > 0;
  }

  const type = world.fields[tree.field] ?? 'string';
  const value = normalize(record[tree.field], type);
  if (tree.op === 'like') return typeof value === 'string' && matchesLike(Array.from(value), Array.from(lower(tree.value)));
  if (tree.op === 'includes' || tree.op === 'excludes') return tree.values.some((wanted) => selects(value, wanted)) === (tree.op === 'includes');
  if ('values' in tree) return tree.values.some((literal) => compareValues(value, literal, type, world) === 0) === (tree.op === 'in');
  return RELATIONS[tree.op](compareValues(value, tree.value, type, world));
};

const RELATIONS: Readonly<Record<Comparison['op'], (relation: number) => boolean>> = {
  '=': (relation) => relation === 0,
  '!=': (relation) => relation !== 0,
  '<': (relation) => relation < 0,
  '<=': (relation) => relation <= 0,
  '>': (relation) => relation > 0,
  '>=': (relation) => relation >= 0,
};

type Normal = string | number | boolean | null;

const normalize = (value: unknown, type: FieldType): Normal => {
  if (type === 'boolean') return value === true;
  if (type === 'number') return typeof value === 'number' && !Number.isNaN(value) ? value : null;
  if (typeof value !== 'string' || value === '') return null;
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/u.test(value) ? value : null;
  if (type === 'datetime') return /T.*(Z|[+-]\d\d:\d\d)$/u.test(value) ? Date.parse(value) : null;
  return type === 'id' ? value : lower(value);
};

/** Negative, zero or positive as the value lies before, at (in) or after the literal; NaN if one of them is null and the other is not. */
const compareValues = (value: Normal, literal: Value, type: FieldType, world: World): number => {
  if (value === null || literal === null) return value === literal ? 0 : Number.NaN;
  if (typeof literal === 'object') return compareDays(typeof value === 'number' ? dayIn(world.timeZone, value) : String(value), literal, dayIn(world.timeZone, Date.parse(world.asOf)));
  const other = normalize(literal, type) ?? '';
  return value < other ? -1 : value > other ? 1 : 0;
};

const dayIn = (timeZone: string, milliseconds: number): string => formatFor(timeZone).format(milliseconds);

const formats = new Map<string, Intl.DateTimeFormat>();
const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, format);
  return format;
};

/** Counts in units (days since 1970, weeks from Sunday, months, …) how far the day is from today, and looks that up in what the name says. */
const compareDays = (day: string, { literal, n = 1 }: DateLiteral, today: string): number => {
  const unit = /WEEK|MONTH|QUARTER|YEAR/u.exec(literal)?.[0] ?? 'DAY';
  const distance = unitOf(unit, day) - unitOf(unit, today);
  const [first, last] = distances(literal, n);
  return distance < first ? -1 : distance > last ? 1 : 0;
};

const distances = (literal: string, n: number): readonly [first: number, last: number] => {
  if (literal === 'YESTERDAY') return [-1, -1];
  if (literal === 'TOMORROW') return [1, 1];
  if (literal === 'LAST_N_DAYS') return [-n, 0];
  if (literal.startsWith('LAST_')) return [-n, -1];
  if (literal.startsWith('NEXT_')) return [1, n];
  if (literal.endsWith('_AGO')) return [-n, -n];
  return [0, 0];
};

const unitOf = (unit: string, day: string): number => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const days = Date.parse(day) / 86_400_000;
  if (unit === 'WEEK') return Math.floor((days + 4) / 7);
  if (unit === 'MONTH') return year * 12 + month;
  if (unit === 'QUARTER') return year * 4 + Math.ceil(month / 3);
  return unit === 'YEAR' ? year : days;
};

const lower = (text: string): string => text.split('İ').map((part) => part.toLowerCase()).join('İ');

const matchesLike = (text: readonly string[], [head, next, ...rest]: readonly string[]): boolean => {
  const tail = next === undefined ? [] : [next, ...rest];
  if (head === undefined) return text.length === 0;
  if (head === '%') return text.some((_character, skipped) => matchesLike(text.slice(skipped), tail)) || matchesLike([], tail);
  if (head === '\\') return text[0] === next && matchesLike(text.slice(1), rest);
  return text.length > 0 && (head === '_' || head === text[0]) && matchesLike(text.slice(1), tail);
};

const selects = (value: Normal, wanted: string): boolean => {
  const held = typeof value === 'string' ? value.split(';') : [];
  return lower(wanted).split(';').every((part) => held.includes(part));
};
