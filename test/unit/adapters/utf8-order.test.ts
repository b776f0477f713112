import * as fc from 'fast-check';
import { compareUtf8, lastSortKeyBefore } from '../../../shared/adapters/dynamodb/utf8-order';

const characters = fc.oneof(fc.constantFrom('\0', 'a', '\ud7ff', '\ue000', '\uffff', '\u{10000}', '\u{10ffff}'), fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }));
const key = fc.string({ unit: characters, minLength: 1, maxLength: 6 });

it('compares text as its UTF-8 bytes', () => {
  fc.assert(fc.property(key, key, (left, right) => Math.sign(compareUtf8(left, right)) === Buffer.compare(Buffer.from(left), Buffer.from(right))));
});

describe('the last sort key before another', () => {
  it('is below it, with every other key that is below it at or below', () => {
    fc.assert(
      fc.property(key, key, (before, other) => {
        const last = lastSortKeyBefore(before);

        expect(Buffer.byteLength(last)).toBeLessThanOrEqual(1024);
        expect(compareUtf8(last, before)).toBeLessThan(0);
        expect(compareUtf8(other, last) <= 0).toBe(compareUtf8(other, before) < 0);
      }),
    );
  });

  it.each([
    ['b', `a${'\u{10ffff}'.repeat(255)}\uffff`],
    ['2024-09-10\0', '2024-09-10'],
    ['\ue000', `\ud7ff${'\u{10ffff}'.repeat(255)}\u007f`],
  ])('of %j fills the 1024 bytes that a key may have', (before, last) => {
    expect(lastSortKeyBefore(before)).toBe(last);
  });
});
