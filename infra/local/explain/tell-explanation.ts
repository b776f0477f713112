import { notificationRuleId } from '../../../shared/domain/notifications/rules.table';
import { RULE_WORDS } from '../../../shared/domain/notifications/rule-words.table';
import { SIGNAL_OUTCOME_WORDS, type Reason } from '../../../shared/domain/reason-words.table';
import { failingParts, type ExplainedCondition, type ExplainedNegation } from '../../../shared/soql/explain';
import { printable } from '../results/text-table';
import type { Decided, ExplainedChange } from './explained-decision';
import type { AwaitedRun, Explained, ExplainedAccount, ExplainedContact, ExplainedEvent, ExplainedLead, ExplainedMessage, ExplainedNotification, ExplainedRoute, ExplainedSignal, RuleVerdict, Silence, Tracking } from './explanation';
import { called, capitalised, indented, said, section, timeIn, type Lines } from './lines';
import { accountHistoryLines, deliveredLines, historyLines, workLines } from './tell-history';

/** An explanation as short indented text for somebody who sells, times in the org's zone; ends with a line feed. */
export const tellExplanation = (explained: Explained, timeZone: string): string => `${linesOf(explained, timeZone).map(printable).join('\n')}\n`;

const linesOf = (explained: Explained, timeZone: string): Lines => {
  switch (explained.kind) {
    case 'Lead':
      return leadLines(explained, timeZone);
    case 'Contact':
      return contactLines(explained, timeZone);
    case 'Event':
      return eventLines(explained, timeZone);
    case 'Message':
      return messageLines(explained);
    case 'Account':
      return accountLines(explained, timeZone);
  }
};

const leadLines = (lead: ExplainedLead, timeZone: string): Lines => [
  `Lead ${lead.id}${said(', ', lead.name)}${said(' at ', lead.company)}`,
  ...indented([
    `Status ${lead.status ?? '-'}, owner ${called(lead.owner)}, source ${lead.leadSource ?? '-'}${lead.createdAt === undefined ? '' : `, created ${timeIn(lead.createdAt, timeZone)}`}`,
    ...erasedLines(lead.erasedAt, timeZone),
  ]),
  ...section('Where it came from', [
    ...lead.signals.flatMap((signal) => signalLines(signal, timeZone)),
    ...deliveredLines(lead.history?.deliveries ?? [], timeZone),
    ...(lead.signals.length + (lead.history?.deliveries.length ?? 0) === 0 ? ['From the CRM: no event made it or told more about it.'] : []),
  ]),
  ...(lead.route || !lead.history ? section('Who owns it, and why', lead.route ? routeLines(lead.route) : ['Its owner was not decided here.']) : []),
  ...(lead.history ? historyLines(lead.history, timeZone) : []),
  ...toldLines(lead),
  ...changesLines(lead.changes, timeZone),
];

const contactLines = (contact: ExplainedContact, timeZone: string): Lines => [
  `Contact ${contact.id}${said(', ', contact.name)}${said(', ', contact.title)}${said(' at ', contact.account?.name ?? contact.account?.id)}`,
  ...indented([`Status ${contact.status ?? '-'}${said(', new lead ', contact.currentLeadId)}`, ...erasedLines(contact.erasedAt, timeZone)]),
  ...section('Is it tracked?', trackingLines(contact.tracking)),
  ...section('What the vendor delivered about it', contact.signals.length === 0 ? ['Nothing: no delivery names this contact.'] : contact.signals.flatMap((signal) => signalLines(signal, timeZone))),
  ...(contact.history ? [...section('What the lead database was told about it', deliveredLines(contact.history.deliveries, timeZone)), ...historyLines(contact.history, timeZone)] : []),
  ...toldLines(contact),
  ...changesLines(contact.changes, timeZone),
];

const eventLines = ({ id, signals, deliveries }: ExplainedEvent, timeZone: string): Lines => [
  `Event ${id}`,
  ...indented([
    ...signals.flatMap((signal) => signalLines(signal, timeZone)),
    ...deliveries.flatMap((delivery) => [...deliveredLines([delivery], timeZone), ...indented([...workLines(delivery, timeZone), ...delivery.changes.flatMap((change) => changeLines(change, timeZone))])]),
  ]),
];

