import type { Tables } from '../ports/tables';

/** Where a lead stands in the order of creation: leads of one run bear one instant, so the id tells them apart. */
export interface LeadPlace {
  readonly CreatedDate: string;
  readonly Id: string;
}

/** Which leads to pass, and which way. */
export interface LeadWalk {
  /** Bounds on CreatedDate, instants: `from` included, `before` excluded. */
  readonly from?: string | undefined;
  readonly before: string;
  readonly descending: boolean;
  /** Leads up to this place, itself included, are left out. */
  readonly after?: LeadPlace | undefined;
}

/** Keys of one query. */
const CHUNK = 500;
/** UserGems was founded in 2014: no lead of it is older. */
const FIRST_MONTH = '2014-01';
/** Months that are looked at together; most of them are empty. */
const MONTHS_AT_ONCE = 12;

type Reader = Pick<Tables, 'query'>;
type Index = { readonly index: 'byOwner' | 'byCreatedMonth'; readonly partition: string };

/** The places of a partition of an index in order, in chunks of which each ends with all leads of its last instant. */
export async function* walkPartition(tables: Reader, index: Index, { from = '', before, descending, after }: LeadWalk): AsyncGenerator<LeadPlace[]> {
  const read = async (bounds: { readonly from: string; readonly before: string; readonly limit?: number }): Promise<LeadPlace[]> => {
    const keys = await tables.query({ table: 'Lead', ...index, ...bounds, descending });
    return keys.map((key) => ({ CreatedDate: String(key['CreatedDate']), Id: String(key['Id']) }));
  };
  let low = descending ? from : latest(from, after?.CreatedDate ?? '');
  let high = descending && after ? earliest(before, justAfter(after.CreatedDate)) : before;
  for (;;) {
    const chunk = await read({ from: low, before: high, limit: CHUNK });
    const last = chunk.at(-1)?.CreatedDate;
    if (last === undefined) return;
    const isWhole = chunk.length < CHUNK;
    const places = isWhole ? chunk : [...chunk.filter(({ CreatedDate }) => CreatedDate !== last), ...(await read({ from: last, before: earliest(justAfter(last), high) }))];
    yield places.sort((a, b) => comparePlaces(a, b, descending)).filter((place) => after === undefined || comparePlaces(place, after, descending) > 0);
    if (isWhole) return;
    if (descending) high = last;
    else low = justAfter(last);
  }
}

/** The places of all months in order. */
export async function* walkMonths(tables: Reader, walk: LeadWalk): AsyncGenerator<LeadPlace[]> {
  const months = monthsOf(walk);
  for (let at = 0; at < months.length; at += MONTHS_AT_ONCE) {
    const some = months.slice(at, at + MONTHS_AT_ONCE);
    const firsts = await Promise.all(some.map((partition) => tables.query({ table: 'Lead', index: 'byCreatedMonth', partition, limit: 1 })));
    for (const [index, partition] of some.entries()) if (firsts[index]?.length !== 0) yield* walkPartition(tables, { index: 'byCreatedMonth', partition }, walk);
  }
}

/** The months that a walk can meet, in its order. */
const monthsOf = ({ from = '', before, descending, after }: LeadWalk): string[] => {
  const first = latest(FIRST_MONTH, monthOf(descending ? from : latest(from, after?.CreatedDate ?? '')));
  const last = monthOf(descending && after ? earliest(before, after.CreatedDate) : before);
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return descending ? months.reverse() : months;
};

const monthOf = (instant: string): string => instant.slice(0, 7);

const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
};

const comparePlaces = (a: LeadPlace, b: LeadPlace, descending: boolean): number => {
  const order = compareText(a.CreatedDate, b.CreatedDate) || compareText(a.Id, b.Id);
  return descending ? -order : order;
};

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const earliest = (a: string, b: string): string => (a < b ? a : b);
const latest = (a: string, b: string): string => (a > b ? a : b);
/** A key beyond an instant and before any later one. */
const justAfter = (instant: string): string => `${instant}!`;
