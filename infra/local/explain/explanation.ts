import type { Reason } from '../../../shared/domain/reason-words.table';
import type { RuleState } from '../../../shared/domain/rule-set';
import type { FieldValue } from '../../../shared/records/parse-record';
import type { Explanation } from '../../../shared/soql/explain';
import type { MessageState } from '../../../shared/stores/message-store';
import type { Signal } from '../../../shared/stores/signal-store';
import type { Decided, ExplainedChange, Named } from './explained-decision';
import type { ExplainedAlert, ExplainedDelivery, ExplainedHistory, ExplainedSegment, WorkedDelivery } from './explained-history';

/** What `revsignal explain` answers and `--json` prints (docs/commands.md). Instants are ISO-8601 UTC, days those of the org's zone. */
export type Explained = ExplainedLead | ExplainedContact | ExplainedEvent | ExplainedMessage | ExplainedAccount;

/** A rule, asked again about facts as they were. */
export interface RuleVerdict {
  readonly rule: string;
  readonly state: RuleState['state'];
  readonly holds: boolean;
  readonly why: Explanation;
}

/** A delivery or a row of a push, and what became of it. */
export interface ExplainedSignal extends Pick<Signal, 'signalId' | 'eventId' | 'source' | 'receivedAt' | 'outcome' | 'tier' | 'leadId' | 'contactId' | 'releasedOn' | 'runId' | 'redrivenAs'> {
  readonly motion: string | undefined;
  readonly person: string | undefined;
  readonly pastCompany: string | undefined;
  readonly newCompany: string | undefined;
  readonly reasons: readonly Reason[];
  readonly waitsFor?: AwaitedRun;
  /** For a duplicate: the rows that have the event id. */
  readonly repeats?: readonly Pick<Signal, 'signalId' | 'outcome'>[];
}

/** A run that has something to do with the subject, or would have had. */
export interface AwaitedRun {
  readonly runId: string;
  readonly businessDate: string;
  /** `missed`: its time has passed and the store knows no such run. */
  readonly state: 'scheduled' | 'missed' | 'running' | 'failed' | 'succeeded';
  readonly error?: string;
}

/** Why a new lead has its owner. */
export interface ExplainedRoute extends Decided {
  readonly path: string;
  readonly words: string;
  readonly pool?: string;
  readonly owner: Named | undefined;
  readonly matchedAccount: Named | undefined;
  readonly matchedBy: string;
  readonly segment: string;
  /** Region, country and the account's BDR as they were. */
  readonly facts: Readonly<Record<string, FieldValue>>;
  /** What was asked before, and did not hold. */
  readonly passedOver: readonly string[];
}

export interface LedgerRow {
  readonly rule: string;
  readonly role: string;
  readonly recipient: Named | undefined;
  readonly channel: string;
  readonly outcome: string;
  readonly words: string;
  readonly reasons: readonly Reason[];
  /** `<run id>/<message id>`, where a message carried it. */
  readonly message?: string;
}

/** What one notification run decided about a record. */
export interface ExplainedNotification extends Decided {
  readonly runDate: string;
  readonly facts: Readonly<Record<string, FieldValue>>;
  readonly rules: readonly RuleVerdict[];
  readonly ledger: readonly LedgerRow[];
}

/** Why no notification run has decided about a record. */
export interface Silence {
  readonly because: 'merged' | 'retro_active' | 'no_date' | 'entry_not_met' | 'muted' | 'run' | 'not_seen';
  readonly words: string;
  /** The run that looks at records of that day. */
  readonly run?: AwaitedRun;
  readonly entry?: RuleVerdict;
}

export interface ExplainedLead {
  readonly kind: 'Lead';
  readonly id: string;
  readonly name: string | undefined;
  readonly company: string | undefined;
  readonly status: string | undefined;
  readonly owner: Named | undefined;
  readonly createdAt: string | undefined;
  readonly leadSource: string | undefined;
  readonly erasedAt?: string;
  /** The events that made it and told more about it. */
  readonly signals: readonly ExplainedSignal[];
  readonly route: ExplainedRoute | undefined;
  readonly notifications: readonly ExplainedNotification[];
  readonly silence: Silence | undefined;
  readonly changes: readonly ExplainedChange[];
  /** What the lead database did with it, if anything. */
  readonly history: ExplainedHistory | undefined;
}

/** Why a contact is tracked, or is not. */
export interface Tracking {
  readonly tracked: boolean;
  readonly words: string;
  readonly cohort?: number;
  readonly tier?: string;
  /** For a contact that is in no cohort: each opportunity it has a role on, with what was asked about it. */
  readonly opportunities?: readonly ExplainedOpportunity[];
}

export interface ExplainedOpportunity {
  readonly opportunity: Named;
  readonly account: Named | undefined;
  readonly segment: string | undefined;
  /** The cohorts of that segment. */
  readonly cohorts: readonly { readonly cohort: number; readonly name: string; readonly qualifies: boolean; readonly rules: readonly RuleVerdict[] }[];
}

export interface ExplainedContact {
  readonly kind: 'Contact';
  readonly id: string;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly account: Named | undefined;
  readonly status: string | undefined;
  readonly erasedAt?: string;
  readonly tracking: Tracking;
  /** Every delivery that names the contact, the latest last. */
  readonly signals: readonly ExplainedSignal[];
  readonly currentLeadId: string | undefined;
  readonly notifications: readonly ExplainedNotification[];
  readonly silence: Silence | undefined;
  readonly changes: readonly ExplainedChange[];
  /** What the lead database did with it, if anything. */
  readonly history: ExplainedHistory | undefined;
}

/** Deliveries of the vendor under an event id, and those to the lead database. */
export interface ExplainedEvent {
  readonly kind: 'Event';
  readonly id: string;
  readonly signals: readonly ExplainedSignal[];
  readonly deliveries: readonly WorkedDelivery[];
}

export interface ExplainedMessage {
  readonly kind: 'Message';
  readonly id: string;
  readonly runId: string;
  readonly messageId: string;
  readonly about: 'digest' | 'alert' | 'scorecard' | 'notice';
  readonly channel: string;
  readonly recipient: Named | undefined;
  readonly state: MessageState;
  readonly words: string;
  readonly reasons: readonly Reason[];
  readonly vendorIds: readonly string[];
  readonly entries: readonly ExplainedEntry[];
  /** Of an alert or a notice: what it says. */
  readonly alert?: string;
}

/** One entry of a digest: about whom, and the rule that carried it. */
export interface ExplainedEntry {
  readonly record: { readonly type: string } & Named;
  readonly role: string;
  readonly facts: Readonly<Record<string, FieldValue>>;
  readonly rule: RuleVerdict;
}

export interface ExplainedAccount {
  readonly kind: 'Account';
  readonly id: string;
  readonly name: string | undefined;
  readonly owner: Named | undefined;
  readonly bdr: Named | undefined;
  readonly renewalManager: Named | undefined;
  readonly segment: string | undefined;
  readonly opportunities: readonly { readonly opportunity: Named; readonly stage: string | undefined; readonly rollUps: readonly string[] }[];
  /** Account lists, and the alternate policies that are switched on, asked as of now. */
  readonly rules: readonly RuleVerdict[];
  /** Its segment by users, with what decided it (SG-03). */
  readonly segmentation: ExplainedSegment | undefined;
  readonly deliveries: readonly ExplainedDelivery[];
  readonly alerts: readonly ExplainedAlert[];
  readonly changes: readonly ExplainedChange[];
}
