import type { Change } from '../domain/usergems/change';
import { eventIdOf, sha256 } from '../domain/usergems/event-id';
import { parseUserGemsBody, type UserGemsBody } from './usergems-body';

/** The largest body that is taken in, in bytes of compact JSON (contracts, section 8). */
export const MAX_BODY_BYTES = 262_144;
/** What is kept of a larger one, beside its hash and size. */
const KEPT_BYTES = 4_096;

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
  const bytes = Buffer.byteLength(rawBody, 'utf8');
  const compact = bytes > MAX_BODY_BYTES && body !== undefined ? JSON.stringify(body) : rawBody;
  if (Buffer.byteLength(compact, 'utf8') > MAX_BODY_BYTES) {
    const kept = { body: Buffer.from(rawBody, 'utf8').subarray(0, KEPT_BYTES).toString('utf8'), bodyBytes: bytes, bodySha256: sha256(rawBody) };
    return { eventId, idGiven: given, kept, verdict: { ok: false, reason: 'TOO_LARGE', fields: [] } };
  }
  const parsed = parseUserGemsBody(body);
  return {
    eventId,
    idGiven: given,
    kept: { body: compact },
    verdict: parsed.ok ? parsed : { ok: false, reason: `INVALID_BODY:${parsed.fields.join(',')}`, fields: parsed.fields },
  };
};

/** A change that was let in, ready for release. */
export const toChange = (body: UserGemsBody, about: Pick<Change, 'signalId' | 'eventId' | 'push'>): Change => ({
  ...about,
  motion: body.type,
  person: body.person,
  previous: body.previous,
  current: body.current,
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
