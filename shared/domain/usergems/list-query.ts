import { invalidInputError } from '../../errors/app-error';
import { USERGEMS_MOTIONS, USERGEMS_SOURCES, type UserGemsMotion } from './lead-source';
import { sha256 } from './event-id';

/** Fields by which a list can be sorted; `-` before one sorts descending. */
export const SORT_FIELDS = ['CreatedDate', 'LastName', 'Company', 'Status', 'UserGem__JobStartedDate__c'] as const;
export type SortField = (typeof SORT_FIELDS)[number];

/** The last lead that a page has shown, or looked at: its value of the sort field, and its id. */
export interface ListPosition {
  readonly value: string;
  readonly id: string;
}

/** What a list view is asked for (UG-01): `GET /usergems?view=mine&status=Raw`. */
export interface ListQuery {
  readonly view: 'all' | 'mine';
  readonly limit: number;
  readonly sort: { readonly field: SortField; readonly descending: boolean };
  readonly motion?: UserGemsMotion;
  readonly play?: string;
  readonly status?: string;
  /** User.Id. */
  readonly owner?: string;
  /** Account.Id. */
  readonly account?: string;
  readonly source?: string;
  /** First and last day of creation, YYYY-MM-DD in the org's zone, both included. */
  readonly createdFrom?: string;
  readonly createdTo?: string;
  readonly retroactive?: boolean;
  /** Part of a person's or a company's name, ignoring case. */
  readonly q?: string;
  /** Where the page begins: after this position. */
  readonly after?: ListPosition;
}

const MOST_ROWS = 200;
const DEFAULT_ROWS = 50;
const LONGEST_TEXT = 255;

type Parse<T> = (text: string) => T | undefined;
const oneOf = <const T extends string>(values: readonly T[]): Parse<T> => (text) => values.find((value) => value === text);
const someText: Parse<string> = (text) => (text.trim() === '' || text.length > LONGEST_TEXT ? undefined : text.trim());
const day: Parse<string> = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) ? text : undefined);
const parseLimit: Parse<number> = (text) => (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_ROWS ? Number(text) : undefined);
const parseSort: Parse<ListQuery['sort']> = (text) => {
  const field = SORT_FIELDS.find((one) => one === text.replace(/^-/, ''));
  return field && { field, descending: text.startsWith('-') };
};

const TEXT = `a text of at most ${LONGEST_TEXT} characters`;
const DAY = 'a day as YYYY-MM-DD';

/** Every parameter but the cursor: how it is read, and what it may be. */
const PARAMETERS = {
  view: { parse: oneOf(['all', 'mine']), allowed: 'all, mine' },
  limit: { parse: parseLimit, allowed: `1 to ${MOST_ROWS}` },
  sort: { parse: parseSort, allowed: `${SORT_FIELDS.join(', ')}, each with or without - before it` },
  motion: { parse: oneOf(USERGEMS_MOTIONS), allowed: USERGEMS_MOTIONS.join(', ') },
  play: { parse: oneOf(['1', '2', '3']), allowed: '1, 2, 3' },
  status: { parse: someText, allowed: TEXT },
  owner: { parse: someText, allowed: 'the id of a user' },
  account: { parse: someText, allowed: 'the id of an account' },
  source: { parse: oneOf(Object.values(USERGEMS_SOURCES)), allowed: Object.values(USERGEMS_SOURCES).join(', ') },
  createdFrom: { parse: day, allowed: DAY },
  createdTo: { parse: day, allowed: DAY },
  retroactive: { parse: (text: string) => (text === 'true' ? true : text === 'false' ? false : undefined), allowed: 'true, false' },
  q: { parse: someText, allowed: TEXT },
} as const satisfies Readonly<Record<string, { readonly parse: Parse<unknown>; readonly allowed: string }>>;

type Parameters = { readonly [Name in keyof typeof PARAMETERS]?: NonNullable<ReturnType<(typeof PARAMETERS)[Name]['parse']>> };

/** Reads the query of a list; InvalidInputError names the parameter and what is allowed. */
export const parseListQuery = (query: Readonly<Record<string, string | undefined>>): ListQuery => {
  const { cursor, ...texts } = query;
  const given = Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, valueOf(name, text)] as const]));
  const parameters: Parameters = Object.fromEntries(given);
  if (parameters.createdFrom !== undefined && parameters.createdTo !== undefined && parameters.createdFrom > parameters.createdTo) {
    throw invalidInputError(`createdFrom ${parameters.createdFrom} lies after createdTo ${parameters.createdTo}`);
  }
  const asked: ListQuery = { view: 'all', limit: DEFAULT_ROWS, sort: { field: 'CreatedDate', descending: true }, ...parameters };
  return cursor === undefined ? asked : { ...asked, after: positionOf(cursor, asked) };
};

const valueOf = (name: string, text: string): unknown => {
  const parameter = Object.entries(PARAMETERS).find(([known]) => known === name)?.[1];
  if (parameter === undefined) throw invalidInputError(`There is no parameter "${name.slice(0, LONGEST_TEXT)}": allowed are ${Object.keys(PARAMETERS).join(', ')}, cursor`);
  const value = parameter.parse(text);
  if (value === undefined) throw invalidInputError(`${name} is "${text.slice(0, LONGEST_TEXT)}": allowed is ${parameter.allowed}`);
  return value;
};

/**
 * The cursor of the page after a position. It carries a checksum with the question, so that one of another list, or a damaged one, is
 * refused; it is no secret and lets nobody read more.
 */
export const cursorOf = ({ value, id }: ListPosition, query: ListQuery): string => Buffer.from(JSON.stringify([value, id, checksum({ value, id }, query)])).toString('base64url');

const positionOf = (cursor: string, query: ListQuery): ListPosition => {
  const [value, id] = contentOf(cursor);
  if (typeof value !== 'string' || typeof id !== 'string' || cursorOf({ value, id }, query) !== cursor) {
    throw invalidInputError('cursor does not belong to this list: take it from "next" of the page before, and leave the other parameters as they were');
  }
  return { value, id };
};

const contentOf = (cursor: string): unknown[] => {
  try {
    const content: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(content) ? content : [];
  } catch {
    return [];
  }
};

const checksum = ({ value, id }: ListPosition, query: ListQuery): string => {
  const question = Object.entries(query).filter(([name]) => !OF_ONE_PAGE.includes(name));
  return sha256(JSON.stringify([value, id, question.sort(([a], [b]) => (a < b ? -1 : 1))])).slice(0, 16);
};

/** Pages of one list may differ in these. */
const OF_ONE_PAGE: readonly string[] = ['limit', 'after'] satisfies readonly (keyof ListQuery)[];
