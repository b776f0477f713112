import * as fc from 'fast-check';
import { html, markupOf } from '../../../infra/local/console/html';
import { hostileText } from '../messages/digests';
import { unescaped } from './read-page';

describe('markup', () => {
  it('shows every value as text, in content and in attributes', () => {
    const value = `"><script>alert('&amp;')</script>`;

    expect(markupOf(html`<a title="${value}">${value}</a>`)).toBe(
      '<a title="&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;">&quot;&gt;&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;</a>',
    );
  });

  it('keeps what markup made, lists included, and shows nothing for undefined', () => {
    expect(markupOf(html`<ul>${['a & b', 2, undefined].map((item) => item && html`<li>${item}</li>`)}</ul>`)).toBe('<ul><li>a &amp; b</li><li>2</li></ul>');
  });

  it('whatever the text, its reader sees exactly that text', () => {
    fc.assert(
      fc.property(hostileText, (value) => {
        const markup = markupOf(html`${value}`);

        expect(markup).not.toMatch(/[<>"']/);
        expect(unescaped(markup)).toBe(value);
      }),
    );
  });
});
