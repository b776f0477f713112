import * as fc from 'fast-check';
import type { LeadSourceName } from '../../../shared/names/webhooks';
import { LEAD_BODIES } from './lead-door';

/** Few ids, so that deliveries meet. */
const ids = fc.constantFrom('e-1', 'e-2', ' e-1 ', '', null, 7, '💎'.repeat(250), '€'.repeat(400), 'x'.repeat(10_240), '\ud800', '\ud801', '\u0000', 'set-aside:forms#e-1', 'e-1~request-1', '__proto__');

const values = fc.oneof(
  { weight: 4, arbitrary: fc.jsonValue() },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
  fc.constantFrom<unknown>(null, '', ' ', '\u0000', '\ud800', '2018-02-30', '2018-07-03T25:00:00Z', '0000-01-01T00:00:00+23:59', `${'@'.repeat(20_000)} `, 'a'.repeat(10_240), 1e308, -0, [], {}, [[]], { constructor: 1, __proto__: null }),
);

const pathsOf = (body: object): string[] => Object.entries(body).flatMap(([name, value]) => [name, ...(typeof value === 'object' && value !== null ? Object.keys(value).map((field) => `${name}.${field}`) : [])]);

/** Bodies of a source: rarely good, mostly bad, now and then no text at all. */
export const hostileLeadBodies = (source: LeadSourceName): fc.Arbitrary<Buffer> => {
  const good = ids.map((id) => ({ ...LEAD_BODIES[source], id }));
  const replaced = fc.tuple(good, fc.array(fc.tuple(fc.constantFrom(...pathsOf(LEAD_BODIES[source])), values), { maxLength: 3 })).map(([body, changes]) => {
    const changed: Record<string, unknown> = structuredClone(body);
    for (const [path, value] of changes) {
      const [name = '', part] = path.split('.').toReversed();
      const holder = part === undefined ? changed : changed[part];
      // A later change may reach into the value, which other bodies share.
      if (typeof holder === 'object' && holder !== null) Reflect.set(holder, name, structuredClone(value));
    }
    return JSON.stringify(changed);
  });
  const texts = good.map((body) => JSON.stringify(body));
  const spliced = fc
    .tuple(texts, fc.constantFrom('"__proto__":{"version":1},', '"id":"first","id":"second",', '"constructor":null,"toString":1,"toJSON":{},', '"huge":1e999,', '"":"",', '//', '"open', '\u0000'))
    .map(([text, fragment]) => text.replace('{', `{${fragment}`));
  const nested = fc.tuple(fc.constantFrom(10, 1_000, 100_000), fc.boolean()).map(([depth, inside]) => `${inside ? '{"id":"deep","vendor":' : ''}${'['.repeat(depth)}1${']'.repeat(depth)}${inside ? '}' : ''}`);
  /** Around every limit: the body's, the item's, the key's. */
  const large = fc
    .tuple(good, fc.constantFrom('id', 'note', ...Object.keys(LEAD_BODIES[source])), fc.constantFrom(2_048, 130_000, 261_400, 262_144, 300_000, 400_000), fc.constantFrom('x', '€', '\u0001', '\\"'))
    .map(([body, field, bytes, filling]) => JSON.stringify({ ...body, [field]: filling.repeat(bytes / Buffer.byteLength(filling)) }));
  return fc.oneof(
    { weight: 400, arbitrary: replaced.map((text) => Buffer.from(text)) },
    { weight: 150, arbitrary: texts.map((text) => Buffer.from(text)) },
    { weight: 100, arbitrary: fc.tuple(texts, fc.nat(400)).map(([text, at]) => Buffer.from(text.slice(0, at))) },
    { weight: 50, arbitrary: spliced.map((text) => Buffer.from(text)) },
    { weight: 50, arbitrary: fc.json().map((text) => Buffer.from(text)) },
    { weight: 50, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)) },
    { weight: 4, arbitrary: nested.map((text) => Buffer.from(text)) },
    { weight: 6, arbitrary: large.map((text) => Buffer.from(text)) },
  );
};
