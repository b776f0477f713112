import type { LeadSettings } from './lead-context';
import type { PersonFields } from './person';

export type SourceRefusal = 'SOURCE_MISSING' | 'SOURCE_INACTIVE' | 'SOURCE_UNKNOWN';

/** Why an initial source cannot be chosen, if so: it is missing (LD-07), may only exist, or is not on the list (LD-08). */
export const sourceRefusal = (source: string | undefined, { sources }: Pick<LeadSettings, 'sources'>): SourceRefusal | undefined => {
  if (source === undefined || source === '') return 'SOURCE_MISSING';
  if (sources.active.includes(source)) return undefined;
  return sources.inactive.includes(source) ? 'SOURCE_INACTIVE' : 'SOURCE_UNKNOWN';
};

/** Which fields say where a person came from first. */
export type FirstTouch = Pick<PersonFields, 'LeadSource' | 'Initial_Source_DateTime__c'>;

/**
 * The initial source of two records that are merged (LD-06): the one that was set first, by its own instant, else by the creation of its
 * record; at the same instant the survivor's. A record without a source never wins.
 */
export const firstTouchOf = (survivor: PersonFields, merged: PersonFields): FirstTouch => {
  const loses = survivor.LeadSource === undefined || (merged.LeadSource !== undefined && sourceInstant(merged) < sourceInstant(survivor));
  if (!loses || merged.LeadSource === undefined) return { LeadSource: survivor.LeadSource, Initial_Source_DateTime__c: survivor.Initial_Source_DateTime__c };
  // Without an instant of its own it would count as old as the survivor's record in a later merge.
  return { LeadSource: merged.LeadSource, Initial_Source_DateTime__c: merged.Initial_Source_DateTime__c ?? merged.CreatedDate };
};

/** Sorts after every instant. */
const NEVER = '~';
const sourceInstant = (record: PersonFields): string => record.Initial_Source_DateTime__c ?? record.CreatedDate ?? NEVER;
