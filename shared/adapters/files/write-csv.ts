import { type FlatRecord, formatRecord } from '../../records/format-record';
import { writeFileAtomically } from './write-file';

/**
 * Writes rows as Data Loader reads them (contracts, section 2): these columns in this order, RFC 4180 with quotes only where needed, LF,
 * rows in the order given. The same rows make the same bytes.
 */
export const writeCsv = (path: string, columns: readonly string[], rows: readonly FlatRecord[]): Promise<void> =>
  writeFileAtomically(path, [columns, ...rows.map((row) => formatRecord(columns, row))].map((cells) => `${cells.map(quotedIfNeeded).join(',')}\n`).join(''));

const quotedIfNeeded = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
