import * as fc from 'fast-check';
import { type CsvRow, parseCsv } from '../../../shared/adapters/files/parse-csv';

const rowsOf = async (chunks: readonly string[]): Promise<CsvRow[]> => {
  const rows: CsvRow[] = [];
  for await (const some of parseCsv((async function* () { yield* chunks; })())) rows.push(...some);
  return rows;
};

/** Cuts a text into chunks of random length. */
const cut = (text: string, lengths: readonly number[]): string[] => {
  const chunks: string[] = [];
  let at = 0;
  for (const length of [...lengths, text.length]) {
    chunks.push(text.slice(at, at + length));
    at += length;
  }
  return chunks;
};

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const cells = fc.array(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', '\r\n', ' ', 'é'), maxLength: 8 }), { minLength: 1, maxLength: 4 });
const lengths = fc.array(fc.nat({ max: 12 }), { maxLength: 30 });

describe('parseCsv (RFC 4180)', () => {
  it('gives back every quoted cell and the line on which each row begins, however the text is cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cells, fc.constantFrom('\n', '\r\n'))), lengths, async (rows, lengths) => {
        const lines = rows.map(([row, eol]) => `${row.map(quoted).join(',')}${eol}`);

        const parsed = await rowsOf(cut(lines.join(''), lengths));

        const lineOf = (index: number): number => lines.slice(0, index).join('').split('\n').length;
        expect(parsed).toEqual(rows.map(([row], index) => ({ line: lineOf(index), cells: row })));
      }),
    );
  });

  it('gives the same rows for any text, broken or not, however it is cut into chunks', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ',', '"', '\n', '\r', '\r\n'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, lengths, async (text, lengths) => {
        expect(await rowsOf(cut(text, lengths))).toEqual(await rowsOf([text]));
      }),
    );
  });

  it.each<[string, string, readonly CsvRow[]]>([
    ['no text at all', '', []],
    ['a last line without line break', 'a,b\nc,', [{ line: 1, cells: ['a', 'b'] }, { line: 2, cells: ['c', ''] }]],
    ['an empty line', 'a\n\nb\n', [{ line: 1, cells: ['a'] }, { line: 2, cells: [''] }, { line: 3, cells: ['b'] }]],
    ['quotes inside a plain cell', '6" pipe,a""b\n', [{ line: 1, cells: ['6" pipe', 'a""b'] }]],
    ['a carriage return alone', 'a\rb,c\r\r\n', [{ line: 1, cells: ['a\rb', 'c\r'] }]],
    ['a quote that nothing closes', 'a\n"b,c\nd\n', [{ line: 1, cells: ['a'] }, { line: 2, cells: undefined }, { line: 3, cells: ['d'] }]],
    ['text behind a closing quote', '"a"b,c\n"d\n"e\nf\n', [{ line: 1, cells: undefined }, { line: 2, cells: undefined }, { line: 3, cells: undefined }, { line: 4, cells: ['f'] }]],
  ])('reads %s', async (_name, text, rows) => {
    expect(await rowsOf([text])).toEqual(rows);
  });

  it('reads a cell of some megabytes', async () => {
    const cell = 'line with "quotes", and commas\n'.repeat(100_000);

    expect(await rowsOf(cut(`${quoted(cell)},b\n`, Array.from({ length: 60 }, () => 65_536)))).toEqual([{ line: 1, cells: [cell, 'b'] }]);
  });
});
