import { html, type Child, type Html } from './html';

/**
 * Slack's marks, in the order in which Slack looks for them: nothing within code is a mark, and a mark for bold, italic or strike
 * stands at the edges of words. https://docs.slack.dev/messaging/formatting-message-text
 */
const MARKS = /```(?<block>[\s\S]+?)```|`(?<code>[^`\n]+)`|<(?<target>[^<>|\s]+)(?:\|(?<label>[^<>]*))?>|(?<![\p{L}\p{N}])(?<mark>[*_~])(?<marked>\S(?:[^\n]*?\S)?)\k<mark>(?![\p{L}\p{N}])/gu;

/** Text in Slack's mrkdwn as its reader sees it. Line breaks are left to the style sheet. */
export const mrkdwnView = (text: string): Html => html`${[...pieces(text)]}`;

const pieces = function* (text: string): Generator<Child> {
  let at = 0;
  for (const match of text.matchAll(MARKS)) {
    yield unescapeText(text.slice(at, match.index));
    yield markView(match.groups ?? {});
    at = match.index + match[0].length;
  }
  yield unescapeText(text.slice(at));
};

const markView = ({ block, code, target, label, mark, marked }: Readonly<Record<string, string | undefined>>): Html => {
  if (block !== undefined) return html`<pre>${unescapeText(block)}</pre>`;
  if (code !== undefined) return html`<code>${unescapeText(code)}</code>`;
  if (target !== undefined) return targetView(unescapeText(target), label);
  const inner = mrkdwnView(marked ?? '');
  if (mark === '*') return html`<b>${inner}</b>`;
  return mark === '_' ? html`<i>${inner}</i>` : html`<s>${inner}</s>`;
};

/** A link, or a mention of a person, a channel or everybody. Only addresses that a browser opens by itself become links. */
const targetView = (target: string, label: string | undefined): Html => {
  const shown = label === undefined ? target : unescapeText(label);
  if (/^(https?:\/\/|mailto:)/i.test(target)) return html`<a href="${target}" target="_blank" rel="noopener noreferrer">${shown}</a>`;
  const sign = { '@': '@', '#': '#', '!': '@' }[target.charAt(0)];
  return html`<span class="mention">${sign === undefined ? shown : sign + (label === undefined ? target.slice(1) : shown)}</span>`;
};

/** The first line without links and escapes, for lists. */
export const firstLine = (text: string): string => unescapeText((text.split('\n', 1)[0] ?? '').replaceAll(/<([^<>|\s]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => label ?? target));

/** Slack knows three escapes. */
const unescapeText = (text: string): string => text.replaceAll(/&(amp|lt|gt);/g, (escape, name: string) => ({ amp: '&', lt: '<', gt: '>' })[name] ?? escape);
