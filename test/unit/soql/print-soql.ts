import type { Tree, Value } from '../../../shared/soql/ast';
import type { FieldTypes } from '../../../shared/records/field-types';

/** Writes a tree as the clause that it came from, every junction and negation in parentheses. */
export const printSoql = (tree: Tree, fields: FieldTypes): string => {
  switch (tree.op) {
    case 'and':
    case 'or':
      return tree.of.map((part) => `(${printSoql(part, fields)})`).join(` ${tree.op.toUpperCase()} `);
    case 'not':
      return `NOT (${printSoql(tree.of, fields)})`;
    case 'like':
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

const printValue = (value: Value, field: string, fields: FieldTypes): string => {
  if (value === null) return 'NULL';
  if (typeof value === 'object') return value.n === undefined ? value.literal : `${value.literal}:${value.n}`;
  const isBare = typeof value !== 'string' || fields[field] === 'date' || fields[field] === 'datetime';
  return isBare ? String(value) : quote(value);
};

const quote = (text: string): string => `'${escapeBreaks(text.replace(/[\\']/gu, String.raw`\$&`))}'`;
const escapeBreaks = (text: string): string => text.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`);
