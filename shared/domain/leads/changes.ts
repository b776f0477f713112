import type { FieldChange } from '../field-changes';
import type { Account, Contact, Lead, Task, User } from '../../records/catalogue';
import type { PersonObject } from './bodies';
import type { Clock } from './clock';

/** Everything that working a part of the stream asks for. Values are absolute, so that writing them twice is writing them once. */
export interface StreamChanges {
  /** One for each delivery that was worked. */
  readonly outcomes: readonly DeliveryOutcome[];
  readonly leads: readonly RecordChange<Lead>[];
  readonly contacts: readonly RecordChange<Contact>[];
  readonly accounts: readonly RecordChange<Account>[];
  readonly users: readonly RecordChange<User>[];
  /** Match keys whose entries grew, with all their entries. */
  readonly matchKeys: readonly { readonly key: string; readonly entries: readonly string[] }[];
  readonly scores: readonly ScoreEntry[];
  readonly routings: readonly RoutingEntry[];
  readonly audits: readonly AuditEntry[];
  readonly alerts: readonly LeadAlert[];
  /** Clocks that started or changed. */
  readonly clocks: readonly Clock[];
  readonly merges: readonly MergeEntry[];
  /** Activities on CRM records. */
  readonly tasks: readonly Task[];
  /** Accounts whose contacts have to follow them, in order; run by the workflow account-change. */
  readonly follows: readonly AccountFollow[];
  /** Who was served last by each pool that moved on. */
  readonly lastServed: readonly { readonly pool: string; readonly member: string }[];
}

/** A record that is new (no `before`), or whose fields differ. A field that `after` lacks was emptied. */
export interface RecordChange<R extends { readonly Id: string }> {
  readonly before?: R | undefined;
  readonly after: R;
}

export interface DeliveryOutcome {
  readonly deliveryId: string;
  readonly outcome: 'processed' | 'duplicate' | 'rejected';
  /** Codes joined by `;`. */
  readonly reason: string;
  readonly recordId?: string | undefined;
}

/** The score rows of one person and one delivery, in order (LD-14). */
export interface ScoreEntry {
  readonly recordId: string;
  readonly at: string;
  readonly eventId: string;
  readonly rows: readonly { readonly action: string; readonly points: number; readonly total: number }[];
  /** What the look at the total after the last row found (LD-04). */
  readonly check: ScoreCheck;
}
export type ScoreCheck = 'below_threshold' | 'routed' | 'unchanged' | '';

export type RoutingTrigger = 'contact_us' | 'ee_trial' | 'in_product_trial' | 'score';

/** One routing decision with the three inputs that LR-01 wants to see. */
export interface RoutingEntry {
  /** A lead or a contact. */
  readonly recordId: string;
  readonly at: string;
  readonly eventId: string;
  readonly trigger: RoutingTrigger;
  readonly matchedAccountId?: string | undefined;
  readonly matchedBy: 'account_id' | 'domain' | 'name' | 'none';
  readonly segment: string;
  readonly path: string;
  readonly ownerId: string;
  /** LeadSource of the record. */
  readonly source: string;
  readonly region: string;
  readonly flags: readonly ('NO_ACCOUNT_OWNER' | 'REGION_UNMAPPED')[];
  readonly previousOwnerId?: string | undefined;
  /** The pool that decided. */
  readonly pool?: string | undefined;
}

/** Governed fields that an event changed on one record (PLAT-07). */
export interface AuditEntry {
  readonly recordId: string;
  readonly at: string;
  readonly eventId: string;
  /** A user id or `system`. */
  readonly actor: string;
  /** The requirement or rule that asked for it, such as `LD-13` or `crm`. */
  readonly rule: string;
  readonly changes: readonly FieldChange[];
}

export const ALERT_KINDS = ['SLA_BREACH', 'UNROUTABLE', 'INBOUND_TASK', 'OUTBOUND_TASK', 'ADOPTION', 'RD_TASK', 'CE_WORKLIST'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Somebody is to be told something about a record (contracts-leads, section 12). */
export interface LeadAlert {
  readonly at: string;
  readonly kind: AlertKind;
  readonly recordId: string;
  readonly recipientRole: string;
  /** Empty when nobody has the role. */
  readonly recipientId: string;
  readonly reason: string;
  /** The event that asked for it; of a worklist the load. */
  readonly eventId: string;
}

/** A merge with both records as they were, so that it can be undone (LD-06). */
export interface MergeEntry {
  readonly object: PersonObject;
  readonly survivorId: string;
  readonly mergedId: string;
  readonly at: string;
  readonly eventId: string;
  readonly actor: string;
  readonly before: { readonly survivor: Lead | Contact; readonly merged: Lead | Contact };
  readonly after: { readonly survivor: Lead | Contact; readonly merged: Lead | Contact };
}

/** What the contacts of an account take over from it (RO-01, RO-02): null empties the field. */
export interface AccountFollow {
  readonly accountId: string;
  readonly at: string;
  readonly eventId: string;
  readonly actor: string;
  readonly set: { readonly OwnerId?: string; readonly SDR__c?: string | null };
}
