import { contactUsClockExecution } from '../../../shared/domain/leads/event-executions';
import { WORKFLOWS } from '../../../shared/names/workflows';
import type { WorkflowStarter } from '../../../shared/ports/workflow-starter';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import type { Callback } from '../../../shared/stores/callback-store';

type Deps = Pick<StoreDeps, 'clocks'> & { readonly starter: WorkflowStarter; /** Epoch milliseconds. */ readonly now: () => number };

/**
 * Starts anew what waited for somebody when an earlier process over the same records ended: its executions were in its memory, their tasks
 * stand in the store. What was answered in the meantime ends at once.
 */
export const resumeWaiting = async (left: readonly Callback[], { clocks, starter, now }: Deps): Promise<void> => {
  for (const { taskId, kind, about } of left) {
    // Each start is an assignment of its own: the change that a director's choice becomes is named after it.
    if (kind === 'rd_task') await starter.start(WORKFLOWS.ceAssignment, `${taskId}-${now()}`, { accountId: about });
    const clock = kind === 'contact_us' ? await clocks.find(taskId) : undefined;
    if (clock) await starter.start(WORKFLOWS.contactUsClock, contactUsClockExecution(clock.clockId), { clockId: clock.clockId, dueAt: clock.dueAt });
  }
};
