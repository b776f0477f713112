import { textTable, type TextTable } from '../results/text-table';
import { isWithoutEffect, type Count, type Difference, type Message, type RuleText, type Way } from './compare-lived';

/** The difference for people: what was compared, then each table with at most `limit` rows. */
export const printDifference = (difference: Difference, limit: number): string => `${headOf(difference)}\n${tablesOf(difference).map((table) => textTable(table, limit)).join('')}`;

const headOf = (difference: Difference): string => {
  const { window, rules, settings } = difference;
  const lines = [
    `${window.from} to ${window.to}, ${window.signals.toLocaleString('en-US')} signals: under the deployed rules and under the others. Nothing was written and nothing was sent.`,
    ...(window.unreadable === 0 ? [] : [`${window.unreadable.toLocaleString('en-US')} more signals of these days are left out: their bodies were erased.`]),
    ...rules.flatMap(({ id, asked }) => (asked ? [] : [`Nothing in these days was put to rule ${id}: its change cannot show here.`])),
    ...(rules.length + settings.length === 0 ? ['The others are the deployed rules: no rule and no setting reads differently.'] : []),
    ...(isWithoutEffect(difference) ? ['Everything comes out the same.'] : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
};

const SIDES = ['Deployed', 'Other'] as const;
const COUNTED = [...SIDES, 'Difference'] as const;

const tablesOf = ({ rules, settings, tracked, released, ownership, messages, fallsThrough }: Difference): readonly TextTable[] => [
  { title: 'Rules that read differently', columns: ['Rule', ...SIDES], rows: rules.map(({ id, deployed, other }) => [id, ruleInWords(deployed), ruleInWords(other)]) },
  { title: 'Settings that differ', columns: ['Setting', ...SIDES], rows: settings.map(({ name, deployed, other }) => [name, JSON.stringify(deployed) ?? '-', JSON.stringify(other) ?? '-']) },
  countTable('Contacts tracked', 'Place', tracked.counts),
  { title: 'Contacts whose place differs', columns: ['Contact', ...SIDES], rows: tracked.changed.map(({ contactId, deployed = 'not eligible', other = 'not eligible' }) => [contactId, deployed, other]) },
  countTable('What becomes of the signals, and when', 'Outcome', released),
  countTable('New leads by path', 'Path', mostChangedFirst(ownership.byPath)),
  countTable('New leads by owner', 'Owner', mostChangedFirst(ownership.byPerson)),
  { title: 'Signals that come out differently', columns: ['Signal', ...SIDES], rows: ownership.changed.map(({ signalId, deployed, other }) => [signalId, wayInWords(deployed), wayInWords(other)]) },
  countTable('Notification ledger', 'Rule and outcome', messages.byRule),
  countTable('Messages by recipient', 'Recipient', mostChangedFirst(messages.byPerson)),
  { title: 'People who would be told more, less or no longer', columns: ['Recipient', 'Would be told'], rows: mostChangedFirst(messages.byPerson).flatMap(({ name, deployed, other }) => (deployed === other ? [] : [[name, turnInWords(deployed, other)]])) },
  { title: 'Messages that differ', columns: ['Day', 'Record', 'Recipient', ...SIDES], rows: messages.changed.map(({ runDate, recordId, recipientName, deployed, other }) => [runDate, recordId, recipientName, messageInWords(deployed), messageInWords(other)]) },
  countTable('What falls through', 'What', fallsThrough),
  { title: 'What falls through on one side only', columns: ['What', 'Side', 'Which'], rows: fallsThrough.flatMap(({ name, onlyDeployed, onlyOther }) => [...onlyDeployed.map((id) => [name, 'deployed', id]), ...onlyOther.map((id) => [name, 'other', id])]) },
];

const countTable = (title: string, what: string, all: readonly Count[]): TextTable => ({
  title,
  columns: [what, ...COUNTED],
  rows: all.map(({ name, deployed, other }) => [name, deployed, other, other - deployed]),
});

const mostChangedFirst = <C extends Count>(all: readonly C[]): C[] => all.toSorted((a, b) => Math.abs(b.other - b.deployed) - Math.abs(a.other - a.deployed) || b.deployed - a.deployed);

const ruleInWords = ({ where, from, until, off }: RuleText): string => (off ? 'off' : [where, ...(from === undefined ? [] : [`from ${from}`]), ...(until === undefined ? [] : [`until ${until}`])].join(', '));

const wayInWords = ({ outcome, releasedOn, path, ownerName }: Way): string => [outcome, ...(releasedOn === undefined ? [] : [`on ${releasedOn}`]), ...(path === undefined ? [] : [path]), ...(ownerName === undefined ? [] : [`to ${ownerName}`])].join(' ');

const messageInWords = (message: Message | undefined): string => (message === undefined ? 'nothing' : [message.rule, ...(message.channels === undefined ? [] : [`by ${message.channels.join(' and ')}`])].join(' '));

const turnInWords = (deployed: number, other: number): string => {
  if (other === 0) return `nothing any more, instead of ${deployed.toLocaleString('en-US')} messages`;
  if (deployed === 0) return `${other.toLocaleString('en-US')} messages, instead of nothing`;
  return `${Math.abs(other - deployed).toLocaleString('en-US')} ${other > deployed ? 'more' : 'fewer'}: ${other.toLocaleString('en-US')} instead of ${deployed.toLocaleString('en-US')}`;
};
