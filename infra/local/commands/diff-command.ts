import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { invalidInputError } from '../../../shared/errors/app-error';
import { stageNamed } from '../../config/stages';
import { diffRuleSets } from '../diff/diff-rule-sets';
import { printDifference } from '../diff/print-difference';
import { readRuleChange } from '../diff/read-rule-change';
import { openReadStore } from '../open-store';
import type { Command } from './command';
import { wholeNumber } from './run-options';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf } from './store-options';

const HELP = `Puts recent records through the deployed rules and through others, and shows both sides: who would own what, who would be told what,
the load of each person, and what falls through. It changes nothing.

  revsignal diff --rules FILE --db DIR [--days N]
  revsignal diff --rules FILE --stage STAGE --json

${STORE_HELP}
  --rules FILE   how the other rules differ from those of this working copy: JSON, see docs/commands.md
  --days N       how many days (default 30)
  --as-of DATE   the last of them, YYYY-MM-DD; without it the newest day on which something was released
  --limit N      rows of each table (default 20); JSON has all

Status 0: the answer is there, whether anything differs or not. 2: the command or FILE was wrong, or the store cannot be reached.
`;

const DAYS = 30;
/** Rows of a table that are shown. */
const SHOWN = 20;

export const diffCommand: Command = {
  help: HELP,
  run: async (args, { print, directory, env, progress }) => {
    const { values, positionals } = readArgs('diff', args, { ...STORE_OPTIONS, rules: { type: 'string' }, days: { type: 'string' }, 'as-of': { type: 'string' }, limit: { type: 'string' } });
    const { rules: file, 'as-of': asOf } = values;
    if (file === undefined || positionals.length > 0) throw invalidInputError('Name the file with the other rules: --rules FILE. See revsignal diff --help');
    if (asOf !== undefined && !z.iso.date().safeParse(asOf).success) throw invalidInputError(`--as-of is "${asOf}": give a day as YYYY-MM-DD`);
    const days = wholeNumber('--days', values.days) ?? DAYS;
    if (days === 0) throw invalidInputError('--days is "0": give at least one day');
    const limit = wholeNumber('--limit', values.limit) ?? SHOWN;
    const place = storePlaceOf(values, env);
    const { settings } = stageNamed('stage' in place ? place.stage : 'local');
    const other = readRuleChange(await readText(file), file, settings);

    const { tables, close } = await openReadStore(place, join(directory, 'host'));
    try {
      const difference = await diffRuleSets(tables, settings, other, { days, asOf }, progress);
      print(values.json === true ? `${JSON.stringify(difference, null, 2)}\n` : printDifference(difference, limit));
      return 0;
    } finally {
      await close();
    }
  },
};

const readText = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    throw invalidInputError(`--rules ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
