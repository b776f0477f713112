import * as fc from 'fast-check';
import { blockErrors } from '../../../infra/local/host/slack-blocks';
import { renderDigestPosts } from '../../../shared/domain/notifications/render-digest-posts';
import type { RenderedPost } from '../../../shared/domain/notifications/render-slack-blocks';
import { aDigest, anEntry, entriesInTheNumberOf, hostileDigest, messages } from './digests';

const mrkdwnOf = ({ blocks, text }: RenderedPost): string[] => [
  text,
  ...blocks
    .flatMap((block) => ('text' in block ? [block.text] : 'elements' in block ? block.elements : []))
    .filter(({ type }) => type === 'mrkdwn')
    .map(({ text }) => text),
];

const mrkdwn = (text: string) => ({ type: 'mrkdwn', text, verbatim: true });
const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });

const leadsIn = (posts: readonly RenderedPost[]): string[] => posts.flatMap(({ blocks }) => [...JSON.stringify(blocks).matchAll(/\/Lead\/(\w+)\/view\|/g)].map(([, id]) => id ?? ''));

describe('the Slack posts of a digest', () => {
  it('NT-10, UG-19: a small digest is one post', () => {
    expect(renderDigestPosts(aDigest([anEntry({ person: 'Ada *Okafor*' })]), messages)).toEqual([
      {
        text: '1 person joined a new company (9 Oct 2024)\nAda ∗Okafor∗: now CTO at Globex GmbH, since 1 Sep 2024; before VP Engineering at Acme; owner Lee Ito; open opportunity Globex expansion (4-Proposal)',
        blocks: [
          { type: 'header', text: plain('1 person joined a new company') },
          { type: 'context', elements: [mrkdwn('For Maria Cox, 9 Oct 2024. You are told as AE.')] },
          { type: 'divider' },
          { type: 'section', text: mrkdwn('*Joined an account with an open opportunity at stage 3 or later*\nPlays 1 and 3: a contact we track joined an open deal') },
          {
            type: 'section',
            text: mrkdwn(
              [
                '*Ada ∗Okafor∗*',
                'Now: CTO at Globex GmbH, since 1 Sep 2024',
                'Before: VP Engineering at Acme',
                'Owner: Lee Ito',
                'Open opportunity: <https://crm.example/Opportunity/O1/view?a=1&amp;b=2|Globex expansion (4-Proposal)>',
                '<https://crm.example/Lead/L1/view|Lead>  ·  <https://crm.example/Contact/C1/view|Contact>  ·  <https://crm.example/Account/A1/view|Account Globex>',
              ].join('\n'),
            ),
          },
          { type: 'divider' },
          { type: 'context', elements: [plain('Questions about these messages? Ask Marketing Operations (#mktg_ops) or Sales Development (sales-development@revsignal.example).')] },
        ],
      },
    ]);
  });

  it('a longer digest is divided between people, each part with its number, the rule of its people and the footer', () => {
    const posts = renderDigestPosts(aDigest(entriesInTheNumberOf(45, { rule: '1C' })), messages);

    expect(posts.map(({ text }) => text.split('\n')[0])).toEqual(posts.map((_, index) => `45 people joined a new company (9 Oct 2024), part ${index + 1} of ${posts.length}`));
    expect(posts.length).toBeGreaterThan(1);
    for (const post of posts) {
      expect(mrkdwnOf(post)[1]).toContain(` of ${posts.length}. You are told`);
      expect(mrkdwnOf(post)[2]).toContain('*Joined an account with an open opportunity at stage 3 or later*');
      expect(JSON.stringify(post.blocks.at(-1))).toContain('Ask Marketing Operations');
    }
  });

  it('everybody is told of exactly once, in order, however many they are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
        const entries = entriesInTheNumberOf(count);
        const inOrder = ['1A', '1B', '1C', '1D', '3A', '3B'].flatMap((rule) => entries.filter((entry) => entry.rule === rule).map((entry) => entry.leadId));

        expect(leadsIn(renderDigestPosts(aDigest(entries), messages))).toEqual(inOrder);
      }),
      { numRuns: 15 },
    );
  });

  it('a digest that would need more than six posts tells each person in one line', () => {
    const sizes = [50, 400].map((count) => renderDigestPosts(aDigest(entriesInTheNumberOf(count)), messages));

    expect(sizes.map((posts) => JSON.stringify(posts).includes('\\nOwner: '))).toEqual([true, false]);
  });

  it("whatever stands in whatever field, Slack's limits hold and nothing but our links and our bold is marked", () => {
    fc.assert(
      fc.property(hostileDigest, (digest) => {
        for (const post of renderDigestPosts(digest, messages)) {
          expect(blockErrors(post.blocks)).toEqual([]);
          expect(JSON.stringify(post.blocks).length).toBeLessThanOrEqual(12_000);
          expect(post.text.length).toBeLessThanOrEqual(40_000);
          for (const text of mrkdwnOf(post)) {
            const unlinked = text.replaceAll(/<https:\/\/crm\.example\/[^<>|]*\|[^<>|]*>/g, '');
            expect(unlinked.replaceAll(/&(amp|lt|gt);/g, '')).not.toMatch(/[<>&_~`|@]/);
            expect(unlinked.replace(/^\*[^*\n]+\*/, '')).not.toContain('*');
          }
        }
      }),
    );
  });

  it('limits hold with long link templates and the longest values', () => {
    const long = '&'.repeat(1_000);
    const template = `https://crm.example/${'a'.repeat(174)}/{Id}`;
    const entries = entriesInTheNumberOf(20, {
      person: long,
      newTitle: long,
      newCompany: long,
      pastTitle: long,
      pastCompany: long,
      ownerName: long,
      accountName: long,
      startedOn: long,
      leadId: 'x'.repeat(60),
      contactId: 'x'.repeat(60),
      accountId: 'x'.repeat(60),
      opportunities: Array.from({ length: 5 }, () => ({ id: 'x'.repeat(60), name: long, stage: long })),
    });

    const posts = renderDigestPosts(aDigest(entries), { ...messages, links: { Lead: template, Contact: template, Account: template, Opportunity: template } });

    expect(posts.flatMap(({ blocks }) => blockErrors(blocks))).toEqual([]);
  });
});
