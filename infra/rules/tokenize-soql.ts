import { SoqlError } from './soql-error';

export type Token = { readonly kind: TokenKind; readonly text: string; readonly offset: number };
export type TokenKind = 'word' | 'string' | 'number' | 'time' | 'symbol' | 'end';

/** Tried in this order. Numbers and times are taken whole even if malformed, so that they are refused as what they were meant to be. */
const TOKENS: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /\s+/uy],
  ['string', /'(?:[^'\\\r\n]|\\[^\r\n])*'/uy],
  ['time', /\d+-\d[\w:.+-]*/uy],
  ['number', /[+-]?\.?\d[\w.]*/uy],
  ['word', /[\p{L}_][\p{L}\w]*(?:\.[\p{L}\w]+)*/uy],
  ['symbol', /<=|>=|!=|<>|[=<>(),:]/uy],
];

/** The tokens of a WHERE clause with their offsets, and one that stands for its end. @throws SoqlError at a character that begins none. */
export const tokenizeSoql = (text: string): { readonly tokens: readonly Token[]; readonly end: Token } => {
  const tokens: Token[] = [];
  let offset = 0;
  while (offset < text.length) {
    const token = tokenAt(text, offset);
    if (!token) throw new SoqlError(strayCharacter(text.charAt(offset)), text, offset);
    if (token.kind !== 'space') tokens.push({ kind: token.kind, text: token.text, offset });
    offset += token.text.length;
  }
  return { tokens, end: { kind: 'end', text: '', offset: text.trimEnd().length } };
};

const tokenAt = (text: string, offset: number): { kind: TokenKind | 'space'; text: string } | undefined => {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = offset;
    const [match] = pattern.exec(text) ?? [];
    if (match !== undefined) return { kind, text: match };
  }
  return undefined;
};

const strayCharacter = (character: string): string => {
  if (character === "'") return 'This text is not closed on its line: end it with a single quote, write a quote inside it as \\\' and a new line as \\n';
  if (character === '"') return 'Text stands in single quotes';
  return `Unexpected character ${character}`;
};
