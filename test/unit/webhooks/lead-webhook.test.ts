import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { LEAD_SOURCE_NAMES, type LeadSourceName } from '../../../shared/names/webhooks';
import type { Secret } from '../../../shared/ports/secrets';
import { log } from '../../../shared/runtime/log';
import { deliveryIdOf, unclaimedDeliveryId } from '../../../shared/stores/delivery-store';
import { LEAD_BODIES, leadBodyWith, leadDoor, type LeadDoor } from './lead-door';
import { leadFront, postSigned, type SignedPost } from './webhook-front';

beforeAll(() => log.setLogLevel('SILENT'));

let door: LeadDoor;
let requests: number;
beforeEach(() => {
  door = leadDoor();
  requests = 0;
});

const SECRETS: Secret = { current: 'secret-of-today', previous: 'secret-of-yesterday' };
const NOW = Date.parse('2018-07-02T17:00:30Z');
const seconds = (instant: number): string => String(instant / 1_000);
const FORM = JSON.stringify(LEAD_BODIES.forms);

const deliver = (source: LeadSourceName, request: Partial<SignedPost> = {}, { keys = SECRETS, now = NOW }: { readonly keys?: Secret; readonly now?: number } = {}) =>
  postSigned(leadFront(source, door, { keys, now: () => now, requestId: () => `request-${(requests += 1)}` }), source, { secret: SECRETS.current, timestamp: seconds(now), body: JSON.stringify(LEAD_BODIES[source]), ...request });
const outcomes = async (): Promise<unknown[]> => [...(await door.rows()).values()].map(({ deliveryId, outcome, reason }) => [deliveryId, outcome, reason]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1));

describe('what a producer is answered (contracts-leads, section 2)', () => {
  it.each(LEAD_SOURCE_NAMES)('%s: 202 for a delivery, 200 for its repetition', async (source) => {
    const { id } = LEAD_BODIES[source];

    expect(await deliver(source)).toEqual({ status: 202, answer: { status: 'accepted', id } });
    expect(await deliver(source)).toEqual({ status: 200, answer: { status: 'duplicate', id } });
  });

  it('400 with the fields that are to blame', async () => {
    const body = JSON.stringify(leadBodyWith('forms', { submittedAt: 'yesterday', 'person.country': 44 }));

    expect(await deliver('forms', { body })).toEqual({ status: 400, answer: { message: 'The body was refused', id: 'for-00001', fields: ['submittedAt', 'person.country'] } });
  });

  it('413 above the limit, of which the beginning is kept', async () => {
    const body = JSON.stringify(leadBodyWith('marketing', { note: 'x'.repeat(262_144) }));

    expect(await deliver('marketing', { body })).toEqual({ status: 413, answer: { message: 'The body is larger than 262144 bytes', id: 'mar-00002' } });
    expect([...(await door.rows()).values()]).toEqual([expect.objectContaining({ outcome: 'rejected', reason: 'TOO_LARGE', body: body.slice(0, 4_096), bodyBytes: body.length })]);
  });

  it('a body that came as bytes is the same body', async () => {
    const body = Buffer.from(JSON.stringify(leadBodyWith('forms', { 'person.lastName': 'Okäför 🚀' })));

    expect(await deliver('forms', { body, headers: { 'Content-Type': 'application/octet-stream' } })).toMatchObject({ status: 202 });
    expect((await door.rows()).get('forms#for-00001')?.body).toBe(body.toString());
  });
});

describe('the signature (PLAT-04)', () => {
  it('is the HMAC-SHA256 of timestamp, dot and raw body', async () => {
    const signature = createHmac('sha256', SECRETS.current).update(`${seconds(NOW)}.${FORM}`).digest('hex');

    expect(await deliver('forms', { headers: { 'X-Signature': `v1=${signature}` } })).toMatchObject({ status: 202 });
  });

  it.each([
    ['the current secret', SECRETS, 'secret-of-today'],
    ['the previous one, while the producer changes over', SECRETS, 'secret-of-yesterday'],
    ['the only one', { current: 'only' }, 'only'],
  ])('is right with %s', async (_name, keys, secret) => {
    expect(await deliver('forms', { secret }, { keys })).toMatchObject({ status: 202 });
  });

  it.each([-300, 0, 300])('holds for %i seconds', async (off) => {
    expect(await deliver('forms', { timestamp: seconds(NOW + off * 1_000) })).toMatchObject({ status: 202 });
  });

  it.each<[string, Partial<SignedPost>, Secret?]>([
    ['of 301 seconds ago', { timestamp: seconds(NOW - 301_000) }],
    ['of 301 seconds ahead', { timestamp: seconds(NOW + 301_000) }],
    ['of another secret', { secret: 'secret-of-tomorrow' }],
    ['missing', { headers: { 'X-Signature': undefined } }],
    ['without timestamp', { headers: { 'X-Timestamp': undefined } }],
    ['of another timestamp', { headers: { 'X-Timestamp': seconds(NOW - 1_000) } }],
    ['with a timestamp that is no number of seconds', { timestamp: `${seconds(NOW)}.0` }],
    ['with a timestamp in milliseconds', { timestamp: String(NOW) }],
    ['of another version', { headers: { 'X-Signature': `v2=${'0'.repeat(64)}` } }],
    ['empty', { headers: { 'X-Signature': '' } }],
    ['with an empty secret', { secret: '' }, { current: '' }],
    ['with an empty previous secret', { secret: '' }, { current: 'only', previous: '' }],
  ])('is wrong: %s. 401 and nothing stored', async (_name, request, keys = SECRETS) => {
    expect(await deliver('forms', request, { keys })).toEqual({ status: 401, answer: { message: 'The x-signature header is missing or wrong, or x-timestamp is more than 300 seconds off' } });
    expect(await door.rows()).toEqual(new Map());
    expect(door.started).toEqual([]);
  });

  it('is wrong when one byte of the body is another', async () => {
    const signature = createHmac('sha256', SECRETS.current).update(`${seconds(NOW)}.${FORM}`).digest('hex');

    for (const at of [0, 40, FORM.length - 1]) {
      const body = Buffer.from(FORM);
      body[at] = (body[at] ?? 0) ^ 1;
      expect(await deliver('forms', { body, headers: { 'X-Signature': `v1=${signature}` } })).toMatchObject({ status: 401 });
    }
    expect(await door.rows()).toEqual(new Map());
  });
});

