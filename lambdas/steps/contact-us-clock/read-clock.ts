import * as z from 'zod';
import { conflictError } from '../../../shared/errors/app-error';
import { METRICS } from '../../../shared/names/metrics';
import { WORKFLOWS } from '../../../shared/names/workflows';
import { knownClock } from '../../../shared/runtime/known-clock';
import { openStores } from '../../../shared/runtime/open-stores';
import { publishMetrics } from '../../../shared/runtime/publish-metrics';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { task } from '../../../shared/runtime/task';

const inputSchema = z.object({ clockId: z.string() });

/** Reads what became of a Contact Us request when it fell due or was answered before; nobody waits for the answer any more. */
export const run = async ({ clocks, callbacks, settings }: Pick<StoreDeps, 'clocks' | 'callbacks' | 'settings'>, { clockId }: z.infer<typeof inputSchema>) => {
  const { outcome, dueAt } = await knownClock(clocks, clockId);
  if (outcome === 'open') throw conflictError(`The clock ${clockId} is still open, although deliveries have been worked up to ${dueAt}, when it was due: the step can be retried`, { clockId });
  await callbacks.take(clockId);
  publishMetrics({ stage: settings.stage, workflow: WORKFLOWS.contactUsClock }, { [METRICS.runSucceeded]: 1, [outcome === 'met' ? METRICS.answersInTime : METRICS.answersLate]: 1 });
  return { outcome };
};

export const handler = task({ input: inputSchema, deps: openStores, run });
