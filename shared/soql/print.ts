import type { FieldTypes } from '../records/field-types';
import type { Tree, Value } from './ast';

/** Writes a tree as the WHERE clause that it came from; read again it is the same tree. Parentheses stand only where they are needed. */
export const printSoql = (tree: Tree, fields: FieldTypes): string => {
  switch (tree.op) {
    case 'and':
    case 'or':
      return tree.of.map((part) => printPart(part, fields)).join(` ${tree.op.toUpperCase()} `);
    case 'not':
      return `NOT ${printPart(tree.of, fields)}`;
    case 'like':
      // Its backslashes are those of the pattern.
      return `${tree.field} LIKE '${escapeBreaks(tree.value).replaceAll("'", String.raw`\'`)}'`;
    case 'in':
    case 'not in':
      return `${tree.field} ${tree.op.toUpperCase()} (${tree.values.map((value) => printValue(value, tree.field, fields)).join(', ')})`;
    case 'includes':
    case 'excludes':
      return `${tree.field} ${tree.op.toUpperCase()} (${tree.values.map(quote).join(', ')})`;
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return `${tree.field} ${tree.op} ${printValue(tree.value, tree.field, fields)}`;
  }
};

const printPart = (tree: Tree, fields: FieldTypes): string => ('of' in tree ? `(${printSoql(tree, fields)})` : printSoql(tree, fields));

const printValue = (value: Value, field: string, fields: FieldTypes): string => {
  if (value === null) return 'null';
  if (typeof value === 'object') return value.n === undefined ? value.literal : `${value.literal}:${value.n}`;
  const isBare = typeof value !== 'string' || fields[field] === 'date' || fields[field] === 'datetime';
  return isBare ? String(value) : quote(value);
};

const quote = (text: string): string => `'${escapeBreaks(text.replace(/[\\']/gu, String.raw`\$&`))}'`;
const escapeBreaks = (text: string): string => text.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`);
