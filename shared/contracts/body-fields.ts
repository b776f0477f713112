import * as z from 'zod';

/**
 * What bodies of webhooks are made of. Text is trimmed; null and text of blanks count as missing. Unknown fields are let through: the raw
 * body keeps them.
 */
const blankAsMissing = (value: unknown): unknown => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value);

/** A field that may be missing. */
export const given = <S extends z.ZodType>(schema: S) => z.preprocess(blankAsMissing, schema.optional());

export const requiredText = z.string().trim().min(1);
export const text = given(z.string().trim());
/** text@text without blanks, in a form that cannot backtrack: the hook reads what anybody with a key sends. */
export const requiredEmail = z.string().trim().regex(/^\S[^\s@]*@\S+$/);
export const email = given(requiredEmail);
/** A day that exists, `YYYY-MM-DD`. */
export const day = given(z.string().trim().pipe(z.iso.date()));
/** ISO-8601 with `Z` or an offset. */
export const instant = z.iso.datetime({ offset: true });

/** A part of the body; missing, it is empty. */
export const section = <S extends z.ZodRawShape>(shape: S) => z.preprocess((value) => value ?? {}, z.object(shape));

/** Fields of which at least one must be given, by their paths. */
export interface OneOf {
  readonly paths: readonly string[];
  /** Whether this body has to give one; every body without it. */
  readonly when?: (body: Readonly<Record<string, unknown>>) => boolean;
}

export type Parsed<T> = { readonly ok: true; readonly body: T } | { readonly ok: false; readonly fields: readonly string[] };

/** Parses a body; a refusal names every field that is to blame, `body` when it is no object at all. */
export const parseBody = <T>(schema: z.ZodType<T>, oneOf: readonly OneOf[], value: unknown): Parsed<T> => {
  const parsed = schema.safeParse(value);
  const invalid = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
  // What is no object at all is blamed once, not for its fields as well.
  const isBlamed = (path: string): boolean => invalid.includes('body') || invalid.includes(path.split('.', 1)[0] ?? path);
  const missing = oneOf.filter(({ paths, when }) => !paths.some(isBlamed) && (when?.(asObject(value)) ?? true) && paths.every((path) => blankAsMissing(valueAt(value, path)) === undefined)).map(({ paths }) => paths.join('|'));
  const fields = [...new Set([...invalid, ...missing])];
  return parsed.success && fields.length === 0 ? { ok: true, body: parsed.data } : { ok: false, fields };
};

const valueAt = (value: unknown, path: string): unknown => path.split('.').reduce<unknown>((holder, name) => asObject(holder)[name], value);
const asObject = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
