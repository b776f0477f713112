import * as fc from 'fast-check';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { deliveryOrder } from '../../../shared/domain/leads/stream';
import { LEAD_SOURCES } from '../../../shared/names/webhooks';
import type { Tables } from '../../../shared/ports/tables';
import { deliveryIdOf, deliveryStore, unclaimedDeliveryId, type Delivery, type DeliveryStore } from '../../../shared/stores/delivery-store';

let tables: Tables;
let deliveries: DeliveryStore;
beforeEach(() => {
  tables = memoryTables();
  deliveries = deliveryStore(tables);
});

const STREAM_SOURCES = ['forms', 'marketing', 'crm', 'outreach'] as const;
const AT = '2018-07-02T17:00:00.000Z';
const LATER = '2018-07-03T00:00:00.000Z';

const aDelivery = (eventId: string, about: Partial<Delivery> = {}): Delivery => {
  const source = about.source ?? 'forms';
  return { deliveryId: deliveryIdOf(source, eventId), source, eventId, receivedAt: AT, requestId: `r-${eventId}`, outcome: 'held', reason: '', body: '{}', ...about };
};
const aRepetition = (eventId: string, about: Partial<Delivery> = {}): Delivery => {
  const { source, requestId = 'again', ...first } = aDelivery(eventId, { requestId: 'again', ...about });
  return { ...first, source, requestId, reason: 'SAME_ID', deliveryId: unclaimedDeliveryId(source, eventId, requestId) };
};
const settle = (rows: readonly Delivery[]): Promise<void> => tables.putMany(deliveries.settlePuts(rows));

describe('what waits', () => {
  it('comes in the order of the stream, the first so many, over all its sources and buckets', async () => {
    const instants = fc.integer({ min: 0, max: 5 }).map((minute) => `2018-07-02T17:0${minute}:00.000Z`);
    const events = fc.uniqueArray(fc.record({ eventId: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 3 }), source: fc.constantFrom(...STREAM_SOURCES), receivedAt: instants }), { selector: ({ source, eventId }) => `${source}#${eventId}`, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(events, fc.integer({ min: 1, max: 70 }), instants, async (rows, limit, before) => {
        const store = deliveryStore(memoryTables());
        const kept = rows.map(({ eventId, ...about }) => aDelivery(eventId, about));
        for (const delivery of kept) await store.accept(delivery);

        const due = kept.filter(({ receivedAt }) => receivedAt < before).sort((a, b) => (deliveryOrder(a) < deliveryOrder(b) ? -1 : 1)).map(({ deliveryId }) => deliveryId);
        expect(await store.due(before, limit)).toEqual(due.slice(0, limit));
        expect(await store.due(before)).toEqual(due);
        expect(await store.countDue(before)).toBe(due.length);
      }),
      { numRuns: 200 },
    );
  });

  it('is read hardly further than it is asked for', async () => {
    for (let index = 0; index < 400; index += 1) await deliveries.accept(aDelivery(`e-${index}`, { source: STREAM_SOURCES[index % 4] ?? 'crm', receivedAt: new Date(Date.parse(AT) + index).toISOString() }));
    let read = 0;
    const counted = deliveryStore({ ...tables, query: async (spec) => tables.query(spec).then((items) => ((read += items.length), items)) });

    expect((await counted.due(LATER, 40)).length).toBe(40);
    expect(read).toBeLessThanOrEqual(320);
  });

  it('is that of the stream; pings are asked for by name', async () => {
    await deliveries.accept(aDelivery('form'));
    await deliveries.accept(aDelivery('ping', { source: 'version-ping' }));

    expect(await deliveries.due(LATER)).toEqual(['forms#form']);
    expect(await deliveries.due(LATER, 10, 'pings')).toEqual(['version-ping#ping']);
    expect(await deliveries.countDue(LATER, 'pings')).toBe(1);
  });

  it('stands behind what it repeats, also at one instant', async () => {
    for (const source of STREAM_SOURCES) {
      await deliveries.keep(aRepetition('e', { source }));
      await deliveries.accept(aDelivery('e', { source }));
    }

    const due = await deliveries.due(LATER);
    for (const source of STREAM_SOURCES) expect(due.indexOf(deliveryIdOf(source, 'e'))).toBeLessThan(due.indexOf(unclaimedDeliveryId(source, 'e', 'again')));
  });

  it('waits no more once it is settled', async () => {
    await deliveries.accept(aDelivery('a'));
    await settle([aDelivery('a', { outcome: 'processed', recordId: '00Q1', runId: 'lead-intake-1' })]);

    expect(await deliveries.due(LATER)).toEqual([]);
    expect([...(await deliveries.find(['forms#a'])).values()]).toEqual([aDelivery('a', { outcome: 'processed', recordId: '00Q1', runId: 'lead-intake-1' })]);
  });
});

