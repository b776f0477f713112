import { MRKDWN_URL, PLAIN, spell } from './render-characters';

/** The blocks that our messages are made of (https://docs.slack.dev/reference/block-kit/blocks). */
export type SlackBlock =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: SlackText }
  | { readonly type: 'context'; readonly elements: readonly SlackText[] }
  | { readonly type: 'divider' };

interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}
interface Mrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}
type SlackText = PlainText | Mrkdwn;

/** One post: its blocks, and the text (mrkdwn) that notifications and screen readers show instead. */
export interface RenderedPost {
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

/** Text that Slack shows as it is: what is spelled `PLAIN`. */
export const plain = (text: string): PlainText => ({ type: 'plain_text', text, emoji: false });

/** Text with marks and links, its values spelled `MRKDWN`; `verbatim` keeps Slack from making links and mentions of what looks like one. */
export const mrkdwn = (text: string): Mrkdwn => ({ type: 'mrkdwn', text, verbatim: true });

/** Headers hold 150 characters, the ellipsis included. */
const HEADER_LENGTH = 149;

export const header = (text: string): SlackBlock => ({ type: 'header', text: plain(spell(text, HEADER_LENGTH, PLAIN)) });
export const section = (text: SlackText): SlackBlock => ({ type: 'section', text });
export const context = (text: SlackText): SlackBlock => ({ type: 'context', elements: [text] });
export const DIVIDER: SlackBlock = { type: 'divider' };

/** A link in mrkdwn; the label is already spelled. */
export const slackLink = (url: string, label: string): string => `<${spell(url, Infinity, MRKDWN_URL)}|${label}>`;
