import type { Tier, TrackedContact } from '../domain/usergems/cohorts';
import type { Tables } from '../ports/tables';

/** The list of tracked contacts; each week only what changed is written. */
export interface TrackedContactStore {
  tiers(contactIds: Iterable<string>): Promise<Map<string, Tier>>;
  all(): Promise<Map<string, TrackedContact>>;
  put(contacts: readonly TrackedContact[]): Promise<void>;
  remove(contactIds: readonly string[]): Promise<void>;
}

export const trackedContactStore = (tables: Tables): TrackedContactStore => ({
  tiers: async (contactIds) => {
    const items = await tables.getMany('TrackedContact', [...new Set(contactIds)].map((ContactId) => ({ ContactId })));
    return new Map(items.map((item) => [String(item['ContactId']), item['Tier'] as Tier]));
  },
  all: async () => {
    const all = new Map<string, TrackedContact>();
    for await (const page of tables.scan('TrackedContact'))
      for (const item of page) all.set(String(item['ContactId']), { contactId: String(item['ContactId']), cohort: Number(item['Cohort']), tier: item['Tier'] as Tier });
    return all;
  },
  put: (contacts) => tables.putMany(contacts.map(({ contactId, cohort, tier }) => ({ table: 'TrackedContact', item: { ContactId: contactId, Cohort: cohort, Tier: tier } }))),
  remove: (contactIds) => tables.deleteMany('TrackedContact', contactIds.map((ContactId) => ({ ContactId }))),
});
