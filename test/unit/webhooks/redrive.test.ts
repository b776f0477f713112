import { listRedrivable, redrive } from '../../../infra/local/redrive';
import { receiveDelivery, type Received } from '../../../shared/runtime/receive-delivery';
import { pushSignalId, type Signal, unclaimedSignalId } from '../../../shared/stores/signal-store';
import { bodyWith, FEED_ROW, FULL_BODY } from './full-body';
import { memoryDoor, type MemoryDoor } from './memory-door';

const RECEIVED_AT = '2024-10-03T17:05:00.000Z';
const NOW = '2024-10-07T09:00:00.000Z';

let door: MemoryDoor;
beforeEach(() => {
  door = memoryDoor();
});

const receive = (body: object, requestId = 'r1'): Promise<Received> => receiveDelivery({ rawBody: JSON.stringify(body), receivedAt: RECEIVED_AT, requestId }, door);
const keep = async (signal: Partial<Signal>): Promise<string> => {
  const row: Signal = { signalId: FEED_ROW, eventId: FULL_BODY.id, source: 'feed', receivedAt: RECEIVED_AT, motion: 'job_change', outcome: 'failed', reason: 'PROCESSING:TypeError', body: JSON.stringify(FULL_BODY), ...signal };
  await door.signals.keep(row);
  return row.signalId;
};
const row = async (signalId: string): Promise<Signal | undefined> => (await door.rows()).get(signalId);
const why = async (signalId: string, body?: string): Promise<unknown> => (await redrive([signalId], { body, now: NOW }, door))[0];

describe('a refused delivery', () => {
  it('comes in again with its corrected body, as received now, and says what it was redriven as', async () => {
    const { signalId } = await receive(bodyWith({ type: 'JobChange' }));
    const body = JSON.stringify(FULL_BODY, null, 2);

    expect(await why(signalId, body)).toEqual({ signalId, outcome: 'held', redrivenAs: FEED_ROW, because: 'it came in again, and the sync releases it' });
    expect(await row(FEED_ROW)).toMatchObject({ outcome: 'held', receivedAt: NOW, body });
    expect(await row(signalId)).toMatchObject({ outcome: 'rejected', reason: 'INVALID_BODY:type', receivedAt: RECEIVED_AT, redrivenAs: FEED_ROW });
    expect(await door.signals.due('feed', '2024-10-08T13:00:00.000Z')).toEqual([FEED_ROW]);
  });

  it('comes in again with the body that was kept, once its form is understood', async () => {
    const signalId = await keep({ signalId: unclaimedSignalId(FULL_BODY.id, 'r1'), outcome: 'rejected', reason: 'INVALID_BODY:type' });

    expect(await why(signalId)).toMatchObject({ outcome: 'held', redrivenAs: FEED_ROW });
  });

  it('stays as it is when it would be refused again', async () => {
    const { signalId } = await receive(bodyWith({ type: 'JobChange' }));
    const before = await door.rows();

    expect(await why(signalId)).toEqual({ signalId, outcome: 'not_redriven', because: 'it would be refused again as INVALID_BODY:type: give the corrected body with --body FILE' });
    expect(await why(signalId, '{')).toMatchObject({ because: expect.stringContaining('INVALID_BODY:body') });
    expect(await door.rows()).toEqual(before);
  });

  it('TOO_LARGE comes in again only with a body of its own: that of the row was cut', async () => {
    const { signalId } = await receive({ ...FULL_BODY, note: 'x'.repeat(300_000) });

    expect(await why(signalId)).toEqual({ signalId, outcome: 'not_redriven', because: 'only the beginning of its body was kept: give a smaller one with --body FILE' });
    expect(await why(signalId, JSON.stringify(FULL_BODY))).toMatchObject({ outcome: 'held', redrivenAs: FEED_ROW });
  });

  it('whose event has come in meanwhile is a duplicate, and done with', async () => {
    const { signalId } = await receive(bodyWith({ type: 'JobChange' }));
    await receive(FULL_BODY, 'r2');

    expect(await why(signalId, JSON.stringify(FULL_BODY))).toEqual({ signalId, outcome: 'duplicate', redrivenAs: unclaimedSignalId(FULL_BODY.id, `redrive-${signalId}`), because: 'ug-000123 came in before: SAME_ID' });
    expect(await listRedrivable(door)).toEqual([]);
  });

  it('is redriven once', async () => {
    const { signalId } = await receive(bodyWith({ type: 'JobChange' }));
    await why(signalId, JSON.stringify(FULL_BODY));

    expect(await why(signalId, JSON.stringify(FULL_BODY))).toEqual({ signalId, outcome: 'not_redriven', because: `it was redriven already, as ${FEED_ROW}` });
  });

  it('PLAT-05: two refused deliveries of one event make one', async () => {
    const refused = [await keep({ signalId: unclaimedSignalId('ug-000123', 'r1'), outcome: 'rejected', reason: 'INVALID_BODY:type' }), await keep({ signalId: unclaimedSignalId('ug-000123', 'r2'), outcome: 'rejected', reason: 'INVALID_BODY:type' })];

    expect((await redrive(refused, { now: NOW }, door)).map(({ outcome }) => outcome)).toEqual(['held', 'duplicate']);
  });
});

