import * as fc from 'fast-check';
import { FULL_BODY } from './full-body';

/** Few ids, so that deliveries meet. */
const ids = fc.constantFrom('ug-1', 'ug-2', ' ug-1 ', '', null, 7, '💎'.repeat(250), '€'.repeat(400), 'x'.repeat(10_240), '\ud800', '\ud801', '\u0000', 'push1:ug-1', '__proto__');

/** What a field may hold that expects a short text. */
const values = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  fc.constantFrom<unknown>(null, '', ' ', '\u0000', '\ud800', '\udfff@\ud800', '2024-02-30', '2024-10-03T25:00:00Z', `${'@'.repeat(20_000)} `, 'a'.repeat(10_240), 1e308, -0, [], {}, [[]]),
);

const FIELDS = ['id', 'type', 'detectedAt', 'vendor', ...(['person', 'previous', 'current'] as const).flatMap((part) => [part, ...Object.keys(FULL_BODY[part]).map((field) => `${part}.${field}`)])];

const bodies = fc.record({ id: ids, type: fc.constantFrom('job_change', 'new_hire', 'promotion', 'retired') }).map((some) => ({ ...FULL_BODY, ...some }));

const replaced = fc.tuple(bodies, fc.array(fc.tuple(fc.constantFrom(...FIELDS), values), { maxLength: 3 })).map(([body, changes]) => {
  const changed: Record<string, unknown> = structuredClone(body);
  for (const [path, value] of changes) {
    const [name = '', part] = path.split('.').reverse();
    const holder = part === undefined ? changed : changed[part];
    if (typeof holder === 'object' && holder !== null) Reflect.set(holder, name, value);
  }
  return JSON.stringify(changed);
});

const texts = bodies.map((body) => JSON.stringify(body));
const cut = fc.tuple(texts, fc.nat(600)).map(([text, at]) => text.slice(0, at));
const spaced = fc.tuple(bodies, fc.nat(10)).map(([body, indent]) => `\uFEFF\r\n${JSON.stringify(body, null, indent)}\n`.slice(indent % 2));
/** What parsers are known to fall over. */
const spliced = fc
  .tuple(texts, fc.constantFrom('"__proto__":{"type":"new_hire"},', '"id":"first","id":"second",', '"constructor":null,"toString":1,"toJSON":{},', '"huge":1e999,', '"":"",', '//', '"open', '\u0000'))
  .map(([text, fragment]) => text.replace('{', `{${fragment}`));
const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}']), fc.constantFrom(10, 1_000, 100_000), fc.boolean())
  .map(([[open = '', close = ''], depth, inside]) => `${inside ? '{"id":"deep","vendor":' : ''}${open.repeat(depth)}1${close.repeat(depth)}${inside ? '}' : ''}`);
/** Around every limit: the body's, the item's, the key's. */
const large = fc
  .tuple(bodies, fc.constantFrom('id', 'note'), fc.constantFrom(2_048, 130_000, 200_000, 261_400, 262_144, 300_000, 400_000), fc.constantFrom('x', '€', '\u0001', '\\"'))
  .map(([body, field, bytes, filling]) => JSON.stringify({ ...body, [field]: filling.repeat(bytes / Buffer.byteLength(filling)) }));
const wide = texts.map((text) => text.replace('{', `{${' '.repeat(1_000_000)}`));

/** Bytes that a sender may post: rarely a good body, mostly a bad one, now and then no text at all. */
export const hostileBodies: fc.Arbitrary<Buffer> = fc.oneof(
  ...(
    [
      [40, replaced],
      [15, texts],
      [10, cut],
      [5, spaced],
      [5, spliced],
      [5, fc.json()],
      [5, fc.string({ unit: 'binary' })],
    ] as const
  ).map(([weight, arbitrary]) => ({ weight: weight * 10, arbitrary: arbitrary.map((text) => Buffer.from(text)) })),
  { weight: 4, arbitrary: nested.map((text) => Buffer.from(text)) },
  { weight: 6, arbitrary: large.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: wide.map((text) => Buffer.from(text)) },
  { weight: 40, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
  {
    weight: 40,
    arbitrary: fc.tuple(texts, fc.nat(300), fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([text, at, bytes]) => {
      const broken = Buffer.from(text);
      broken.set(bytes, Math.min(at, broken.length - bytes.length));
      return broken;
    }),
  },
);
