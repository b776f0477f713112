/** A WHERE clause that cannot be used. The message names line and column, says what to do and shows the place with a caret. */
export class SoqlError extends Error {
  override readonly name = 'SoqlError';

  constructor(problem: string, text: string, offset: number) {
    const before = text.slice(0, offset).split('\n');
    const line = before.length;
    const indent = before.at(-1) ?? '';
    const excerpt = (text.split('\n')[line - 1] ?? '').trimEnd();
    super(`line ${line}, column ${indent.length + 1}: ${problem}\n  ${excerpt}\n  ${indent.replace(/[^\t]/gu, ' ')}^`);
  }
}
