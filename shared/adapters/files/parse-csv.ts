export interface CsvRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** Undefined when the row's quotes do not pair. */
  readonly cells: readonly string[] | undefined;
}

/**
 * Splits the text of a CSV file into rows (RFC 4180; LF and CRLF, also mixed; a quote inside an unquoted cell is text), a few at a time.
 * A row with a quote that nothing closes, or with text behind a closing quote, ends with its line, so that it takes no other row with it.
 *
 * It is here because an import reports lines of the file: csv-parse counts a CRLF inside quotes twice, and takes four times as long.
 */
export async function* parseCsv(chunks: AsyncIterable<string>): AsyncGenerator<CsvRow[]> {
  let text = '';
  let line = 1;
  for await (const chunk of chunks) {
    text += chunk;
    const wholeLines = text.lastIndexOf('\n') + 1;
    const { rows, length, nextLine } = splitRows(text.slice(0, wholeLines), line, false);
    text = text.slice(length);
    line = nextLine;
    yield rows;
  }
  yield splitRows(text === '' || text.endsWith('\n') ? text : `${text}\n`, line, true).rows;
}

/** The rows of some whole lines, and how much of the text they take: a row that the end of the text leaves open waits for more, unless it is the end of the file. */
const splitRows = (lines: string, firstLine: number, isEndOfFile: boolean): { rows: CsvRow[]; length: number; nextLine: number } => {
  const rows: CsvRow[] = [];
  let line = firstLine;
  let at = 0;
  while (at < lines.length) {
    const row = splitRow(lines, at);
    if (row === 'open' && !isEndOfFile) break;
    const { cells, end } = typeof row === 'object' ? row : { cells: undefined, end: lines.indexOf('\n', at) + 1 };
    rows.push({ line, cells });
    for (let eol = lines.indexOf('\n', at); eol !== -1 && eol < end; eol = lines.indexOf('\n', eol + 1)) line += 1;
    at = end;
  }
  return { rows, length: at, nextLine: line };
};

/** A cell, quoted or plain, and what ends it. */
const CELL = /(?:"([^"]*(?:""[^"]*)*)"|((?!")[^,\r\n]*(?:\r(?!\n)[^,\r\n]*)*))(,|\r?\n)/y;
/** A quoted cell that runs to the end of the text. */
const OPEN_CELL = /"[^"]*(?:""[^"]*)*$/y;

const splitRow = (lines: string, start: number): { cells: string[]; end: number } | 'open' | 'broken' => {
  const cells: string[] = [];
  CELL.lastIndex = start;
  for (;;) {
    const cellStart = CELL.lastIndex;
    const [, quoted, plain = '', terminator] = CELL.exec(lines) ?? [];
    if (terminator === undefined) {
      OPEN_CELL.lastIndex = cellStart;
      return OPEN_CELL.test(lines) ? 'open' : 'broken';
    }
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (terminator !== ',') return { cells, end: CELL.lastIndex };
  }
};
