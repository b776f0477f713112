import { importFolder } from '../../infra/local/import/import-folder';
import { showProgress } from '../../infra/local/progress';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import { replay, type Period } from '../../infra/local/runs/replay';
import { itemBytes } from '../../shared/adapters/dynamodb/stored-item';
import { keyAttributes, schemaOf } from '../../shared/adapters/dynamodb/table-keys';
import { TABLE_NAMES } from '../../shared/names/tables';
import type { Item, Tables } from '../../shared/ports/tables';
import { startBenchRuntime } from './bench-runtime';
import { consumptionOf, type RunConsumption } from './run-consumption';

export interface ReplayedMonth {
  /** From the start of the process. */
  readonly totalMs: number;
  readonly importMs: number;
  readonly replayMs: number;
  readonly peakMemoryMb: number;
  readonly runs: readonly RunConsumption[];
  readonly delivered: number;
  readonly mails: number;
  readonly posts: number;
  /** Tables and indexes at the end, as DynamoDB bills their storage. */
  readonly storedGb: number;
}

/** Imports a folder into a store in memory and replays a period, as `npm start -- --data … --once` does. */
export default async ({ dir, period }: { readonly dir: string; readonly period: Period }): Promise<ReplayedMonth> => {
  const progress = showProgress(process.stderr);
  const { runtime, clock } = await startBenchRuntime();
  const { stores, executions, outbox } = runtime;
  try {
    const begun = performance.now();
    await importFolder(dir, stores, progress);
    const { deliveries } = await readDeliveries(dir);
    const imported = performance.now();
    const { delivered } = await replay(runtime, { period, deliveries, clock, progress });
    const end = performance.now();
    const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;

    const runs: RunConsumption[] = [];
    // Nothing is rerun in a replay, so an execution bears the name of its run.
    for (const { name } of executions.all()) runs.push(await consumptionOf(name, stores.runs, executions.all()));
    return {
      totalMs: end, importMs: imported - begun, replayMs: end - imported, peakMemoryMb, runs, delivered,
      mails: outbox.mails.length, posts: outbox.posts.length, storedGb: (await storedBytes(stores.tables)) / 1e9,
    };
  } finally {
    await runtime.close();
  }
};

/** DynamoDB adds this to each item of a table or index. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-storage.html */
const OVERHEAD_BYTES = 100;

const storedBytes = async (tables: Tables): Promise<number> => {
  let bytes = 0;
  for (const table of TABLE_NAMES) {
    const schema = schemaOf(table);
    const indexes = Object.values(schema.indexes).map((index) => [...keyAttributes(schema), ...keyAttributes(index)]);
    for await (const page of tables.scan(table)) {
      for (const item of page) {
        const entries = indexes.filter((keys) => keys.every((key) => item[key] !== undefined)).map((keys): Item => Object.fromEntries(keys.map((key) => [key, item[key]])));
        for (const stored of [item, ...entries]) bytes += itemBytes(stored) + OVERHEAD_BYTES;
      }
    }
  }
  return bytes;
};
