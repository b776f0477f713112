/** Tells an execution that waits with a task token what came of its task. */
export interface TaskCallbacks {
  /** `output` becomes the task's result. `gone`: nobody waits with this token any more, because it was told, ran out of time or was stopped. */
  succeed(token: string, output: object): Promise<'told' | 'gone'>;
}
