import { MAX_SORT_KEY_BYTES } from './table-keys';

/** Surrogates stand for characters above U+FFFF: UTF-8 puts them behind U+E000-U+FFFF, UTF-16 before. */
const rank = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800);

/** Compares as DynamoDB orders sort keys: by their UTF-8 bytes. */
export const compareUtf8 = (left: string, right: string): number => {
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    const difference = rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
};

/** The greatest characters of 0 to 3 bytes, to fill what a repeated U+10FFFF (4 bytes) leaves. */
const GREATEST = ['', '\u007f', '\u07ff', '\uffff'] as const;

/**
 * The greatest sort key below `before`, which is not empty. A query takes one condition on the sort key, and BETWEEN includes its
 * upper bound: this is how a `before` beside a `from` is excluded without reading what lies on it.
 */
export const lastSortKeyBefore = (before: string): string => {
  const characters = Array.from(before);
  const last = characters.pop()?.codePointAt(0) ?? 0;
  const head = characters.join('');
  if (last === 0) return head;
  const key = head + String.fromCodePoint(last === 0xe000 ? 0xd7ff : last - 1);
  const room = MAX_SORT_KEY_BYTES - Buffer.byteLength(key);
  return key + '\u{10ffff}'.repeat(room >> 2) + (GREATEST[room & 3] ?? '');
};
