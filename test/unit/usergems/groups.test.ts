import * as fc from 'fast-check';
import { dealToShards, groupByKeys, type Keyed } from '../../../shared/domain/usergems/groups';

const items = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 3 }), { maxLength: 25 }).map((all) => all.map((keys, index): Keyed => ({ id: String(index), keys })));
const idsOf = (groups: readonly (readonly Keyed[])[]): string[][] => groups.map((group) => group.map(({ id }) => id));

/** Joins whatever shares a key, over and over, until nothing can be joined any more. */
const naiveGroups = (all: readonly Keyed[]): Keyed[][] => {
  let groups = all.map((item) => [item]);
  for (;;) {
    const sharesKey = (a: readonly Keyed[], b: readonly Keyed[]): boolean => a.some(({ keys }) => keys.some((key) => b.some((other) => other.keys.includes(key))));
    const pair = groups.flatMap((a, i) => groups.slice(i + 1).flatMap((b) => (sharesKey(a, b) ? [[a, b] as const] : [])))[0];
    if (pair === undefined) return groups;
    const joined = [...pair[0], ...pair[1]].sort((a, b) => Number(a.id) - Number(b.id));
    groups = groups.flatMap((group) => (group === pair[0] ? [joined] : group === pair[1] ? [] : [group]));
  }
};

describe('groups of related changes', () => {
  it('are joined directly or through others, in the order of their first member (contracts, section 7)', () => {
    const changes = [{ id: '1', keys: ['email:a'] }, { id: '2', keys: ['linkedin:b'] }, { id: '3', keys: [] }, { id: '4', keys: ['linkedin:b', 'email:a'] }];
    expect(idsOf(groupByKeys(changes))).toEqual([['1', '2', '4'], ['3']]);
  });

  it('are the transitive closure of sharing a key', () => {
    fc.assert(fc.property(items, (all) => expect(idsOf(groupByKeys(all))).toEqual(idsOf(naiveGroups(all)))));
  });

  it('are dealt whole, each member once, to shards that grow beyond their size for a larger group only', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 10 }), (all, size) => {
        const groups = groupByKeys(all);
        const shards = dealToShards(groups, size);
        expect(shards.flat()).toEqual(groups.flat());
        for (const group of groups) expect(shards.filter((shard) => group.some((member) => shard.includes(member)))).toHaveLength(1);
        for (const shard of shards) if (shard.length > size) expect(groups).toContainEqual(shard);
      }),
    );
  });
});
