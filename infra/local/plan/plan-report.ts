import type { ItemChange } from '../../../shared/adapters/memory/overlay-tables';
import type { NoticeContent } from '../../../shared/contracts/notice-content';
import type { DigestContent } from '../../../shared/contracts/notification-shard';
import { addCounts } from '../../../shared/domain/add-counts';
import type { FieldChange } from '../../../shared/domain/field-changes';
import type { Alert } from '../../../shared/domain/notifications/digest';
import type { RuleState } from '../../../shared/domain/rule-set';
import type { ScorecardNews } from '../../../shared/domain/scorecard/scorecard';
import { nextReleaseOn, type ReleaseTier } from '../../../shared/domain/usergems/release-gate';
import type { Item } from '../../../shared/ports/tables';
import type { Run } from '../../../shared/stores/run-store';
import type { BusinessStart } from '../runs/business-start';
import { isOfLeadDatabase, planOfLeadDatabase, type LeadDatabasePlan } from './plan-lead-database';
import { itemsOf, type PlannedRun } from './plan-workflow';
import { changesIn, text } from './planned-item';
import { tally } from './tally';

/** Items by what would happen to them. */
interface Writes {
  readonly created: number;
  readonly changed: number;
  readonly deleted: number;
}

/** What `revsignal plan` answers (docs/commands.md): everything a run would create, change and send. */
export interface PlanReport extends BusinessStart {
  /** How the run of that date stands now. One that has succeeded is finished: a rerun repeats nothing. */
  readonly runBefore: 'none' | Run['status'];
  readonly ends: { readonly status: 'SUCCEEDED'; readonly counts: unknown } | { readonly status: string; readonly error: string; readonly cause: string };
  readonly leadsCreated: readonly { readonly id: string; readonly name: string; readonly company: string; readonly ownerId: string; readonly owner: string; readonly path: string; readonly account: string }[];
  readonly leadsEnriched: readonly { readonly id: string; readonly name: string; readonly company: string; readonly changes: readonly FieldChange[] }[];
  readonly contactsMarked: readonly { readonly id: string; readonly name: string; readonly changes: readonly FieldChange[] }[];
  /** New leads by owner, most first. */
  readonly owners: readonly { readonly ownerId: string; readonly owner: string; readonly leads: number }[];
  readonly held: readonly { readonly signal: string; readonly tier: string; readonly until: string }[];
  /** Signals that become no lead, by outcome and reason. */
  readonly leftOut: readonly { readonly outcome: string; readonly reason: string; readonly signals: number }[];
  /** Changes of the list of tracked contacts. */
  readonly tracked: Writes;
  readonly messages: readonly { readonly kind: 'digest' | 'scorecard' | 'notice'; readonly recipientId: string; readonly to: string; readonly channel: string; readonly entries: number; readonly rules: Readonly<Record<string, number>>; readonly outcome: string; readonly reason: string }[];
  readonly ledger: readonly { readonly rule: string; readonly outcome: string; readonly reason: string; readonly rows: number }[];
  readonly vendorWrites: readonly { readonly kind: string; readonly writes: number }[];
  readonly alerts: readonly Pick<Alert, 'kind' | 'headline' | 'particulars'>[];
  /** What would become of deliveries and clocks; undefined where none would be worked. */
  readonly leadDatabase: LeadDatabasePlan | undefined;
  /** Of the scorecard that would be made, category by category. */
  readonly grades: readonly { readonly month: string; readonly category: string; readonly grade: string; readonly previousGrade: string }[];
  /** Rules that carry dates and are not in force on that day. */
  readonly rulesNotInForce: readonly RuleState[];
  /** Items that would be written, by table. */
  readonly writes: readonly ({ readonly table: string } & Writes)[];
}

