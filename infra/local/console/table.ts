import { count } from './counts';
import { html, type Child, type Html } from './html';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  readonly isNumber?: true;
}

/** Rows that a page shows; a reader who wants more of them is better served by the JSON. */
const SHOWN = 500;

/** A table that scrolls sideways where the screen is narrow. */
export const tableView = <Row>(caption: string, rows: readonly Row[], columns: readonly Column<Row>[]): Html => {
  if (rows.length === 0) return html`<p class="quiet">None.</p>`;
  const alignment = ({ isNumber }: Column<Row>): Child => (isNumber === true ? html` class="number"` : undefined);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${columns.map((column) => html`<th scope="col"${alignment(column)}>${column.title}</th>`)}</tr></thead>
<tbody>${rows.slice(0, SHOWN).map((row) => html`<tr>${columns.map((column) => html`<td${alignment(column)}>${column.cell(row)}</td>`)}</tr>\n`)}</tbody>
</table></div>${rows.length > SHOWN ? html`<p class="quiet">${count(rows.length - SHOWN)} more stand in the JSON of this page.</p>` : undefined}`;
};

/**
 * Counts whose names have two parts, such as `job_change/tier 1/lead_created` or `1A:sent`, as a table: the part behind the last
 * separator goes across.
 */
export const crossTable = (caption: string, counts: Readonly<Record<string, number>>, separator: string): Html => {
  const cells = Object.entries(counts).map(([name, value]) => {
    const at = name.lastIndexOf(separator);
    return { row: name.slice(0, Math.max(at, 0)), column: name.slice(at + 1), value };
  });
  const rows = [...new Set(cells.map(({ row }) => row))].sort();
  const columns = [...new Set(cells.map(({ column }) => column))];
  return tableView(caption, rows, [
    { title: '', cell: (row) => row },
    ...columns.map((title): Column<string> => ({ title, isNumber: true, cell: (row) => cells.find((cell) => cell.row === row && cell.column === title)?.value })),
  ]);
};
