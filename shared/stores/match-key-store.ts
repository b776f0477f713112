import type { Put, Tables } from '../ports/tables';

/** Normalised values and the records that bear them (shared/domain/matching/match-keys.ts). */
export interface MatchKeyStore {
  /** Entries by key; keys that nobody bears are absent. */
  find(keys: Iterable<string>): Promise<Map<string, readonly string[]>>;
  /** Replaces the entries of keys. */
  keep(keys: readonly { readonly key: string; readonly entries: readonly string[] }[]): Promise<void>;
  toPut(key: string, entries: readonly string[]): Put;
}

export const matchKeyStore = (tables: Tables): MatchKeyStore => {
  const toPut: MatchKeyStore['toPut'] = (key, entries) => ({ table: 'MatchKey', item: { Key: key, Ids: entries } });
  return {
    find: async (keys) => {
      const items = await tables.getMany('MatchKey', [...new Set(keys)].map((Key) => ({ Key })));
      return new Map(items.map((item) => [String(item['Key']), Array.isArray(item['Ids']) ? item['Ids'].map(String) : []]));
    },
    keep: (keys) => tables.putMany(keys.map(({ key, entries }) => toPut(key, entries))),
    toPut,
  };
};
