/** Adds up counts by name. */
export const addCounts = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const totals: Record<string, number> = {};
  for (const counts of all) for (const [name, count] of Object.entries(counts)) totals[name] = (totals[name] ?? 0) + count;
  return totals;
};
