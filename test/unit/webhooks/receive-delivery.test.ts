import { receiveDelivery } from '../../../shared/runtime/receive-delivery';
import { pushSignalId, type Signal, unclaimedSignalId } from '../../../shared/stores/signal-store';
import { bodyWith, FEED_ROW, FULL_BODY } from './full-body';
import { memoryDoor, type MemoryDoor } from './memory-door';

let door: MemoryDoor;
let deliveries: number;
beforeEach(() => {
  door = memoryDoor();
  deliveries = 0;
});

const RECEIVED_AT = '2024-10-03T17:05:01.000Z';

const receive = (body: unknown) => {
  deliveries += 1;
  return receiveDelivery({ rawBody: typeof body === 'string' ? body : JSON.stringify(body), receivedAt: RECEIVED_AT, requestId: `r${deliveries}` }, door);
};
const rows = async (): Promise<Partial<Signal>[]> => [...(await door.rows()).values()].map(({ signalId, outcome, reason }) => ({ signalId, outcome, reason }));

describe('a delivery at the door (contracts, sections 3 and 8)', () => {
  it('UG-08: is kept as received and waits for the next release', async () => {
    const rawBody = JSON.stringify(FULL_BODY, null, 2);

    expect(await receive(rawBody)).toEqual({ signalId: FEED_ROW, eventId: FULL_BODY.id, outcome: 'held', reason: 'NEXT_TUESDAY', fields: [] });
    expect([...(await door.rows()).values()]).toEqual([
      { signalId: FEED_ROW, eventId: FULL_BODY.id, source: 'feed', receivedAt: RECEIVED_AT, requestId: 'r1', motion: 'job_change', outcome: 'held', reason: 'NEXT_TUESDAY', body: rawBody },
    ]);
    expect(await door.signals.due('feed', '2024-10-03T17:05:01.001Z')).toEqual([FEED_ROW]);
    expect(await door.signals.due('feed', RECEIVED_AT)).toEqual([]);
  });

  it('PLAT-04: the same id again leaves a row of its own and nothing more to release, whatever the rest says', async () => {
    await receive(FULL_BODY);

    expect(await receive({ ...FULL_BODY, type: 'promotion' })).toEqual({ signalId: unclaimedSignalId(FULL_BODY.id, 'r2'), eventId: FULL_BODY.id, outcome: 'duplicate', reason: 'SAME_ID', fields: [] });
    expect(await receive({ ...FULL_BODY, id: ` ${FULL_BODY.id}` })).toMatchObject({ outcome: 'duplicate', reason: 'SAME_ID' });
    expect(await rows()).toEqual([
      { signalId: unclaimedSignalId(FULL_BODY.id, 'r2'), outcome: 'duplicate', reason: 'SAME_ID' },
      { signalId: unclaimedSignalId(FULL_BODY.id, 'r3'), outcome: 'duplicate', reason: 'SAME_ID' },
      { signalId: FEED_ROW, outcome: 'held', reason: 'NEXT_TUESDAY' },
    ]);
    expect(await door.signals.countDue('feed')).toBe(1);
  });

  it('PLAT-04: without an id the same body is a duplicate, in whatever order and spacing it comes', async () => {
    const body = bodyWith({ id: undefined });
    const { eventId } = await receive(body);

    const reordered = JSON.stringify(Object.fromEntries(Object.entries(body).toReversed()), null, 3);

    expect(await receive(reordered)).toEqual({ signalId: unclaimedSignalId(eventId, 'r2'), eventId, outcome: 'duplicate', reason: 'SAME_BODY', fields: [] });
    expect(await receive(bodyWith({ id: undefined, 'current.title': 'CIO' }))).toMatchObject({ outcome: 'held' });
  });

  it('PLAT-05: of the same delivery many times at once one is taken', async () => {
    const outcomes = (await Promise.all(Array.from({ length: 20 }, () => receive(FULL_BODY)))).map(({ outcome }) => outcome);

    expect(outcomes.toSorted()).toEqual([...Array<string>(19).fill('duplicate'), 'held']);
    expect((await door.rows()).size).toBe(20);
  });

  it('a refused delivery is kept with its reason and claims nothing: its id can be used again', async () => {
    const refused = await receive(bodyWith({ type: 'x' }));
    const tooLarge = await receive({ ...FULL_BODY, note: 'x'.repeat(300_000) });

    expect(refused).toEqual({ signalId: unclaimedSignalId(FULL_BODY.id, 'r1'), eventId: FULL_BODY.id, outcome: 'rejected', reason: 'INVALID_BODY:type', fields: ['type'] });
    expect(tooLarge).toEqual({ signalId: unclaimedSignalId(FULL_BODY.id, 'r2'), eventId: FULL_BODY.id, outcome: 'rejected', reason: 'TOO_LARGE', fields: [] });
    expect(await receive(FULL_BODY)).toMatchObject({ signalId: FEED_ROW, outcome: 'held' });
    expect((await rows()).map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected', 'held']);
  });

  it('a refusal comes before the question whether it is a duplicate', async () => {
    await receive(FULL_BODY);

    expect(await receive(bodyWith({ 'person.email': 'none' }))).toMatchObject({ outcome: 'rejected', reason: 'INVALID_BODY:person.email' });
  });

  it.each<[string, Pick<Signal, 'outcome' | 'reason'>, 'held' | 'duplicate']>([
    ['was released', { outcome: 'lead_created', reason: '' }, 'duplicate'],
    ['was released without a lead', { outcome: 'rejected', reason: 'NOT_TARGET_ACCOUNT' }, 'duplicate'],
    ['still waits', { outcome: 'held', reason: 'PUSH_1' }, 'held'],
    ['was refused', { outcome: 'rejected', reason: 'WRONG_MOTION_FOR_PUSH' }, 'held'],
  ])('feed and pushes share one id space: a row of a push that %s', async (_name, pushed, outcome) => {
    await door.signals.keep({ signalId: pushSignalId(1, FULL_BODY.id), eventId: FULL_BODY.id, source: 'push1', line: 1, body: JSON.stringify(FULL_BODY), ...pushed });

    expect(await receive(FULL_BODY)).toMatchObject({ outcome });
  });
});
