import type { AlertKind, RoutingTrigger, ScoreCheck } from '../../../shared/domain/leads/changes';
import type { Clock } from '../../../shared/domain/leads/clock';
import type { Segment } from '../../../shared/domain/leads/segments.table';
import type { Reason } from '../../../shared/domain/reason-words.table';
import type { Delivery } from '../../../shared/stores/delivery-store';
import type { Decided, ExplainedChange, Named } from './explained-decision';

/** What the lead database knows of a lead or contact beside what UserGems did (LD-01 to RE-09). */
export interface ExplainedHistory {
  /** Every delivery that was worked into it or names it, the latest last. */
  readonly deliveries: readonly ExplainedDelivery[];
  /** The statuses that it entered, by first entry (LD-01). */
  readonly statuses: readonly { readonly status: string; readonly at: string }[];
  readonly disqualifiedFor?: string | undefined;
  /** Score rows in the order of processing (LD-14). */
  readonly scores: readonly ExplainedScore[];
  readonly inbound: readonly ExplainedInbound[];
  readonly engagement: ExplainedEngagement;
  readonly clocks: readonly Pick<Clock, 'kind' | 'eventId' | 'receivedAt' | 'dueAt' | 'outcome' | 'metAt'>[];
  readonly merges: readonly ExplainedMerge[];
  readonly alerts: readonly ExplainedAlert[];
  /** Of a lead: why it has its segment (SG-02). */
  readonly segment?: ExplainedSegment | undefined;
}

/** A delivery to the lead database and what became of it, or why nothing did. */
export interface ExplainedDelivery extends Pick<Delivery, 'deliveryId' | 'source' | 'eventId' | 'receivedAt' | 'outcome' | 'runId' | 'redrivenAs'> {
  /** What it says, in a few words; undefined when it cannot be read. */
  readonly says: string | undefined;
  readonly record: Named | undefined;
  readonly reasons: readonly Reason[];
  /** For a duplicate: the delivery that had come in before. */
  readonly repeats?: Pick<Delivery, 'deliveryId' | 'receivedAt' | 'outcome'>;
}

/** A delivery with everything that it left on the record that it was worked into. */
export interface WorkedDelivery extends ExplainedDelivery {
  readonly scores: readonly ExplainedScore[];
  readonly inbound: readonly ExplainedInbound[];
  readonly alerts: readonly ExplainedAlert[];
  readonly changes: readonly ExplainedChange[];
}

export interface ExplainedScore {
  readonly at: string;
  readonly eventId: string;
  readonly rows: readonly { readonly action: string; readonly points: number; readonly total: number }[];
  readonly check: ScoreCheck;
}

/** One routing decision, with the three inputs that it depends on (LR-01). */
export interface ExplainedInbound extends Decided {
  readonly trigger: RoutingTrigger;
  readonly eventId: string;
  readonly path: string;
  readonly words: string;
  readonly source: string;
  readonly segment: string;
  readonly region: string;
  readonly flags: readonly Reason[];
  readonly pool?: string;
  readonly owner: Named | undefined;
  readonly previousOwner: Named | undefined;
  readonly matchedAccount: Named | undefined;
  readonly matchedBy: string;
}

export interface ExplainedEngagement {
  /** As of today in the org's zone. */
  readonly state: 'Active' | 'Passive';
  readonly activeUntil: string | undefined;
  readonly engageable: boolean | undefined;
  /** The team that works it today. */
  readonly queue: string | undefined;
  readonly lastMoment: { readonly action: string; readonly at: string | undefined } | undefined;
}

export interface ExplainedMerge {
  readonly at: string;
  readonly eventId: string;
  readonly survivorId: string;
  readonly mergedId: string;
  readonly actor: string;
  readonly undone?: { readonly at: string; readonly by: string };
}

export interface ExplainedAlert {
  readonly at: string;
  readonly eventId: string;
  readonly kind: AlertKind;
  readonly words: string;
  readonly role: string;
  readonly recipient: Named | undefined;
  readonly reason: string;
}

/** A segment with what decided it (SG-01 to SG-05). */
export interface ExplainedSegment {
  readonly segment: string | undefined;
  /** What its inputs make of it now; it differs from the segment only where nothing has asked for it since an import. */
  readonly calculated: Segment;
  /** The inputs that are filled, under their API names. */
  readonly inputs: Readonly<Record<string, string | number>>;
  readonly words: string;
  /** Of an account: its parent's own segment (SG-06). */
  readonly parentSegment?: string | undefined;
}
