import type { Digest } from './digest';
import { HTML, PLAIN } from './render-characters';
import { fold, htmlLink, htmlPage, type RenderedEmail } from './render-email-page';
import { counted, footerOf, inOneLine, viewDigest, type DigestView, type EntryView, type GroupView, type MessageSettings } from './render-view';

interface Layout {
  /** Each person in one line with one link instead of a paragraph with all links. */
  readonly brief: boolean;
  /** People listed under a rule at most. */
  readonly perRule: number;
}

/**
 * Gmail clips a page above 102 KB. A digest that would be longer is told more briefly before anything is left out: first one line
 * for each person (from some 170 people on), and only when that is too long as well (from some 350 people on) so many people of
 * each rule and how many more there are. The ledger counts all of them as told.
 */
const PAGE_BYTES = 100_000;
const FULL: Layout = { brief: false, perRule: Infinity };
const TIGHTER: readonly Layout[] = [
  { brief: true, perRule: Infinity },
  ...[200, 100, 60, 30, 15, 3].map((perRule) => ({ brief: true, perRule })),
];

/** The e-mail of a digest (NT-10, UG-19), as a page below 100,000 bytes and as text. */
export const renderDigestEmail = (digest: Digest, messages: MessageSettings): RenderedEmail => {
  const view = viewDigest(digest, messages, HTML);
  let layout = FULL;
  let html = digestPage(view, layout, messages);
  for (const tighter of TIGHTER) {
    if (Buffer.byteLength(html) <= PAGE_BYTES) break;
    layout = tighter;
    html = digestPage(view, layout, messages);
  }
  return { subject: `${view.headline} (${view.date})`, html, text: digestText(viewDigest(digest, messages, PLAIN), layout, messages) };
};

const PREVIEWED = 3;

/** The first names, for the inbox. */
const preview = (view: DigestView): string => {
  const people = view.groups.flatMap((group) => group.entries.map((entry) => entry.person));
  const further = people.length - PREVIEWED;
  return [...people.slice(0, PREVIEWED), ...(further > 0 ? [`${further} more`] : [])].join(', ');
};

const unlisted = (group: GroupView, layout: Layout): readonly string[] => {
  const count = group.entries.length - layout.perRule;
  return count > 0 ? [`and ${counted(count, 'more person', 'more people')}: see the list view in the CRM`] : [];
};

const MOVE_COLOUR = { joined: '#1a7f37', left: '#bc4c00' } as const;

const digestPage = (view: DigestView, layout: Layout, messages: MessageSettings): string =>
  htmlPage({
    title: view.headline,
    preview: preview(view),
    body: [
      `<h1 style="margin:0;font-size:22px;line-height:1.3">${view.headline}</h1>`,
      `<p style="margin:4px 0 0;font-size:14px;opacity:.8">For ${view.recipient}, ${view.date}. ${view.reason}</p>`,
      ...view.groups.map((group) => htmlGroup(group, layout)),
    ].join('\n'),
    footer: footerOf(messages, HTML),
  });

const htmlGroup = (group: GroupView, layout: Layout): string =>
  [
    `<div style="margin:28px 0 0;padding:0 0 0 14px;border-left:4px solid ${MOVE_COLOUR[group.move]}">`,
    `<h2 style="margin:0;font-size:17px;line-height:1.35">${group.heading}</h2>`,
    `<p style="margin:2px 0 0;font-size:14px;opacity:.8">${group.play}</p>`,
    ...group.entries.slice(0, layout.perRule).map(layout.brief ? htmlLine : htmlEntry),
    ...unlisted(group, layout).map((line) => `<p style="margin:16px 0 0"><i>${line}</i></p>`),
    '</div>',
  ].join('\n');

const htmlEntry = (entry: EntryView): string =>
  `<p style="margin:16px 0 0">${[
    `<b>${entry.person}</b>`,
    ...entry.facts.map((fact) => `${fact.label}: ${fact.url === undefined ? fact.text : htmlLink(fact.url, fact.text)}`),
    ...(entry.links.length > 0 ? [entry.links.map((link) => htmlLink(link.url, link.label)).join(' &nbsp;·&nbsp; ')] : []),
  ].join('<br>\n')}</p>`;

const htmlLine = (entry: EntryView): string => {
  const [link] = entry.links;
  return `<p style="margin:8px 0 0">${link === undefined ? `<b>${entry.person}</b>` : htmlLink(link.url, entry.person)}: ${inOneLine(entry)}</p>`;
};

const digestText = (view: DigestView, layout: Layout, messages: MessageSettings): string =>
  `${[
    fold(view.headline, 0),
    fold(`For ${view.recipient}, ${view.date}. ${view.reason}`, 0),
    ...view.groups.map((group) =>
      [
        '',
        fold(group.heading.toUpperCase(), 0),
        group.play,
        ...group.entries.slice(0, layout.perRule).flatMap((entry) => ['', (layout.brief ? textLine : textEntry)(entry)]),
        ...unlisted(group, layout).flatMap((line) => ['', line]),
      ].join('\n'),
    ),
    '',
    '-- ',
    fold(footerOf(messages, PLAIN), 0),
  ].join('\n')}\n`;

const textEntry = (entry: EntryView): string =>
  [
    entry.person,
    ...entry.facts.flatMap((fact) => [fold(`  ${fact.label}: ${fact.text}`, 4), ...(fact.url === undefined ? [] : [`    ${fact.url}`])]),
    ...entry.links.map((link) => `  ${link.label}: ${link.url}`),
  ].join('\n');

const textLine = (entry: EntryView): string => [fold(`${entry.person}: ${inOneLine(entry)}`, 2), ...entry.links.slice(0, 1).map((link) => `  ${link.url}`)].join('\n');
