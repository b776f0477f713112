import * as z from 'zod';
import { businessDateOf } from '../../../shared/domain/time/business-time';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { openStarter, type StarterDeps } from '../../../shared/runtime/open-starter';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ workflow: z.enum(WORKFLOWS), scheduledTime: z.iso.datetime({ offset: true }), push: z.int().optional() });

/** Every schedule comes here: the business date is derived and the execution named after it, so that a second start is no second run (PLAT-02). */
export const run = async ({ settings, starter }: StarterDeps, { workflow, scheduledTime, push }: z.infer<typeof inputSchema>) => {
  const instant = new Date(scheduledTime).toISOString();
  const businessDate = businessDateOf(instant, settings.timeZone);
  const executionName = `${workflow}-${businessDate}`;
  const outcome = await starter.start(workflow, executionName, { workflow, scheduledTime: instant, businessDate, ...(push !== undefined && { push }) });
  return { outcome, executionName };
};

export const handler = task({ input: inputSchema, deps: openStarter, run });
