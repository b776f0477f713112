import type { TaskCallbacks } from '../ports/task-callbacks';
import type { StoreDeps } from './store-deps';

/** What tells a waiting execution that its task is done. */
export interface CallbackDeps {
  readonly taskCallbacks: TaskCallbacks;
}

/**
 * Tells the execution that waits for a task what came of it; `output` becomes the task's result. `gone`: nobody waits, or no more. A token is
 * taken away only after it was used, so that whoever was cut off in between can do it again.
 */
export const completeTask = async ({ callbacks, taskCallbacks }: Pick<StoreDeps, 'callbacks'> & CallbackDeps, taskId: string, output: object): Promise<'told' | 'gone'> => {
  const callback = await callbacks.find(taskId);
  if (callback?.token === undefined) return 'gone';
  const outcome = await taskCallbacks.succeed(callback.token, output);
  if (outcome === 'told') await callbacks.take(taskId);
  return outcome;
};
