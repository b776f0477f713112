/** The candidate that somebody who typed `name` most likely meant, ignoring case; undefined if none is close. */
export const closestName = (name: string, candidates: readonly string[]): string | undefined => {
  const [best] = candidates
    .map((candidate) => ({ candidate, edits: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.ceil(name.length / 4) ? best.candidate : undefined;
};

/** Levenshtein: the fewest characters to insert, delete or replace. */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let index = 0; index < a.length; index += 1) {
    const next = [index + 1];
    for (let column = 1; column <= b.length; column += 1) {
      const [diagonal = 0, above = 0, left = 0] = [row[column - 1], row[column], next[column - 1]];
      next.push(Math.min(diagonal + (a[index] === b[column - 1] ? 0 : 1), above + 1, left + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
