import type { Clock } from './clock';
import type { HistoryEvent } from './history';

/** One attempt of a Task state. */
export interface TaskCall {
  /** The Resource of the state: a function's ARN, or `arn:…:states:::lambda:invoke` and the like. */
  readonly resource: string;
  readonly arguments: unknown;
  readonly state: string;
  /** The context object, `$states.context`; of a task that waits for a token with `Task.Token`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** Aborts when the result is no longer wanted: timeout, stopped execution, failed sibling. */
  readonly signal: AbortSignal;
}

/** What the interpreter needs of the machine that it runs on. */
export interface ExecutionHost {
  readonly clock: Clock;
  /**
   * Carries out a Task and resolves to its result as JSON: of one that waits for a token what was told under it, of a job its end. A
   * StatesError fails it under that name, any other Error under its own.
   */
  runTask(call: TaskCall): Promise<unknown>;
  onEvent?(event: HistoryEvent): void;
  /** From 0 up to 1, for $random and for jitter. Math.random by default. */
  random?(): number;
  /** For $uuid and the names of child executions. Random by default. */
  uuid?(): string;
}
