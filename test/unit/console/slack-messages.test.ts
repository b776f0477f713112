import * as fc from 'fast-check';
import { blocksView } from '../../../infra/local/console/block-kit';
import { markupOf } from '../../../infra/local/console/html';
import { firstLine, mrkdwnView } from '../../../infra/local/console/mrkdwn';
import { renderDigestPosts } from '../../../shared/domain/notifications/render-digest-posts';
import { aDigest, anEntry, hostileText, messages } from '../messages/digests';
import { readPage } from './read-page';

const markdown = (text: string): string => markupOf(mrkdwnView(text));

describe('mrkdwn as Slack shows it', () => {
  it.each([
    ['*bold*, _italic_ and ~struck~', '<b>bold</b>, <i>italic</i> and <s>struck</s>'],
    ['*bold _and italic_*', '<b>bold <i>and italic</i></b>'],
    ['2*3*4, snake_case_name, * loose *', '2*3*4, snake_case_name, * loose *'],
    ['*not\nbold*', '*not\nbold*'],
    ['`*code* &lt;b&gt;`', '<code>*code* &lt;b&gt;</code>'],
    ['```two\nlines```', '<pre>two\nlines</pre>'],
    ['a &lt; b &amp;&amp; c &amp;lt;', 'a &lt; b &amp;&amp; c &amp;lt;'],
    ['<https://crm.example/Lead?a=1&amp;b=2|Lead *1*>', '<a href="https://crm.example/Lead?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">Lead *1*</a>'],
    ['<https://crm.example>', '<a href="https://crm.example" target="_blank" rel="noopener noreferrer">https://crm.example</a>'],
    ['<javascript:alert(1)|click>', '<span class="mention">click</span>'],
    ['<!channel> <@U123> <#C1|general>', '<span class="mention">@channel</span> <span class="mention">@U123</span> <span class="mention">#general</span>'],
    ['<script>alert(1)</script>', '<span class="mention">script</span>alert(1)<span class="mention">/script</span>'],
  ])('%j', (text, markup) => {
    expect(markdown(text)).toBe(markup);
  });

  it('is one line without marks of links in a list', () => {
    expect(firstLine('Ada &amp; Bo: <https://crm.example/1|Lead>\nmore')).toBe('Ada & Bo: Lead');
  });

  it('whatever stands in it, the page holds our elements only', () => {
    fc.assert(fc.property(hostileText, (text) => void readPage(markdown(text))));
  });
});

describe('Block Kit as Slack shows it', () => {
  it('a digest: headline, reason, the rule above its person, links and footer', () => {
    const [post] = renderDigestPosts(aDigest([anEntry()]), messages);

    const { text, links } = readPage(markupOf(blocksView(post?.blocks ?? [])));

    expect(text).toMatch(/^1 person joined a new companyFor Maria Cox, 9 Oct 2024\. You are told as AE\./);
    expect(text).toContain('Ada Okafor\nNow: CTO at Globex GmbH, since 1 Sep 2024\nBefore: VP Engineering at Acme\nOwner: Lee Ito\n');
    expect(links).toEqual([
      'https://crm.example/Opportunity/O1/view?a=1&b=2',
      'https://crm.example/Lead/L1/view',
      'https://crm.example/Contact/C1/view',
      'https://crm.example/Account/A1/view',
    ]);
  });

  it.each([
    ['header', { type: 'header', text: { type: 'plain_text', text: '*5* < 6' } }, '<h3>*5* &lt; 6</h3>'],
    ['section', { type: 'section', text: { type: 'mrkdwn', text: '*Ada*' } }, '<p><b>Ada</b></p>'],
    ['section of fields', { type: 'section', fields: [{ type: 'plain_text', text: 'a' }, { type: 'mrkdwn', text: '_b_' }] }, '<div class="fields"><p>a</p><p><i>b</i></p></div>'],
    ['context', { type: 'context', elements: [{ type: 'mrkdwn', text: '*a*' }, { type: 'image', image_url: 'https://x.example/a.png', alt_text: 'a cat' }] }, '<p class="context"><span><b>a</b></span> <span>[image: a cat]</span> </p>'],
    ['divider', { type: 'divider' }, '<hr>'],
    ['a block that the page does not draw', { type: '<actions>', elements: [] }, '<p class="quiet">Here stands a block of type “&lt;actions&gt;”, which this page does not draw.</p>'],
    ['no block at all', 'text', '<p class="quiet">Here stands a block of type “unknown”, which this page does not draw.</p>'],
  ])('%s', (_name, block, markup) => {
    expect(markupOf(blocksView([block]))).toBe(markup);
  });
});
