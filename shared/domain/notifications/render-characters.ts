/**
 * What a channel writes for the characters that mean something to it. One character for one: a text is cut between characters,
 * so neither an escape nor a surrogate pair is ever cut in two.
 */
export type Spelling = ReadonlyMap<string, string>;

export const PLAIN: Spelling = new Map();

export const HTML: Spelling = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['"', '&quot;'], ["'", '&#39;']]);

/**
 * Slack has escapes for & < > only (https://docs.slack.dev/messaging/formatting-message-text). Its marks for bold, italic, strike,
 * code, link label and mention have none and are replaced by characters that look alike and mean nothing.
 */
export const MRKDWN: Spelling = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['*', '∗'], ['_', 'ˍ'], ['~', '∼'], ['`', 'ˋ'], ['|', '¦'], ['@', '＠']]);

/** Addresses inside a link of Slack: what ends the address is escaped, the rest must stay as it is. */
export const MRKDWN_URL: Spelling = new Map([['&', '&amp;'], ['<', '&lt;'], ['>', '&gt;'], ['|', '%7C']]);

/** Controls, lone surrogates, noncharacters, and marks that are invisible or turn the direction of what follows (bidi overrides and isolates, tags). */
const UNWANTED = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\u{E0000}-\u{E007F}]/gu;

/** A value from outside as one line of visible text; joiners stay, since emoji, Persian and Indic scripts are written with them. */
export const tidy = (value: string): string => value.replace(/\s+/gu, ' ').replace(UNWANTED, '').trim();

/** A value from outside, tidied and spelled for a channel, at most `limit` UTF-16 units long and an ellipsis where it is cut. */
export const spell = (value: string, limit: number, spelling: Spelling): string => {
  let spelled = '';
  for (const character of tidy(value)) {
    const next = spelling.get(character) ?? character;
    if (spelled.length + next.length > limit) return `${spelled.trimEnd()}…`;
    spelled += next;
  }
  return spelled;
};
