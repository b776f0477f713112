import { invalidInputError } from '../../errors/app-error';
import type { Account, User } from '../../records/catalogue';
import type { InboundRegion } from '../leads/inbound-pools';
import { inboundRegion } from '../leads/inbound-region';
import { SEGMENTS, type Segment } from '../leads/segments.table';
import type { CountryFinder } from '../routing/regions';
import { CE_USER_TYPE } from './account-from-usage';

/** What the list of accounts that use the free edition is asked for (CE-07): `GET /ce-accounts?segment=Large&region=EMEA&owner=Sales+Admin`. */
export interface CeAccountQuery {
  readonly limit: number;
  readonly segment?: Segment;
  readonly region?: InboundRegion;
  /** User.Id or User.Role__c, in any case. */
  readonly owner?: string;
  /** The account where the page before ended. */
  readonly after?: string;
}

const MOST_ROWS = 200;
const DEFAULT_ROWS = 50;
const LONGEST_TEXT = 255;

export const CE_SEGMENTS: readonly Segment[] = [...SEGMENTS.map(({ segment }) => segment), 'Unknown'];
const REGIONS: readonly InboundRegion[] = ['NCSA', 'EMEA', 'APAC'];

type Parse<T> = (text: string) => T | undefined;
const oneOf = <T extends string>(values: readonly T[]): Parse<T> => (text) => values.find((value) => value.toLowerCase() === text.trim().toLowerCase());
const someText: Parse<string> = (text) => (text.trim() === '' || text.length > LONGEST_TEXT ? undefined : text.trim());
const limitIn: Parse<number> = (text) => (/^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_ROWS ? Number(text) : undefined);
const idIn: Parse<string> = (text) => {
  const id = Buffer.from(text, 'base64url').toString('utf8');
  return id !== '' && id.length <= LONGEST_TEXT && ceCursorOf(id) === text ? id : undefined;
};

/** Every parameter: how it is read, and what it may be. */
const PARAMETERS = {
  segment: { parse: oneOf(CE_SEGMENTS), allowed: CE_SEGMENTS.join(', ') },
  region: { parse: oneOf(REGIONS), allowed: REGIONS.join(', ') },
  owner: { parse: someText, allowed: 'the id of a user, or a role such as Sales Admin' },
  limit: { parse: limitIn, allowed: `1 to ${MOST_ROWS}` },
  cursor: { parse: idIn, allowed: '"next" of the page before' },
} as const satisfies Readonly<Record<string, { readonly parse: Parse<unknown>; readonly allowed: string }>>;

type Parameters = { readonly [Name in keyof typeof PARAMETERS]?: NonNullable<ReturnType<(typeof PARAMETERS)[Name]['parse']>> };

/** Reads the query of the list; InvalidInputError names the parameter and what is allowed. */
export const parseCeAccountQuery = (query: Readonly<Record<string, string | undefined>>): CeAccountQuery => {
  const { cursor, ...given }: Parameters = Object.fromEntries(Object.entries(query).flatMap(([name, text]) => (text === undefined ? [] : [[name, valueOf(name, text)]])));
  return { limit: DEFAULT_ROWS, ...given, ...(cursor !== undefined && { after: cursor }) };
};

const valueOf = (name: string, text: string): unknown => {
  const parameter = Object.entries(PARAMETERS).find(([known]) => known === name)?.[1];
  if (parameter === undefined) throw invalidInputError(`There is no parameter "${name.slice(0, LONGEST_TEXT)}": allowed are ${Object.keys(PARAMETERS).join(', ')}`);
  const value = parameter.parse(text);
  if (value === undefined) throw invalidInputError(`${name} is "${text.slice(0, LONGEST_TEXT)}": allowed is ${parameter.allowed}`);
  return value;
};

/** The cursor of the page after an account. It is no secret and lets nobody read more. */
export const ceCursorOf = (accountId: string): string => Buffer.from(accountId).toString('base64url');

/** The segment under which an account is listed; undefined for one that is not listed (CE-07). */
export const ceSegmentOf = (account: Account): Segment | undefined =>
  account.Type?.toLowerCase() !== CE_USER_TYPE.toLowerCase() || account.MasterRecordId !== undefined ? undefined : (oneOf(CE_SEGMENTS)(account.Sales_Segmentation__c ?? '') ?? 'Unknown');

/** The region of an account by its billing country (LR-05). */
export const ceRegionOf = ({ BillingCountry }: Account, countryOf: CountryFinder): InboundRegion => inboundRegion(countryOf, undefined, BillingCountry).region;

/** Whether a listed account is what was asked for. */
export const isAskedFor = (account: Account, { segment, region, owner }: CeAccountQuery, { users, countryOf }: { readonly users: ReadonlyMap<string, User>; readonly countryOf: CountryFinder }): boolean => {
  const listedAs = ceSegmentOf(account);
  return (
    listedAs !== undefined &&
    (segment === undefined || segment === listedAs) &&
    (region === undefined || region === ceRegionOf(account, countryOf)) &&
    (owner === undefined || [account.OwnerId, users.get(account.OwnerId ?? '')?.Role__c].some((one) => one?.toLowerCase() === owner.toLowerCase()))
  );
};
