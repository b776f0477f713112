import type { PersonObject } from '../../../shared/domain/leads/bodies';
import { conflictError, invalidInputError } from '../../../shared/errors/app-error';
import type { Contact, Lead } from '../../../shared/records/catalogue';
import type { StoreDeps } from '../../../shared/runtime/store-deps';

/** Two leads, or two contacts. */
export interface Pair {
  readonly object: PersonObject;
  readonly survivor: Lead | Contact;
  readonly merged: Lead | Contact;
}

/** The two records of these ids; InvalidInputError when they are not two leads or two contacts. */
export const findPair = async (survivorId: string, mergedId: string, { records }: Pick<StoreDeps, 'records'>): Promise<Pair> => {
  if (survivorId === mergedId) throw invalidInputError(`${survivorId} is given twice: name the record that stays, then the other`);
  for (const object of ['Lead', 'Contact'] as const) {
    const found = await records.load<'Lead' | 'Contact'>(object, [survivorId, mergedId]);
    const [survivor, merged] = [found.get(survivorId), found.get(mergedId)];
    if (survivor && merged) return { object, survivor, merged };
    if (survivor || merged) throw invalidInputError(`${survivor ? mergedId : survivorId} is no ${object.toLowerCase()}, and ${survivor ? survivorId : mergedId} is one: both have to be of one object`);
  }
  throw invalidInputError(`There is no lead or contact ${survivorId} or ${mergedId}. Ids are given whole, in their own upper and lower case`);
};

/** Two records that can be merged; ConflictError when one of them was merged away before. */
export const findMergeable = async (survivorId: string, mergedId: string, stores: Pick<StoreDeps, 'records'>): Promise<Pair> => {
  const pair = await findPair(survivorId, mergedId, stores);
  for (const { Id, MasterRecordId } of [pair.survivor, pair.merged]) if (MasterRecordId !== undefined) throw conflictError(`${Id} was merged into ${MasterRecordId} before: merge with that record`, { recordId: Id });
  return pair;
};
