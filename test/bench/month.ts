import { join } from 'node:path';
import { amountsOfRun, costOf, type Amounts } from './aws-cost';
import { inFreshProcess } from './fresh-process';
import type replayMonth from './replay-month';
import type { ReplayedMonth } from './replay-month';
import type { Row } from './row';
import type { RunConsumption } from './run-consumption';
import type takeInMonth from './take-in-month';
import type { TakenIn } from './take-in-month';

/** The days of the autumn that are replayed. */
export const PERIOD = { from: '2024-09-22', to: '2024-10-20' };
const LAUNCH_SUNDAY = 'usergems-retro-push-2024-09-22';

/** The month of REVSIGNAL_DATA/autumn-2024: how long it takes on this machine, what each of its runs consumes, and what that costs on AWS. */
export const benchMonth = async (data: string): Promise<Row[]> => {
  const dir = join(data, 'autumn-2024');
  const month = await inFreshProcess<typeof replayMonth>(new URL('./replay-month.ts', import.meta.url), { dir, period: PERIOD });
  const takenIn = await inFreshProcess<typeof takeInMonth>(new URL('./take-in-month.ts', import.meta.url), dir);
  const launch = month.runs.find(({ runId }) => runId === LAUNCH_SUNDAY);
  if (!launch) throw new Error(`The month has no run ${LAUNCH_SUNDAY}`);
  return [...timeRows(month, launch), ...costRows(month, takenIn)];
};

const timeRows = ({ totalMs, importMs, peakMemoryMb }: ReplayedMonth, launch: RunConsumption): Row[] => [
  { name: 'whole month, start and import included', value: totalMs / 1_000, unit: 's', aim: 'under 180' },
  { name: 'peak memory', value: peakMemoryMb / 1_024, unit: 'GB', aim: 'under 2.5' },
  { name: 'import', value: importMs / 1_000, unit: 's' },
  { name: 'launch Sunday', value: launch.ms / 1_000, unit: 's', aim: 'under 25', note: `${count(launch.signals)} signals` },
  { name: 'launch Sunday, store items', value: (launch.itemsRead + launch.itemsWritten) / launch.signals, unit: 'per signal', aim: 'at most 9' },
  { name: 'launch Sunday, store calls', value: launch.storeCalls / launch.signals, unit: 'per signal', aim: 'at most 0.8' },
];

/** The webhook's function is a light one (infra/config/local.ts); two sandboxes of it work at a time, while no run does. */
const RECEIVING_GB = 2 * 0.5;

const costRows = ({ runs, replayMs, delivered, mails, posts, storedGb }: ReplayedMonth, { imported, received }: TakenIn): Row[] => {
  const receivingSeconds = (replayMs - runs.reduce((total, { ms }) => total + ms, 0)) / 1_000;
  const lines: readonly { readonly name: string; readonly amounts: Amounts; readonly note: string }[] = [
    ...runs.map((run) => ({ name: run.runId, amounts: amountsOfRun(run), note: noteOf(run) })),
    {
      name: 'receipt of deliveries',
      amounts: { httpRequest: delivered, invocation: delivered, gbSecond: receivingSeconds * RECEIVING_GB, readUnit: received.readUnits, writeUnit: received.writeUnits },
      note: `${count(delivered)} deliveries, ${unitsOf(received)}`,
    },
    { name: 'messages', amounts: { mail: mails }, note: `${count(mails)} e-mails; ${count(posts)} Slack posts cost nothing` },
    { name: 'storage', amounts: { storedGb }, note: `${storedGb.toFixed(2)} GB, restorable, a month` },
  ];
  const import_: Amounts = { readUnit: imported.readUnits, writeUnit: imported.writeUnits };
  return [
    ...lines.map(({ name, amounts, note }) => ({ name, value: costOf(amounts), unit: '$', note })),
    { name: 'the month without fixed costs', value: lines.reduce((total, { amounts }) => total + costOf(amounts), 0), unit: '$', note: 'fixed costs: docs/cost.md' },
    { name: 'first import', value: costOf(import_), unit: '$ once', note: unitsOf(imported) },
  ];
};

const noteOf = (run: RunConsumption): string =>
  [
    `${count(run.itemsRead)} items read, ${count(run.itemsWritten)} written`,
    unitsOf(run),
    `${count(run.storeCalls)} store calls`,
    `${count(run.transitions)} transitions`,
    `${count(run.invocations)} invocations`,
    `${(run.ms / 1_000).toFixed(1)} s`,
  ].join('; ');

const unitsOf = ({ readUnits, writeUnits }: { readonly readUnits: number; readonly writeUnits: number }): string => `${count(readUnits)} read and ${count(writeUnits)} write units`;

const count = (number: number): string => Math.round(number).toLocaleString('en-US');
