import type { ResultRow } from './replayed-folder';

/** Pools of the lead database by name, with who is in each. */
export type PoolMembers = Readonly<Record<string, readonly string[]>>;

interface Compared {
  readonly expected: readonly ResultRow[];
  readonly actual: readonly ResultRow[];
  readonly pools: PoolMembers;
  /** The column that names whom a round robin chose. */
  readonly owner?: string;
  /** Whether rows stand in an order that counts, as those of one person's score history do. */
  readonly ordered?: boolean;
}

/**
 * Both files as texts that are equal where the outcome is as it must be: columns of the expected file, rows in one order, reasons as codes.
 * Whoever a round robin chose is not fixed (contracts-leads, section 4): where the expected row has a pool, its members all read `<pool>`.
 */
export const comparableRows = ({ expected, actual, pools, owner, ordered = false }: Compared): { readonly expected: readonly string[]; readonly actual: readonly string[] } => {
  const columns = Object.keys(expected[0] ?? {}).filter((column) => column !== 'pool' && column !== owner && column !== 'previousOwnerId');
  const steady = (row: ResultRow): string => columns.map((column) => `${column}=${comparable(column, row[column] ?? '')}`).join(' ');
  const placed = (rows: readonly ResultRow[]) => {
    const texts = rows.map((row) => ({ row, text: steady(row) }));
    return ordered ? texts : texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  };
  const wanted = placed(expected);
  const poolAt = wanted.map(({ row }) => row['pool'] ?? '');
  const owners = (row: ResultRow, index: number): string => {
    const shown = (column: string, pool: string): string => (row[column] !== undefined && pools[pool]?.includes(row[column]) ? `<${pool}>` : (row[column] ?? ''));
    const former = Object.keys(pools).find((pool) => pools[pool]?.includes(row['previousOwnerId'] ?? '')) ?? '';
    return `owner=${owner === undefined ? '' : shown(owner, poolAt[index] ?? '')} previousOwnerId=${shown('previousOwnerId', former)}`;
  };
  const told = (rows: ReturnType<typeof placed>): string[] => rows.map(({ row, text }, index) => `${text} ${owners(row, index)}`);
  return { expected: told(wanted), actual: told(placed(actual)) };
};

/** How often each member of a pool was chosen in the decisions that the expected file gives to it. */
export const poolShares = (expected: readonly ResultRow[], actual: readonly ResultRow[], pools: PoolMembers): Record<string, number[]> => {
  const keyOf = ({ leadId, at, trigger }: ResultRow): string => [leadId, at, trigger].join();
  const isDealt = ({ path }: ResultRow): boolean => path?.includes('_RR') === true;
  const poolOf = new Map(expected.filter(isDealt).map((row) => [keyOf(row), row['pool'] ?? '']));
  const dealt = actual.filter(isDealt);
  return Object.fromEntries(Object.entries(pools).map(([pool, members]) => [pool, members.map((member) => dealt.filter((row) => poolOf.get(keyOf(row)) === pool && row['ownerId'] === member).length)]));
};

/** An unticked checkbox is empty in one file and `false` in another; the fields that an invalid body is refused for are for people. */
const comparable = (column: string, value: string): string => {
  if (CHECKBOXES.has(column)) return value || 'false';
  return column === 'reason' ? value.split(';').map((code) => (code.startsWith('INVALID_BODY') ? 'INVALID_BODY' : code)).sort().join(';') : value;
};

const CHECKBOXES: ReadonlySet<string> = new Set(['IsConverted', 'Demographics_Scored__c', 'Engageable__c', 'HasOptedOutOfEmail', 'Self_Service_Purchase__c', 'Override_Flag__c', 'Using_CE__c']);
