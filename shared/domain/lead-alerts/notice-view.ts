import { spell, type Spelling } from '../notifications/render-characters';
import { footerOf, urlOf, VALUE_LENGTH, type Fact, type Link, type MessageSettings } from '../notifications/render-view';
import type { Notice, NoticeEntry } from './notice';
import { NOTICE_WORDS } from './notice-words.table';

/** A notice in words, before a channel lays it out: values are spelled for the channel and cut to a length, addresses of links are not. */
export interface NoticeView {
  readonly headline: string;
  readonly recipient: string;
  readonly request: string;
  readonly entries: readonly NoticeEntryView[];
  readonly footer: string;
}

export interface NoticeEntryView {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}

export const viewNotice = ({ kind, recipientName, entries }: Notice, messages: MessageSettings, spelling: Spelling): NoticeView => ({
  headline: NOTICE_WORDS[kind].headline(entries.length),
  recipient: spell(recipientName, VALUE_LENGTH, spelling),
  request: NOTICE_WORDS[kind].request,
  entries: entries.map((entry) => viewEntry(entry, messages, spelling)),
  footer: footerOf(messages, spelling),
});

/** A label may be somebody's name. */
const LABEL_LENGTH = 40;

const viewEntry = ({ recordId, objectType, name, accountId, accountName, facts }: NoticeEntry, { links }: MessageSettings, spelling: Spelling): NoticeEntryView => {
  const say = (text: string | undefined): string => spell(text ?? '', VALUE_LENGTH, spelling);
  const linkTo = (object: 'Lead' | 'Contact' | 'Account', id: string | undefined): Link[] => {
    const url = urlOf(links[object], id);
    return url === undefined ? [] : [{ label: object, url }];
  };
  return {
    name: say(name) || say(recordId),
    facts: [
      ...(accountName === undefined ? [] : [{ label: 'Account', text: say(accountName) }]),
      ...facts.map(({ label, text }) => ({ label: spell(label, LABEL_LENGTH, spelling), text: say(text) })),
    ],
    links: [...(objectType === undefined ? [] : linkTo(objectType, recordId)), ...linkTo('Account', accountId)],
  };
};