describe('a compressed body', () => {
  const gzipped = (body: string): Pick<SignedPost, 'body' | 'headers'> => ({ body: gzipSync(body), headers: { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' } });

  it('is signed as it is sent and kept unpacked: more pings than a request may have bytes', async () => {
    const pings = Array.from({ length: 60_000 }, (_, index) => ({ host: `git-${index}.co7.example`, pingedAt: '2018-07-01T08:00:00.000Z', activeUsers: index, instances: 3 }));
    const body = JSON.stringify({ id: 'many', version: 1, pings });

    expect(body.length).toBeGreaterThan(6 * 1_024 * 1_024 - 500_000);
    expect(await deliver('version-ping', gzipped(body))).toMatchObject({ status: 202 });
    const row = (await door.deliveries.find(['version-ping#many'])).get('version-ping#many');
    expect(row?.body === body).toBe(true);
  });

  it('that unpacks to more than API Gateway takes is refused with 413, whatever comes after that', async () => {
    const bomb = `${FORM}${' '.repeat(50_000_000)}`;

    expect(await deliver('forms', gzipped(bomb))).toEqual({ status: 413, answer: { message: 'The body is larger than 262144 bytes', id: 'for-00001' } });
    const [row] = (await door.rows()).values();
    expect(row).toMatchObject({ outcome: 'rejected', reason: 'TOO_LARGE', body: bomb.slice(0, 4_096) });
    expect(row?.bodyBytes).toBeLessThan(11_000_000);
  });

  it('that is no gzip is no JSON either', async () => {
    expect(await deliver('forms', { body: FORM, headers: { 'Content-Encoding': 'gzip' } })).toMatchObject({ status: 202 });
    expect(await deliver('forms', { body: gzipSync(FORM).subarray(0, 40), headers: { 'Content-Type': 'application/octet-stream', 'Content-Encoding': 'gzip' } })).toMatchObject({ status: 400, answer: { fields: ['body'] } });
  });
});

describe('what a delivery leaves', () => {
  it('the first waits for its run, kept as received at the instant of the gateway', async () => {
    const body = JSON.stringify(LEAD_BODIES.crm, null, 2);
    await deliver('crm', { body });

    expect([...(await door.rows()).values()]).toEqual([
      { deliveryId: 'crm#crm-00003', source: 'crm', eventId: 'crm-00003', receivedAt: '2018-07-02T17:00:30.000Z', requestId: 'request-1', outcome: 'held', reason: '', body },
    ]);
  });

  it('PLAT-04: ids are unique for each route: the same one at two doors is two events', async () => {
    await deliver('forms', { body: JSON.stringify(leadBodyWith('forms', { id: 'both-1' })) });
    await deliver('marketing', { body: JSON.stringify(leadBodyWith('marketing', { id: 'both-1' })) });

    expect(await outcomes()).toEqual([['forms#both-1', 'held', ''], ['marketing#both-1', 'held', '']]);
  });

  it('PLAT-04: an id that was refused can be used again', async () => {
    expect(await deliver('forms', { body: JSON.stringify(leadBodyWith('forms', { form: 'x' })) })).toMatchObject({ status: 400 });
    expect(await deliver('forms')).toMatchObject({ status: 202 });

    expect(await outcomes()).toEqual([['forms#for-00001', 'held', ''], [unclaimedDeliveryId('forms', 'for-00001', 'request-1'), 'rejected', 'INVALID_BODY:form']]);
  });

  it('PLAT-04: a repetition of one that was processed is a duplicate at once, by its id or its body', async () => {
    const withoutId = JSON.stringify(leadBodyWith('crm', { id: undefined }));
    await deliver('crm');
    await deliver('crm', { body: withoutId });
    await settleAll('processed');

    expect(await deliver('crm', { body: JSON.stringify(leadBodyWith('crm', { by: 'ae-3' })) })).toMatchObject({ status: 200 });
    expect(await deliver('crm', { body: withoutId })).toMatchObject({ status: 200 });
    expect(await outcomes()).toEqual([
      [expect.stringMatching(/^crm#body-\w{24}$/), 'processed', ''],
      ['crm#crm-00003', 'processed', ''],
      [expect.stringMatching(/^set-aside:crm#body-\w{24}~request-4$/), 'duplicate', 'SAME_BODY'],
      [unclaimedDeliveryId('crm', 'crm-00003', 'request-3'), 'duplicate', 'SAME_ID'],
    ]);
  });

  it('PLAT-04: a repetition of one that waits, waits behind it; of one that was refused when it was worked, it is worked itself', async () => {
    await deliver('crm');
    expect(await deliver('crm')).toMatchObject({ status: 200 });
    expect(await door.deliveries.due('2018-07-03T00:00:00.000Z')).toEqual(['crm#crm-00003', unclaimedDeliveryId('crm', 'crm-00003', 'request-2')]);

    await settleAll('rejected');
    expect(await deliver('crm')).toMatchObject({ status: 202 });
    await settleAll('processed');
    expect(await deliver('crm')).toMatchObject({ status: 200 });
    expect((await outcomes()).at(-1)).toEqual([unclaimedDeliveryId('crm', 'crm-00003', 'request-4'), 'duplicate', 'SAME_ID']);
  });

  it('PLAT-05: of the same delivery many times at once one is the first, and each has its row', async () => {
    const front = leadFront('forms', door, { keys: SECRETS, now: () => NOW });
    const answers = await Promise.all(Array.from({ length: 20 }, () => postSigned(front, 'forms', { secret: SECRETS.current, timestamp: seconds(NOW), body: FORM })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array<number>(19).fill(200), 202]);
    expect((await door.rows()).size).toBe(20);
  });

  const settleAll = async (outcome: 'processed' | 'rejected'): Promise<void> => {
    const held = [...(await door.rows()).values()].filter((row) => row.outcome === 'held');
    await door.tables.putMany(door.deliveries.settlePuts(held.map((row) => ({ ...row, outcome, reason: '' }))));
  };
});

describe('the intake', () => {
  const INTAKE = ['lead-intake-2018-07-02T17-01-00Z', { workflow: 'lead-intake', until: '2018-07-02T17:01:00.000Z', scheduledTime: '2018-07-02T17:01:00.000Z', businessDate: '2018-07-02' }];

  it('is started for the interval in which a delivery came in, once by each container', async () => {
    const front = leadFront('forms', door, { keys: SECRETS, now: () => NOW });
    for (const id of ['a', 'b', 'c']) await postSigned(front, 'forms', { secret: SECRETS.current, timestamp: seconds(NOW), body: JSON.stringify(leadBodyWith('forms', { id })) });

    expect(door.started).toEqual([INTAKE]);
  });

  it('is that of the next interval for a delivery at the very end of one', async () => {
    await deliver('forms', {}, { now: Date.parse('2018-07-02T17:01:00Z') });

    expect(door.started.map(([name]) => name)).toEqual(['lead-intake-2018-07-02T17-02-00Z']);
  });

  it('is that of the next interval when keeping the delivery took until then: the one before may have been worked without it', async () => {
    let elapsed = 0;
    door = { ...door, elapsed: () => (elapsed += 31_000) };
    await deliver('forms');

    expect(door.started.map(([name]) => name)).toEqual(['lead-intake-2018-07-02T17-02-00Z']);
  });

  it('is not started for what was refused, for a duplicate, or for pings, which wait for Monday', async () => {
    await deliver('forms', { body: '{}' });
    await postSigned(leadFront('version-ping', { deliveries: door.deliveries, elapsed: door.elapsed }, { keys: SECRETS, now: () => NOW }), 'version-ping', { secret: SECRETS.current, timestamp: seconds(NOW), body: JSON.stringify(LEAD_BODIES['version-ping']) });

    expect(door.started).toEqual([]);
    expect(await door.deliveries.due('2018-07-03T00:00:00.000Z', undefined, 'pings')).toEqual([deliveryIdOf('version-ping', 'ver-00005')]);
  });

  it('that cannot be started: 503, the delivery is kept, and its repetition starts it', async () => {
    let throttled = true;
    door = leadDoor(() => {
      if (throttled) throw new Error('ThrottlingException');
    });
    const front = leadFront('forms', door, { keys: SECRETS, now: () => NOW });
    const send = () => postSigned(front, 'forms', { secret: SECRETS.current, timestamp: seconds(NOW), body: FORM });

    expect(await send()).toEqual({ status: 503, answer: { message: 'The delivery is kept, but its work could not be started: send it again', id: 'for-00001' } });
    throttled = false;
    expect(await send()).toMatchObject({ status: 200 });
    expect(door.started).toEqual([INTAKE]);
  });
});
