import { listRedrivable, redrive } from '../../../infra/local/redrive';
import { receiveLeadDelivery, type ReceivedLead } from '../../../shared/runtime/receive-lead-delivery';
import { unclaimedDeliveryId, type Delivery } from '../../../shared/stores/delivery-store';
import { LEAD_BODIES, leadBodyWith, leadDoor, LEAD_SETTINGS, type LeadDoor } from './lead-door';
import { memoryDoor } from './memory-door';

const RECEIVED_AT = '2018-07-02T17:00:00.000Z';
const NOW = '2018-07-05T09:00:00.000Z';
const FIRST = 'crm#crm-00003';

let door: LeadDoor;
beforeEach(() => {
  door = leadDoor();
});

const deps = () => ({ deliveries: door.deliveries, signals: memoryDoor().signals, settings: LEAD_SETTINGS });
const receive = (changes: Readonly<Record<string, unknown>> = {}, requestId = 'r1'): Promise<ReceivedLead> =>
  receiveLeadDelivery('crm', { rawBody: JSON.stringify(leadBodyWith('crm', changes)), receivedAt: RECEIVED_AT, requestId }, door);
const settle = (row: Partial<Delivery>): Promise<void> =>
  door.tables.putMany(door.deliveries.settlePuts([{ deliveryId: FIRST, source: 'crm', eventId: 'crm-00003', receivedAt: RECEIVED_AT, requestId: 'r1', outcome: 'rejected', reason: 'OWNER_UNKNOWN', body: JSON.stringify(LEAD_BODIES.crm), ...row }]));
const redriven = async (deliveryId: string, body?: object) => (await redrive([deliveryId], { body: body && JSON.stringify(body), now: NOW }, deps()))[0];
const row = async (deliveryId: string): Promise<Delivery | undefined> => (await door.rows()).get(deliveryId);

describe('a refused delivery of the lead database', () => {
  it('comes in again with its corrected body, as received now, and says what it was redriven as', async () => {
    const { deliveryId } = await receive({ object: 'Task' });

    expect(await redriven(deliveryId, LEAD_BODIES.crm)).toEqual({ signalId: deliveryId, outcome: 'held', redrivenAs: FIRST, because: 'it came in again, and the next run of the lead database works it' });
    expect(await row(FIRST)).toMatchObject({ outcome: 'held', receivedAt: NOW, body: JSON.stringify(LEAD_BODIES.crm) });
    expect(await row(deliveryId)).toMatchObject({ outcome: 'rejected', reason: 'INVALID_BODY:object', receivedAt: RECEIVED_AT, redrivenAs: FIRST });
    expect(await listRedrivable(deps())).toEqual([]);
  });

  it('comes in again with the body that it has when only the store refused it', async () => {
    await receive();
    await settle({});
    const again = unclaimedDeliveryId('crm', 'crm-00003', `redrive-${FIRST}`);

    expect(await listRedrivable(deps())).toEqual([{ signalId: FIRST, outcome: 'rejected', reason: 'OWNER_UNKNOWN', receivedAt: RECEIVED_AT }]);
    expect(await redriven(FIRST)).toMatchObject({ outcome: 'held', redrivenAs: again });
    expect(await door.deliveries.due('2018-07-06T00:00:00.000Z')).toEqual([again]);
    expect(await redriven(FIRST)).toMatchObject({ outcome: 'not_redriven', because: `it was redriven already, as ${again}` });
  });

  it('stays as it is when it would be refused again', async () => {
    const { deliveryId } = await receive({ object: 'Task' });
    const before = await door.rows();

    expect(await redriven(deliveryId)).toEqual({ signalId: deliveryId, outcome: 'not_redriven', because: 'it would be refused again as INVALID_BODY:object: give the corrected body with --body FILE' });
    expect(await door.rows()).toEqual(before);
  });

  it('TOO_LARGE comes in again only with a body of its own', async () => {
    const { deliveryId } = await receive({ note: 'x'.repeat(300_000) });

    expect(await redriven(deliveryId)).toMatchObject({ outcome: 'not_redriven', because: 'only the beginning of its body was kept: give a smaller one with --body FILE' });
    expect(await redriven(deliveryId, LEAD_BODIES.crm)).toMatchObject({ outcome: 'held' });
  });

  it('whose event was processed meanwhile is a duplicate, and done with', async () => {
    const { deliveryId } = await receive({ object: 'Task' });
    await receive({}, 'r2');
    await settle({ requestId: 'r2', outcome: 'processed', reason: '' });

    expect(await redriven(deliveryId, LEAD_BODIES.crm)).toMatchObject({ outcome: 'duplicate', because: 'crm-00003 came in before: SAME_ID' });
    expect(await listRedrivable(deps())).toEqual([]);
  });

  it.each<[string, Partial<Delivery>]>([
    ['was processed', { outcome: 'processed', reason: '' }],
    ['waits', { outcome: 'held', reason: '' }],
    ['is of an erased person', { outcome: 'rejected', reason: 'ERASED' }],
  ])('is none that %s', async (_name, about) => {
    await receive();
    await settle(about);

    expect(await redriven(FIRST)).toMatchObject({ outcome: 'not_redriven', because: expect.stringContaining('only refused deliveries can be redriven') });
    expect(await listRedrivable(deps())).toEqual([]);
  });
});
