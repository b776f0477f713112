import type { Change } from '../domain/usergems/change';
import { eventIdOf, sha256 } from '../domain/usergems/event-id';
import { parseUserGemsBody, type UserGemsBody } from './usergems-body';

/** The largest body that is taken in, in bytes of compact JSON (contracts, section 8). */
export const MAX_BODY_BYTES = 262_144;
/** What is kept of a larger one, beside its hash and size. */
const KEPT_BYTES = 4_096;

/** What a text field of the CRM holds at most: each lead carries the event id as its external id. */
const MAX_ID_CHARACTERS = 255;

/** A delivery as the door sees it: its id, what is kept of its body, and whether it is let in. */
export interface Delivery {
  readonly eventId: string;
  /** False when the id was made of the body. */
  readonly idGiven: boolean;
  readonly kept: { readonly body: string; readonly bodyBytes?: number; readonly bodySha256?: string };
  readonly verdict: { readonly ok: true; readonly body: UserGemsBody } | { readonly ok: false; readonly reason: string; readonly fields: readonly string[] };
}

/** Examines a raw body: size first, then its fields (contracts, section 8). Never throws. */
export const examineDelivery = (rawBody: string): Delivery => {
  const body = parseJson(rawBody);
  const { eventId, given } = eventIdOf(body, rawBody);
  const id = { eventId: storableId(eventId), idGiven: given };
  const bytes = Buffer.byteLength(rawBody, 'utf8');
  const compact = bytes > MAX_BODY_BYTES ? compactJson(body, rawBody) : rawBody;
  if (Buffer.byteLength(compact, 'utf8') > MAX_BODY_BYTES) {
    const kept = { body: Buffer.from(rawBody, 'utf8').subarray(0, KEPT_BYTES).toString('utf8'), bodyBytes: bytes, bodySha256: sha256(rawBody) };
    return { ...id, kept, verdict: { ok: false, reason: 'TOO_LARGE', fields: [] } };
  }
  const parsed = parseUserGemsBody(body);
  return { ...id, kept: { body: compact }, verdict: parsed.ok ? parsed : { ok: false, reason: `INVALID_BODY:${parsed.fields.join(',')}`, fields: parsed.fields } };
};

/** A change that was let in, ready for release. */
export const toChange = (body: UserGemsBody, about: Pick<Change, 'signalId' | 'eventId' | 'push'>): Change => ({
  ...about,
  motion: body.type,
  person: body.person,
  previous: body.previous,
  current: body.current,
});

/** An id that is too long for the CRM, or no Unicode text, keeps its beginning for the reader and its hash, which tells it from every other. */
const storableId = (id: string): string =>
  id.length <= MAX_ID_CHARACTERS && !/\p{Surrogate}/u.test(id) ? id : `${id.slice(0, 64).replaceAll(/\p{Surrogate}/gu, '\uFFFD')}…${sha256(JSON.stringify(id))}`;

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
