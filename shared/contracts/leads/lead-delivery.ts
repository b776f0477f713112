import type { LeadDelivery } from '../../domain/leads/stream';
import { LEAD_SOURCES, type LeadSourceName } from '../../names/webhooks';
import { beginningOf, readRawBody, type KeptBody, type RawBody } from '../raw-body';
import { parseLeadBody, type LeadBodies } from './lead-bodies';

/** The largest body of each source, in bytes of compact JSON (contracts-leads, section 2). */
export const MAX_LEAD_BODY_BYTES: Readonly<Record<LeadSourceName, number>> = { forms: 262_144, marketing: 262_144, crm: 262_144, outreach: 262_144, 'version-ping': 10_000_000 };

/** An event id is twice a part of sort keys, which end at 1,024 bytes. */
const MAX_ID_BYTES = 400;

/** A delivery as the door sees it: its id, what is kept of its body, and whether it is let in. */
export interface ExaminedLeadDelivery<S extends LeadSourceName> {
  readonly eventId: string;
  /** False when the id was made of the body. */
  readonly idGiven: boolean;
  readonly kept: KeptBody;
  readonly verdict: { readonly ok: true; readonly body: LeadBodies[S] } | { readonly ok: false; readonly reason: string; readonly fields: readonly string[] };
}

/** Reads a raw body of a source: its event id and size. Never throws. */
export const readLeadBody = (source: LeadSourceName, rawBody: string): RawBody => readRawBody(rawBody, { maxBytes: MAX_LEAD_BODY_BYTES[source], fits: (id) => Buffer.byteLength(id) <= MAX_ID_BYTES });

/**
 * Examines a raw body: size first, then its fields. `cut` is true of a compressed one of which more would have come than may. Never throws.
 */
export const examineLeadDelivery = <S extends LeadSourceName>(source: S, rawBody: string, { cut = false }: { readonly cut?: boolean } = {}): ExaminedLeadDelivery<S> => {
  const { body, tooLarge, eventId, idGiven, kept } = readLeadBody(source, rawBody);
  if (tooLarge || cut) return { eventId, idGiven, kept: beginningOf(rawBody), verdict: { ok: false, reason: 'TOO_LARGE', fields: [] } };
  const parsed = parseLeadBody(source, body);
  return { eventId, idGiven, kept, verdict: parsed.ok ? parsed : { ok: false, reason: `INVALID_BODY:${parsed.fields.join(',')}`, fields: parsed.fields } };
};

/** A kept delivery of one of the sources that are worked as one stream. */
export interface KeptLeadDelivery {
  readonly deliveryId: string;
  readonly source: LeadSourceName;
  readonly eventId: string;
  readonly receivedAt: string;
  /** Of one that repeats another: by what. */
  readonly reason?: string | undefined;
  readonly body: string;
}

type Stream = Exclude<LeadSourceName, 'version-ping'>;
const isOfStream = (source: LeadSourceName): source is Stream => source !== 'version-ping';

/** A delivery as the stream works it; undefined when its body is none of this version any more. */
export const toLeadDelivery = ({ deliveryId, source, eventId, receivedAt, reason, body }: KeptLeadDelivery): LeadDelivery | undefined => {
  if (!isOfStream(source)) return undefined;
  const { verdict } = examineLeadDelivery(source, body);
  return verdict.ok ? ({ deliveryId, eventId, receivedAt, repeats: isRepetition(reason) ? reason : undefined, route: LEAD_SOURCES[source], body: verdict.body } as LeadDelivery) : undefined;
};

const isRepetition = (reason: string | undefined): reason is NonNullable<LeadDelivery['repeats']> => reason === 'SAME_ID' || reason === 'SAME_BODY';
