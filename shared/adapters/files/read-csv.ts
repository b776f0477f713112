import { basename } from 'node:path';
import { type AppError, invalidInputError } from '../../errors/app-error';
import type { ObjectName, RecordOf } from '../../records/catalogue';
import { parseRecord, type ValueWarning } from '../../records/parse-record';
import type { BadRow } from './bad-row';
import { readImportText } from './import-file';
import { parseCsv } from './parse-csv';

export interface CsvBatch<O extends ObjectName> {
  /** The header of the file: a column that is there and empty says that the field is empty. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly record: RecordOf<O> }[];
  readonly badRows: readonly BadRow[];
  readonly warnings: readonly (ValueWarning & { readonly file: string; readonly line: number })[];
}

/**
 * Streams the records of `<Object>.csv` or `.csv.gz` in batches (contracts, sections 2 and 13). Empty lines are skipped, bad rows are
 * reported and left out. A file without the column Id, with a column twice, or that cannot be read is an InvalidInputError.
 */
export async function* readCsv<O extends ObjectName>(object: O, path: string, batchSize = 1000): AsyncGenerator<CsvBatch<O>> {
  const file = basename(path);
  let columns: readonly string[] | undefined;
  let batch = emptyBatch<O>([]);
  for await (const rows of parseCsv(readImportText(path))) {
    for (const { line, cells } of rows) {
      if (cells?.length === 1 && cells[0] === '') continue;
      if (columns === undefined) {
        columns = checkedHeader(file, cells);
        batch = emptyBatch<O>(columns);
        continue;
      }
      addRow(batch, object, file, columns, line, cells);
      if (batch.rows.length + batch.badRows.length === batchSize) {
        yield batch;
        batch = emptyBatch<O>(columns);
      }
    }
  }
  if (columns === undefined) throw invalidInputError(`${file} is empty: an export begins with a header of API names.`, { file });
  if (batch.rows.length + batch.badRows.length > 0) yield batch;
}

type Writable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K] };
type WritableBatch<O extends ObjectName> = Writable<CsvBatch<O>>;

const emptyBatch = <O extends ObjectName>(columns: readonly string[]): WritableBatch<O> => ({ columns: [...columns], rows: [], badRows: [], warnings: [] });

const addRow = <O extends ObjectName>(batch: WritableBatch<O>, object: O, file: string, columns: readonly string[], line: number, cells: CsvCells): void => {
  if (cells === undefined) return void batch.badRows.push({ file, line, reason: 'QUOTES_UNPAIRED' });
  if (cells.length !== columns.length) return void batch.badRows.push({ file, line, reason: 'FIELD_COUNT' });
  const row = toRow(columns, cells);
  if (row['Id']?.trim() === '') return void batch.badRows.push({ file, line, reason: 'ID_MISSING' });
  const { record, warnings } = parseRecord(object, row);
  batch.rows.push({ line, record });
  for (const { field, value, reason } of warnings) batch.warnings.push({ file, line, field, value, reason });
};

type CsvCells = readonly string[] | undefined;

const toRow = (columns: readonly string[], cells: readonly string[]): Record<string, string> => {
  const row: Record<string, string> = {};
  columns.forEach((column, index) => (row[column] = cells[index] ?? ''));
  return row;
};

const checkedHeader = (file: string, columns: CsvCells): readonly string[] => {
  if (columns === undefined) throw headerError(file, 'cannot be read: its quotes do not pair');
  if (!columns.includes('Id')) throw headerError(file, `has no column Id, which every export needs; columns found: ${columns.join(', ')}`);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw headerError(file, `has the column ${twice} twice: keep one of them`);
  return columns;
};

const headerError = (file: string, trouble: string): AppError => invalidInputError(`The header of ${file} ${trouble}.`, { file });
