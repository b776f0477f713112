import { join } from 'node:path';
import { stageNamed } from '../../infra/config/stages';
import { startEmbeddedRuntime, type EmbeddedRuntime, type RuntimeOptions } from '../../infra/local/embedded-runtime';
import type { LocalExecution } from '../../infra/local/runs/executions';
import { exportFolder, type PlayedPeriod } from '../../infra/local/results/export-folder';
import { digestRecords } from '../../infra/local/results/record-digests';
import { readResults as readStored } from '../../infra/local/results/results';
import { importFolder, type ImportReport } from '../../infra/local/import/import-folder';
import { readKnownHosts } from '../../infra/local/import/read-known-hosts';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import { passTime } from '../../infra/local/runs/pass-time';
import { replay, type OperatorStart, type Period, type TimedDelivery } from '../../infra/local/runs/replay';
import { switchableClock } from '../../infra/local/runs/switchable-clock';
import { readImportText } from '../../shared/adapters/files/import-file';
import { parseCsv } from '../../shared/adapters/files/parse-csv';
import { HOST_DIRECTORY } from './host-files';
import { SILENT } from './import-files';

const WEBHOOK_KEY = 'key-of-the-tests';

/** The embedded runtime on a simulated clock, with what a test does to it as `npm start` does. */
export interface LocalRuntime {
  readonly runtime: EmbeddedRuntime;
  import(dir: string): Promise<{ readonly report: ImportReport; readonly deliveries: readonly TimedDelivery[] }>;
  replay(period: Period, deliveries: readonly TimedDelivery[], starts?: readonly OperatorStart[]): Promise<{ readonly delivered: number; readonly outside: number }>;
  /** Until nothing is under way but executions that wait for somebody. */
  passTime(): Promise<void>;
  /** The results as the files say them. */
  results(out: string, report?: ImportReport): Promise<Results>;
}

export const NOTHING_IMPORTED: ImportReport = { taken: {}, older: 0, converted: 0, badRows: [], warnings: [], stopped: [] };

/** Starts the whole of it, real bundles included, works with it and stops it. */
export const withLocalRuntime = async <Result>(options: Pick<RuntimeOptions, 'db' | 'intercept' | 'functionLog'>, work: (local: LocalRuntime) => Promise<Result>): Promise<Result> => {
  const clock = switchableClock();
  const runtime = await startEmbeddedRuntime({ stage: stageNamed('local'), clock, directory: join(HOST_DIRECTORY, '..'), webhookKey: WEBHOOK_KEY, ...options });
  let played: PlayedPeriod = { asOf: '1970-01-01', before: undefined };
  try {
    return await work({
      runtime,
      import: async (dir) => {
        runtime.hostServices.know(await readKnownHosts(dir));
        const { deliveries, badRows } = await readDeliveries(dir);
        const report = await importFolder(dir, runtime.stores, SILENT);
        return { report: { ...report, badRows: [...report.badRows, ...badRows] }, deliveries };
      },
      replay: async (period, deliveries, starts = []) => {
        played = { asOf: period.to, before: await digestRecords(runtime.stores.records) };
        return replay(runtime, { period, deliveries, starts, clock: clock.simulated, progress: SILENT });
      },
      passTime: () => passTime({ clock: clock.simulated, rest: runtime.executions.rest }),
      results: async (out, report = NOTHING_IMPORTED) => {
        await exportFolder(out, runtime.stores, await readStored(runtime.stores), runtime.executions.all(), report, played);
        return readResults(out, runtime.executions.all());
      },
    });
  } finally {
    await runtime.close();
  }
};

export type ResultRow = Readonly<Record<string, string>>;

/** What a run wrote, by file. */
export interface Results {
  readonly executions: readonly LocalExecution[];
  readonly signals: readonly ResultRow[];
  readonly routing: readonly ResultRow[];
  readonly ledger: readonly ResultRow[];
  readonly leads: readonly ResultRow[];
  readonly contacts: readonly ResultRow[];
}

const readResults = async (out: string, executions: readonly LocalExecution[]): Promise<Results> => ({
  executions,
  signals: await readRows(join(out, 'SignalOutcome.csv')),
  routing: await readRows(join(out, 'RoutingDecision.csv')),
  ledger: await readRows(join(out, 'NotificationLedger.csv')),
  leads: await readRows(join(out, 'Lead.csv')),
  contacts: await readRows(join(out, 'Contact.csv')),
});

/** The rows of a CSV file, gzipped or not, by column; every cell as text. */
export const readRows = async (file: string): Promise<ResultRow[]> => {
  const rows: (readonly string[])[] = [];
  for await (const some of parseCsv(readImportText(file))) rows.push(...some.flatMap(({ cells }) => (cells === undefined || (cells.length === 1 && cells[0] === '') ? [] : [cells])));
  const [columns = [], ...records] = rows;
  return records.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
};
