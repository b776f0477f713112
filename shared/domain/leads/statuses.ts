import type { CrmFields } from './bodies';
import { writePerson, type Person, type PersonFields } from './person';
import { STATUSES, STATUS_ALIASES, STATUS_MOVES, UNQUALIFIED_REASONS, type Status, type StatusTrigger } from './status-moves.table';
import type { Cause, WorkingSet } from './working-set';

const byLowerCase = <T extends string>(names: readonly T[]): ReadonlyMap<string, T> => new Map(names.map((name) => [name.toLowerCase(), name]));
const STATUS_BY_NAME = new Map([...byLowerCase<Status>(STATUSES.map(({ status }) => status)), ...Object.entries(STATUS_ALIASES)]);
const REASON_BY_NAME = byLowerCase<string>(UNQUALIFIED_REASONS);
const STAMP_OF: ReadonlyMap<Status, keyof PersonFields> = new Map(STATUSES.flatMap((row) => ('stamp' in row ? [[row.status, row.stamp] as const] : [])));

/** Every field that keeps when a status was first entered (LD-01). */
export const STATUS_STAMPS: readonly StatusStamp[] = STATUSES.flatMap((row) => ('stamp' in row ? [row.stamp] : []));
export type StatusStamp = Extract<(typeof STATUSES)[number], { readonly stamp: string }>['stamp'];

/** The status under the one name that is stored, whatever its case or the year of the name (LD-10, D-05); undefined when there is none such. */
export const canonicalStatus = (text: unknown): Status | undefined => (typeof text === 'string' ? STATUS_BY_NAME.get(text.trim().toLowerCase()) : undefined);

/** A reason of disqualification as the list spells it (LD-11). */
export const canonicalReason = (text: unknown): string | undefined => (typeof text === 'string' ? REASON_BY_NAME.get(text.trim().toLowerCase()) : undefined);

/**
 * What a record's entry into a status writes: the status, its stamp if this is the first entry (LD-01), and for Disqualified the instant
 * of this very entry (LD-11). Nothing when the record is in that status.
 */
export const entryInto = (record: PersonFields, status: Status, at: string): PersonFields => {
  if (canonicalStatus(record.Status) === status) return {};
  const stamp = STAMP_OF.get(status);
  return {
    Status: status,
    ...(stamp !== undefined && record[stamp] === undefined && { [stamp]: at }),
    ...(status === 'Disqualified' && { Unqualified_DateTime__c: at }),
  };
};

/** A move that the product makes by itself, with the stamps that go with it: none unless the table has one from the person's status (LD-13). */
export const moveStatus = (ws: WorkingSet, person: Person, trigger: StatusTrigger, cause: Omit<Cause, 'rule'>): Person => {
  const { from, to } = STATUS_MOVES[trigger];
  const status = canonicalStatus(person.record.Status);
  if (status === undefined || !(from as readonly Status[]).includes(status)) return person;
  return writePerson(ws, person, entryInto(person.record, to, cause.at), { ...cause, rule: 'LD-13' });
};

/** Why a status and its reason may not be written to a record, if so (LD-10 to LD-12). */
export const statusRefusal = (record: PersonFields, fields: CrmFields): 'STATUS_UNKNOWN' | 'REASON_REQUIRED' | 'REASON_UNKNOWN' | undefined => {
  const { Status: status = record.Status, Unqualified_Reasons__c: reason = record.Unqualified_Reasons__c } = fields;
  if ('Status' in fields && canonicalStatus(status) === undefined) return 'STATUS_UNKNOWN';
  const asks = 'Status' in fields || 'Unqualified_Reasons__c' in fields;
  if (asks && canonicalStatus(status) === 'Disqualified' && !filled(reason)) return 'REASON_REQUIRED';
  return filled(fields['Unqualified_Reasons__c']) && canonicalReason(reason) === undefined ? 'REASON_UNKNOWN' : undefined;
};

const filled = (value: unknown): boolean => value !== undefined && value !== null && String(value).trim() !== '';
