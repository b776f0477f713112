import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { examineDelivery, MAX_BODY_BYTES } from '../../../shared/contracts/usergems-delivery';
import { bodyWith, FULL_BODY } from '../webhooks/full-body';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** A body of exactly so many bytes of compact JSON, half of them in characters of two bytes. */
const bodyOf = (bytes: number): string => {
  const room = bytes - Buffer.byteLength(JSON.stringify({ ...FULL_BODY, note: '' }));
  return JSON.stringify({ ...FULL_BODY, note: 'ß'.repeat(room / 2) + 'x'.repeat(room % 2) });
};

describe('the size of a delivery (contracts, section 8)', () => {
  it('262,144 bytes of compact JSON are let in and kept as received', () => {
    const rawBody = bodyOf(262_144);

    expect(examineDelivery(rawBody)).toEqual({ eventId: FULL_BODY.id, idGiven: true, kept: { body: rawBody }, verdict: { ok: true, body: FULL_BODY } });
  });

  it('one byte more is TOO_LARGE: size, hash and the first 4 KB are kept', () => {
    const rawBody = bodyOf(262_145);

    expect(examineDelivery(rawBody)).toEqual({
      eventId: FULL_BODY.id,
      idGiven: true,
      kept: { body: Buffer.from(rawBody).subarray(0, 4_096).toString(), bodyBytes: 262_145, bodySha256: sha256(rawBody) },
      verdict: { ok: false, reason: 'TOO_LARGE', fields: [] },
    });
  });

  it('white space between values does not count', () => {
    const compact = bodyOf(262_144);
    const spaced = JSON.stringify(JSON.parse(compact), null, 9).replaceAll('\n', `\n${' '.repeat(20_000)}`);

    expect(Buffer.byteLength(spaced)).toBeGreaterThan(2 * MAX_BODY_BYTES);
    expect(examineDelivery(spaced)).toEqual({ eventId: FULL_BODY.id, idGiven: true, kept: { body: compact }, verdict: { ok: true, body: FULL_BODY } });
  });

  it('a small body is kept with its white space', () => {
    const rawBody = `\n ${JSON.stringify(FULL_BODY, null, 4)}\r\n`;

    expect(examineDelivery(rawBody).kept).toEqual({ body: rawBody });
  });

  it.each([
    ['no JSON', 'x'.repeat(262_145)],
    ['an invalid body', JSON.stringify({ note: 'x'.repeat(262_145) })],
    ['nested beyond the stack', '['.repeat(1_000_000) + ']'.repeat(1_000_000)],
  ])('size is judged before anything else: %s', (_name, rawBody) => {
    expect(examineDelivery(rawBody)).toMatchObject({ idGiven: false, kept: { bodyBytes: rawBody.length, bodySha256: sha256(rawBody) }, verdict: { ok: false, reason: 'TOO_LARGE' } });
  });

  it('the reason of a refusal names the fields', () => {
    expect(examineDelivery(JSON.stringify(bodyWith({ type: 'x', 'current.startedOn': 'soon' }))).verdict).toEqual({ ok: false, reason: 'INVALID_BODY:type,current.startedOn', fields: ['type', 'current.startedOn'] });
  });
});

/** RFC 8785 for JSON values: keys by UTF-16 code unit, no white space, ECMAScript's texts of numbers and strings. */
const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
};

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).toReversed().map(([name, field]) => [name, reversed(field)]));
};

const bodyId = (canonical: string) => ({ eventId: `body-${sha256(canonical).slice(0, 24)}`, idGiven: false });

