import { SoqlError } from './soql-error';
import { tokenizeSoql, type Token } from './tokenize-soql';

/** Walks the tokens of one WHERE clause; at the end it stays on the token of kind `end`. */
export type TokenCursor = {
  readonly peek: () => Token;
  readonly next: () => Token;
  /** Takes the next token if it is this symbol or, in any case, this keyword. */
  readonly take: (symbolOrKeyword: string) => Token | undefined;
  readonly error: (problem: string, offset: number) => SoqlError;
};

export const tokenCursor = (text: string): TokenCursor => {
  const { tokens, end } = tokenizeSoql(text);
  let position = 0;

  const peek = () => tokens[position] ?? end;
  const next = () => {
    const token = peek();
    position += 1;
    return token;
  };
  return {
    peek,
    next,
    take: (symbolOrKeyword) => (isToken(peek(), symbolOrKeyword) ? next() : undefined),
    error: (problem, offset) => new SoqlError(problem, text, offset),
  };
};

export const isToken = ({ kind, text }: Token, symbolOrKeyword: string): boolean =>
  (kind === 'symbol' || kind === 'word') && text.toUpperCase() === symbolOrKeyword;

export const describeToken = ({ kind, text }: Token): string => (kind === 'end' ? 'the end' : text);
