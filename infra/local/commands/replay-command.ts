import { setTimeout as sleep } from 'node:timers/promises';
import { invalidInputError } from '../../../shared/errors/app-error';
import { stageNamed } from '../../config/stages';
import { businessStartOn, type BusinessStart } from '../runs/business-start';
import { countsInWords } from '../results/counts-in-words';
import { startEmbeddedRuntime } from '../embedded-runtime';
import { embeddedWorkflows } from '../runs/embedded-workflows';
import { existingRecordFolderIn } from '../record-folder';
import { passTime } from '../runs/pass-time';
import { replayRun, type ReplayReport } from '../runs/replay-run';
import { simulatedClock } from '../runs/simulated-clock';
import { stageWorkflows } from '../runs/stage-workflows';
import { printable } from '../results/text-table';
import type { Command, Io } from './command';
import { RUN_OPTIONS, runNamedBy } from './run-options';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withStore } from './store-options';

const HELP = `Runs a workflow once more for a past business date, with the same result as then.

  revsignal replay WORKFLOW --as-of DATE --db DIR
  revsignal replay usergems-retro-push --as-of DATE --push N --stage STAGE

${STORE_HELP}
  --as-of DATE   the business date, YYYY-MM-DD; of lead-intake the instant that its run is named for, YYYY-MM-DDTHH:MM:SSZ
  --push N       which retro-active push

What that run did is not done again: of a complete one the counts are shown, of another what is missing is done. A date on which no run took
place gets one: revsignal replay usergems-notify --as-of DATE tells of the records of the day before DATE, once and never twice.

With --stage the workflow runs on AWS under the name WORKFLOW-DATE-r1, -r2 ... and really sends what is missing. With --db it runs here, on a
clock that stands at that day, and sends nothing to anybody.

Status 0: it succeeded. 1: it failed, and the answer says how. 2: the command was wrong or could not be carried out.
`;

/** Between looks at an execution on AWS, which works in steps of seconds. */
const LOOK_EVERY_MS = 3_000;

export const replayCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const parsed = readArgs('replay', args, { ...STORE_OPTIONS, ...RUN_OPTIONS });
    const { workflow, asOf, push } = runNamedBy('replay', parsed);
    if (asOf === undefined) throw invalidInputError('Say which day is to be replayed: --as-of YYYY-MM-DD');
    const place = storePlaceOf(parsed.values, io.env);
    const { settings } = stageNamed('stage' in place ? place.stage : 'local');
    const start = businessStartOn(workflow, asOf, push, settings);
    const report = 'stage' in place ? await replayOnAws(start, place, io) : await replayHere(start, place.db, io);
    io.print(parsed.values.json === true ? `${JSON.stringify(report, null, 2)}\n` : describeReplay(report));
    return report.status === 'SUCCEEDED' ? 0 : 1;
  },
};

const replayOnAws = (start: BusinessStart, place: { readonly stage: string }, io: Io): Promise<ReplayReport> =>
  withStore(place, io, ({ stores }) => {
    const watching = io.progress.begin(`${start.workflow} on AWS, looks`);
    let looks = 0;
    const pause = async (): Promise<void> => {
      watching.at((looks += 1));
      await sleep(LOOK_EVERY_MS);
    };
    return replayRun(start, { ...stores, ...stageWorkflows(place.stage), pause, now: io.now }).finally(() => watching.end(looks));
  });

const replayHere = async (start: BusinessStart, db: string, { directory, now }: Io): Promise<ReplayReport> => {
  existingRecordFolderIn(db);
  const clock = simulatedClock(Date.parse(start.scheduledTime));
  const runtime = await startEmbeddedRuntime({ stage: stageNamed('local'), clock, directory, db, webhookKey: 'nobody calls' });
  try {
    return await replayRun(start, { ...runtime.stores, ...embeddedWorkflows(runtime), pause: () => passTime({ clock, rest: runtime.executions.rest }), now });
  } finally {
    await runtime.close();
  }
};

const describeReplay = ({ execution, runBefore, status, counts, error, cause, sentNow, sentBefore }: ReplayReport): string => {
  const ending = error === undefined ? `${status}: ${countsInWords(counts)}` : `${status} with ${error}: ${printable(cause ?? '')}`;
  const before = {
    none: 'No run of that date had taken place.',
    SUCCEEDED: 'The run of that date was complete: these are its counts, and nothing was done again.',
    FAILED: 'The run of that date had failed: what was missing has been done.',
    RUNNING: 'The run of that date had been cut off: what was missing has been done.',
  };
  return `${execution}: ${ending}\n${error === undefined || runBefore === 'none' ? `${before[runBefore]}\n` : ''}Messages sent now: ${sentNow}; sent before: ${sentBefore}.\n`;
};
