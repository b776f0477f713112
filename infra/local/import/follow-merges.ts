import { CATALOGUE, OBJECT_NAMES, type ObjectName } from '../../../shared/records/catalogue';
import type { FieldTypes } from '../../../shared/records/field-types';
import type { StoreDeps } from '../../../shared/runtime/store-deps';

/** Whatever refers to a merged record is made to refer to the one that is left, in all objects (contracts, section 4). */
export const followMerges = async (merged: ReadonlyMap<string, string>, { records, tables }: Pick<StoreDeps, 'records' | 'tables'>): Promise<void> => {
  if (merged.size === 0) return;
  for (const object of OBJECT_NAMES) {
    const references = referencesOf(object);
    for await (const page of records.pages(object)) {
      const changed = page.flatMap((record) => {
        const moved = references.flatMap((field) => {
          const left = recordLeft(merged, Reflect.get(record, field));
          return left === undefined ? [] : [[field, left] as const];
        });
        return moved.length === 0 ? [] : [{ ...record, ...Object.fromEntries(moved) }];
      });
      await tables.putMany(changed.map((record) => ({ table: object, item: records.toItem(object, record) })));
    }
  }
};

/** Fields that refer to other records, MasterRecordId among them, so that a chain of merges becomes one step. */
const referencesOf = (object: ObjectName): string[] => {
  const types: FieldTypes = CATALOGUE[object];
  return Object.keys(types).filter((field) => types[field] === 'id' && field !== 'Id');
};

/** What a merged record was merged into in the end; undefined when it was not merged. */
const recordLeft = (merged: ReadonlyMap<string, string>, id: unknown): string | undefined => {
  const passed = new Set<string>();
  let left = typeof id === 'string' ? merged.get(id) : undefined;
  while (left !== undefined && merged.has(left) && !passed.has(left)) {
    passed.add(left);
    left = merged.get(left);
  }
  return left;
};
