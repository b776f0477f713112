import { invalidInputError } from '../../../shared/errors/app-error';
import { describeImport, importAll, importStatus } from '../import/import-all';
import type { Command } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withStore } from './store-options';

const HELP = `Brings a folder of Salesforce Data Export files and vendor deliveries into a store (docs/deploy.md).

  revsignal import --stage STAGE FOLDER
  revsignal import --db DIR FOLDER

${STORE_HELP}

FOLDER holds Account.csv, Contact.csv, Lead.csv, Opportunity.csv, OpportunityContactRole.csv, Task.csv, User.csv,
UserGemsEvents.jsonl, UserGemsRetroPush1.jsonl ... and Deliveries.jsonl, each of them optional and as it is or gzipped. The newest
LastModifiedDate wins, so export that column too: without it the file wins, also over what a run has written since. Nothing is deleted.
Import between runs, not during one. Deliveries of Deliveries.jsonl wait for the next run of the lead database.

Status 0: done. 1: done, but rows or files could not be read; the summary names them. 2: the command was wrong or the store cannot be reached.
`;

export const importCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('import', args, STORE_OPTIONS);
    const [folder, ...others] = positionals;
    if (folder === undefined || others.length > 0) throw invalidInputError('Give one folder to import, e.g. revsignal import --db DIR FOLDER');
    const summary = await withStore(storePlaceOf(values, io.env), io, ({ stores }) => importAll(folder, stores, io.progress));
    io.print(`${values.json === true ? JSON.stringify(summary, undefined, 2) : describeImport(summary)}\n`);
    return importStatus(summary);
  },
};
