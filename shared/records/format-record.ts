import type { FieldValue } from './parse-record';

/** A row to be written: any object of scalar fields, a record or a line of a report. */
export type FlatRecord = { readonly [field: string]: FieldValue | undefined };

/** The cells of a record in the order of the columns: the inverse of parseRecord, an absent field is an empty cell. */
export const formatRecord = (columns: readonly string[], record: FlatRecord): string[] => columns.map((column) => String(record[column] ?? ''));
