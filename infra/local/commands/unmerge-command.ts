import { invalidInputError } from '../../../shared/errors/app-error';
import { findUndoable, previewUndo, unmergeRecords, type UnmergeReport } from '../merge/undo-merge';
import { textTable } from '../results/text-table';
import type { Command } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withReadStore, withStore } from './store-options';

const HELP = `Undoes the last merge into a lead or contact: both records get back what the merge changed. A field that somebody changed since stays as
it is and is named.

  revsignal unmerge --db DIR SURVIVOR MERGED --dry-run
  revsignal unmerge --stage STAGE SURVIVOR MERGED [--by USER]

${STORE_HELP}
  --dry-run      show what would go back and what would stay; nothing is written
  --by USER      id of the user in whose name it is done (default: system)

What came in between the merge and now belongs to the survivor and stays with it: its score history, routing and alerts. While a run works the
lead database an undo is refused; a moment later it is not.

Status 0: undone, or shown. 2: it cannot be undone, and the answer says why, or the command was wrong.
`;

export const unmergeCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('unmerge', args, { ...STORE_OPTIONS, 'dry-run': { type: 'boolean' }, by: { type: 'string' } });
    const [survivorId, mergedId, ...others] = positionals;
    if (survivorId === undefined || mergedId === undefined || others.length > 0) throw invalidInputError('Give two ids, first that of the record that is left, e.g. revsignal unmerge --db DIR 00Q5f01 00Q5f02. See revsignal unmerge --help');
    const { 'dry-run': dryRun = false, by = 'system', json } = values;
    const place = storePlaceOf(values, io.env);
    const report = dryRun
      ? await withReadStore(place, io, async ({ stores }) => previewUndo(await findUndoable(survivorId, mergedId, stores)))
      : await withStore(place, io, ({ stores }) => unmergeRecords(survivorId, mergedId, { by, now: io.now() }, stores));
    io.print(json === true ? `${JSON.stringify(report, undefined, 2)}\n` : describe(report, dryRun));
    return 0;
  },
};

const describe = ({ survivorId, mergedId, eventId, mergedAt, changes, kept }: UnmergeReport, dryRun: boolean): string => {
  const rows = changes.flatMap(({ recordId, changes: fields }) => fields.map(({ field, old, new: now }) => [recordId, field, cell(old), cell(now)]));
  const stays = kept.map(({ recordId, field, before, now }) => [recordId, field, cell(now), cell(before)]);
  return [
    `${mergedId} ${dryRun ? 'would be' : 'is'} a record of its own again: its merge into ${survivorId} of ${mergedAt} (${eventId}) ${dryRun ? 'would be' : 'is'} undone.\n`,
    textTable({ title: 'Fields that go back', columns: ['Record', 'Field', 'From', 'To'], rows }, rows.length),
    textTable({ title: 'Fields that were changed since, and stay', columns: ['Record', 'Field', 'Is', 'Was before the merge'], rows: stays }, stays.length),
  ].join('');
};

const cell = (value: string | number | boolean | undefined): string => String(value ?? '-');
