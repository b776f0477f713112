import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparableRows } from '../support/compare-lead-rows';
import { temporaryDirectory } from '../support/host-files';
import { readRows, withLocalRuntime, type ResultRow } from '../support/replayed-folder';

/** Two weeks with a thousand executions, on two cores. */
jest.setTimeout(900_000);

const data = process.env['REVSIGNAL_DATA'];
const PERIOD = { from: '2018-07-02', to: '2018-07-15' };

/** The files of results, and which column a round robin decides. */
const FILES: readonly { readonly name: string; readonly owner?: string }[] = [
  { name: 'Lead', owner: 'OwnerId' },
  { name: 'Contact' },
  { name: 'Account' },
  { name: 'ScoreHistory' },
  { name: 'RoutingDecision', owner: 'ownerId' },
  { name: 'Sla' },
  { name: 'Alert', owner: 'recipientId' },
  { name: 'DeliveryOutcome' },
  { name: 'UsagePingOutcome' },
  { name: 'Engagement' },
];

interface Pool {
  readonly members: readonly string[];
  readonly assignments: number;
}

/** The history of a person stands in the order of processing. */
const byPerson = (rows: readonly ResultRow[]): ResultRow[] => rows.toSorted(({ recordId: a = '' }, { recordId: b = '' }) => (a < b ? -1 : a > b ? 1 : 0));

(data === undefined ? describe.skip : describe)(`the lead database of July 2018${data === undefined ? ' (skipped: REVSIGNAL_DATA is not set)' : ''}`, () => {
  const folder = join(data ?? '', 'lead-database');
  const out = join(temporaryDirectory(), 'out');
  let pools: Readonly<Record<string, Pool>>;
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

  it.each(FILES)('$name is as expected; whom a round robin chose is any member of its pool', async ({ name, owner }) => {
    const members = Object.fromEntries(Object.entries(pools).map(([pool, { members: ids }]) => [pool, ids]));
    const isHistory = name === 'ScoreHistory';
    const [want, have] = (await Promise.all([expected(name), actual(name)])).map((rows) => (isHistory ? byPerson(rows) : rows));
    const compared = comparableRows({ expected: want ?? [], actual: have ?? [], pools: members, ordered: isHistory, ...(owner !== undefined && { owner }) });

    expect(compared.expected.length).toBeGreaterThan(100);
    expect(compared.actual).toEqual(compared.expected);
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
