import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alertFile, deliveryFile, engagementFile, recordFile, ROUTING_COLUMNS, routingRow, scoreFile, slaFile } from '../../../infra/local/results/lead-database-rows';
import { sortedFile, type ResultFile } from '../../../infra/local/results/result-file';
import { formatRecord } from '../../../shared/records/format-record';
import { comparableRows, poolShares, type PoolMembers } from '../../support/compare-lead-rows';
import { aLeadContext } from '../../support/lead-facts';
import { readLeadScenario, workInParts } from '../../support/lead-scenario';
import { readRows, type ResultRow } from '../../support/replayed-folder';

const data = process.env['REVSIGNAL_DATA'];
const [FROM, TO] = ['2018-07-02T07:00:00.000Z', '2018-07-16T07:00:00.000Z'];

/**
 * The rules alone over two weeks of the lead database. Usage pings are not loaded here, so that nothing can be said of accounts that the
 * load makes or counts.
 */
(data === undefined ? describe.skip : describe)(`the lead database of July 2018${data === undefined ? ' (skipped: REVSIGNAL_DATA is not set)' : ''}`, () => {
  const folder = join(data ?? '', 'lead-database');
  const expected = (file: string): Promise<ResultRow[]> => readRows(join(folder, 'expected', file));
  let pools: PoolMembers;
  let madeByLoad: ReadonlySet<string>;
  let results: Readonly<Record<string, readonly ResultRow[]>>;

  beforeAll(async () => {
    const summary = JSON.parse(readFileSync(join(folder, 'expected/expected.json'), 'utf8')) as { readonly pools: Readonly<Record<string, { readonly members: readonly string[] }>> };
    pools = Object.fromEntries(Object.entries(summary.pools).map(([pool, { members }]) => [pool, members]));

    const { facts: before, deliveries, atTheDoor } = await readLeadScenario(folder, FROM, TO);
    madeByLoad = new Set((await expected('Account.csv')).flatMap(({ Id = '' }) => (before.accounts.has(Id) ? [] : [Id])));
    const { facts: after, parts } = workInParts(before, aLeadContext(), deliveries, TO, []);

    const byId = new Map(deliveries.map((delivery) => [delivery.deliveryId, delivery]));
    // Visits of career pages that gave no points yet are kept on the person, and are no outcome.
    const shown = (record: object | undefined): string => JSON.stringify({ ...record, Career_Page_Visits__c: '' });
    const differing = <R extends { readonly Id: string }>(was: ReadonlyMap<string, R>, is: ReadonlyMap<string, R>): R[] => [...is.values()].filter((record) => shown(record) !== shown(was.get(record.Id)));
    const files = [
      recordFile('Lead', differing(before.leads, after.leads)),
      recordFile('Contact', differing(before.contacts, after.contacts)),
      scoreFile(parts.flatMap(({ scores }) => scores)),
      sortedFile('RoutingDecision.csv', ROUTING_COLUMNS, parts.flatMap(({ routings }) => routings.map(routingRow))),
      slaFile(parts.flatMap(({ clocks }) => clocks)),
      alertFile(parts.flatMap(({ alerts }) => alerts)),
      deliveryFile([
        ...atTheDoor,
        ...parts.flatMap(({ outcomes }) =>
          outcomes.flatMap(({ deliveryId, ...outcome }) => {
            const delivery = byId.get(deliveryId);
            const [source] = deliveryId.split('#', 1);
            return delivery && isSource(source) ? [{ source, eventId: delivery.eventId, receivedAt: delivery.receivedAt, ...outcome }] : [];
          }),
        ),
      ]),
      engagementFile([...after.leads.values(), ...after.contacts.values()], '2018-07-15'),
    ];
    results = Object.fromEntries(files.map((file) => [file.file, rowsOf(file)]));
  });

  const isSource = (name: string | undefined): name is 'forms' | 'marketing' | 'crm' | 'outreach' => ['forms', 'marketing', 'crm', 'outreach'].includes(name ?? '');
  const rowsOf = ({ columns, rows }: ResultFile): ResultRow[] => rows.map((row) => Object.fromEntries(formatRecord(columns, row).map((cell, index) => [columns[index] ?? '', cell])));
  const ofLoad = ({ recordId = '', kind }: ResultRow): boolean => madeByLoad.has(recordId) || kind === 'CE_WORKLIST';
  const withoutLoad = (rows: readonly ResultRow[], alsoOf: ReadonlySet<string> = new Set()): ResultRow[] => rows.filter((row) => !ofLoad(row) && !alsoOf.has(row['eventId'] ?? '-'));

  it.each([
    ['Lead.csv', 'OwnerId'],
    ['Contact.csv', undefined],
    ['RoutingDecision.csv', 'ownerId'],
    ['Sla.csv', undefined],
    ['Alert.csv', 'recipientId'],
    ['DeliveryOutcome.csv', undefined],
    ['Engagement.csv', undefined],
  ])('%s is what must come out', async (file, owner) => {
    const wanted = await expected(file);
    const eventsOfLoad = new Set(wanted.filter(ofLoad).flatMap(({ eventId }) => eventId ?? []));
    const rows = comparableRows({ expected: withoutLoad(wanted, eventsOfLoad), actual: withoutLoad(results[file] ?? [], eventsOfLoad), pools, ...(owner !== undefined && { owner }) });

    expect(rows.actual).toEqual(rows.expected);
  });

  it('LD-14: ScoreHistory.csv has the rows of each person in the order of processing', async () => {
    const byPerson = (rows: readonly ResultRow[]): ResultRow[] => rows.map((row, index) => ({ row, key: `${row['recordId']}#${String(index).padStart(6, '0')}` })).sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
    const rows = comparableRows({ expected: byPerson(await expected('ScoreHistory.csv')), actual: byPerson(results['ScoreHistory.csv'] ?? []), pools, ordered: true });

    expect(rows.actual).toEqual(rows.expected);
  });

  it('LR-07: each pool is shared out within 1', async () => {
    const shares = poolShares(await expected('RoutingDecision.csv'), results['RoutingDecision.csv'] ?? [], pools);

    for (const [pool, counts] of Object.entries(shares)) expect([pool, Math.max(...counts) - Math.min(...counts) <= 1, counts.some((count) => count > 0)]).toEqual([pool, true, true]);
  });
});
