import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Condition, Value } from '../../ports/tables';
import { toAttributeValue } from './attribute-values';
import type { QueryPlan } from './query-plan';
import type { StoredChange } from './stored-change';
import { lastSortKeyBefore } from './utf8-order';

/** Placeholders for the names and values of one request: some attribute names are reserved words, so all are replaced. */
export interface Placeholders {
  readonly name: (attribute: string) => string;
  readonly value: (value: Value) => string;
  /** What the request must carry for its expressions; DynamoDB refuses empty maps. */
  readonly used: () => { ExpressionAttributeNames?: Record<string, string>; ExpressionAttributeValues?: Record<string, AttributeValue> };
}

export const placeholders = (): Placeholders => {
  const names = new Map<string, string>();
  const values: AttributeValue[] = [];
  return {
    name(attribute) {
      const name = names.get(attribute) ?? `#${names.size}`;
      names.set(attribute, name);
      return name;
    },
    value(value) {
      values.push(toAttributeValue(value));
      return `:${values.length - 1}`;
    },
    used: () => ({
      ...(names.size > 0 && { ExpressionAttributeNames: Object.fromEntries([...names].map(([attribute, name]) => [name, attribute])) }),
      ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values.map((value, at) => [`:${at}`, value])) }),
    }),
  };
};

export const projectionOf = (attributes: readonly string[] | undefined, { name }: Placeholders): { ProjectionExpression?: string } =>
  attributes === undefined ? {} : { ProjectionExpression: attributes.map(name).join(', ') };

const termOf = (term: Condition, { name, value }: Placeholders): string => {
  const attribute = name(term.attribute);
  if (!('value' in term)) return `${term.is === 'present' ? 'attribute_exists' : 'attribute_not_exists'}(${attribute})`;
  return `${attribute} ${term.is === 'equal' ? '=' : '<>'} ${value(term.value)}`;
};

export const conditionOf = (conditions: readonly Condition[], places: Placeholders): { ConditionExpression?: string } =>
  conditions.length === 0 ? {} : { ConditionExpression: conditions.map((term) => termOf(term, places)).join(' AND ') };

export const updateOf = ({ set, setIfAbsent, add, remove }: StoredChange, { name, value }: Placeholders): { UpdateExpression?: string } => {
  const each = <T extends Value>(fields: Readonly<Record<string, T | undefined>>, write: (name: string, value: string) => string): string[] =>
    Object.entries(fields).flatMap(([attribute, given]) => (given === undefined ? [] : [write(name(attribute), value(given))]));
  const clauses = {
    SET: [...each(set, (field, given) => `${field} = ${given}`), ...each(setIfAbsent, (field, given) => `${field} = if_not_exists(${field}, ${given})`)],
    ADD: each(add, (field, given) => `${field} ${given}`),
    REMOVE: remove.map(name),
  };
  const expression = Object.entries(clauses).flatMap(([verb, terms]) => (terms.length === 0 ? [] : [`${verb} ${terms.join(', ')}`]));
  return expression.length === 0 ? {} : { UpdateExpression: expression.join(' ') };
};

const boundOf = (sort: NonNullable<QueryPlan['sort']>, { name, value }: Placeholders): string | undefined => {
  const { attribute, prefix, from, before } = sort;
  if (prefix !== undefined) return `begins_with(${name(attribute)}, ${value(prefix)})`;
  if (from !== undefined && before !== undefined) return `${name(attribute)} BETWEEN ${value(from)} AND ${value(lastSortKeyBefore(before))}`;
  if (from !== undefined) return `${name(attribute)} >= ${value(from)}`;
  if (before !== undefined) return `${name(attribute)} < ${value(before)}`;
  return undefined;
};

export const keyConditionOf = ({ partition, sort }: QueryPlan, places: Placeholders): { KeyConditionExpression: string } => {
  const bound = sort && boundOf(sort, places);
  const equal = `${places.name(partition.attribute)} = ${places.value(partition.value)}`;
  return { KeyConditionExpression: bound === undefined ? equal : `${equal} AND ${bound}` };
};
