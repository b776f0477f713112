import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../shared/errors/app-error';
import { stageNamed } from '../config/stages';
import { consoleListener } from './console/console-listener';
import { startEmbeddedRuntime } from './embedded-runtime';
import { exportFolder } from './export-folder';
import { listenOnLoopback } from './host/loopback';
import { importFolder, type ImportReport } from './import-folder';
import { HELP, parseOptions, type Options } from './options';
import { showProgress } from './progress';
import { readDeliveries } from './read-deliveries';
import { replay } from './replay';
import { generateSampleCompany } from './sample-company/generate-sample-company';
import { writeSampleCompany } from './sample-company/write-sample-company';
import { runTimetable } from './run-timetable';
import { switchableClock } from './switchable-clock';
import { tellStory } from './story';

/** The sample company plays a Tuesday and a Wednesday of autumn 2024. */
const SAMPLE = { seed: 1, asOf: '2024-10-01' };
const DEFAULT_KEY = 'local-key';

const main = async (options: Options): Promise<number> => {
  const stage = stageNamed('local');
  const progress = showProgress(process.stderr);
  const webhookKey = process.env['USERGEMS_WEBHOOK_KEY'] ?? DEFAULT_KEY;
  const clock = switchableClock();
  const runtime = await startEmbeddedRuntime({ stage, clock, directory: fileURLToPath(new URL('.', import.meta.url)), db: options.db, webhookKey, functionLog: options.log });
  try {
    const input = options.data === undefined ? await sampleFolder() : { dir: options.data, period: options.from === undefined || options.to === undefined ? undefined : { from: options.from, to: options.to }, remove: () => Promise.resolve() };
    const imported = await importFolder(input.dir, runtime.stores, progress);
    const { deliveries, badRows } = await readDeliveries(input.dir);
    await input.remove();
    const report: ImportReport = { ...imported, badRows: [...imported.badRows, ...badRows] };
    const replayed = input.period && (await replay(runtime, { period: input.period, deliveries, clock: clock.simulated, webhookKey, progress }));

    const executions = runtime.executions.all();
    if (options.out !== undefined) await exportFolder(options.out, runtime.stores, executions, report);
    process.stdout.write(`\n${await tellStory({ imported: report, replayed, executions, outbox: runtime.outbox, stores: runtime.stores })}\n`);
    if (options.out !== undefined) process.stdout.write(`Results are in ${options.out}\n`);
    if (options.once) return executions.every(({ status }) => status === 'SUCCEEDED') ? 0 : 1;

    clock.useRealTime();
    const timetable = runTimetable(runtime);
    const pages = consoleListener({ outbox: runtime.outbox, executions: runtime.executions, stores: runtime.stores, now: clock.now });
    const server = await listenOnLoopback((request, response) => (request.url?.startsWith('/webhooks/') === true ? runtime.api.listener : pages)(request, response), options.port);
    process.stdout.write(
      `Console:  ${server.url}  (outbox, runs, decisions)\nWebhook:  POST ${server.url}/webhooks/usergems  with x-api-key: ${process.env['USERGEMS_WEBHOOK_KEY'] === undefined ? DEFAULT_KEY : '$USERGEMS_WEBHOOK_KEY'}\nThe schedules run on real time from now on. Stop with Ctrl+C.\n`,
    );
    await new Promise<void>((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => resolve())));
    timetable.stop();
    await server.close();
    return 0;
  } finally {
    await runtime.close();
  }
};

/** The sample company in the form of a folder, so that it takes the same way in as any other. */
const sampleFolder = async (): Promise<{ dir: string; period: { from: string; to: string }; remove: () => Promise<void> }> => {
  const dir = await mkdtemp(join(tmpdir(), 'revsignal-sample-'));
  const company = generateSampleCompany(SAMPLE);
  await writeSampleCompany(dir, company);
  return { dir, period: company.period, remove: () => rm(dir, { recursive: true, force: true }) };
};

try {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) process.stdout.write(HELP);
  else process.exitCode = await main(options);
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 2;
}
