import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findImportFile, readImportText } from '../../shared/adapters/files/import-file';
import { parseCsv } from '../../shared/adapters/files/parse-csv';
import { readCsv } from '../../shared/adapters/files/read-csv';
import { readKnownHosts } from '../../infra/local/import/read-known-hosts';
import { USAGE_FIELDS } from '../../shared/domain/usage-pings/work-usage';
import type { RecordOf } from '../../shared/records/catalogue';
import { usageOutcomes } from '../../shared/stores/usage-outcomes';
import { inProcessRuntime } from '../support/in-process-runtime';
import { deliverPings, loadByHand } from '../support/usage-load';

const data = process.env['REVSIGNAL_DATA'];

const rowsOf = async (path: string): Promise<Record<string, string>[]> => {
  let columns: readonly string[] | undefined;
  const rows: Record<string, string>[] = [];
  for await (const page of parseCsv(readImportText(path))) {
    for (const { cells = [] } of page) {
      if (columns === undefined) columns = cells;
      else if (cells.length > 1) rows.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
    }
  }
  return rows;
};

const recordsOf = async <O extends 'Account' | 'User'>(object: O, dir: string): Promise<RecordOf<O>[]> => {
  const records: RecordOf<O>[] = [];
  for await (const { rows } of readCsv(object, (await findImportFile(dir, `${object}.csv`)) ?? '')) records.push(...rows.map(({ record }) => record));
  return records;
};

describe('the usage pings of the lead database', () => {
  (data ? it : it.skip)('come out host by host and account by account as expected (CE-01 to CE-06; skipped: REVSIGNAL_DATA is not set)', async () => {
    const dir = join(data ?? '', 'lead-database');
    const runtime = await inProcessRuntime({ records: { Account: await recordsOf('Account', dir), User: await recordsOf('User', dir) }, knownHosts: await readKnownHosts(dir) });
    const seen = new Set<string>();
    for (const line of (await readFile(join(dir, 'Deliveries.jsonl'), 'utf8')).split('\n')) {
      if (!line.includes('"/webhooks/version-ping"') || !line.startsWith('{')) continue;
      const { receivedAt, route, body } = JSON.parse(line) as { receivedAt: string; route: string; body: { id: string; pings?: unknown[] } };
      if (route !== '/webhooks/version-ping' || seen.has(body.id) || receivedAt < '2018-07-02T07' || (body.pings ?? []).length === 0) continue;
      seen.add(body.id);
      await deliverPings(runtime.deps, body.id, receivedAt, body.pings ?? []);
    }

    for (const monday of ['2018-07-02', '2018-07-09']) await loadByHand(runtime.deps, monday);

    const outcomes: string[] = [];
    for await (const page of usageOutcomes(runtime.deps.runs)) outcomes.push(...page.map(({ loadedAt, host, outcome, reason, accountId = '' }) => [loadedAt, host, outcome, reason, accountId].join()));
    const expected = (await rowsOf(join(dir, 'expected/UsagePingOutcome.csv'))).map(({ loadedAt, host, outcome, reason, accountId }) => [loadedAt, host, outcome, reason, accountId].join());
    expect(outcomes.sort()).toEqual(expected.sort());

    const expectedAccounts = (await rowsOf(join(dir, 'expected/Account.csv'))).filter((row) => USAGE_FIELDS.slice(1).some((field) => row[field] !== ''));
    const accounts = await runtime.deps.records.load('Account', expectedAccounts.map(({ Id }) => Id));
    const shown = (value: unknown): string => (value === undefined ? '' : String(value));
    expect(expectedAccounts.map(({ Id = '' }) => [Id, ...USAGE_FIELDS.map((field) => shown(accounts.get(Id)?.[field]))].join())).toEqual(
      expectedAccounts.map((row) => [row['Id'], ...USAGE_FIELDS.map((field) => row[field])].join()),
    );

    const alerts: string[] = [];
    for await (const page of runtime.deps.alerts.all()) alerts.push(...page.map(({ at, recordId, recipientId }) => [at, recordId, recipientId].join()));
    const expectedAlerts = (await rowsOf(join(dir, 'expected/Alert.csv'))).filter(({ kind }) => kind === 'CE_WORKLIST').map(({ at, recordId, recipientId }) => [at, recordId, recipientId].join());
    const firstMonday = (lines: readonly string[]): string[] => lines.filter((line) => line.startsWith('2018-07-02')).sort();
    expect(firstMonday(alerts)).toEqual(firstMonday(expectedAlerts));
  });
});
