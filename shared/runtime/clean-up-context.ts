import type { CleanUpContext } from '../domain/queue-clean-up/clean-up';
import { HOLDING_QUEUES, type HoldingQueue } from '../domain/queue-clean-up/clean-up-rules.table';
import { invalidInputError } from '../errors/app-error';
import type { Run } from '../stores/run-store';
import type { StoreDeps } from './store-deps';

/** What a clean-up works with. Throws InvalidInputError where the stage has not asked for any (LR-11). */
export const cleanUpContext = ({ settings, rulesAt }: Pick<StoreDeps, 'settings' | 'rulesAt'>, { businessDate, scheduledTime }: Run): CleanUpContext => {
  const { enabled, queues } = settings.leads.queueCleanUp;
  if (!enabled) throw invalidInputError('Clean-ups are off in this stage: set settings.leads.queueCleanUp.enabled and name the user of each queue');
  const ofQueues = Object.fromEntries(HOLDING_QUEUES.map((queue) => [queue, queues[queue] ?? ''])) as Record<HoldingQueue, string>;
  return { rules: rulesAt(scheduledTime), on: businessDate, at: scheduledTime, queues: ofQueues };
};
