import { importFolder } from '../../infra/local/import/import-folder';
import { showProgress } from '../../infra/local/progress';
import { readDeliveries } from '../../infra/local/import/read-deliveries';
import { replay, type Period } from '../../infra/local/runs/replay';
import { startBenchRuntime } from './bench-runtime';

/** Imports a folder into a store on disk and replays a period, as `npm start -- --data … --db … --once` does. */
export default async ({ dir, db, period }: { readonly dir: string; readonly db: string; readonly period: Period }): Promise<void> => {
  const progress = showProgress(process.stderr);
  const { runtime, clock } = await startBenchRuntime({ db });
  try {
    await importFolder(dir, runtime.stores, progress);
    const { deliveries } = await readDeliveries(dir);
    await replay(runtime, { period, deliveries, clock, progress });
  } finally {
    await runtime.close();
  }
};
