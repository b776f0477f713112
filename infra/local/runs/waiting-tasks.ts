import type { TaskCallbacks } from '../../../shared/ports/task-callbacks';
import { StatesError } from '../asl/states-error';
import type { TokenTasks } from '../host/states';

/** Tasks that wait until somebody tells them their result under a token. */
export interface WaitingTasks extends TokenTasks {
  /** What the task is told; rejects when it is told to fail. */
  wait(token: string, signal: AbortSignal): Promise<unknown>;
}

interface Waiting {
  readonly resolve: (output: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

export const waitingTasks = (): WaitingTasks => {
  const waiting = new Map<string, Waiting>();
  const tell = (token: string, how: (task: Waiting) => void): boolean => {
    const task = waiting.get(token);
    waiting.delete(token);
    if (task) how(task);
    return task !== undefined;
  };
  return {
    wait: (token, signal) =>
      new Promise((resolve, reject) => {
        waiting.set(token, { resolve, reject });
        signal.addEventListener('abort', () => tell(token, (task) => task.reject(signal.reason)), { once: true });
      }),
    succeed: (token, output) => tell(token, ({ resolve }) => resolve(output)),
    fail: (token, error, cause) => tell(token, ({ reject }) => reject(new StatesError(error, cause))),
  };
};

/** The port over tasks that wait in this process. */
export const localTaskCallbacks = (tasks: WaitingTasks): TaskCallbacks => ({
  succeed: async (token, output) => (tasks.succeed(token, JSON.parse(JSON.stringify(output))) ? 'told' : 'gone'),
});
