import type { Change } from '../domain/usergems/change';
import { readRawBody, type KeptBody } from './raw-body';
import { parseUserGemsBody, type UserGemsBody } from './usergems-body';

/** The largest body that is taken in, in bytes of compact JSON (contracts, section 8). */
export const MAX_BODY_BYTES = 262_144;

/** What a text field of the CRM holds at most: each lead carries the event id as its external id. */
const MAX_ID_CHARACTERS = 255;

/** A delivery as the door sees it: its id, what is kept of its body, and whether it is let in. */
export interface Delivery {
  readonly eventId: string;
  /** False when the id was made of the body. */
  readonly idGiven: boolean;
  readonly kept: KeptBody;
  readonly verdict: { readonly ok: true; readonly body: UserGemsBody } | { readonly ok: false; readonly reason: string; readonly fields: readonly string[] };
}

/** Examines a raw body: size first, then its fields (contracts, section 8). Never throws. */
export const examineDelivery = (rawBody: string): Delivery => {
  const { body, eventId, idGiven, tooLarge, kept } = readRawBody(rawBody, { maxBytes: MAX_BODY_BYTES, fits: (id) => id.length <= MAX_ID_CHARACTERS });
  if (tooLarge) return { eventId, idGiven, kept, verdict: { ok: false, reason: 'TOO_LARGE', fields: [] } };
  const parsed = parseUserGemsBody(body);
  return { eventId, idGiven, kept, verdict: parsed.ok ? parsed : { ok: false, reason: `INVALID_BODY:${parsed.fields.join(',')}`, fields: parsed.fields } };
};

/** A change that was let in, ready for release. */
export const toChange = (body: UserGemsBody, about: Pick<Change, 'signalId' | 'eventId' | 'push'>): Change => ({
  ...about,
  motion: body.type,
  person: body.person,
  previous: body.previous,
  current: body.current,
});
