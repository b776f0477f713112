import type { FlatRecord } from '../../../shared/records/format-record';

/** A CSV file among the results of a run: its columns, and its rows in the order in which they stand there. */
export interface ResultFile {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly FlatRecord[];
}

/** A file whose rows stand in the order of their cells, so that the same rows make the same bytes whatever order they were found in. */
export const sortedFile = (file: string, columns: readonly string[], rows: readonly FlatRecord[]): ResultFile => ({
  file,
  columns,
  rows: rows
    .map((row) => ({ row, key: columns.map((column) => String(row[column] ?? '')).join('\u0000') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row),
});
