import * as fc from 'fast-check';
import { run } from '../../../lambdas/webhooks/usergems';
import { MAX_BODY_BYTES } from '../../../shared/contracts/usergems-delivery';
import type { Signal } from '../../../shared/stores/signal-store';
import { hostileBodies } from './hostile-bodies';
import { memoryDoor, type MemoryDoor } from './memory-door';
import { post, webhookFront } from './webhook-front';

/** The rows that were not there before; those that were have not changed. */
const added = (before: ReadonlyMap<string, Signal>, after: ReadonlyMap<string, Signal>): Signal[] => {
  for (const [id, { outcome, body }] of before) if (after.get(id)?.outcome !== outcome || after.get(id)?.body !== body) throw new Error(`${id} was overwritten`);
  return [...after.values()].filter(({ signalId }) => !before.has(signalId));
};

/** What an answer says of the row that the delivery left. */
const ANSWERS: Readonly<Record<Signal['outcome'], (row: Signal) => object>> = {
  held: ({ eventId }) => ({ status: 202, body: { status: 'accepted', id: eventId } }),
  duplicate: ({ eventId }) => ({ status: 200, body: { status: 'duplicate', id: eventId } }),
  rejected: ({ eventId, reason }) =>
    reason === 'TOO_LARGE'
      ? { status: 413, body: { message: 'The body is larger than 256 KiB', id: eventId } }
      : { status: 400, body: { message: 'The body was refused', id: eventId, fields: reason.slice('INVALID_BODY:'.length).split(',') } },
  failed: () => ({}),
  lead_created: () => ({}),
  enriched_existing: () => ({}),
};

const heldIds = async (door: MemoryDoor): Promise<string[]> => [...(await door.rows()).values()].flatMap(({ outcome, eventId }) => (outcome === 'held' ? [eventId] : []));

it('PLAT-04: 10,000 hostile bodies: each is answered, leaves one row that says what the answer says, and overwrites none', async () => {
  let delivered = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(hostileBodies, { minLength: 20, maxLength: 20 }), async (bodies) => {
      const door = memoryDoor();
      for (const bytes of bodies) {
        const rawBody = bytes.toString('utf8');
        const before = await door.rows();

        const reply = await run(door, { rawBody, receivedAt: '2024-10-03T17:05:00.000Z', requestId: `request-${(delivered += 1)}` });

        const rows = added(before, await door.rows());
        expect(rows.map((row) => ANSWERS[row.outcome](row))).toEqual([reply]);
        if (Buffer.byteLength(rawBody) <= MAX_BODY_BYTES) expect(rows[0]?.body === rawBody).toBe(true);
      }
      const ids = await heldIds(door);
      expect(new Set(ids).size).toBe(ids.length);
      expect(await door.signals.countDue('feed')).toBe(ids.length);
    }),
    { numRuns: 500 },
  );
  expect(delivered).toBeGreaterThanOrEqual(10_000);
}, 120_000);

it('PLAT-04: hostile bodies through the gateway, as text and as bytes: never a server error, nothing lost', async () => {
  const door = memoryDoor();
  const api = webhookFront(door, { keys: { current: 'key' }, now: () => Date.parse('2024-10-03T17:05:00Z') });
  const statuses: number[] = [];

  for (const [index, body] of fc.sample(hostileBodies, 400).entries()) {
    statuses.push((await post(api, { key: 'key', body, type: index % 2 === 0 ? 'application/json' : 'application/octet-stream' })).status);
  }

  const outcomes = [...(await door.rows()).values()].map(({ outcome, reason }) => (reason === 'TOO_LARGE' ? reason : outcome));
  const expected: Readonly<Record<number, string>> = { 200: 'duplicate', 202: 'held', 400: 'rejected', 413: 'TOO_LARGE' };
  expect(outcomes.toSorted()).toEqual(statuses.map((status) => String(expected[status])).toSorted());
}, 60_000);
