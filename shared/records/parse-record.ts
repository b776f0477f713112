import { CATALOGUE, type ObjectName, type RecordOf } from './catalogue';
import type { FieldType, FieldTypes } from './field-types';

export type FieldValue = string | number | boolean;

/** A value that does not fit its field's type: kept as the text that came. */
export interface ValueWarning {
  readonly field: string;
  readonly value: string;
  readonly reason: 'INVALID_VALUE';
}

export interface ParsedRecord<O extends ObjectName> {
  readonly record: RecordOf<O>;
  readonly warnings: readonly ValueWarning[];
}

/**
 * One row of an export, by column, as a record (contracts, sections 1 and 2): catalogued booleans, numbers, dates and date-times get
 * their type, all other columns stay the text that came, an empty cell is an absent field. Nothing is refused: what does not parse is
 * kept as text and reported.
 */
export const parseRecord = <O extends ObjectName>(object: O, row: Readonly<Record<string, string>>): ParsedRecord<O> => {
  const types: FieldTypes = CATALOGUE[object];
  const record: Record<string, FieldValue> = {};
  const warnings: ValueWarning[] = [];
  for (const field of Object.keys(row)) {
    const text = row[field] ?? '';
    if (text === '') continue;
    const value = PARSERS[types[field] ?? 'string'](text);
    record[field] = value ?? text;
    if (value === undefined) warnings.push({ field, value: text, reason: 'INVALID_VALUE' });
  }
  // The catalogue gave each field the type that RecordOf derives from it; only a reported value differs.
  return { record: record as RecordOf<O>, warnings };
};

const asItCame = (text: string): string => text;

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true], ['1', true], ['yes', true],
  ['false', false], ['0', false], ['no', false],
]);

const parseBoolean = (text: string): boolean | undefined => BOOLEANS.get(text.trim().toLowerCase());

const parseNumber = (text: string): number | undefined => {
  const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
};

const parseDate = (text: string): string | undefined => (isCalendarDate(text.trim()) ? text.trim() : undefined);

/** `2024-10-08T13:00:00.000+0000` (REST), `2024-10-08T13:00:00Z` (Data Loader), `2024-10-08 13:00:00` (Data Export, in UTC), `2024-10-08`. */
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

const parseDateTime = (text: string): string | undefined => {
  const [, date = '', time = '00:00', zone = 'Z'] = DATE_TIME.exec(text.trim()) ?? [];
  if (!isCalendarDate(date)) return undefined;
  const instant = new Date(`${date}T${time}${zone.toUpperCase().replace(/(\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
};

/** Whether a text is a date, `YYYY-MM-DD`. `Date` alone would take 30 February for 1 March. */
export const isCalendarDate = (text: string): boolean => {
  const midnight = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString() === `${text}T00:00:00.000Z`;
};

const PARSERS: Readonly<Record<FieldType, (text: string) => FieldValue | undefined>> = {
  string: asItCame,
  picklist: asItCame,
  multipicklist: asItCame,
  id: asItCame,
  boolean: parseBoolean,
  number: parseNumber,
  date: parseDate,
  datetime: parseDateTime,
};