describe('the event id (contracts, section 8)', () => {
  it.each([
    ['given', 'ug-000123', 'ug-000123'],
    ['with blanks around it', '  ug-000123\n', 'ug-000123'],
    ['of other scripts', 'событие-№7 🚀', 'событие-№7 🚀'],
    ['of 255 characters, as many as the CRM holds', '€'.repeat(255), '€'.repeat(255)],
  ])('%s', (_name, id, eventId) => {
    expect(examineDelivery(JSON.stringify({ ...FULL_BODY, id }))).toMatchObject({ eventId, idGiven: true });
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['empty', ''],
    ['of blanks', ' \t '],
    ['a number', 17],
    ['a list', ['ug-1']],
  ])('%s: the hash of the body as canonical JSON', (_name, id) => {
    const body = bodyWith({ id });

    expect(examineDelivery(JSON.stringify(body, null, 2))).toMatchObject(bodyId(canonicalJson(body)));
  });

  it('a refused body has an id too', () => {
    expect(examineDelivery('null')).toMatchObject(bodyId('null'));
    expect(examineDelivery('[1, "a"]')).toMatchObject(bodyId('[1,"a"]'));
    expect(examineDelivery('{"cut')).toMatchObject(bodyId('{"cut'));
    expect(examineDelivery('')).toMatchObject(bodyId(''));
  });

  it('follows the examples of RFC 8785', () => {
    const values = String.raw`{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001], "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}`;
    const keys = String.raw`{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}`;

    expect(examineDelivery(values)).toMatchObject(bodyId(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`));
    expect(examineDelivery(keys)).toMatchObject(
      bodyId('{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\uFB33":"Hebrew Letter Dalet With Dagesh"}'),
    );
  });

  it('is the same whatever the order of keys and the white space', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(10), (value, indent) => {
        const body = { ...bodyWith({ id: undefined }), note: value };
        expect(examineDelivery(JSON.stringify(reversed(body), null, indent))).toMatchObject(bodyId(canonicalJson(body)));
      }),
    );
  });

  it.each([
    ['of 256 characters', 'a'.repeat(256), 'a'.repeat(255) + 'b'],
    ['of 10 KB', 'ü'.repeat(10_000), 'ü'.repeat(10_001)],
    ['of half a character', 'ug-\ud800', 'ug-\ud801'],
    ['cut within a character', `${'a'.repeat(63)}${'🚀'.repeat(200)}`, `${'a'.repeat(63)}${'🚀'.repeat(201)}`],
  ])('%s: its beginning and its hash, so that every store can keep it and no other id has it', (_name, id, other) => {
    const [eventId = '', otherId] = [id, other].map((given) => examineDelivery(JSON.stringify({ ...FULL_BODY, id: given })).eventId);

    expect(eventId.length).toBeLessThanOrEqual(255);
    expect(Buffer.from(eventId).toString()).toBe(eventId);
    expect(eventId.slice(0, 3)).toBe(id.slice(0, 3));
    expect(otherId).not.toBe(eventId);
  });
});

const data = process.env['REVSIGNAL_DATA'];
const read = (...path: string[]): string => gunzipSync(readFileSync(join(data ?? '', 'autumn-2024', ...path))).toString();
const code = (reason: string): string => reason.split(':')[0] ?? '';

(data ? it : it.skip)('refuses of autumn-2024 what is to be refused and nothing else (skipped: REVSIGNAL_DATA is not set)', () => {
  const bodies = read('UserGemsEvents.jsonl.gz').split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.stringify(JSON.parse(line).body));

  const deliveries = bodies.map(examineDelivery);
  const refused = deliveries.flatMap(({ eventId, verdict }) => (verdict.ok ? [] : [`${eventId} ${code(verdict.reason)}`]));

  const ofFeed = new Set(deliveries.map(({ eventId }) => eventId));
  const outcomes: { eventId: string; outcome: string; reason: string }[] = parse(read('expected', 'SignalOutcome.csv.gz'), { columns: true });
  const expected = outcomes.flatMap(({ eventId, outcome, reason }) => (outcome === 'rejected' && reason !== 'NOT_TARGET_ACCOUNT' && ofFeed.has(eventId) ? [`${eventId} ${code(reason)}`] : []));
  expect(refused.toSorted()).toEqual(expected.toSorted());
});
