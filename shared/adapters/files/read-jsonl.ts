import { basename } from 'node:path';
import type { BadRow } from './bad-row';
import { readImportText } from './import-file';

export interface JsonLine {
  readonly line: number;
  readonly value: unknown;
  /** The line as it stands in the file. */
  readonly text: string;
}

/**
 * Streams a `.jsonl` or `.jsonl.gz` file (contracts, sections 2 and 13). A line that is no JSON comes as a bad row (it has a `reason`),
 * empty lines are ignored. A file that cannot be read is an InvalidInputError.
 */
export async function* readJsonl(path: string): AsyncGenerator<JsonLine | BadRow> {
  let line = 0;
  for await (const text of linesOf(readImportText(path))) {
    line += 1;
    if (text.trim() === '') continue;
    const value = parseJson(text);
    yield value === undefined ? { file: basename(path), line, reason: 'NOT_JSON' } : { line, value, text };
  }
}

/** Not node:readline, which also breaks lines at U+2028 and U+2029: JSON may hold them inside a string. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.map(withoutReturn);
  }
  yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

/** JSON has no undefined: it stands for "no JSON". */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
