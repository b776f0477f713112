import type { Contact, Lead } from '../../records/catalogue';
import { uniteVisits } from './career-pages';
import type { MergeEntry } from './changes';
import { activeUntil } from './engagement';
import type { PersonFields } from './person';
import { CONTROLLING_FIELDS } from './segments.table';
import { leadSegment } from './segments';
import { firstTouchOf } from './sources';
import { STATUS_STAMPS } from './statuses';

/** Why a field of the survivor becomes what it becomes (LD-06; contracts-leads, section 7). */
export const MERGE_REASONS = {
  first_touch: 'the source that was set first',
  earlier: 'the earlier of both',
  larger: 'the larger of both',
  united: 'what both have',
  survivor: "the survivor's own",
  taken: 'the survivor has none',
  recalculated: 'follows from what was taken over',
} as const;

type MergeReason = keyof typeof MERGE_REASONS;
type Value = string | number | boolean | undefined;

/** One field in which two records that are merged differ, or that only one of them has. */
export interface MergedField {
  readonly field: string;
  readonly survivor: Value;
  readonly merged: Value;
  readonly result: Value;
  readonly because: MergeReason;
}

type Person = Lead | Contact;

/** What becomes of two leads, or two contacts, when one is merged into the other: every field that the survivor has afterwards, and why. */
export const previewMerge = (survivor: Person, merged: Person): MergedField[] => {
  const field = (name: string, result: Value, because: MergeReason): MergedField => ({ field: name, survivor: valueOf(survivor, name), merged: valueOf(merged, name), result, because });
  const ruled = [
    ...Object.entries(firstTouchOf(survivor, merged)).map(([name, value]) => field(name, value, 'first_touch')),
    ...STATUS_STAMPS.map((stamp) => field(stamp, earlier(survivor[stamp], merged[stamp]), 'earlier')),
    field('Person_Score__c', larger(survivor.Person_Score__c, merged.Person_Score__c), 'larger'),
    field('Career_Page_Visits__c', uniteVisits(survivor.Career_Page_Visits__c, merged.Career_Page_Visits__c), 'united'),
    field('Status', survivor.Status, 'survivor'),
  ];
  const names = new Set([...Object.keys(survivor), ...Object.keys(merged)].filter((name) => name !== 'Id' && name !== 'MasterRecordId'));
  for (const { field: name } of ruled) names.delete(name);
  const others = [...names].map((name) => (isFilled(valueOf(survivor, name)) ? field(name, valueOf(survivor, name), 'survivor') : field(name, valueOf(merged, name), 'taken')));

  const fields = new Map([...ruled, ...others].map((one) => [one.field, one]));
  const took = (inputs: readonly string[]): boolean => inputs.some((input) => fields.get(input)?.because === 'taken');
  const after: PersonFields & Partial<Lead> = { ...survivor, ...resultOf([...fields.values()]) };
  const recalculated = [
    ...(took(['EE_Trial_End__c', 'Last_Demo_Or_Chat__c']) ? [field('Active_Until__c', activeUntil(after), 'recalculated')] : []),
    ...(took(CONTROLLING_FIELDS.Lead) ? [field('Sales_Segmentation__c', leadSegment(after), 'recalculated')] : []),
  ];
  for (const one of recalculated) fields.set(one.field, one);
  return [...fields.values()].filter((one) => isFilled(one.survivor) || isFilled(one.merged));
};

/** The fields that a merge writes to the survivor, unchanged ones included. */
export const resultOf = (fields: readonly MergedField[]): PersonFields => Object.fromEntries(fields.map(({ field, result }) => [field, result]));

/** A field that somebody changed after a merge, which an undo therefore leaves as it is. */
export interface KeptField {
  readonly recordId: string;
  readonly field: string;
  /** What it was before the merge, and is now. */
  readonly before: Value;
  readonly now: Value;
}

/** What undoes a merge: the fields to write to both records, and those that keep a newer value. */
export interface UndoneMerge {
  readonly survivor: PersonFields;
  readonly merged: PersonFields;
  readonly kept: readonly KeptField[];
}

/** Undoes a merge (LD-06): each field that the merge changed goes back to what it was, unless it has another value than the merge gave it. */
export const undoMerge = ({ before, after }: Pick<MergeEntry, 'before' | 'after'>, current: { readonly survivor: Person; readonly merged: Person }): UndoneMerge => {
  const survivor = undone(before.survivor, after.survivor, current.survivor);
  const merged = undone(before.merged, after.merged, current.merged);
  return { survivor: survivor.fields, merged: merged.fields, kept: [...survivor.kept, ...merged.kept] };
};

const undone = (before: Person, after: Person, now: Person): { readonly fields: PersonFields; readonly kept: readonly KeptField[] } => {
  const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((field) => valueOf(before, field) !== valueOf(after, field));
  const [asMerged, newer] = [changed.filter((field) => valueOf(now, field) === valueOf(after, field)), changed.filter((field) => valueOf(now, field) !== valueOf(after, field))];
  return {
    fields: Object.fromEntries(asMerged.map((field) => [field, valueOf(before, field)])),
    kept: newer.map((field) => ({ recordId: now.Id, field, before: valueOf(before, field), now: valueOf(now, field) })),
  };
};

const valueOf = (record: Person, field: string): Value => {
  const value: unknown = Reflect.get(record, field);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
};

const isFilled = (value: Value): boolean => value !== undefined && value !== '';
const earlier = (a: string | undefined, b: string | undefined): string | undefined => (a === undefined || (b !== undefined && b < a) ? b : a);

/** An empty score counts as 0, and so does imported text that is no number. */
const larger = (a: unknown, b: unknown): number | undefined => (a === undefined && b === undefined ? undefined : Math.max(scoreOf(a), scoreOf(b)));
const scoreOf = (value: unknown): number => (typeof value === 'number' ? value : 0);
