import * as z from 'zod';
import { businessDateOf, instantOf } from '../../../shared/domain/time/business-time';
import { invalidInputError } from '../../../shared/errors/app-error';
import { runIdOfExecution, SCHEDULED_AT, WORKFLOWS, type WorkflowName } from '../../../shared/names/workflows';
import { openStores } from '../../../shared/runtime/open-stores';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({
  workflow: z.enum(WORKFLOWS),
  execution: z.object({ name: z.string(), startTime: z.iso.datetime({ offset: true }) }),
  /** What the execution was started with: the schedule gives an instant, an operator who replays a day its business date. */
  input: z.object({ scheduledTime: z.iso.datetime({ offset: true }).optional(), businessDate: z.iso.date().optional(), push: z.int().optional() }),
});

/** Opens the run of a business date or of an event, or opens it again for a rerun (PLAT-03, PLAT-05). */
export const run = async ({ runs, settings }: Pick<StoreDeps, 'runs' | 'settings'>, { workflow, execution, input }: z.infer<typeof inputSchema>) => {
  const push = pushOf(workflow, input.push, settings);
  const { businessDate, scheduledTime } = businessTimeOf(workflow, input, execution.startTime, settings.timeZone);
  const runId = runIdOfExecution(workflow, businessDate, execution.name);
  const opened = await runs.open({ runId, workflow, businessDate, scheduledTime, push }, execution.name);
  if (opened.push !== push) throw invalidInputError(`Run ${runId} is that of push ${opened.push}: give push ${push} a day of its own with "businessDate"`, { runId, push });
  return { runId, workflow, businessDate: opened.businessDate, scheduledTime: opened.scheduledTime, push };
};

const pushOf = (workflow: WorkflowName, push: number | undefined, settings: StoreDeps['settings']): number | undefined => {
  if (workflow !== WORKFLOWS.retroPush) return undefined;
  const known = settings.launch.retroPushes.map((one) => one.push);
  if (push === undefined || !known.includes(push)) throw invalidInputError(`"push" must be one of ${known.join(', ')} (settings, launch.retroPushes), for example {"push": ${known[0] ?? 1}}`, { push });
  return push;
};

const businessTimeOf = (workflow: WorkflowName, { scheduledTime, businessDate }: z.infer<typeof inputSchema>['input'], startTime: string, timeZone: string) => {
  if (businessDate !== undefined && scheduledTime === undefined) return { businessDate, scheduledTime: instantOf(businessDate, SCHEDULED_AT[workflow], timeZone) };
  const instant = new Date(scheduledTime ?? startTime).toISOString();
  return { businessDate: businessDate ?? businessDateOf(instant, timeZone), scheduledTime: instant };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
