import { join } from 'node:path';
import { nameIn } from '../../../shared/names/name-in';
import type { WorkflowName } from '../../../shared/names/workflows';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { stageNamed } from '../../config/stages';
import { parseStateMachine } from '../asl/definition';
import type { StateMachine } from '../asl/state-machine';
import { businessStartOn, nextBusinessDate } from '../runs/business-start';
import { loadAssembly } from '../host/assembly';
import { openReadStore } from '../open-store';
import { planReport } from '../plan/plan-report';
import { planWorkflow } from '../plan/plan-workflow';
import { printPlan } from '../plan/print-plan';
import { preparedAssembly } from '../assembly/prepared-assembly';
import type { Command } from './command';
import { RUN_OPTIONS, runNamedBy, wholeNumber } from './run-options';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf } from './store-options';

const HELP = `Shows what a run of a workflow would create, change and send, and changes nothing.

  revsignal plan WORKFLOW --db DIR [--as-of DATE]
  revsignal plan usergems-retro-push --stage STAGE --push N

${STORE_HELP}
  --as-of DATE   the business date of the run, YYYY-MM-DD; without it the next date of the workflow's schedule. Of lead-intake the instant up
                 to which the stream is worked, YYYY-MM-DDTHH:MM:SSZ; without it now
  --push N       which retro-active push
  --limit N      rows of each table (default 20); JSON has all

The workflow runs with the settings and rules of this working copy over the records as they are now. It is given no way to write: what it
would write stays in memory, and messages and what UserGems would be told are kept instead of sent.

Status 0: a run would succeed. 1: it would fail, and the answer says how. 2: the command was wrong or the store cannot be reached.
`;

/** Rows of a table that are shown. */
const SHOWN = 20;

export const planCommand: Command = {
  help: HELP,
  run: async (args, { print, progress, directory, now, env }) => {
    const parsed = readArgs('plan', args, { ...STORE_OPTIONS, ...RUN_OPTIONS, limit: { type: 'string' } });
    const { workflow, asOf, push } = runNamedBy('plan', parsed);
    const place = storePlaceOf(parsed.values, env);
    const limit = wholeNumber('--limit', parsed.values.limit) ?? SHOWN;
    const stage = stageNamed('stage' in place ? place.stage : 'local');
    const { settings } = stage;
    const { directory: assemblyDirectory, rules } = await preparedAssembly(join(directory, '../..'), stage);
    const { stateMachines, schedules } = loadAssembly(assemblyDirectory);
    const machineOf = (wanted: WorkflowName): StateMachine => {
      const machine = stateMachines.find(({ name }) => name === nameIn(settings.stage, wanted));
      if (!machine) throw new Error(`Stage ${settings.stage} has no workflow ${wanted}`);
      return parseStateMachine(machine.definition);
    };
    const start = businessStartOn(workflow, asOf ?? nextBusinessDate(workflow, push, now(), schedules, settings), push, settings);

    const { tables, close } = await openReadStore(place, join(directory, 'host'));
    const working = progress.begin(`Plan ${workflow}, steps`);
    let steps = 0;
    try {
      const planned = await planWorkflow(machineOf, bundleConfig(settings, rules), tables, start, () => working.at((steps += 1)));
      working.end(steps);
      const report = planReport(planned);
      print(parsed.values.json === true ? `${JSON.stringify(report, null, 2)}\n` : printPlan(report, limit));
      return report.ends.status === 'SUCCEEDED' ? 0 : 1;
    } finally {
      await close();
    }
  },
};
