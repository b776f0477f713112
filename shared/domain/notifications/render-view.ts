import type { Digest, DigestEntry } from './digest';
import { spell, tidy, type Spelling } from './render-characters';
import { RULE_WORDS, type RuleWords } from './rule-words.table';

/**
 * A digest in words: what every channel says, before a channel lays it out. Values from outside are already spelled for the channel
 * (`render-characters.ts`) and cut to a length; addresses of links are not.
 */
export interface DigestView {
  /** E.g. `5 people moved: 3 joined, 2 left`. */
  readonly headline: string;
  /** E.g. `9 Oct 2024`. */
  readonly date: string;
  readonly recipient: string;
  /** As whom the recipient is told, e.g. `You are told as AE and Renewal Manager.` */
  readonly reason: string;
  readonly groups: readonly GroupView[];
}

export interface GroupView extends RuleWords {
  readonly entries: readonly EntryView[];
}

export interface EntryView {
  readonly person: string;
  readonly facts: readonly Fact[];
  readonly links: readonly Link[];
}

export interface Fact {
  readonly label: string;
  readonly text: string;
  readonly url?: string;
}

export interface Link {
  readonly label: string;
  readonly url: string;
}

/** The part of a stage's settings that messages need (settings.messages). */
export interface MessageSettings {
  /** The teams to ask (UG-19): a channel, an address, or just their name. */
  readonly askTeams: { readonly marketingOperations: string; readonly salesDevelopment: string };
  /** Addresses with the record's id in the place of `{Id}`. */
  readonly links: { readonly Lead: string; readonly Contact: string; readonly Account: string; readonly Opportunity: string };
}

/** Lengths that keep one entry below Slack's 3,000 characters a section, however hostile the values, with link templates up to 200. */
export const VALUE_LENGTH = 100;
const STAGE_LENGTH = 40;
const ENCODED_ID_LENGTH = 60;
const OPPORTUNITIES_NAMED = 3;

/** The digest in words (NT-10), people in the given order under the rule that brought them. */
export const viewDigest = (digest: Digest, messages: MessageSettings, spelling: Spelling): DigestView => ({
  headline: headlineOf(digest.entries),
  date: dateInWords(digest.runDate),
  recipient: spell(digest.recipientName, VALUE_LENGTH, spelling),
  reason: `You are told as ${listed([...new Set(digest.entries.map((entry) => entry.role))])}.`,
  groups: RULE_WORDS.map((words) => ({
    ...words,
    entries: digest.entries.filter((entry) => entry.rule === words.rule).map((entry) => viewEntry(entry, digest.runDate, messages.links, spelling)),
  })).filter((group) => group.entries.length > 0),
});

/** The sentence under every message (UG-19). */
export const footerOf = ({ askTeams }: Pick<MessageSettings, 'askTeams'>, spelling: Spelling): string => {
  const team = (name: string, where: string): string => (where.includes(name) ? spell(where, VALUE_LENGTH, spelling) : `${name} (${spell(where, VALUE_LENGTH, spelling)})`);
  return `Questions about these messages? Ask ${team('Marketing Operations', askTeams.marketingOperations)} or ${team('Sales Development', askTeams.salesDevelopment)}.`;
};

/** All facts of an entry in one line, without links. */
export const inOneLine = (entry: EntryView): string => entry.facts.map((fact) => `${fact.label.toLowerCase()} ${fact.text}`).join('; ');

/** `1 person`, `2 people`. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** Somebody can leave one account and join another of the same recipient: two entries, one person. */
const headlineOf = (entries: readonly DigestEntry[]): string => {
  const people = counted(new Set(entries.map((entry) => entry.contactId ?? entry.recordId)).size, 'person', 'people');
  const moves = (move: RuleWords['move']): number => entries.filter((entry) => RULE_WORDS.some((words) => words.rule === entry.rule && words.move === move)).length;
  if (moves('left') === 0) return `${people} joined a new company`;
  if (moves('joined') === 0) return `${people} left your accounts`;
  return `${people} moved: ${moves('joined')} joined, ${moves('left')} left`;
};

const viewEntry = (entry: DigestEntry, runDate: string, templates: MessageSettings['links'], spelling: Spelling): EntryView => {
  const say = (value: string | undefined): string => spell(value ?? '', VALUE_LENGTH, spelling);
  const now = position(say(entry.newTitle), say(entry.newCompany));
  const ids = {
    Lead: entry.leadId ?? (entry.objectType === 'Lead' ? entry.recordId : undefined),
    Contact: entry.contactId ?? (entry.objectType === 'Contact' ? entry.recordId : undefined),
    Account: entry.accountId,
  };
  const further = entry.opportunities.length - OPPORTUNITIES_NAMED;
  return {
    person: say(entry.person) || 'Name not known',
    facts: [
      { label: 'Now', text: `${now}${start(say(entry.startedOn), runDate, now !== UNKNOWN)}` },
      { label: 'Before', text: position(say(entry.pastTitle), say(entry.pastCompany)) },
      { label: 'Owner', text: say(entry.ownerName) || UNKNOWN },
      ...entry.opportunities
        .slice(0, OPPORTUNITIES_NAMED)
        .map(({ id, name, stage }) => linked('Open opportunity', `${say(name) || 'without a name'} (${spell(stage, STAGE_LENGTH, spelling)})`, urlOf(templates.Opportunity, id))),
      ...(further > 0 ? [{ label: 'Further', text: counted(further, 'open opportunity', 'open opportunities') }] : []),
    ],
    links: (['Lead', 'Contact', 'Account'] as const).flatMap((object) => {
      const url = urlOf(templates[object], ids[object]);
      return url === undefined ? [] : [{ label: [object, object === 'Account' ? say(entry.accountName) : ''].join(' ').trimEnd(), url }];
    }),
  };
};

const UNKNOWN = 'not known';

const position = (title: string, company: string): string => {
  if (title !== '' && company !== '') return `${title} at ${company}`;
  if (title !== '') return `${title}, company ${UNKNOWN}`;
  return company === '' ? UNKNOWN : `${company}, title ${UNKNOWN}`;
};

const start = (startedOn: string, runDate: string, jobIsKnown: boolean): string => {
  if (startedOn !== '') return `, ${startedOn > runDate ? 'from' : 'since'} ${dateInWords(startedOn)}`;
  return jobIsKnown ? `, start date ${UNKNOWN}` : '';
};

/** The address of a record; none for an empty id or one that is too long to be a record's. */
export const urlOf = (template: string, id: string | undefined): string | undefined => {
  const encoded = encodeURIComponent(tidy(id ?? ''));
  return encoded === '' || encoded.length > ENCODED_ID_LENGTH ? undefined : template.replaceAll('{Id}', () => encoded);
};

const linked = (label: string, text: string, url: string | undefined): Fact => (url === undefined ? { label, text } : { label, text, url });

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2024-10-09` as `9 Oct 2024`; anything else as it came. */
const dateInWords = (date: string): string => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? date : `${Number(day)} ${name} ${year}`;
};

/** `A`, `A and B`, `A, B and C`. */
export const listed = (items: readonly string[]): string => (items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`);
