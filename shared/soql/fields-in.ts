import type { Tree } from './ast';

/** The fields that a condition asks about, each once, in the order in which they stand. */
export const fieldsIn = (tree: Tree): string[] => [...new Set(everyField(tree))];

const everyField = (tree: Tree): string[] => {
  if (tree.op === 'not') return everyField(tree.of);
  return 'field' in tree ? [tree.field] : tree.of.flatMap(everyField);
};
