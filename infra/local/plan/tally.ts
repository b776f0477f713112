/** Equal rows counted, most first. */
export const tally = <Row extends Readonly<Record<string, string>>, Count extends string>(rows: readonly Row[], count: Count): (Row & Readonly<Record<Count, number>>)[] => {
  const groups = new Map<string, { readonly row: Row; count: number }>();
  for (const row of rows) {
    const key = JSON.stringify(row);
    const group = groups.get(key) ?? { row, count: 0 };
    group.count += 1;
    groups.set(key, group);
  }
  return [...groups].sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1)).map(([, group]) => ({ ...group.row, [count]: group.count }));
};
