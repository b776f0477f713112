import { DELIVERY_OUTCOME_WORDS } from '../../../shared/domain/reason-words.table';
import type { ExplainedAccount } from './explanation';
import type { ExplainedAlert, ExplainedDelivery, ExplainedEngagement, ExplainedHistory, ExplainedInbound, ExplainedMerge, ExplainedScore, ExplainedSegment, WorkedDelivery } from './explained-history';
import { called, indented, said, section, timeIn, type Lines } from './lines';

/** What the lead database did with a lead or contact: statuses, points, routing, engagement, clocks, merges, alerts. */
export const historyLines = (history: ExplainedHistory, timeZone: string): Lines => [
  ...some('Its statuses', [
    ...history.statuses.map(({ status, at }) => `${status}, first on ${timeIn(at, timeZone)}`),
    ...(history.disqualifiedFor === undefined ? [] : [`disqualified for: ${history.disqualifiedFor}`]),
  ]),
  ...some('Its score', history.scores.flatMap((score) => scoreLines(score, timeZone))),
  ...some('How it was routed, and why', history.inbound.flatMap((one) => inboundLines(one, timeZone))),
  ...some('Its segment by users', history.segment ? segmentLines(history.segment) : []),
  ...section('Who works it', engagementLines(history.engagement, timeZone)),
  ...some('What was to be answered', history.clocks.flatMap((clock) => clockLines(clock, timeZone))),
  ...some('Merges', history.merges.flatMap((merge) => mergeLines(merge, timeZone))),
  ...some('Who was alerted', history.alerts.map((alert) => alertLine(alert, timeZone))),
];

/** Deliveries to the lead database, each with what became of it or why nothing did. */
export const deliveredLines = (deliveries: readonly ExplainedDelivery[], timeZone: string): Lines =>
  deliveries.flatMap(({ deliveryId, receivedAt, outcome, says, record, reasons, repeats, runId, redrivenAs }) => [
    `${deliveryId}, received ${timeIn(receivedAt, timeZone)}: ${DELIVERY_OUTCOME_WORDS[outcome]}`,
    ...indented([
      ...(says === undefined ? [] : [says]),
      ...(record ? [`worked into ${called(record)}${said(' by ', runId)}`] : []),
      ...reasons.map(({ code, words }) => `${code.split(':', 1)[0] ?? code}: ${words}`),
      ...(repeats ? [`it had come in as ${repeats.deliveryId} on ${timeIn(repeats.receivedAt, timeZone)}: ${DELIVERY_OUTCOME_WORDS[repeats.outcome]}`] : []),
      ...(redrivenAs === undefined ? [] : [`an operator gave it back as ${redrivenAs}`]),
    ]),
  ]);

/** What one delivery left on its record, fields apart. */
export const workLines = ({ scores, inbound, alerts }: WorkedDelivery, timeZone: string): Lines => [
  ...scores.flatMap((score) => scoreLines(score, timeZone)),
  ...inbound.flatMap((one) => inboundLines(one, timeZone)),
  ...alerts.map((alert) => alertLine(alert, timeZone)),
];

/** What the lead database has to say about an account. */
export const accountHistoryLines = ({ segmentation, deliveries, alerts }: ExplainedAccount, timeZone: string): Lines => [
  ...some('Its segment by users', segmentation ? segmentLines(segmentation) : []),
  ...some('What the lead database was told about it', deliveredLines(deliveries, timeZone)),
  ...some('Who was alerted', alerts.map((alert) => alertLine(alert, timeZone))),
];

const some = (title: string, lines: Lines): Lines => (lines.length === 0 ? [] : section(title, lines));

const CHECK_WORDS: Readonly<Record<ExplainedScore['check'], string>> = {
  below_threshold: 'below the threshold of routing',
  routed: 'routed',
  unchanged: 'looked at by routing, and left where it was',
  '': '',
};

const scoreLines = ({ at, eventId, rows, check }: ExplainedScore, timeZone: string): Lines => [
  `${timeIn(at, timeZone)}, ${eventId}${said(': ', CHECK_WORDS[check] || undefined)}`,
  ...indented(rows.map(({ action, points, total }) => `${action} ${points < 0 ? points : `+${points}`} = ${total}`)),
];

const inboundLines = (route: ExplainedInbound, timeZone: string): Lines => [
  `${timeIn(route.at, timeZone)}, ${route.trigger.replaceAll('_', ' ')}: ${route.path}: ${route.words}`,
  ...indented([
    `source ${route.source || '-'}, segment ${route.segment || '-'}, region ${route.region || '-'}; ${route.matchedAccount ? `account ${called(route.matchedAccount)}, matched by ${route.matchedBy.replace('_', ' ')}` : 'no account matched'}`,
    `owner ${called(route.owner)}${route.previousOwner ? `, before ${called(route.previousOwner)}` : ''}, by ${route.runId}`,
    ...route.flags.map(({ code, words }) => `${code}: ${words}`),
  ]),
];

const segmentLines = ({ segment, calculated, inputs, words, parentSegment }: ExplainedSegment): Lines => [
  `${segment ?? 'none'}: ${words}`,
  ...indented([
    Object.entries(inputs).map(([field, value]) => `${field} ${value}`).join(', ') || 'no figure is filled',
    ...(segment === undefined || segment === calculated ? [] : [`its figures make it ${calculated}: it is set when one of them is written next`]),
    ...(parentSegment === undefined ? [] : [`its parent is ${parentSegment}`]),
  ]),
];

const TEAMS: Readonly<Record<string, string>> = { inbound: 'the inbound team has it', outbound: 'it is in the outbound queue of the account’s SDR' };

const engagementLines = ({ state, activeUntil, engageable, queue, lastMoment }: ExplainedEngagement, timeZone: string): Lines => [
  `${state}${said(state === 'Active' ? ' until ' : ' since ', activeUntil)}: ${TEAMS[queue ?? ''] ?? 'it is in no queue'}`,
  ...indented([
    ...(lastMoment ? [`last interesting moment ${lastMoment.action}${lastMoment.at === undefined ? '' : ` on ${timeIn(lastMoment.at, timeZone)}`}`] : []),
    ...(engageable === false ? ['not to be engaged until the person raises a hand'] : []),
  ]),
];

type ExplainedClock = ExplainedHistory['clocks'][number];

const CLOCK_WORDS: Readonly<Record<ExplainedClock['outcome'], string>> = {
  open: 'it has not fallen due',
  met: 'answered in time',
  breached: 'not answered in time: owner and manager were told',
  scored: 'the points were given',
};

const clockLines = ({ kind, eventId, dueAt, outcome, metAt }: ExplainedClock, timeZone: string): Lines => [
  `${eventId}, ${kind === 'contact_us' ? 'answer' : 'points of the trial'} due ${timeIn(dueAt, timeZone)}: ${CLOCK_WORDS[outcome]}${metAt === undefined ? '' : `, on ${timeIn(metAt, timeZone)}`}`,
];

const mergeLines = ({ at, eventId, survivorId, mergedId, actor, undone }: ExplainedMerge, timeZone: string): Lines => [
  `${timeIn(at, timeZone)}, ${eventId}: ${mergedId} was merged into ${survivorId} by ${actor}`,
  ...indented(undone ? [`undone on ${timeIn(undone.at, timeZone)} by ${undone.by}`] : []),
];

const alertLine = ({ at, words, role, recipient, reason }: ExplainedAlert, timeZone: string): string => `${timeIn(at, timeZone)}, ${role}, ${called(recipient)}: ${words}${reason === '' ? '' : ` (${reason})`}`;
