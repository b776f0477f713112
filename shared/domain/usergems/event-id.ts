import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The id of a delivery (contracts, section 8): the vendor's own where it is a non-empty string, else one made of the body, so that
 * the same body has the same id.
 */
export interface EventId {
  readonly eventId: string;
  /** False when the id was made of the body: a repetition is then the same body rather than the same id. */
  readonly given: boolean;
}

export const eventIdOf = (body: unknown, rawBody: string): EventId => {
  const id = typeof body === 'object' && body !== null && 'id' in body ? body.id : undefined;
  return typeof id === 'string' && id.trim() !== '' ? { eventId: id.trim(), given: true } : { eventId: `body-${sha256(canonical(body, rawBody)).slice(0, 24)}`, given: false };
};

/** RFC 8785; what cannot be canonicalised (not JSON, or nested beyond the stack) stands for itself. */
const canonical = (body: unknown, rawBody: string): string => {
  try {
    return canonicalize(body) ?? rawBody;
  } catch {
    return rawBody;
  }
};

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** Ids that the product makes: the same input makes the same id (contracts, sections 1 and 9). */
export const leadIdOf = (eventId: string): string => `00Q${sha256(`lead:${eventId}`).slice(0, 15)}`;