const messageLines = ({ id, about, channel, recipient, words, reasons, vendorIds, entries, alert }: ExplainedMessage): Lines => [
  `Message ${id}`,
  ...indented([`${about} by ${channel}${recipient ? ` to ${called(recipient)}` : ''}: ${words}`, ...reasonLines(reasons), ...vendorIds.map((vendorId) => `known to the vendor as ${vendorId}`), ...(alert === undefined ? [] : [alert])]),
  ...(entries.length === 0 ? [] : section('Why it says what it says', entries.flatMap(({ record, role, rule }) => [`${record.type} ${called(record)}, as ${role}`, ...indented(verdictLines(rule))]))),
];

const accountLines = (account: ExplainedAccount, timeZone: string): Lines => [
  `Account ${account.id}${said(', ', account.name)}`,
  ...indented([`Segment ${account.segment ?? '-'}, owner ${called(account.owner)}, BDR ${called(account.bdr)}, renewal manager ${called(account.renewalManager)}`]),
  ...section('Opportunities, as the rules count them', account.opportunities.length === 0 ? ['None.'] : account.opportunities.map(({ opportunity, stage, rollUps }) => `${called(opportunity)}, ${stage ?? 'no stage'}: ${rollUps.join(', ') || 'in no count'}`)),
  ...section('Lists and policies', account.rules.flatMap(verdictLines)),
  ...accountHistoryLines(account, timeZone),
  ...changesLines(account.changes, timeZone),
];

// ---- parts

const signalLines = (signal: ExplainedSignal, timeZone: string): Lines => {
  const { signalId, receivedAt, motion, person, pastCompany, newCompany, outcome, tier, releasedOn, leadId, reasons, waitsFor, repeats, redrivenAs } = signal;
  const came = receivedAt === undefined ? 'a row of a retro-active push' : `received ${timeIn(receivedAt, timeZone)}`;
  return [
    `${signalId}, ${came}: ${SIGNAL_OUTCOME_WORDS[outcome]}`,
    ...indented([
      ...(person === undefined ? [] : [`${motion?.replace('_', ' ') ?? 'change'} of ${person}${said(', from ', pastCompany)}${said(' to ', newCompany)}${said('; Tier ', tier)}`]),
      ...(releasedOn === undefined ? [] : [`released on ${releasedOn}${said(', lead ', leadId)}`]),
      ...reasonLines(reasons),
      ...(waitsFor ? [awaitedWords(waitsFor)] : []),
      ...(repeats ?? []).map((row) => `the event is known as ${row.signalId}: ${SIGNAL_OUTCOME_WORDS[row.outcome]}`),
      ...(redrivenAs === undefined ? [] : [`an operator gave it back as ${redrivenAs}`]),
    ]),
  ];
};

const awaitedWords = ({ runId, state, error }: AwaitedRun): string => {
  switch (state) {
    case 'scheduled':
      return `it waits for ${runId}`;
    case 'missed':
      return `it waits for ${runId}, which has not run although its time has come`;
    case 'running':
      return `${runId} is running`;
    case 'failed':
      return `${runId} failed: rerun it. ${error ?? ''}`.trim();
    case 'succeeded':
      return `${runId} is done`;
  }
};

const routeLines = (route: ExplainedRoute): Lines => [
  `${route.path}: ${route.words}`,
  ...indented([
    `given to ${called(route.owner)} by ${route.runId}`,
    `${route.matchedAccount ? `account ${called(route.matchedAccount)}, matched by ${route.matchedBy.replace('_', ' ')}` : 'no account matched'}; segment ${route.segment}, region ${String(route.facts['region'] ?? '-')}${route.facts['country'] === undefined ? '' : ` (${String(route.facts['country'])})`}`,
    ...route.passedOver.map((step) => `asked before: ${step}`),
    ...otherRulesLines(route),
  ]),
];

