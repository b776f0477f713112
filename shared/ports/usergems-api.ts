/**
 * The port to UserGems' REST API (https://app.usergems.com/api/documentation): one record a request, nothing can be read back. Writes are
 * idempotent by e-mail or domain, so that what may not have arrived is sent again.
 */
export type VendorWrite =
  | {
      readonly kind: 'add_contact';
      readonly email: string;
      readonly firstName?: string | undefined;
      readonly lastName?: string | undefined;
      readonly company?: string | undefined;
      readonly linkedinUrl?: string | undefined;
      readonly relationshipType: string;
      readonly signal: string;
      /** Comes back with every job change: the contact's id. */
      readonly custom: string;
    }
  /** Always scoped: without relationship type and signal every relation of the person would be removed. */
  | { readonly kind: 'remove_contact'; readonly email: string; readonly relationshipType: string; readonly signal: string }
  | { readonly kind: 'add_account'; readonly reportId: number; readonly name: string; readonly domain: string }
  | { readonly kind: 'remove_account'; readonly reportName: string; readonly domain: string }
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
