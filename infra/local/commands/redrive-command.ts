import { readFile } from 'node:fs/promises';
import { invalidInputError } from '../../../shared/errors/app-error';
import { listRedrivable, redrive } from '../redrive';
import { printable } from '../results/text-table';
import type { Command, Io } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withStore } from './store-options';

const HELP = `Gives refused or failed signals, and refused deliveries of the lead database, back to the next run (docs/runbook.md).

  revsignal redrive --stage STAGE --list
  revsignal redrive --stage STAGE SIGNAL_ID...
  revsignal redrive --stage STAGE SIGNAL_ID --body FILE

${STORE_HELP}
  --list         show what can be redriven: received, outcome, reason, id
  --body FILE    the corrected body of one that was refused; one refused as TOO_LARGE needs it

A refused signal (INVALID_BODY, TOO_LARGE) comes in again as a delivery of this moment, under its event id. A failed one waits again
for the next release. A delivery of the lead database comes in again whatever it was refused for, such as SOURCE_UNKNOWN. Nothing is
released or worked here, and nothing is changed for what would be refused again.

Status 0: done. 1: a signal could not be redriven, the output says why. 2: the command was wrong or the store cannot be reached.
`;

export const redriveCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('redrive', args, { ...STORE_OPTIONS, list: { type: 'boolean' }, body: { type: 'string' } });
    const { list = false, body: bodyFile, json = false } = values;
    const place = storePlaceOf(values, io.env);
    if (list === positionals.length > 0) throw invalidInputError('Give the ids of the signals to redrive, or --list to see them');
    if (bodyFile !== undefined && positionals.length !== 1) throw invalidInputError('--body is the corrected body of one signal: give exactly one id with it');
    const body = bodyFile === undefined ? undefined : await readBody(bodyFile);

    return withStore(place, io, async ({ stores }) => {
      if (list) {
        show(await listRedrivable(stores), json, io, ({ receivedAt = '-', outcome, reason, signalId }) => `${receivedAt}  ${outcome}  ${reason}  ${printable(signalId)}`);
        return 0;
      }
      const redriven = await redrive([...new Set(positionals)], { body, now: new Date(io.now()).toISOString() }, stores);
      show(redriven, json, io, ({ signalId, outcome, because }) => `${printable(signalId)}: ${outcome}, ${printable(because)}`);
      return redriven.some(({ outcome }) => outcome === 'not_redriven') ? 1 : 0;
    });
  },
};

const readBody = async (file: string): Promise<string> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    throw invalidInputError(`--body ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
};

const show = <Row extends object>(rows: readonly Row[], json: boolean, { print }: Pick<Io, 'print'>, line: (row: Row) => string): void =>
  print(json ? `${JSON.stringify(rows, undefined, 2)}\n` : rows.map((row) => `${line(row)}\n`).join(''));
