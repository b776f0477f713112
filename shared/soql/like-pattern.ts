import { foldCase } from './fold-case';

/**
 * The test of a LIKE pattern on text that is already folded: `%` is any text, `_` any one character, a backslash makes
 * the next character literal.
 */
export const likePattern = (pattern: string): RegExp => {
  const parts = [...foldCase(pattern).matchAll(/\\(?<literal>.)|%+|[^]/gsu)].map(([part, literal]) =>
    literal !== undefined ? escape(literal) : part === '_' ? '.' : part.startsWith('%') ? ANY : escape(part));

  // An unanchored end says the same as '%' there, and lets '%VP%' be a plain search.
  const start = parts[0] === ANY ? '' : '^';
  const end = parts.at(-1) === ANY ? '' : '$';
  return new RegExp(start + parts.slice(start ? 0 : 1, end ? undefined : -1).join('') + end, 'su');
};

const ANY = '.*';
const escape = (character: string): string => character.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
