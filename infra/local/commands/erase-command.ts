import { setTimeout as sleep } from 'node:timers/promises';
import { invalidInputError } from '../../../shared/errors/app-error';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { WorkflowExecution } from '../../../shared/ports/workflow-executions';
import { erasureExecution, requestErasure } from '../../../shared/runtime/request-erasure';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Receipt } from '../../../shared/stores/erasure-store';
import { stageNamed } from '../../config/stages';
import { realClock } from '../asl/clock';
import { startEmbeddedRuntime } from '../embedded-runtime';
import { embeddedWorkflows } from '../runs/embedded-workflows';
import { existingRecordFolderIn } from '../record-folder';
import { stageWorkflows, type Workflows } from '../runs/stage-workflows';
import type { Command, Io } from './command';
import { readArgs, STORE_HELP, STORE_OPTIONS, storePlaceOf, withStore } from './store-options';

const HELP = `Erases what is known of a person: finds the person by e-mail in every table, erases what is personal, keeps counts and ledgers, tells the
vendor, and shows the receipt. It cannot be undone.

  revsignal erase --db DIR EMAIL --yes
  revsignal erase --stage STAGE EMAIL --yes

${STORE_HELP}
  --yes          erase; without it nothing is done

With --stage the workflow ${WORKFLOWS.erasure} runs on AWS and is followed to its end; with --db it runs here. Asked again while a
request for the same address is open, that one goes on.

Status 0: erased. 1: the workflow failed, and the answer says how. 2: the command was wrong or could not be carried out.
`;

export const eraseCommand: Command = {
  help: HELP,
  run: async (args, io) => {
    const { values, positionals } = readArgs('erase', args, { ...STORE_OPTIONS, yes: { type: 'boolean' } });
    const [email, ...others] = positionals;
    if (email === undefined || others.length > 0) throw invalidInputError('Give the e-mail address of one person. See revsignal erase --help');
    const place = storePlaceOf(values, io.env);
    if (values.yes !== true) throw invalidInputError(`This erases what ${'stage' in place ? `the stage ${place.stage}` : place.db} knows of that person and cannot be undone: repeat it with --yes`);
    const erased = 'stage' in place ? await eraseOnAws(email, place, io) : await eraseHere(email, place.db, io);
    io.print(values.json === true ? `${JSON.stringify(erased, undefined, 2)}\n` : describeErasure(erased));
    return erased.receipt === undefined ? 1 : 0;
  },
};

interface Erased extends Pick<WorkflowExecution, 'status' | 'error' | 'cause'> {
  readonly erasureId: string;
  readonly receipt: Receipt | undefined;
}

/** Between looks at an execution on AWS, which works in steps of seconds. */
const LOOK_EVERY_MS = 3_000;

const eraseOnAws = (email: string, place: { readonly stage: string }, io: Io): Promise<Erased> =>
  withStore(place, io, ({ stores }) => erase(email, { ...stores, ...stageWorkflows(place.stage), pause: () => sleep(LOOK_EVERY_MS), now: io.now }));

const eraseHere = async (email: string, db: string, { directory, now }: Io): Promise<Erased> => {
  existingRecordFolderIn(db);
  const runtime = await startEmbeddedRuntime({ stage: stageNamed('local'), clock: realClock, directory, db, webhookKey: 'nobody calls' });
  try {
    return await erase(email, { ...runtime.stores, ...embeddedWorkflows(runtime), pause: runtime.executions.idle, now });
  } finally {
    await runtime.close();
  }
};

type EraseDeps = Pick<StoreDeps, 'erasures'> & Workflows & Pick<Io, 'now'> & { readonly pause: () => Promise<void> };

/** Asks for the erasure and follows its workflow to the end. */
const erase = async (email: string, { erasures, starter, executions, pause, now }: EraseDeps): Promise<Erased> => {
  const { erasureId } = await requestErasure({ erasures, starter }, { email, by: 'operator', at: new Date(now()).toISOString() });
  for (;;) {
    const execution = await executions.find(WORKFLOWS.erasure, erasureExecution(erasureId));
    if (execution !== undefined && execution.status !== 'RUNNING') {
      const { status, error, cause } = execution;
      return { erasureId, status, receipt: (await erasures.find(erasureId))?.receipt, ...(error !== undefined && { error, cause }) };
    }
    await pause();
  }
};

const describeErasure = ({ erasureId, status, error, cause, receipt }: Erased): string => {
  if (receipt === undefined) return `Erasure ${erasureId} did not finish: ${status}${error === undefined ? '' : ` with ${error}: ${cause ?? ''}`}\nWhat was erased stays erased; ask again to finish it.\n`;
  const rows = [
    ['address, SHA-256', receipt.emailSha256],
    ['settled at', receipt.settledAt],
    ...Object.entries(receipt.items).flatMap(([table, { changed, deleted }]) => (changed + deleted === 0 ? [] : [[table, `${changed} changed, ${deleted} deleted`]])),
    ...receipt.vendor.map(({ outcome, reason, at }) => ['UserGems', `${outcome}${reason === undefined ? '' : ` (${reason})`} at ${at}`]),
    ...receipt.sent.map(({ channel, runId, messageId }) => [`sent by ${channel}`, `${runId}/${messageId}, which lies with its recipient`]),
  ] as const;
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return `Erasure ${erasureId} is done.\n${rows.map(([name = '', text = '']) => `  ${name.padEnd(width)}  ${text}\n`).join('')}`;
};
