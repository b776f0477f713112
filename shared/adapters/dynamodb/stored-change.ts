import { invalidInputError } from '../../errors/app-error';
import type { TableName } from '../../names/tables';
import type { Change, Condition, Item } from '../../ports/tables';
import { storedAttributes } from './stored-item';
import { keyAttributes, schemaOf } from './table-keys';

/** A change in DynamoDB's four clauses, nothing empty left in what is set. */
export interface StoredChange {
  readonly set: Item;
  readonly setIfAbsent: Item;
  readonly add: Readonly<Record<string, number>>;
  readonly remove: readonly string[];
}

const emptyNames = (item: Item, stored: Item): string[] => Object.keys(item).filter((name) => stored[name] === undefined);

/** Setting an attribute to nothing removes it. Throws InvalidInputError where DynamoDB would refuse: key attributes, one attribute twice. */
export const storedChange = (table: TableName, change: Change): StoredChange => {
  const set = storedAttributes(table, change.set ?? {});
  const setIfAbsent = storedAttributes(table, change.setIfAbsent ?? {});
  const add = change.add ?? {};
  storedAttributes(table, add); // for what it refuses; numbers are stored as they are
  const remove = [...emptyNames(change.set ?? {}, set), ...(change.remove ?? [])];

  const named = [...Object.keys(set), ...Object.keys(setIfAbsent), ...Object.keys(add), ...remove];
  const key = named.find((name) => keyAttributes(schemaOf(table)).includes(name));
  if (key !== undefined) throw invalidInputError(`${key} is part of the key of ${table}: an update cannot change it`);
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) throw invalidInputError(`${table}.${twice} is changed twice by one update`);
  return { set, setIfAbsent, add, remove };
};

/** No attribute is stored empty: to equal '' is to be absent. */
export const storedConditions = (conditions: readonly Condition[]): Condition[] =>
  conditions.map((term) => ('value' in term && term.value === '' ? { attribute: term.attribute, is: term.is === 'equal' ? 'absent' : 'present' } : term));
