import type { LeadDelivery } from './stream';

/** What became of a delivery, and of which record it told. */
export type Verdict =
  | { readonly outcome: 'processed'; readonly reasons: readonly string[]; readonly recordId?: string | undefined }
  | { readonly outcome: 'duplicate' | 'rejected'; readonly reasons: readonly string[] };

/** Empty reasons are left out, so that a rule may answer with none. */
export const processed = (recordId: string, ...reasons: readonly (string | undefined)[]): Verdict => ({ outcome: 'processed', reasons: reasons.filter((reason) => reason !== undefined), recordId });

/** A refused delivery changes nothing. */
export const rejected = (reason: string): Verdict => ({ outcome: 'rejected', reasons: [reason] });

/** Its event was processed before. */
export const duplicate = (reason: string): Verdict => ({ outcome: 'duplicate', reasons: [reason] });

/** Deliveries of one of the doors. */
export type DeliveryOf<R extends LeadDelivery['route']> = Extract<LeadDelivery, { readonly route: R }>;
