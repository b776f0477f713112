import type { Template } from './expressions';
import type { Retrier } from './retry';

/** A checked definition with every expression compiled. Made by `parseStateMachine`, run by `execute`, shared by executions. */
export interface StateMachine {
  readonly block: Block;
  readonly timeoutSeconds: number | undefined;
}

/** States that lead to one another: a machine, a Parallel branch or an item processor. */
export interface Block {
  readonly start: State;
  readonly states: ReadonlyMap<string, State>;
}

/** How a state, a choice or a catcher is left. `next` undefined ends the block. */
export interface Transition {
  readonly next: string | undefined;
  readonly output: Template | undefined;
  readonly assign: Template<Record<string, unknown>> | undefined;
}

interface Catcher extends Transition {
  readonly errorEquals: readonly string[];
}

interface Named<T extends string> {
  readonly type: T;
  readonly name: string;
}

interface Guarded {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface TaskState extends Named<'Task'>, Transition, Guarded {
  readonly resource: string;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template<number> | undefined;
}

export interface ParallelState extends Named<'Parallel'>, Transition, Guarded {
  readonly arguments: Template | undefined;
  readonly branches: readonly Block[];
}

export interface MapState extends Named<'Map'>, Transition, Guarded {
  readonly items: Template<unknown[]> | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template<number> | undefined;
  readonly processor: Block;
  readonly distributed: Distribution | undefined;
}

/** What a Distributed Map has beyond an inline one: each item, or batch of items, becomes an execution of its own. */
export interface Distribution {
  readonly label: string;
  readonly maxItemsPerBatch: Template<number> | undefined;
  readonly batchInput: Template | undefined;
  readonly toleratedFailureCount: Template<number> | undefined;
  readonly toleratedFailurePercentage: Template<number> | undefined;
}

export interface ChoiceState extends Named<'Choice'> {
  readonly choices: readonly (Transition & { readonly condition: Template<boolean> })[];
  /** Undefined without a Default. */
  readonly otherwise: Transition | undefined;
}

export interface WaitState extends Named<'Wait'>, Transition {
  readonly seconds: Template<number> | undefined;
  readonly timestamp: Template<string> | undefined;
}

interface PassState extends Named<'Pass'>, Transition {}

interface SucceedState extends Named<'Succeed'>, Transition {}

export interface FailState extends Named<'Fail'> {
  readonly error: Template<string> | undefined;
  readonly cause: Template<string> | undefined;
}

export type State = TaskState | ParallelState | MapState | ChoiceState | WaitState | PassState | SucceedState | FailState;
export type GuardedState = TaskState | ParallelState | MapState;
