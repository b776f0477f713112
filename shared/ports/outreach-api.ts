import type { Prospect } from '../domain/outreach/prospect';

/** The port to Outreach's REST API (https://developers.outreach.io/api): one prospect at a time, found again by its e-mail. */
export type ProspectAnswer =
  /** There is exactly this prospect now, new or brought up to date. */
  | { readonly outcome: 'synced' }
  /** Certainly not taken, and a repetition of the same will not help; the vendor's words. */
  | { readonly outcome: 'refused'; readonly reason: string }
  /** Not taken; may be tried again after so many seconds. */
  | { readonly outcome: 'rate_limited'; readonly retryAfterSeconds: number };

export interface OutreachApi {
  /** Tries once; repeating it changes nothing. Throws VendorUnavailableError when the vendor did not answer or failed by itself. */
  upsertProspect(prospect: Prospect): Promise<ProspectAnswer>;
}
