import { contactRecordId, type VendorRecord, type VendorRecordKey } from '../domain/usergems/vendor-record';
import type { Item, Key, Tables } from '../ports/tables';

/** What UserGems has been told: it cannot be asked (UG-03 to UG-06). */
export interface VendorRecordStore {
  all(): Promise<VendorRecord[]>;
  /** The rows that exist. */
  find(keys: readonly VendorRecordKey[]): Promise<VendorRecord[]>;
  put(records: readonly VendorRecord[]): Promise<void>;
  remove(keys: readonly VendorRecordKey[]): Promise<void>;
  /** Forgets every relation of a person, by normalised e-mail. */
  removePerson(email: string): Promise<void>;
}

export const vendorRecordStore = (tables: Tables): VendorRecordStore => {
  const remove: VendorRecordStore['remove'] = (keys) => tables.deleteMany('VendorRecord', keys.map(toKey));
  return {
    all: async () => {
      const all: VendorRecord[] = [];
      for await (const page of tables.scan('VendorRecord')) for (const item of page) all.push(fromItem(item));
      return all;
    },
    find: async (keys) => (await tables.getMany('VendorRecord', keys.map(toKey))).map(fromItem),
    put: (records) => tables.putMany(records.map((record) => ({ table: 'VendorRecord', item: toItem(record) }))),
    remove,
    removePerson: async (email) => remove((await tables.query({ table: 'VendorRecord', partition: contactRecordId(email), attributes: ['VendorRecordId', 'Relation'] })).map(keyOf)),
  };
};

const toKey = ({ vendorRecordId, relation }: VendorRecordKey): Key => ({ VendorRecordId: vendorRecordId, Relation: relation });
const keyOf = (item: Item): VendorRecordKey => ({ vendorRecordId: String(item['VendorRecordId']), relation: String(item['Relation']) });

const toItem = ({ state, hash, reason, toldAt, runId, recordId, removal, ...key }: VendorRecord): Item => ({
  ...toKey(key), State: state, Hash: hash, Reason: reason, ToldAt: toldAt, RunId: runId, RecordId: recordId, Removal: removal,
});

/** The store holds what `put` wrote. */
const fromItem = (item: Item): VendorRecord => ({
  ...keyOf(item),
  state: item['State'] as VendorRecord['state'],
  hash: String(item['Hash']),
  reason: String(item['Reason'] ?? ''),
  toldAt: String(item['ToldAt']),
  runId: String(item['RunId']),
  recordId: String(item['RecordId']),
  removal: item['Removal'] as unknown as VendorRecord['removal'],
});
