import { invalidInputError } from '../../../shared/errors/app-error';
import { explainId, idsOfEmail } from '../explain/explain-id';
import { tellExplanation } from '../explain/tell-explanation';
import type { Command } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withReadStore } from './store-options';

const HELP = `Says why something came out as it did, or why nothing happened: the path that led there, the facts as they were, the rules
that matched and those that did not, and at which condition. It only reads.

  revsignal explain --db DIR ID
  revsignal explain --stage STAGE ID --json

ID is that of a lead, a contact, an account, or an event of UserGems or of the lead database; or a message, as <run id>/<message id> or under
the id that the vendor gave it. For an e-mail it names the leads and contacts that bear it.

${STORE_HELP}

Status 0: explained. 1: nothing has this id. 2: the command was wrong or the store cannot be reached.
`;

export const explainCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('explain', args, STORE_OPTIONS);
    const [id, ...others] = positionals;
    if (id === undefined || others.length > 0) throw invalidInputError('Give one id, e.g. revsignal explain --db DIR 00Q5f0000012AbC. See revsignal explain --help');
    return withReadStore(storePlaceOf(values, io.env), io, async ({ stores, rules, settings }) => {
      const deps = { stores, rules, now: new Date(io.now()).toISOString() };
      const explained = await explainId(id, deps);
      if (explained) {
        io.print(values.json === true ? `${JSON.stringify(explained, undefined, 2)}\n` : tellExplanation(explained, settings.timeZone));
        return 0;
      }
      const bearers = await idsOfEmail(id, deps);
      io.note(bearers.length > 0 ? `${id} is the e-mail of ${bearers.join(', ')}: explain one of these\n` : `Nothing has the id ${id}: no lead, contact, account, event or message. Ids are given whole, in their own upper and lower case\n`);
      return 1;
    });
  },
};