describe('the first delivery of an event', () => {
  it('is kept once; the same request again is the same delivery', async () => {
    expect(await deliveries.accept(aDelivery('a'))).toBe(true);
    expect(await deliveries.accept(aDelivery('a'))).toBe(true);
    expect(await deliveries.accept(aDelivery('a', { requestId: 'other', body: '{"other":1}' }))).toBe(false);
    expect((await deliveries.find(['forms#a'])).get('forms#a')?.body).toBe('{}');
  });

  it.each<[string, readonly Delivery[], boolean]>([
    ['waits', [], false],
    ['was processed', [aDelivery('a', { outcome: 'processed' })], true],
    ['was refused', [aDelivery('a', { outcome: 'rejected', reason: 'RECORD_UNKNOWN' })], false],
    ['was refused, and another was processed', [aDelivery('a', { outcome: 'rejected', reason: 'RECORD_UNKNOWN' }), { ...aRepetition('a'), outcome: 'processed', reason: '' }], true],
    ['was refused, and so was another', [aDelivery('a', { outcome: 'rejected' }), { ...aRepetition('a'), outcome: 'rejected' }], false],
  ])('PLAT-04: that %s', async (_name, settled, isClaimed) => {
    await deliveries.accept(aDelivery('a'));
    await settle(settled);

    expect(await deliveries.claimOf('forms', 'a')).toEqual({ isClaimed, firstWaits: settled.length === 0, firstReceivedAt: AT });
    const event = { route: LEAD_SOURCES.forms, eventId: 'a' } as const;
    expect(await deliveries.takenEvents([event, { ...event, eventId: 'b' }])).toEqual(new Set(isClaimed ? ['/webhooks/forms#a'] : []));
  });

  it('of pings claims its id at the door', async () => {
    await deliveries.accept(aDelivery('a', { source: 'version-ping' }));

    expect(await deliveries.claimOf('version-ping', 'a')).toMatchObject({ isClaimed: true });
  });
});

describe('a body that does not fit an item', () => {
  /** Hardly compressible, so that it takes several items. */
  const large = JSON.stringify({ noise: Array.from({ length: 90_000 }, (_, index) => Math.sin(index + 1)) });

  it('is kept in pieces and read back, also after it was settled', async () => {
    expect(large.length).toBeGreaterThan(1_500_000);
    await deliveries.accept(aDelivery('a', { source: 'version-ping', body: large }));
    await settle([aDelivery('a', { source: 'version-ping', body: large, outcome: 'processed' })]);

    const row = (await deliveries.find(['version-ping#a'])).get('version-ping#a');
    expect(row?.outcome).toBe('processed');
    expect(row?.body === large).toBe(true);
  });

  it('is not that of another delivery of the event', async () => {
    await deliveries.accept(aDelivery('a', { source: 'version-ping', body: large }));
    expect(await deliveries.accept(aDelivery('a', { source: 'version-ping', requestId: 'other', body: large.replace('noise', 'other') }))).toBe(false);

    expect((await deliveries.find(['version-ping#a'])).get('version-ping#a')?.body === large).toBe(true);
  });

  it('is left out where every delivery is listed', async () => {
    await deliveries.accept(aDelivery('a', { source: 'version-ping', body: large }));
    await settle([{ ...aRepetition('b'), outcome: 'processed' }]);

    const rows: Delivery[] = [];
    for await (const page of deliveries.all()) rows.push(...page);
    expect(rows.map(({ deliveryId, body }) => [deliveryId, body]).sort()).toEqual([[unclaimedDeliveryId('forms', 'b', 'again'), '{}'], ['version-ping#a', '']].sort());
  });
});
