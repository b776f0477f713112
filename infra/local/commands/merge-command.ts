import { setTimeout as sleep } from 'node:timers/promises';
import { MERGE_REASONS } from '../../../shared/domain/leads/merges';
import { invalidInputError } from '../../../shared/errors/app-error';
import { stageNamed } from '../../config/stages';
import { startEmbeddedRuntime } from '../embedded-runtime';
import { findMergeable } from '../merge/find-mergeable';
import { mergeRecords, previewOf, type MergePreview, type MergeReport } from '../merge/merge-records';
import { existingRecordFolderIn } from '../record-folder';
import { printable, textTable } from '../results/text-table';
import { embeddedWorkflows } from '../runs/embedded-workflows';
import { passTime } from '../runs/pass-time';
import { simulatedClock } from '../runs/simulated-clock';
import { stageWorkflows } from '../runs/stage-workflows';
import type { Command, Io } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withReadStore, withStore } from './store-options';

const HELP = `Merges two leads, or two contacts: the first stays and takes over from the second. The initial source that was set first wins, each stamp
is the earlier of both, the score the larger; other fields are those of the survivor where it has them.

  revsignal merge --db DIR SURVIVOR MERGED --dry-run
  revsignal merge --stage STAGE SURVIVOR MERGED [--by USER]

${STORE_HELP}
  --dry-run      show what each field would become and why; nothing is written
  --by USER      id of the user in whose name it is done (default: system)

The merge goes the way of one that the CRM tells of: as a delivery into the stream of the lead database, in its turn. It can be undone:
revsignal unmerge --help.

Status 0: merged, or shown. 1: the stream refused it or its run failed, and the answer says how. 2: the command was wrong or could not be carried out.
`;

/** Between looks at an execution on AWS, which waits for the end of its minute. */
const LOOK_EVERY_MS = 3_000;

export const mergeCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('merge', args, { ...STORE_OPTIONS, 'dry-run': { type: 'boolean' }, by: { type: 'string' } });
    const [survivorId, mergedId, ...others] = positionals;
    if (survivorId === undefined || mergedId === undefined || others.length > 0) throw invalidInputError('Give two ids, first that of the record that stays, e.g. revsignal merge --db DIR 00Q5f01 00Q5f02. See revsignal merge --help');
    const place = storePlaceOf(values, io.env);
    const show = (answer: object, text: string): void => io.print(values.json === true ? `${JSON.stringify(answer, undefined, 2)}\n` : text);
    if (values['dry-run'] === true) {
      const preview = await withReadStore(place, io, async ({ stores }) => previewOf(await findMergeable(survivorId, mergedId, stores)));
      show(preview, `${preview.object} ${mergedId} would be merged into ${survivorId}. Nothing was written.\n${fieldTable(preview)}`);
      return 0;
    }
    const by = values.by ?? 'system';
    const report = 'stage' in place ? await mergeOnAws([survivorId, mergedId, by], place, io) : await mergeHere([survivorId, mergedId, by], place.db, io);
    show(report, describeMerge(report));
    return report.outcome === 'processed' ? 0 : 1;
  },
};

type Names = readonly [survivorId: string, mergedId: string, by: string];

const mergeOnAws = (names: Names, place: { readonly stage: string }, io: Io): Promise<MergeReport> =>
  withStore(place, io, ({ stores }) => mergeRecords(...names, { ...stores, ...stageWorkflows(place.stage), pause: () => sleep(LOOK_EVERY_MS), now: io.now }));

const mergeHere = async (names: Names, db: string, { directory, now }: Io): Promise<MergeReport> => {
  existingRecordFolderIn(db);
  const clock = simulatedClock(now());
  const runtime = await startEmbeddedRuntime({ stage: stageNamed('local'), clock, directory, db, webhookKey: 'nobody calls' });
  try {
    return await mergeRecords(...names, { ...runtime.stores, ...embeddedWorkflows(runtime), pause: () => passTime({ clock, rest: runtime.executions.rest }), now: clock.now });
  } finally {
    await runtime.close();
  }
};

const describeMerge = (report: MergeReport): string => {
  const { object, survivorId, mergedId, eventId, status, outcome, reasons, error, cause } = report;
  const why = [...reasons.map(({ code, words }) => `${code}: ${words}`), ...(error === undefined ? [] : [`the run ended ${status} with ${error}: ${printable(cause ?? '')}`])].join('; ');
  return outcome === 'processed' ? `${object} ${mergedId} is merged into ${survivorId}, as ${eventId}.\n${fieldTable(report)}` : `${mergedId} is not merged into ${survivorId}: ${eventId} is ${outcome}${why === '' ? '' : `; ${why}`}\n`;
};

/** Fields in which both agree, and that only the survivor has, are not worth a row. */
const fieldTable = ({ fields }: MergePreview): string =>
  textTable(
    {
      title: 'Fields',
      columns: ['Field', 'Survivor', 'Merged', 'After', 'Because'],
      rows: fields.filter(({ survivor, merged, result }) => result !== survivor || (merged !== undefined && merged !== survivor)).map(({ field, survivor, merged, result, because }) => [field, cell(survivor), cell(merged), cell(result), MERGE_REASONS[because]]),
    },
    fields.length,
  );

const cell = (value: string | number | boolean | undefined): string => String(value ?? '-');