describe('a failed signal', () => {
  it('waits again where it stands, with the instant and the body it came with', async () => {
    const signalId = await keep({ leadId: '00Q1', contactId: '0031', tier: '1', releasedOn: '2024-10-08', runId: 'usergems-sync-2024-10-08' });

    expect(await why(signalId)).toEqual({ signalId, outcome: 'held', redrivenAs: signalId, because: 'the sync releases it' });
    expect(await row(signalId)).toEqual({ signalId, eventId: FULL_BODY.id, source: 'feed', receivedAt: RECEIVED_AT, motion: 'job_change', outcome: 'held', reason: 'NEXT_TUESDAY', body: JSON.stringify(FULL_BODY) });
    expect(await door.signals.due('feed', NOW)).toEqual([signalId]);
    expect(await listRedrivable(door)).toEqual([]);
  });

  it('so does one that was let in and refused at its release', async () => {
    const signalId = await keep({ outcome: 'rejected', reason: 'INVALID_BODY:person.email' });

    expect(await why(signalId)).toMatchObject({ outcome: 'held', redrivenAs: signalId });
  });

  it('of a push waits for that push', async () => {
    const signalId = await keep({ signalId: pushSignalId(2, 'ug-1'), source: 'push2', receivedAt: undefined, line: 7 });

    expect(await why(signalId)).toMatchObject({ outcome: 'held', because: 'start push 2 for a business date of its own to release it' });
    expect(await row(signalId)).toMatchObject({ outcome: 'held', reason: 'PUSH_2' });
    expect(await door.signals.due('push2')).toEqual([signalId]);
  });

  it('keeps the body that it was let in with', async () => {
    expect(await why(await keep({}), JSON.stringify(FULL_BODY))).toMatchObject({ outcome: 'not_redriven', because: 'it was let in with the body that it has: redrive it without --body' });
  });
});

describe('what is not redriven', () => {
  it.each<[string, Partial<Signal>, string]>([
    ['held', { outcome: 'held', reason: 'NEXT_TUESDAY' }, 'it is held, NEXT_TUESDAY: only failed signals'],
    ['released', { outcome: 'lead_created', reason: '' }, 'it is lead_created: only failed signals'],
    ['a duplicate', { outcome: 'duplicate', reason: 'SAME_ID' }, 'it is duplicate, SAME_ID: only failed signals'],
    ['not wanted', { outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT' }, 'it is rejected, NOT_TARGET_ACCOUNT: only failed signals'],
    ['a refused row of a push', { outcome: 'rejected', reason: 'INVALID_BODY:type', source: 'push1', signalId: 'push1:ug-1~7' }, "it is a row of push1: correct it in that push's file"],
  ])('%s: refused by name, and not listed', async (_name, signal, because) => {
    const signalId = await keep(signal);
    const before = await door.rows();

    expect(await why(signalId)).toEqual({ signalId, outcome: 'not_redriven', because: expect.stringContaining(because) });
    expect(await door.rows()).toEqual(before);
    expect(await listRedrivable(door)).toEqual([]);
  });

  it('an id that nobody knows', async () => {
    expect(await why('ug-9')).toEqual({ signalId: 'ug-9', outcome: 'not_redriven', because: 'there is no such signal: --list shows those that can be redriven' });
  });
});

it('the list is what can be redriven, oldest first', async () => {
  await receive(FULL_BODY);
  await keep({ signalId: 'ug-3', eventId: 'ug-3', receivedAt: '2024-10-05T00:00:00.000Z' });
  const { signalId } = await receive(bodyWith({ type: 'JobChange', id: 'ug-2' }));

  expect(await listRedrivable(door)).toEqual([
    { signalId, outcome: 'rejected', reason: 'INVALID_BODY:type', receivedAt: RECEIVED_AT },
    { signalId: 'ug-3', outcome: 'failed', reason: 'PROCESSING:TypeError', receivedAt: '2024-10-05T00:00:00.000Z' },
  ]);
});
