import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../support/host-files';
import { readRows, withLocalRuntime, type ResultRow } from '../support/replayed-folder';

/** Two weeks with a thousand executions, on two cores. */
jest.setTimeout(900_000);

const data = process.env['REVSIGNAL_DATA'];
const PERIOD = { from: '2018-07-02', to: '2018-07-15' };

/** A file of results: what makes a row itself, and which column a round robin decides. */
interface File {
  readonly name: string;
  readonly key: readonly string[];
  readonly owner?: string;
}
const FILES: readonly File[] = [
  { name: 'Lead', key: ['Id'], owner: 'OwnerId' },
  { name: 'Contact', key: ['Id'] },
  { name: 'Account', key: ['Id'] },
  { name: 'ScoreHistory', key: ['recordId'] },
  { name: 'RoutingDecision', key: ['leadId', 'at', 'trigger'], owner: 'ownerId' },
  { name: 'Sla', key: ['eventId'] },
  { name: 'Alert', key: ['at', 'kind', 'recordId', 'recipientRole'], owner: 'recipientId' },
  { name: 'DeliveryOutcome', key: ['route', 'eventId', 'receivedAt'] },
  { name: 'UsagePingOutcome', key: ['loadedAt', 'host'] },
  { name: 'Engagement', key: ['recordId'] },
];

interface Pool {
  readonly members: readonly string[];
  readonly assignments: number;
}

const BOOLEANS = ['IsConverted', 'Demographics_Scored__c', 'Engageable__c', 'HasOptedOutOfEmail', 'Self_Service_Purchase__c', 'Override_Flag__c', 'Using_CE__c'];
const SETS = ['flags', 'GitLab_Team__c', 'Subscriptions__c'];

/** One spelling for cells that mean the same; reasons are codes, of which INVALID_BODY has fields behind it. */
const same = (column: string, cell = ''): string => {
  if (BOOLEANS.includes(column)) return cell === '' ? 'false' : cell.toLowerCase();
  if (column === 'reason') return cell.split(';').map((code) => code.replace(/^(INVALID_BODY):.*/, '$1')).sort().join(';');
  return SETS.includes(column) ? cell.split(';').sort().join(';') : cell;
};

(data === undefined ? describe.skip : describe)(`the lead database of July 2018${data === undefined ? ' (skipped: REVSIGNAL_DATA is not set)' : ''}`, () => {
  const folder = join(data ?? '', 'lead-database');
  const out = join(temporaryDirectory(), 'out');
  let pools: Readonly<Record<string, Pool>>;
  const poolOf = (member: string): string | undefined => Object.keys(pools).find((pool) => pools[pool]?.members.includes(member));
  const expected = (name: string): Promise<ResultRow[]> => readRows(join(folder, `expected/${name}.csv`));
  const actual = (name: string): Promise<ResultRow[]> => readRows(join(out, `${name}.csv`));

  beforeAll(async () => {
    pools = (JSON.parse(readFileSync(join(folder, 'expected/expected.json'), 'utf8')) as { pools: Readonly<Record<string, Pool>> }).pools;
    await withLocalRuntime({}, async ({ import: importFrom, replay, results }) => {
      const { report, deliveries } = await importFrom(folder);
      await replay(PERIOD, deliveries);
      const { executions } = await results(out, report);
      // Those that wait for the answer to a request of the last days are no failures.
      expect(executions.filter(({ status }) => status !== 'SUCCEEDED' && status !== 'RUNNING')).toEqual([]);
    });
  });

  /** Rows in an order of their own, where a member of a pool stands for the pool that shares it out. */
  const comparable = (rows: readonly ResultRow[], columns: readonly string[], { name, owner }: File, pooled: (row: ResultRow) => boolean): string[][] => {
    const cells = rows.map((row) =>
      columns.map((column) => {
        const cell = same(column, row[column]);
        const shared = (column === owner && pooled(row)) || column === 'previousOwnerId';
        return shared ? (poolOf(cell) ?? cell) : cell;
      }),
    );
    // The history of a person stands in the order of processing.
    return name === 'ScoreHistory' ? cells.sort(([a = ''], [b = '']) => (a < b ? -1 : a > b ? 1 : 0)) : cells.sort((a, b) => (a.join('\u0000') < b.join('\u0000') ? -1 : 1));
  };

  it.each(FILES)('$name is as expected; whom a round robin chose is any member of its pool', async (file) => {
    const [want, have] = [await expected(file.name), await actual(file.name)];
    const keyOf = (row: ResultRow): string => file.key.map((column) => row[column]).join('\u0000');
    const columns = Object.keys(want[0] ?? {}).filter((column) => column !== 'pool');
    const chosenByPool = new Set(want.flatMap((row) => (row['pool'] ? [keyOf(row)] : [])));
    const pooled = (row: ResultRow): boolean => chosenByPool.has(keyOf(row));

    expect(want.length).toBeGreaterThan(100);
    expect(comparable(have, columns, file, pooled)).toEqual(comparable(want, columns, file, pooled));
  });

  it('every pool is shared out within 1, and a lead belongs to whom its last assignment gave it (LR-07)', async () => {
    const assigned = (await actual('RoutingDecision')).filter(({ path }) => path?.includes('_RR')).sort((a, b) => ((a['at'] ?? '') < (b['at'] ?? '') ? -1 : 1));
    const byMember = new Map<string, number>();
    for (const { ownerId = '' } of assigned) byMember.set(ownerId, (byMember.get(ownerId) ?? 0) + 1);
    for (const { members, assignments } of Object.values(pools)) {
      const seats = members.map((member) => byMember.get(member) ?? 0);
      expect(seats.reduce((sum, count) => sum + count, 0)).toBe(assignments);
      expect(Math.max(...seats) - Math.min(...seats)).toBeLessThanOrEqual(1);
    }

    const last = new Map(assigned.map(({ leadId, ownerId }) => [leadId, ownerId]));
    const pooledLeads = new Set((await expected('Lead')).flatMap(({ Id, pool }) => (pool ? [Id] : [])));
    const owners = (await actual('Lead')).flatMap(({ Id, OwnerId }) => (pooledLeads.has(Id) ? [{ Id, OwnerId }] : []));
    expect(owners.length).toBeGreaterThan(50);
    expect(owners).toEqual(owners.map(({ Id }) => ({ Id, OwnerId: last.get(Id) })));
  });

  it('lines that are no deliveries are bad rows, and every other one in the period has its row', async () => {
    expect((await actual('BadRows')).map(({ file, reason }) => [file, reason]).sort()).toEqual([['Deliveries.jsonl', 'NOT_A_DELIVERY'], ['Deliveries.jsonl', 'NOT_JSON']]);
    expect((await actual('DeliveryOutcome')).filter(({ outcome }) => outcome === 'held')).toEqual([]);
  });
});
