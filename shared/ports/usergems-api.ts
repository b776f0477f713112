import type { VendorAdd, VendorRemoval } from '../domain/usergems/vendor-record';

/**
 * The port to UserGems' REST API (https://app.usergems.com/api/documentation): one record a request, nothing can be read back. Writes are
 * idempotent by e-mail or domain, so that what may not have arrived is sent again.
 */
export type VendorWrite =
  | VendorAdd
  | VendorRemoval
  /** POST /privacy/delete: the vendor forgets the person. */
  | { readonly kind: 'erase_person'; readonly email: string };

export type VendorAnswer =
  /** 200: taken into the vendor's queue. */
  | { readonly outcome: 'queued' }
  /** Certainly not taken, and a repetition of the same will not help; the vendor's message. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** 429, which comes without Retry-After. */
  | { readonly outcome: 'rate_limited' };

export interface UserGemsApi {
  /** Tries once. Throws VendorUnavailableError when the vendor did not answer or failed by itself. */
  send(write: VendorWrite): Promise<VendorAnswer>;
}
