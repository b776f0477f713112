import { mkdtemp, rm } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { businessDateOf } from '../../shared/domain/time/business-time';
import { USERGEMS_ROUTE } from '../../shared/names/webhooks';
import { stageNamed } from '../config/stages';
import { consoleListener } from './console/console-listener';
import { startEmbeddedRuntime, type EmbeddedRuntime } from './embedded-runtime';
import { exportFolder } from './results/export-folder';
import { listenOnLoopback } from './host/loopback';
import { importFolder, type ImportReport } from './import/import-folder';
import { localCaller } from './local-principal';
import type { Io } from './commands/command';
import { readKnownHosts } from './import/read-known-hosts';
import { readDeliveries } from './import/read-deliveries';
import { replay, type OperatorStart, type Period } from './runs/replay';
import { generateSampleCompany } from './sample-company/generate-sample-company';
import { writeSampleCompany } from './sample-company/write-sample-company';
import { digestRecords } from './results/record-digests';
import { readResults, unworked } from './results/results';
import { embeddedWorkflows } from './runs/embedded-workflows';
import { resumeWaiting } from './runs/resume-waiting';
import { runTimetable } from './runs/run-timetable';
import { switchableClock, type SwitchableClock } from './runs/switchable-clock';
import { tellStory } from './results/story';

/** What `npm start` was asked for (contracts, section 4). */
export interface StartOptions {
  readonly data?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly out?: string | undefined;
  readonly once: boolean;
  readonly port: number;
  readonly db?: string | undefined;
  readonly as?: string | undefined;
  readonly log?: string | undefined;
}

/** The sample company plays a Tuesday and a Wednesday of autumn 2024. */
const SAMPLE = { seed: 1, asOf: '2024-10-01' };
const DEFAULT_KEY = 'local-key';

/** Runs revsignal on this machine: 0 when everything succeeded, and when it was stopped. */
export const start = async (options: StartOptions, io: Io): Promise<0 | 1> => {
  const stage = stageNamed('local');
  const webhookKey = io.env['USERGEMS_WEBHOOK_KEY'] ?? DEFAULT_KEY;
  const clock = switchableClock();
  const runtime = await startEmbeddedRuntime({ stage, clock, directory: io.directory, db: options.db, as: options.as, webhookKey, functionLog: options.log });
  try {
    const front = options.once ? undefined : await startFront(runtime, options.port, clock.now, io.note);
    const left = await runtime.stores.callbacks.waiting();
    const succeeded = await play(runtime, options, { clock, io });
    if (front === undefined) return succeeded ? 0 : 1;

    clock.useRealTime();
    await resumeWaiting(left, { ...runtime.stores, ...embeddedWorkflows(runtime), now: io.now });
    front.open();
    const timetable = runTimetable(runtime);
    const key = io.env['USERGEMS_WEBHOOK_KEY'] === undefined ? DEFAULT_KEY : '$USERGEMS_WEBHOOK_KEY';
    const caller = await localCaller(runtime.stores.records, options.as);
    io.print(`Console:  ${front.url}  (outbox, runs, decisions)\nWebhook:  POST ${front.url}/webhooks/usergems  with x-api-key: ${key}\nAPI:      GET ${front.url}/usergems  as ${caller?.Name ?? 'nobody: there is no active user of that e-mail or id'}\nThe schedules run on real time from now on. Stop with Ctrl+C.\n`);
    await new Promise<void>((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => resolve())));
    timetable.stop();
    await front.close();
    return 0;
  } finally {
    await runtime.close();
  }
};

/** Serves the console at once, and webhooks and API as soon as nothing is replayed any more. */
const startFront = async (runtime: EmbeddedRuntime, port: number, now: () => number, note: Io['note']) => {
  const pages = consoleListener({ outbox: runtime.outbox, usergems: runtime.usergems, executions: runtime.executions, stores: runtime.stores, now });
  const notYet: RequestListener = (_request, response) => void response.writeHead(503, { 'retry-after': '10', 'content-type': 'application/json' }).end('{"message":"A replay is under way: send it again in a moment"}');
  let routes = notYet;
  const server = await listenOnLoopback((request, response) => (runtime.api.serves(request.url ?? '/') ? routes : pages)(request, response), port);
  note(`Ready: ${server.url}\n`);
  return {
    ...server,
    open: () => {
      routes = runtime.api.listener;
    },
  };
};

/** Imports, replays, writes the results and tells the story; true when every file came in, every delivery has its outcome and every execution succeeded, or still waits for somebody. */
const play = async (runtime: EmbeddedRuntime, options: StartOptions, { clock, io }: { readonly clock: SwitchableClock; readonly io: Io }): Promise<boolean> => {
  const input = await inputOf(runtime, options);
  const imported = input.dir === undefined ? NOTHING : await importFolder(input.dir, runtime.stores, io.progress);
  const { deliveries, badRows } = input.dir === undefined ? { deliveries: [], badRows: [] } : await readDeliveries(input.dir);
  if (input.dir !== undefined) runtime.hostServices.know(await readKnownHosts(input.dir));
  await input.remove?.();
  const report: ImportReport = { ...imported, badRows: [...imported.badRows, ...badRows] };
  const playsLeads = input.period !== undefined && deliveries.some(({ route }) => route !== USERGEMS_ROUTE);
  const before = playsLeads && options.out !== undefined ? await digestRecords(runtime.stores.records) : undefined;
  const replayed = input.period && (await replay(runtime, { period: input.period, deliveries, starts: input.starts ?? [], clock: clock.simulated, progress: io.progress }));

  const executions = runtime.executions.all();
  const results = await readResults(runtime.stores);
  if (options.out !== undefined) await exportFolder(options.out, runtime.stores, results, executions, report, { asOf: input.period?.to ?? businessDateOf(new Date(io.now()).toISOString(), runtime.stores.settings.timeZone), before });
  io.print(`\n${tellStory({ imported: report, replayed, executions, outbox: runtime.outbox, results, users: await runtime.stores.records.users() })}\n`);
  if (options.out !== undefined) io.print(`Results are in ${options.out}\n`);
  const isWorked = replayed === undefined || unworked(results).length === 0;
  return isWorked && report.stopped.length === 0 && executions.every(({ status }) => status === 'SUCCEEDED' || status === 'RUNNING');
};

const NOTHING: ImportReport = { taken: {}, older: 0, converted: 0, badRows: [], warnings: [], stopped: [] };

interface Input {
  readonly dir?: string;
  readonly period?: Period | undefined;
  readonly starts?: readonly OperatorStart[];
  readonly remove?: () => Promise<void>;
}

/** The folder that was named; without one the sample company, unless the records of an earlier start are there. */
const inputOf = async ({ stores }: EmbeddedRuntime, { data, from, to, db }: StartOptions): Promise<Input> => {
  if (data !== undefined) return { dir: data, period: from === undefined || to === undefined ? undefined : { from, to } };
  return db !== undefined && (await stores.records.users()).size > 0 ? {} : sampleFolder();
};

/** The sample company in the form of a folder, so that it takes the same way in as any other. */
const sampleFolder = async (): Promise<Input> => {
  const dir = await mkdtemp(join(tmpdir(), 'revsignal-sample-'));
  const company = generateSampleCompany(SAMPLE);
  await writeSampleCompany(dir, company);
  return { dir, period: company.period, starts: company.starts, remove: () => rm(dir, { recursive: true, force: true }) };
};