/** The report of a planned run. */
export const planReport = (planned: PlannedRun): PlanReport => {
  const { settings, start, runBefore, changes, users } = planned;
  const nameOf = (userId: string): string => users.get(userId)?.Name ?? userId;
  const ownerOf = (decision: Item): { ownerId: string; owner: string } => ({ ownerId: text(decision, 'OwnerId'), owner: nameOf(text(decision, 'OwnerId')) });
  const decisions = itemsOf(changes.Decision).filter((decision) => !isOfLeadDatabase(decision));
  const ofKind = (kind: string): Item[] => decisions.filter(({ Kind }) => Kind === kind);
  const signals = itemsOf(changes.Signal);
  const routings = ofKind('routing').map((decision) => ({ decision, lead: planned.leads.get(text(decision, 'RecordId')) }));

  return {
    ...start,
    runBefore: runBefore?.status ?? 'none',
    ends: endOf(planned),
    leadsCreated: routings.map(({ decision, lead }) => ({
      id: text(decision, 'RecordId'), name: personIn(lead), company: lead?.Company ?? '', ...ownerOf(decision), path: text(decision, 'Path'), account: text(decision, 'MatchedAccountId'),
    })),
    leadsEnriched: ofKind('audit').flatMap((decision) => {
      const lead = planned.leads.get(text(decision, 'RecordId'));
      return lead ? [{ id: lead.Id, name: personIn(lead), company: lead.Company ?? '', changes: changesIn(decision) }] : [];
    }),
    contactsMarked: ofKind('audit').flatMap((decision) => {
      const contact = planned.contacts.get(text(decision, 'RecordId'));
      return contact ? [{ id: contact.Id, name: personIn(contact), changes: changesIn(decision) }] : [];
    }),
    owners: tally(routings.map(({ decision }) => ownerOf(decision)), 'leads'),
    held: signals.flatMap((signal) => (signal['Outcome'] === 'held' ? [{ signal: text(signal, 'SignalId'), tier: text(signal, 'Tier'), until: nextReleaseOn(tierOf(signal), start.scheduledTime, { timeZone: settings.timeZone, goLiveOn: settings.launch.goLiveOn }) }] : [])),
    leftOut: tally(signals.flatMap((signal) => (LEFT_OUT.has(text(signal, 'Outcome')) ? [{ outcome: text(signal, 'Outcome'), reason: codeOf(text(signal, 'Reason')) }] : [])), 'signals'),
    tracked: writesOf(changes.TrackedContact ?? []),
    messages: messagesOf(planned, nameOf),
    ledger: tally(ofKind('notification').map((row) => ({ rule: text(row, 'Rule'), outcome: text(row, 'Outcome'), reason: text(row, 'Reason') })), 'rows'),
    vendorWrites: tally([...planned.vendorWrites.map(({ kind }) => ({ kind })), ...planned.prospects.map(() => ({ kind: 'upsert_prospect' }))], 'writes'),
    alerts: alertsOf(planned),
    leadDatabase: planOfLeadDatabase(planned, nameOf),
    grades: planned.scorecards.flatMap(({ month, rows }) => rows.map(({ number, title, grade, previousGrade = '' }) => ({ month, category: `${number} ${title}`, grade, previousGrade }))),
    rulesNotInForce: planned.rules.filter(({ state }) => state !== 'in_force'),
    writes: Object.entries(changes).map(([table, changed]) => ({ table, ...writesOf(changed) })),
  };
};

/** Outcomes of signals that become no lead, now or later. */
const LEFT_OUT: ReadonlySet<string> = new Set(['duplicate', 'rejected', 'failed']);

const endOf = ({ execution }: PlannedRun): PlanReport['ends'] =>
  execution.status === 'SUCCEEDED' ? { status: execution.status, counts: execution.output } : { status: execution.status, error: execution.error ?? '', cause: execution.cause ?? '' };

const personIn = (record: { readonly FirstName?: string | undefined; readonly LastName?: string | undefined } | undefined): string => [record?.FirstName, record?.LastName].filter((part) => part !== undefined).join(' ');
const tierOf = (signal: Item): ReleaseTier | undefined => (signal['Tier'] === '1' || signal['Tier'] === '2' ? signal['Tier'] : undefined);
/** Reasons may go on with particulars after a colon. */
const codeOf = (reason: string): string => reason.split(':', 1)[0] ?? '';

const writesOf = (changes: readonly ItemChange[]): Writes => {
  const created = changes.filter(({ before }) => before === undefined).length;
  const deleted = changes.filter(({ after }) => after === undefined).length;
  return { created, changed: changes.length - created - deleted, deleted };
};

const messagesOf = ({ messages, settings }: PlannedRun, nameOf: (userId: string) => string): PlanReport['messages'] =>
  messages.flatMap(({ kind, channel, recipientId, state, reason, content }): PlanReport['messages'] => {
    const sending = { recipientId, channel, outcome: state.toLowerCase(), reason };
    switch (kind) {
      case 'digest': {
        const { entries } = content as DigestContent;
        return [{ kind, to: nameOf(recipientId), entries: entries.length, rules: addCounts(entries.map(({ entry }) => ({ [entry.rule]: 1 }))), ...sending }];
      }
      case 'scorecard': {
        const { emails, slackChannel = '' } = settings.scorecard.recipients;
        return [{ kind, to: channel === 'email' ? emails.join(', ') : slackChannel, entries: (content as ScorecardNews).scorecard.rows.length, rules: {}, ...sending }];
      }
      case 'notice': {
        const { kind: alert, entries } = content as NoticeContent;
        return [{ kind, to: nameOf(recipientId), entries: entries.length, rules: { [alert]: entries.length }, ...sending }];
      }
      case 'alert':
        return [];
      default:
        return kind satisfies never;
    }
  });

/** What operations would be told, once for all channels. */
const alertsOf = ({ messages }: PlannedRun): PlanReport['alerts'] => {
  const alerts = messages.flatMap(({ kind, content }) => (kind === 'alert' ? [content as Alert] : []));
  return [...new Map(alerts.map(({ kind, headline, particulars }) => [kind, { kind, headline, particulars }])).values()];
};
