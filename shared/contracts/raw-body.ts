import { eventIdOf, sha256 } from '../domain/usergems/event-id';

/** What is kept of a body that is too large, beside its hash and size. */
const KEPT_BYTES = 4_096;

/** A raw body, before its fields are looked at. */
export interface RawBody {
  /** What its JSON says; undefined when it is none. */
  readonly body: unknown;
  readonly eventId: string;
  /** False when the id was made of the body. */
  readonly idGiven: boolean;
  readonly tooLarge: boolean;
  readonly kept: KeptBody;
}

export interface KeptBody {
  readonly body: string;
  readonly bodyBytes?: number;
  readonly bodySha256?: string;
}

export interface BodyLimits {
  /** The largest body that is taken in, in bytes of compact JSON. */
  readonly maxBytes: number;
  /** Whether an id can be stored where it has to stand. */
  readonly fits: (eventId: string) => boolean;
}

/** Reads a raw body: its event id, and what is kept of it. Never throws. */
export const readRawBody = (rawBody: string, { maxBytes, fits }: BodyLimits): RawBody => {
  const body = parseJson(rawBody);
  const { eventId, given } = eventIdOf(body, rawBody);
  const bytes = Buffer.byteLength(rawBody, 'utf8');
  const compact = bytes > maxBytes ? compactJson(body, rawBody) : rawBody;
  const tooLarge = Buffer.byteLength(compact, 'utf8') > maxBytes;
  return { body, eventId: storableId(eventId, fits), idGiven: given, tooLarge, kept: tooLarge ? beginningOf(rawBody) : { body: compact } };
};

/** What is kept of a body that is too large. */
export const beginningOf = (rawBody: string): KeptBody => {
  const bytes = Buffer.from(rawBody, 'utf8');
  return { body: bytes.subarray(0, KEPT_BYTES).toString('utf8'), bodyBytes: bytes.length, bodySha256: sha256(rawBody) };
};

/** An id that does not fit where it has to stand, or is no Unicode text, keeps its beginning for the reader and its hash, which tells it from every other. */
export const storableId = (id: string, fits: (id: string) => boolean): string =>
  fits(id) && !/\p{Surrogate}/u.test(id) ? id : `${id.slice(0, 64).replaceAll(/\p{Surrogate}/gu, '\uFFFD')}…${sha256(JSON.stringify(id))}`;

/** Without the white space around its values; what is no JSON, or nested beyond the stack, stands for itself. */
const compactJson = (body: unknown, rawBody: string): string => {
  try {
    return JSON.stringify(body) ?? rawBody;
  } catch {
    return rawBody;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
