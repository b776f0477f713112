import { invalidInputError } from '../../errors/app-error';
import type { TableName } from '../../names/tables';
import type { QuerySpec } from '../../ports/tables';
import { checkedKeyValue, keyAttributes, MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES, schemaOf } from './table-keys';
import { compareUtf8 } from './utf8-order';

/** A query with its key attributes found and its bounds checked: at most one of `prefix` and the other two, none of them empty. */
export interface QueryPlan {
  readonly table: TableName;
  readonly index: string | undefined;
  readonly partition: { readonly attribute: string; readonly value: string };
  readonly sort: { readonly attribute: string; readonly from: string | undefined; readonly before: string | undefined; readonly prefix: string | undefined } | undefined;
  readonly descending: boolean;
  readonly attributes: readonly string[] | undefined;
}

/** Attributes to return, each once; throws InvalidInputError for an empty list. */
export const checkedProjection = (table: TableName, attributes: readonly string[] | undefined): readonly string[] | undefined => {
  if (attributes?.length === 0) throw invalidInputError(`a read of ${table} asks for no attribute: name one, or leave attributes out for all`);
  return attributes && [...new Set(attributes)];
};

/** The plan of a query, or undefined when nothing can lie between its bounds. Throws InvalidInputError naming what DynamoDB would refuse. */
export const planQuery = (spec: QuerySpec): QueryPlan | undefined => {
  const { table, index, limit, prefix, from, before } = spec;
  const schema = schemaOf(table);
  const keys = index === undefined ? schema : schema.indexes[index];
  if (keys === undefined) throw invalidInputError(`${table} has no index ${index}; it has ${Object.keys(schema.indexes).join(', ') || 'none'}`);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 0)) throw invalidInputError(`a query of ${table} has limit ${limit}: it must be a whole number`);
  if (prefix !== undefined && (from !== undefined || before !== undefined)) throw invalidInputError(`a query of ${table} has a prefix and other bounds: give one or the other`);
  const bounds = [prefix, from, before].filter((bound) => bound !== undefined);
  if (bounds.length > 0 && keys.sort === undefined) throw invalidInputError(`a query of ${table} has bounds, but ${index ?? 'its key'} has no sort key`);

  const attributes = checkedProjection(table, spec.attributes);
  const projected = [...keyAttributes(schema), ...keyAttributes(keys)];
  const missing = index === undefined ? undefined : attributes?.find((name) => !projected.includes(name));
  if (missing !== undefined) throw invalidInputError(`index ${index} of ${table} holds keys only (${[...new Set(projected)].join(', ')}): read ${missing} from the table`);

  const partition = { attribute: keys.partition, value: checkedKeyValue(table, keys.partition, spec.partition, MAX_PARTITION_KEY_BYTES) };
  if (limit === 0 || before === '' || (from !== undefined && before !== undefined && compareUtf8(from, before) >= 0)) return undefined;
  const bound = (attribute: string, value: string | undefined): string | undefined => (value === undefined || value === '' ? undefined : checkedKeyValue(table, attribute, value, MAX_SORT_KEY_BYTES));
  const sort = keys.sort === undefined ? undefined : { attribute: keys.sort, from: bound(keys.sort, from), before: bound(keys.sort, before), prefix: bound(keys.sort, prefix) };
  return { table, index, partition, sort, descending: spec.descending ?? false, attributes };
};
