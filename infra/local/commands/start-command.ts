import * as z from 'zod';
import { invalidInputError } from '../../../shared/errors/app-error';
import { start, type StartOptions } from '../start';
import type { Command } from './command';
import { readArgs } from './store-options';

const HELP = `revsignal on one machine: the synthesized stack with an embedded store. Nothing is sent anywhere.

  npm start                                    a generated sample company: one Tuesday, one Wednesday, then the console
  npm start -- --data DIR --from DAY --to DAY --out OUT --once

  --data DIR   import a folder of Salesforce Data Export files and vendor deliveries
  --from DAY   first day to replay, YYYY-MM-DD in the business time zone
  --to DAY     last day to replay, included
  --out DIR    write the results as CSV files and Runs.json
  --once       exit when done: status 0 only if every run succeeded and the ledgers balance
  --port N     where webhooks, API and console are served on 127.0.0.1 (default 4600; 0 = any free port)
  --db DIR     keep the records in DIR across restarts (default: in memory)
  --as USER    whom the API is called as, by e-mail or user id (default: somebody of Marketing Ops); the header x-revsignal-as
               names another for one request
  --log FILE   what the functions print (default: dropped)
  --help       this text

  USERGEMS_WEBHOOK_KEY is the key that POST /webhooks/usergems asks for (default: local-key).
`;

export const startCommand: Command = { help: HELP, run: (args, io) => start(parseStartOptions(args), io) };

/** Reads the command line. InvalidInputError names the option and the fix. */
export const parseStartOptions = (args: readonly string[]): StartOptions => {
  const { values, positionals } = readArgs('start', args, OPTIONS);
  if (positionals.length > 0) throw invalidInputError(`"${positionals.join(' ')}" belongs to no option. See revsignal start --help`);
  const { data, from, to, out, once = false, port = '4600', db, as, log } = values;
  const days = Object.entries({ from, to });
  for (const [name, day] of days) if (day !== undefined && !z.iso.date().safeParse(day).success) throw invalidInputError(`--${name} is "${day}": give a day as YYYY-MM-DD`);
  if ((from === undefined) !== (to === undefined)) throw invalidInputError('--from and --to go together: give both days of the period');
  if (from !== undefined && to !== undefined && from > to) throw invalidInputError(`--from ${from} lies after --to ${to}`);
  if (from !== undefined && data === undefined) throw invalidInputError('--from and --to replay a folder: give it with --data DIR');
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) throw invalidInputError(`--port is "${port}": give a number from 0 to 65535`);
  return { data, from, to, out, once, port: Number(port), db, as, log };
};

const OPTIONS = {
  data: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, out: { type: 'string' }, db: { type: 'string' }, as: { type: 'string' }, log: { type: 'string' },
  port: { type: 'string' }, once: { type: 'boolean' },
} as const;
