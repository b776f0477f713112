/** A table for a terminal: a heading, aligned columns, and how many rows are not shown. */
export interface TextTable {
  readonly title: string;
  /** What stands behind the title; without it the number of rows. */
  readonly total?: number;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Columns of numbers are aligned to the right. An empty table is left out. `limit` is the number of rows shown. */
export const textTable = ({ title, total, columns, rows }: TextTable, limit: number): string => {
  if (rows.length === 0) return '';
  const shown = rows.slice(0, limit).map((row) => row.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : printable(cell))));
  const widths = columns.map((column, at) => Math.max(column.length, ...shown.map((row) => (row[at] ?? '').length)));
  const isNumber = columns.map((_, at) => rows.every((row) => typeof row[at] === 'number'));
  const line = (cells: readonly string[]): string => `  ${cells.map((cell, at) => (isNumber[at] === true ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join('  ').trimEnd()}\n`;
  const more = rows.length - shown.length;
  return `${title} (${(total ?? rows.length).toLocaleString('en-US')})\n${line(columns)}${shown.map(line).join('')}${more > 0 ? `  and ${more.toLocaleString('en-US')} more\n` : ''}\n`;
};

/** Texts are the vendor's and the CRM's: what a terminal would obey is written out. */
export const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`);
