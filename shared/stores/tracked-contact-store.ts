import type { Tier, TrackedContact } from '../domain/usergems/cohorts';
import type { Item, Tables } from '../ports/tables';

/** The list of tracked contacts; each week only what changed is written. */
export interface TrackedContactStore {
  find(contactId: string): Promise<TrackedContact | undefined>;
  tiers(contactIds: Iterable<string>): Promise<Map<string, Tier>>;
  all(): Promise<Map<string, TrackedContact>>;
  put(contacts: readonly TrackedContact[]): Promise<void>;
  remove(contactIds: readonly string[]): Promise<void>;
}

export const trackedContactStore = (tables: Tables): TrackedContactStore => ({
  find: async (contactId) => (await tables.getMany('TrackedContact', [{ ContactId: contactId }])).map(fromItem)[0],
  tiers: async (contactIds) => {
    const items = await tables.getMany('TrackedContact', [...new Set(contactIds)].map((ContactId) => ({ ContactId })));
    return new Map(items.map((item) => [String(item['ContactId']), item['Tier'] as Tier]));
  },
  all: async () => {
    const all = new Map<string, TrackedContact>();
    for await (const page of tables.scan('TrackedContact'))
      for (const item of page) all.set(String(item['ContactId']), fromItem(item));
    return all;
  },
  put: (contacts) => tables.putMany(contacts.map(({ contactId, cohort, tier }) => ({ table: 'TrackedContact', item: { ContactId: contactId, Cohort: cohort, Tier: tier } }))),
  remove: (contactIds) => tables.deleteMany('TrackedContact', contactIds.map((ContactId) => ({ ContactId }))),
});

const fromItem = (item: Item): TrackedContact => ({ contactId: String(item['ContactId']), cohort: Number(item['Cohort']), tier: item['Tier'] as Tier });
