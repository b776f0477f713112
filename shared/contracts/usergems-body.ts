import * as z from 'zod';
import { MOTIONS, type Motion } from '../domain/usergems/change';

/**
 * The body of a UserGems delivery (contracts, sections 3 and 8). Strings are trimmed; null and strings of blanks count as missing.
 * Unknown fields are let through: the raw body keeps them.
 */
const blankAsMissing = (value: unknown): unknown => (value === null || (typeof value === 'string' && value.trim() === '') ? undefined : value);
const given = <S extends z.ZodType>(schema: S) => z.preprocess(blankAsMissing, schema.optional());
const text = given(z.string().trim());
/** text@text without blanks, in a form that cannot backtrack: the hook reads what anybody with a key sends. */
const email = given(z.string().trim().regex(/^\S[^\s@]*@\S+$/));
const section = <S extends z.ZodRawShape>(shape: S) => z.preprocess((value) => value ?? {}, z.object(shape));

const userGemsBodySchema = z.object({
  id: text,
  type: z.enum(MOTIONS),
  detectedAt: z.iso.datetime({ offset: true }),
  person: section({ firstName: text, lastName: text, email, linkedinUrl: text, country: text, state: text }),
  previous: section({ contactId: text, email, accountId: text, company: text, domain: text, title: text }),
  current: section({ accountId: text, company: text, domain: text, title: text, startedOn: given(z.string().trim().pipe(z.iso.date())), country: text, state: text }),
});

export type UserGemsBody = z.infer<typeof userGemsBodySchema>;

/** Fields of which at least one must be given. */
const ONE_OF: readonly { readonly onlyFor?: Motion; readonly part: 'person' | 'previous' | 'current'; readonly fields: readonly [string, string] }[] = [
  { part: 'person', fields: ['lastName', 'email'] },
  { part: 'current', fields: ['company', 'domain'] },
  { onlyFor: 'job_change', part: 'previous', fields: ['contactId', 'email'] },
];

export type ParsedBody = { readonly ok: true; readonly body: UserGemsBody } | { readonly ok: false; readonly fields: readonly string[] };

/** Parses a body; a refusal names every field that is to blame, `body` when it is no object at all. */
export const parseUserGemsBody = (value: unknown): ParsedBody => {
  const parsed = userGemsBodySchema.safeParse(value);
  const invalid = parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.') || 'body');
  // What is no object at all is blamed once, not for its fields as well.
  const missing = ONE_OF.filter((rule) => !invalid.includes('body') && !invalid.includes(rule.part) && lacksBoth(asObject(value), rule)).map(({ part, fields }) => fields.map((field) => `${part}.${field}`).join('|'));
  const fields = [...new Set([...invalid, ...missing])];
  return parsed.success && fields.length === 0 ? { ok: true, body: parsed.data } : { ok: false, fields };
};

const lacksBoth = (body: Readonly<Record<string, unknown>>, { onlyFor, part, fields }: (typeof ONE_OF)[number]): boolean =>
  (onlyFor === undefined || onlyFor === body['type']) && fields.every((field) => blankAsMissing(asObject(body[part])[field]) === undefined);

const asObject = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? { ...value } : {});
