import type { Tree } from './ast';

/** The fields that a condition asks about, each once, in the order in which they stand. */
export const fieldsIn = (tree: Tree): string[] => [...new Set(everyField(tree))];

const everyField = (tree: Tree): string[] => {
  switch (tree.op) {
    case 'and':
    case 'or':
      return tree.of.flatMap(everyField);
    case 'not':
      return everyField(tree.of);
    default:
      return [tree.field];
  }
};
