import * as fc from 'fast-check';
import { HTML, MRKDWN, PLAIN, spell, tidy } from '../../../shared/domain/notifications/render-characters';
import { hostileText } from './digests';

describe('tidy', () => {
  it.each([
    ['line breaks and tabs become one blank', ' Vice\r\n\tPresident\u2028 ', 'Vice President'],
    ['controls vanish', 'a\u0000b\u001B[31mc\u009Fd', 'ab[31mcd'],
    ['marks that turn the direction vanish', 'Ada\u202Efdp.exe\u2066x\u2069\u200F', 'Adafdp.exex'],
    ['invisible characters vanish', 'A\u200Bd\u2060a\uFEFFB\u{E0041}', 'Ada B'],
    ['lone surrogates vanish', 'a\uD800b\uDC00c', 'abc'],
    ['joiners stay, scripts and emoji need them', 'می‌خواهم 👩‍💻', 'می‌خواهم 👩‍💻'],
  ])('%s', (_, value, tidied) => {
    expect(tidy(value)).toBe(tidied);
  });

  it('changes nothing the second time', () => {
    fc.assert(fc.property(hostileText, (value) => tidy(tidy(value)) === tidy(value)));
  });
});

describe('spell', () => {
  it.each([
    ['HTML', HTML, `<b title="x">Tom & 'Jerry'</b>`, '&lt;b title=&quot;x&quot;&gt;Tom &amp; &#39;Jerry&#39;&lt;/b&gt;'],
    ['mrkdwn', MRKDWN, '<!channel> *a* _b_ ~c~ `d` <https://x.example|y> @here & &amp;', '&lt;!channel&gt; ∗a∗ ˍbˍ ∼c∼ ˋdˋ &lt;https://x.example¦y&gt; ＠here &amp; &amp;amp;'],
    ['plain text', PLAIN, '<b>*a* & b</b>', '<b>*a* & b</b>'],
  ])('%s', (_, spelling, value, spelled) => {
    expect(spell(value, 1_000, spelling)).toBe(spelled);
  });

  it.each([
    ['what fits stays whole', 'abcde', PLAIN, 'abcde'],
    ['what does not is cut before the limit', 'abcdef', PLAIN, 'abcde…'],
    ['an escape is never cut in two', 'ab&', HTML, 'ab…'],
    ['a surrogate pair is never cut in two', 'abcd👩', PLAIN, 'abcd…'],
    ['no blank before the ellipsis', 'abcd efg', PLAIN, 'abcd…'],
  ])('%s', (_, value, spelling, spelled) => {
    expect(spell(value, 5, spelling)).toBe(spelled);
  });

  it('never exceeds its limit by more than the ellipsis', () => {
    fc.assert(fc.property(hostileText, fc.nat(200), fc.constantFrom(HTML, MRKDWN, PLAIN), (value, limit, spelling) => spell(value, limit, spelling).length <= limit + 1));
  });
});
