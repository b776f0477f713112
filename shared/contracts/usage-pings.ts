import * as z from 'zod';
import { hostOf } from '../domain/usage-pings/host-of';
import type { UsagePing } from '../domain/usage-pings/usage-ping';

/** The door has checked the envelope: `pings` holds 1 to 100,000 of whatever (contracts-leads, section 2). */
const bodySchema = z.object({ pings: z.array(z.unknown()) });

/** Null is missing. Counts are whole numbers from 0; an instance that does not say so is one. */
const count = z.int().min(0).nullish();
const elementSchema = z.object({ host: z.string(), pingedAt: z.string().trim().pipe(z.iso.datetime({ offset: true })), activeUsers: count, instances: count });

/** Characters of an unreadable host that are kept. */
const LONGEST_GIVEN = 1_000;

/** The elements of a delivery of version pings: a bad one refuses no other (CE-01; contracts-leads, section 11). */
export const readUsagePings = ({ deliveryId, receivedAt, body }: { readonly deliveryId: string; readonly receivedAt: string; readonly body: string }): UsagePing[] =>
  bodySchema.parse(JSON.parse(body)).pings.map((element, index): UsagePing => {
    const at = { receivedAt, place: `${deliveryId}#${String(index).padStart(6, '0')}` };
    const read = elementSchema.safeParse(element);
    const host = read.success ? hostOf(read.data.host) : undefined;
    if (!read.success || host === undefined) return { ...at, kind: 'unreadable', host: givenHost(element).slice(0, LONGEST_GIVEN) };
    const { pingedAt, activeUsers, instances } = read.data;
    return { ...at, kind: 'ping', host, pingedAt: new Date(pingedAt).toISOString(), activeUsers: activeUsers ?? 0, instances: instances ?? 1 };
  });

/** The host as it was delivered; empty when there is none. */
const givenHost = (element: unknown): string => (typeof element === 'object' && element !== null && 'host' in element && typeof element.host === 'string' ? element.host : '');
