/**
 * Changes that can reach the same record must be worked in order, by one worker (contracts, section 7): those that share a key, such
 * as an e-mail, a LinkedIn handle, a past contact or a lead in the store, directly or through others. Groups are dealt whole to shards.
 */
export interface Keyed {
  readonly id: string;
  readonly keys: readonly string[];
}

/** Groups in the order of their first member; members in the order given. */
export const groupByKeys = <T extends Keyed>(items: readonly T[]): T[][] => {
  const parent = items.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (parent[root] !== root) root = parent[root] ?? root;
    for (let at = index; at !== root; ) {
      const next = parent[at] ?? root;
      parent[at] = root;
      at = next;
    }
    return root;
  };

  const firstWith = new Map<string, number>();
  items.forEach((item, index) => {
    for (const key of item.keys) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, index);
      else {
        const [a, b] = [rootOf(first), rootOf(index)];
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
  });

  const groups = new Map<number, T[]>();
  items.forEach((item, index) => {
    const root = rootOf(index);
    const group = groups.get(root);
    if (group) group.push(item);
    else groups.set(root, [item]);
  });
  return [...groups.values()];
};

/** Deals whole groups to shards of about `size` members; a group larger than that has a shard of its own. */
export const dealToShards = <T>(groups: readonly (readonly T[])[], size: number): T[][] => {
  const shards: T[][] = [];
  let open: T[] | undefined;
  for (const group of groups) {
    if (open === undefined || open.length + group.length > size) {
      open = [];
      shards.push(open);
    }
    open.push(...group);
  }
  return shards;
};
