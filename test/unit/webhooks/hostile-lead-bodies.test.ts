import * as fc from 'fast-check';
import { LEAD_SOURCE_NAMES, type LeadSourceName } from '../../../shared/names/webhooks';
import { answerLeadDelivery } from '../../../shared/runtime/answer-lead-delivery';
import type { Delivery } from '../../../shared/stores/delivery-store';
import { hostileLeadBodies } from './hostile-lead-bodies';
import { leadDoor } from './lead-door';

const RECEIVED_AT = '2018-07-02T17:00:30.000Z';

/** What an answer says of the row that the delivery left. */
const answerFor = ({ outcome, reason, eventId: id }: Delivery, limit: string): object => {
  if (outcome === 'held' && reason === '') return { status: 202, body: { status: 'accepted', id } };
  if (outcome !== 'rejected') return { status: 200, body: { status: 'duplicate', id } };
  if (reason === 'TOO_LARGE') return { status: 413, body: { message: `The body is larger than ${limit} bytes`, id } };
  return { status: 400, body: { message: 'The body was refused', id, fields: reason.slice('INVALID_BODY:'.length).split(',') } };
};

it('PLAT-04: 10,000 hostile bodies: each is answered, leaves one row that says what the answer says, and overwrites none', async () => {
  let delivered = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...LEAD_SOURCE_NAMES).chain((source) => hostileLeadBodies(source).map((bytes) => [source, bytes] as const)), { minLength: 20, maxLength: 20 }), async (posts) => {
      const door = leadDoor();
      for (const [source, bytes] of posts) {
        const rawBody = bytes.toString('utf8');
        const before = await door.rows();

        const reply = await answerLeadDelivery(source)(door, { rawBody, receivedAt: RECEIVED_AT, requestId: `request-${(delivered += 1)}` }, { headers: {}, bytes, at: Date.parse(RECEIVED_AT) });

        const after = await door.rows();
        const added = [...after.values()].filter(({ deliveryId }) => !before.has(deliveryId));
        const changed = [...before.values()].filter(({ deliveryId, outcome, body }) => after.get(deliveryId)?.outcome !== outcome || after.get(deliveryId)?.body !== body);
        expect(changed).toEqual([]);
        expect(added.map((row) => answerFor(row, LIMITS[source]))).toEqual([reply]);
        if (rawBody.length > 0 && Buffer.byteLength(rawBody) <= 262_144) expect(added[0]?.body === rawBody).toBe(true);
      }
      const waiting = [...(await door.rows()).values()].filter(({ outcome }) => outcome === 'held');
      expect((await door.deliveries.countDue('2018-07-03T00:00:00.000Z')) + (await door.deliveries.countDue('2018-07-03T00:00:00.000Z', 'pings'))).toBe(waiting.length);
    }),
    { numRuns: 500 },
  );
  expect(delivered).toBeGreaterThanOrEqual(10_000);
}, 180_000);

const LIMITS: Readonly<Record<LeadSourceName, string>> = { forms: '262144', marketing: '262144', crm: '262144', outreach: '262144', 'version-ping': '10000000' };
