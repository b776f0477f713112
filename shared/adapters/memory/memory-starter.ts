import type { WorkflowName } from '../../names/workflows';
import type { WorkflowStarter } from '../../ports/workflow-starter';

export interface MemoryStarter extends WorkflowStarter {
  /** Executions that were asked for, each once, in order. */
  readonly started: readonly { readonly workflow: WorkflowName; readonly name: string; readonly input: object }[];
}

/** Notes what is to be started and starts nothing: for tests, and for commands that must not write. */
export const memoryStarter = (): MemoryStarter => {
  const started: MemoryStarter['started'][number][] = [];
  return {
    started,
    start: async (workflow, name, input) => {
      if (started.some((one) => one.workflow === workflow && one.name === name)) return 'already_started';
      started.push({ workflow, name, input });
      return 'started';
    },
  };
};
