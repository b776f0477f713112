import { storeUnavailableError } from '../../../shared/errors/app-error';
import type { Secret } from '../../../shared/ports/secrets';
import { log } from '../../../shared/runtime/log';
import { bodyWith, FEED_ROW, FULL_BODY } from './full-body';
import { memoryDoor, type MemoryDoor } from './memory-door';
import { post, webhookFront, type Post } from './webhook-front';

beforeAll(() => log.setLogLevel('SILENT'));

let door: MemoryDoor;
beforeEach(() => {
  door = memoryDoor();
});

const KEYS: Secret = { current: 'key-of-today', previous: 'key-of-yesterday' };
const NOW = Date.parse('2024-10-03T17:05:01Z');

const deliver = (request: Partial<Post> = {}, hook: { readonly keys?: Secret | undefined; readonly signals?: MemoryDoor['signals'] } = {}) =>
  post(webhookFront({ ...door, ...hook }, { keys: 'keys' in hook ? hook.keys : KEYS, now: () => NOW }), { key: KEYS.current, body: JSON.stringify(FULL_BODY), ...request });

describe('what the vendor is answered (contracts, section 3)', () => {
  it('202 for a delivery, 200 for its repetition', async () => {
    expect(await deliver()).toEqual({ status: 202, answer: { status: 'accepted', id: FULL_BODY.id } });
    expect(await deliver()).toEqual({ status: 200, answer: { status: 'duplicate', id: FULL_BODY.id } });
  });

  it('400 with the fields that are to blame', async () => {
    const body = JSON.stringify(bodyWith({ detectedAt: 'yesterday', 'current.country': 44 }));

    expect(await deliver({ body })).toEqual({ status: 400, answer: { message: 'The body was refused', id: FULL_BODY.id, fields: ['detectedAt', 'current.country'] } });
  });

  it('400 for a body that is no JSON, or none at all', async () => {
    expect(await deliver({ body: '{"id":"ug-1",' })).toMatchObject({ status: 400, answer: { fields: ['body'] } });
    expect(await deliver({ body: '' })).toMatchObject({ status: 400, answer: { fields: ['body'] } });
  });

  it('413 above 256 KiB', async () => {
    const body = JSON.stringify({ ...FULL_BODY, note: 'x'.repeat(262_144) });

    expect(await deliver({ body })).toEqual({ status: 413, answer: { message: 'The body is larger than 256 KiB', id: FULL_BODY.id } });
  });

  it('a body that came as bytes is the same body', async () => {
    const body = Buffer.from(JSON.stringify(bodyWith({ 'person.lastName': 'Okäför 🚀' })));

    expect(await deliver({ body, type: 'application/octet-stream' })).toMatchObject({ status: 202 });
    expect((await door.rows()).get(FEED_ROW)?.body).toBe(body.toString());
  });

  it('the instant of receipt is that of the gateway', async () => {
    await deliver();

    expect((await door.rows()).get(FEED_ROW)?.receivedAt).toBe('2024-10-03T17:05:01.000Z');
  });
});

describe('the key (PLAT-04)', () => {
  it.each([
    ['the current one', KEYS, KEYS.current],
    ['the previous one, while the vendor changes over', KEYS, 'key-of-yesterday'],
    ['the only one', { current: 'only' }, 'only'],
  ])('is right: %s', async (_name, keys, key) => {
    expect(await deliver({ key }, { keys })).toMatchObject({ status: 202 });
  });

  it.each<[string, Secret, string | undefined]>([
    ['missing', KEYS, undefined],
    ['empty', KEYS, ''],
    ['another', KEYS, 'key-of-tomorrow'],
    ['longer', KEYS, 'key-of-today-and-more'],
    ['shorter', KEYS, 'key-of-toda'],
    ['in other case', KEYS, 'KEY-OF-TODAY'],
    ['two in one header', KEYS, 'key-of-today,key-of-yesterday'],
    ['missing, and the previous one empty', { current: 'only', previous: '' }, undefined],
    ['empty, and the previous one empty', { current: 'only', previous: '' }, ''],
    ['empty, and the current one empty', { current: '' }, ''],
  ])('is wrong: %s. 401 and nothing stored', async (_name, keys, key) => {
    expect(await deliver({ key }, { keys })).toEqual({ status: 401, answer: { message: 'The x-api-key header is missing or wrong' } });
    expect(await door.rows()).toEqual(new Map());
  });
});

describe('when the hook itself fails', () => {
  const CORRELATED = { status: 500, answer: { message: 'The delivery could not be stored: send it again', requestId: 'request-1' } };

  it('a store that does not answer: 500 with nothing but an id, and the next delivery is taken', async () => {
    const signals: MemoryDoor['signals'] = { ...door.signals, accept: () => Promise.reject(storeUnavailableError('DynamoDB did not answer PutItem: Ada Okafor')) };

    expect(await deliver({}, { signals })).toEqual(CORRELATED);
    expect(await deliver()).toMatchObject({ status: 202 });
  });

  it('a secret that cannot be read: 500 and nothing stored', async () => {
    expect(await deliver({}, { keys: undefined })).toEqual(CORRELATED);
    expect(await door.rows()).toEqual(new Map());
  });
});
