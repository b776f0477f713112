/**
 * A SOQL WHERE clause as data: what `parseSoql` writes at synthesis, `rules.json` carries and `compile` reads.
 * Field names are API names in their catalogue spelling; `<>` has become `!=`, the empty string has become null.
 */
export type Tree = Junction | Negation | Condition;

export type Junction = { readonly op: 'and' | 'or'; readonly of: readonly Tree[] };
export type Negation = { readonly op: 'not'; readonly of: Tree };
export type Condition = Comparison | Membership | Pattern | Selection;

/** `Amount >= 5000`, `CreatedDate = YESTERDAY`, `Email = null`. Only `=` and `!=` take null. */
export type Comparison = { readonly op: Order | '!='; readonly field: string; readonly value: Value };
export type Membership = { readonly op: 'in' | 'not in'; readonly field: string; readonly values: readonly Value[] };

/** `%` is any text, `_` any one character, `\%`, `\_` and `\\` are those characters themselves. */
export type Pattern = { readonly op: 'like'; readonly field: string; readonly value: string };

/** Any of the values; a value such as `a;b` asks for all of its parts. */
export type Selection = { readonly op: 'includes' | 'excludes'; readonly field: string; readonly values: readonly string[] };

export type Order = '=' | '<' | '<=' | '>' | '>=';

/** Dates are `YYYY-MM-DD`, instants ISO-8601 with zone: the type of the field tells them from text. */
export type Value = string | number | boolean | DateLiteral | null;

/** A span of days relative to the day of the run: `{ literal: 'LAST_N_DAYS', n: 7 }`, `{ literal: 'YESTERDAY' }`. */
export type DateLiteral = { readonly literal: string; readonly n?: number };
