import { MRKDWN, PLAIN } from '../notifications/render-characters';
import { context, DIVIDER, header, mrkdwn, plain, section, slackLink, type RenderedPost, type SlackBlock } from '../notifications/render-slack-blocks';
import { footerOf, type MessageSettings } from '../notifications/render-view';
import type { Notice } from './notice';
import { viewNotice, type NoticeEntryView } from './notice-view';

/** The Slack post of a notice: one, since a message holds no more entries than one post does. */
export const renderNoticePost = (notice: Notice, messages: MessageSettings): RenderedPost => {
  const view = viewNotice(notice, messages, MRKDWN);
  return {
    text: [view.headline, ...view.entries.map(inOneLine)].join('\n'),
    blocks: [
      header(view.headline),
      context(mrkdwn(`For ${view.recipient}`)),
      section(mrkdwn(view.request)),
      ...view.entries.map(entrySection),
      DIVIDER,
      context(plain(footerOf(messages, PLAIN))),
    ],
  };
};

const entrySection = ({ name, facts, links }: NoticeEntryView): SlackBlock =>
  section(
    mrkdwn(
      [`*${name}*`, ...facts.map(({ label, text }) => `${label}: ${text}`), ...(links.length > 0 ? [links.map(({ url, label }) => slackLink(url, label)).join('  ·  ')] : [])].join('\n'),
    ),
  );

const inOneLine = ({ name, facts }: NoticeEntryView): string => `${name}: ${facts.map(({ label, text }) => `${label.toLowerCase()} ${text}`).join('; ')}`;
