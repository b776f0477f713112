import type { MergeEntry } from '../domain/leads/changes';
import type { Item, Put, Tables, Value } from '../ports/tables';

/** A merge as it is kept, and when it was undone. */
export interface KeptMerge extends MergeEntry {
  readonly undone?: { readonly at: string; readonly by: string } | undefined;
}

/** Merged leads and contacts with both records as they were (LD-06). */
export interface MergeStore {
  toPut(entry: MergeEntry): Put;
  /** Merges into a record, the oldest first. */
  of(survivorId: string): Promise<KeptMerge[]>;
  find(survivorId: string, mergedId: string, eventId: string): Promise<KeptMerge | undefined>;
  /** Records who undid a merge and when; false when that was done before. */
  markUndone(merge: Pick<MergeEntry, 'survivorId' | 'mergedId' | 'eventId'>, undone: { readonly at: string; readonly by: string }): Promise<boolean>;
}

export const mergeStore = (tables: Tables): MergeStore => ({
  toPut: (entry) => ({ table: 'Merge', item: toItem(entry) }),
  of: async (survivorId) => (await tables.query({ table: 'Merge', partition: survivorId })).map(fromItem).sort((a, b) => (a.at < b.at ? -1 : 1)),
  find: async (survivorId, mergedId, eventId) => {
    const [item] = await tables.getMany('Merge', [keyOf({ survivorId, mergedId, eventId })]);
    return item && fromItem(item);
  },
  markUndone: async (merge, undone) =>
    (await tables.update('Merge', keyOf(merge), { set: { Undone: undone } }, [{ attribute: 'MergeId', is: 'present' }, { attribute: 'Undone', is: 'absent' }])) !== undefined,
});

const keyOf = ({ survivorId, mergedId, eventId }: Pick<MergeEntry, 'survivorId' | 'mergedId' | 'eventId'>) => ({ SurvivorId: survivorId, MergeId: `${mergedId}#${eventId}` });

const toItem = (entry: MergeEntry): Item => ({
  ...keyOf(entry),
  Object: entry.object,
  MergedId: entry.mergedId,
  At: entry.at,
  EventId: entry.eventId,
  Actor: entry.actor,
  Before: asValue(entry.before),
  After: asValue(entry.after),
});

/** Records are plain JSON. */
const asValue = ({ survivor, merged }: MergeEntry['before']): Value => ({ survivor: { ...survivor }, merged: { ...merged } });

/** The store holds what `toPut` and `markUndone` wrote. */
const fromItem = (item: Item): KeptMerge => ({
  object: item['Object'] as MergeEntry['object'],
  survivorId: String(item['SurvivorId']),
  mergedId: String(item['MergedId']),
  at: String(item['At']),
  eventId: String(item['EventId']),
  actor: String(item['Actor']),
  before: item['Before'] as unknown as MergeEntry['before'],
  after: item['After'] as unknown as MergeEntry['after'],
  undone: item['Undone'] as unknown as KeptMerge['undone'],
});