const trackingLines = ({ words, opportunities = [] }: Tracking): Lines => [
  `${capitalised(words)}.`,
  ...opportunities.flatMap(({ opportunity, account, segment, cohorts }) => [
    `opportunity ${called(opportunity)} at ${called(account)}, segment ${segment ?? 'none'}`,
    ...indented(cohorts.length === 0 ? ['no cohort is of this segment'] : cohorts.flatMap(({ cohort, name, rules }) => [`cohort ${cohort}, ${name}`, ...indented(rules.flatMap(verdictLines))])),
  ]),
];

const toldLines = ({ notifications, silence }: Pick<ExplainedLead, 'notifications' | 'silence'>): Lines =>
  section('Who was told, and why', [...notifications.flatMap((one) => notificationLines(one)), ...(silence ? silenceLines(silence) : [])]);

const notificationLines = (notification: ExplainedNotification): Lines => [
  `${notification.runDate}, ${notification.runId}`,
  ...indented([
    ...(notification.rules.length === 0 ? [] : [`the facts then: ${Object.entries(notification.facts).map(([name, value]) => `${name} ${String(value)}`).join(', ')}`]),
    ...notification.rules.flatMap(verdictLines),
    ...notification.ledger.map(({ rule, role, recipient, channel, words, reasons }) => {
      const who = [rule, role, recipient ? called(recipient) : '', channel && `by ${channel}`].filter((part) => part !== '').join(', ');
      return `${who === '' ? '' : `${who}: `}${[words, ...reasons.map((reason) => reason.words)].join('; ')}`;
    }),
    ...otherRulesLines(notification),
  ]),
];

const silenceLines = ({ words, run, entry }: Silence): Lines => [`Nobody: ${words}.`, ...indented([...(run?.error === undefined ? [] : [run.error]), ...(entry && !entry.holds ? verdictLines(entry) : [])])];

const changesLines = (changes: readonly ExplainedChange[], timeZone: string): Lines => (changes.length === 0 ? [] : section('What runs changed on it', changes.flatMap((change) => changeLines(change, timeZone))));

const changeLines = ({ runId, at, signalId, eventId, actor, rule, changes }: ExplainedChange, timeZone: string): Lines => [
  `${timeIn(at, timeZone)}, ${runId}${said(', from ', signalId ?? eventId)}${said(', by ', actor)}${said(', rule ', rule)}`,
  ...indented(changes.map(({ field, old, new: now }) => `${field}: ${String(old ?? '(empty)')} -> ${String(now ?? '(empty)')}`)),
];

const ENTRY = 'notification/entry/';

/** A rule with its verdict; of one that does not hold, what is to blame and what the record had there. */
const verdictLines = ({ rule, state, holds, why }: RuleVerdict): Lines => {
  const known = RULE_WORDS.find((words) => notificationRuleId(words.rule) === rule);
  const name = known ? `Rule ${known.rule} (${known.heading.toLowerCase()})` : rule.startsWith(ENTRY) ? 'The entry condition' : `Rule ${rule}`;
  if (holds) return [`${name} holds: ${why.soql}`];
  if (state !== 'in_force') return [`${name} is ${state === 'expired' ? 'no longer' : 'not yet'} in force`];
  return [`${name} does not hold: ${failingParts(why).map(blamed).join('; ')}`];
};

const blamed = (part: ExplainedCondition | ExplainedNegation): string => {
  if ('op' in part) return part.soql;
  const days = part.days === undefined ? '' : part.days.first === part.days.last ? `, that is ${part.days.first}` : `, that is ${part.days.first} to ${part.days.last}`;
  return `${part.soql}${days} (it is ${part.value === null ? 'empty' : String(part.value)})`;
};

const otherRulesLines = ({ under }: Decided): Lines => [
  ...(under.rulesAreCurrent ? [] : [`decided under other rules (${under.rulesHash}) than those at hand, which are the ones asked here`]),
  ...(under.settingsAreCurrent ? [] : [`decided under other settings (${under.settingsHash}) than those at hand`]),
];

const reasonLines = (reasons: readonly Reason[]): Lines => reasons.map(({ code, words }) => `${code.split(':', 1)[0] ?? code}: ${words}`);
const erasedLines = (erasedAt: string | undefined, timeZone: string): Lines => (erasedAt === undefined ? [] : [`Erased on request on ${timeIn(erasedAt, timeZone)}: what was personal is gone`]);

