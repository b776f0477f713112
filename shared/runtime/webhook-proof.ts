import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What a caller shows. */
export interface ShownRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body as it was sent. */
  readonly bytes: Uint8Array;
  /** When it came in, in milliseconds since the epoch. */
  readonly at: number;
}

/** How a caller proves that it knows a secret. */
export interface Proof {
  /** What one who does not is told. */
  readonly refusal: string;
  readonly holds: (request: ShownRequest, secret: string) => boolean;
}

const API_KEY_HEADER = 'x-api-key';

/** A vendor that signs nothing sends the key itself. */
export const API_KEY: Proof = {
  refusal: 'The x-api-key header is missing or wrong',
  holds: ({ headers }, key) => timingSafeEqual(digest(key), digest(headers[API_KEY_HEADER] ?? '')),
};

/** A signed delivery may be so old, or so far ahead, so that one that was overheard cannot be sent again later. */
const TOLERANCE_MS = 300_000;

/** Our own producers sign the instant and the bytes of the body (PLAT-04; contracts-leads, section 2). */
export const SIGNATURE: Proof = {
  refusal: 'The x-signature header is missing or wrong, or x-timestamp is more than 300 seconds off',
  holds: ({ headers, bytes, at }, secret) => {
    const timestamp = headers['x-timestamp'] ?? '';
    const isTimely = /^\d{1,12}$/.test(timestamp) && Math.abs(at - Number(timestamp) * 1_000) <= TOLERANCE_MS;
    return timingSafeEqual(digest(signatureOf(secret, timestamp, bytes)), digest(headers['x-signature'] ?? '')) && isTimely;
  },
};

/** What `x-signature` holds for a body sent at an instant in Unix seconds. */
export const signatureOf = (secret: string, timestamp: string, bytes: Uint8Array | string): string => `v1=${createHmac('sha256', secret).update(`${timestamp}.`).update(bytes).digest('hex')}`;

/** Digests have one length, whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
