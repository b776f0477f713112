import type { Digest } from './digest';
import { MRKDWN, PLAIN } from './render-characters';
import { context, DIVIDER, header, mrkdwn, plain, section, slackLink, type RenderedPost, type SlackBlock } from './render-slack-blocks';
import { footerOf, inOneLine, viewDigest, type EntryView, type GroupView, type MessageSettings } from './render-view';

/**
 * What one post holds. Slack takes 50 blocks, and refuses the blocks of a post together (`msg_blocks_too_long`) above some 13,200
 * characters of JSON: not documented, measured in https://github.com/slackapi/bolt-js/issues/2509.
 */
const POST_BLOCKS = 50;
const POST_CHARACTERS = 12_000;

/** A digest of more posts tells each person in one line: everybody is told of, and nobody scrolls through a dozen posts. */
const FULL_POSTS = 6;

/**
 * The Slack posts of a digest (NT-10, UG-19): as few as Slack's limits allow, an entry never divided, each with its number
 * (`part 2 of 3`), the rule above its people and the footer.
 */
export const renderDigestPosts = (digest: Digest, messages: MessageSettings): RenderedPost[] => {
  const view = viewDigest(digest, messages, MRKDWN);
  const footer = footerOf(messages, PLAIN);
  const rows = (render: (entry: EntryView) => SlackBlock): Row[] =>
    view.groups.flatMap((group) => group.entries.map((entry) => ({ group, block: render(entry), line: `${entry.person}: ${inOneLine(entry)}` })));
  const post = (part: readonly Row[], number: string): RenderedPost => ({
    text: [`${view.headline} (${view.date})${number}`, ...part.map(({ line }) => line)].join('\n'),
    blocks: [
      header(view.headline),
      context(mrkdwn(`For ${view.recipient}, ${view.date}${number}. ${view.reason}`)),
      ...part.flatMap(({ group, block }, index) => (group === part[index - 1]?.group ? [block] : [...heading(group), block])),
      DIVIDER,
      context(plain(footer)),
    ],
  });

  const fits = (part: readonly Row[]): boolean => {
    const { blocks } = post(part, ', part 999 of 999');
    return blocks.length <= POST_BLOCKS && JSON.stringify(blocks).length <= POST_CHARACTERS;
  };
  const full = divide(rows(fullEntry), fits);
  const parts = full.length <= FULL_POSTS ? full : divide(rows(briefEntry), fits);
  return parts.map((part, index) => post(part, parts.length === 1 ? '' : `, part ${index + 1} of ${parts.length}`));
};

/** One entry of a post. */
interface Row {
  readonly group: GroupView;
  readonly block: SlackBlock;
  /** For those who see or hear no blocks. */
  readonly line: string;
}

/** Deals the rows in their order, a new part whenever the next row would not fit. */
const divide = (rows: readonly Row[], fits: (part: readonly Row[]) => boolean): Row[][] => {
  const parts: Row[][] = [];
  for (const row of rows) {
    const part = parts.at(-1);
    if (part !== undefined && fits([...part, row])) part.push(row);
    else parts.push([row]);
  }
  return parts;
};

const heading = (group: GroupView): SlackBlock[] => [DIVIDER, section(mrkdwn(`*${group.heading}*\n${group.play}`))];

const fullEntry = ({ person, facts, links }: EntryView): SlackBlock =>
  section(
    mrkdwn(
      [
        `*${person}*`,
        ...facts.map((fact) => `${fact.label}: ${fact.url === undefined ? fact.text : slackLink(fact.url, fact.text)}`),
        ...(links.length > 0 ? [links.map((link) => slackLink(link.url, link.label)).join('  ·  ')] : []),
      ].join('\n'),
    ),
  );

const briefEntry = (entry: EntryView): SlackBlock => {
  const [link] = entry.links;
  return section(mrkdwn(`${link === undefined ? `*${entry.person}*` : slackLink(link.url, entry.person)}: ${inOneLine(entry)}`));
};
