import { HTML, PLAIN } from '../notifications/render-characters';
import { fold, htmlLink, htmlPage, type RenderedEmail } from '../notifications/render-email-page';
import type { MessageSettings } from '../notifications/render-view';
import type { Notice } from './notice';
import { viewNotice, type NoticeEntryView } from './notice-view';

const PREVIEWED = 3;

/** The e-mail of a notice, as a page and as text. */
export const renderNoticeEmail = (notice: Notice, messages: MessageSettings): RenderedEmail => {
  const [page, text] = [viewNotice(notice, messages, HTML), viewNotice(notice, messages, PLAIN)];
  return {
    subject: text.headline,
    html: htmlPage({
      title: page.headline,
      preview: page.entries.slice(0, PREVIEWED).map(({ name }) => name).join(', '),
      body: [
        `<h1 style="margin:0;font-size:22px;line-height:1.3">${page.headline}</h1>`,
        `<p style="margin:4px 0 0;font-size:14px;opacity:.8">For ${page.recipient}</p>`,
        `<p style="margin:16px 0 0">${page.request}</p>`,
        ...page.entries.map(htmlEntry),
      ].join('\n'),
      footer: page.footer,
    }),
    text: `${[fold(text.headline, 0), fold(`For ${text.recipient}`, 0), '', fold(text.request, 0), ...text.entries.flatMap((entry) => ['', textEntry(entry)]), '', '-- ', fold(text.footer, 0)].join('\n')}\n`,
  };
};

const htmlEntry = ({ name, facts, links }: NoticeEntryView): string =>
  `<p style="margin:16px 0 0">${[
    `<b>${name}</b>`,
    ...facts.map(({ label, text }) => `${label}: ${text}`),
    ...(links.length > 0 ? [links.map(({ url, label }) => htmlLink(url, label)).join(' &nbsp;·&nbsp; ')] : []),
  ].join('<br>\n')}</p>`;

const textEntry = ({ name, facts, links }: NoticeEntryView): string =>
  [name, ...facts.map(({ label, text }) => fold(`  ${label}: ${text}`, 4)), ...links.map(({ label, url }) => `  ${label}: ${url}`)].join('\n');
