import type { TableChanges } from '../../../shared/adapters/memory/overlay-tables';
import type { FieldChange } from '../../../shared/domain/field-changes';
import type { ScoreEntry } from '../../../shared/domain/leads/changes';
import type { Item } from '../../../shared/ports/tables';
import { itemsOf, type PlannedRun } from './plan-workflow';
import { changesIn, text } from './planned-item';
import { tally } from './tally';

/** What a run of the lead database would make of what waits for it. */
export interface LeadDatabasePlan {
  readonly deliveries: readonly { readonly source: string; readonly outcome: string; readonly reason: string; readonly deliveries: number }[];
  readonly created: readonly { readonly object: string; readonly id: string; readonly name: string; readonly owner: string }[];
  readonly scored: readonly { readonly recordId: string; readonly eventId: string; readonly points: number; readonly total: number; readonly check: string }[];
  readonly routed: readonly { readonly recordId: string; readonly trigger: string; readonly path: string; readonly owner: string; readonly source: string; readonly segment: string; readonly region: string }[];
  /** Governed fields of records that exist. */
  readonly changed: readonly { readonly recordId: string; readonly rule: string; readonly actor: string; readonly changes: readonly FieldChange[] }[];
  readonly told: readonly { readonly kind: string; readonly role: string; readonly to: string; readonly alerts: number }[];
  readonly clocks: readonly { readonly eventId: string; readonly recordId: string; readonly kind: string; readonly dueAt: string; readonly outcome: string }[];
  /** Executions that would be started and not waited for. */
  readonly started: readonly { readonly workflow: string; readonly executions: number }[];
}

/** Decisions of the lead database name the trigger or the rule; those of UserGems do not. */
export const isOfLeadDatabase = ({ Trigger, Rule, Kind }: Item): boolean => Trigger !== undefined || (Kind === 'audit' && Rule !== undefined);

const OBJECTS = ['Lead', 'Contact', 'Account'] as const;

/** Undefined for a run that has nothing to do with the lead database. */
export const planOfLeadDatabase = ({ changes, started }: Pick<PlannedRun, 'changes' | 'started'>, nameOf: (userId: string) => string): LeadDatabasePlan | undefined => {
  const decisions = itemsOf(changes.Decision).filter(isOfLeadDatabase);
  if (decisions.length === 0 && itemsOf(changes.Delivery).length === 0 && itemsOf(changes.Clock).length === 0) return undefined;
  return {
    deliveries: tally(itemsOf(changes.Delivery).flatMap((item) => (item['Outcome'] === undefined ? [] : [{ source: text(item, 'Source'), outcome: text(item, 'Outcome'), reason: text(item, 'Reason') }])), 'deliveries'),
    created: createdIn(changes).map(({ object, item }) => ({ object, id: text(item, 'Id'), name: text(item, 'Name') || [text(item, 'FirstName'), text(item, 'LastName')].filter(Boolean).join(' '), owner: nameOf(text(item, 'OwnerId')) })),
    scored: itemsOf(changes.ScoreHistory).map((item) => {
      const rows = (item['Rows'] ?? []) as unknown as ScoreEntry['rows'];
      return { recordId: text(item, 'RecordId'), eventId: text(item, 'EventId'), points: rows.reduce((sum, { points }) => sum + points, 0), total: rows.at(-1)?.total ?? 0, check: text(item, 'Check') };
    }),
    routed: decisions.flatMap((item) =>
      item['Trigger'] === undefined ? [] : [{ recordId: text(item, 'RecordId'), trigger: text(item, 'Trigger'), path: text(item, 'Path'), owner: nameOf(text(item, 'OwnerId')), source: text(item, 'Source'), segment: text(item, 'Segment'), region: text(item, 'Region') }]),
    changed: decisions.flatMap((item) => (item['Changes'] === undefined ? [] : [{ recordId: text(item, 'RecordId'), rule: text(item, 'Rule'), actor: text(item, 'Actor'), changes: changesIn(item) }])),
    told: tally(itemsOf(changes.Alert).map((item) => ({ kind: text(item, 'Kind'), role: text(item, 'RecipientRole'), to: nameOf(text(item, 'RecipientId')) })), 'alerts'),
    clocks: itemsOf(changes.Clock).map((item) => ({ eventId: text(item, 'EventId'), recordId: text(item, 'RecordId'), kind: text(item, 'Kind'), dueAt: text(item, 'DueAt'), outcome: text(item, 'Outcome') })),
    started: tally(started.map((workflow) => ({ workflow })), 'executions'),
  };
};

const createdIn = (changes: TableChanges): { readonly object: string; readonly item: Item }[] =>
  OBJECTS.flatMap((object) => (changes[object] ?? []).flatMap(({ before, after }) => (before === undefined && after !== undefined ? [{ object, item: after }] : [])));
