import type { ExecutionHost } from './execution-host';
import type { Scope } from './expressions';
import type { Recorder } from './history';
import type { Transition } from './state-machine';
import { StatesError } from './states-error';

/** State names in the order entered; a Parallel or Map holds one trace for each branch or item that it started, in their order. */
export type Trace = (string | Readonly<Record<string, Trace[]>>)[];

/** What all threads of one execution share. The children of a Distributed Map have their own history and their parent's tally. */
export interface Execution {
  readonly start: ExecutionStart;
  readonly host: ExecutionHost;
  /** Functions of Step Functions for expressions, by name. */
  readonly functions: Readonly<Record<string, unknown>>;
  readonly random: () => number;
  readonly uuid: () => string;
  readonly record: Recorder;
  readonly tally: { transitions: number };
}

/** Who is executed, as the context object shows it. */
export interface ExecutionStart {
  /** ARN of the execution. */
  readonly id: string;
  readonly name: string;
  /** ARN of the state machine. */
  readonly stateMachineId: string;
  readonly stateMachineName: string;
  /** ISO 8601 in UTC. */
  readonly startTime: string;
  /** Aborting it stops the execution; with a StatesError as reason, that becomes the result's error and cause. */
  readonly signal?: AbortSignal;
}

/** One line of control through a block: the machine itself, a branch, or an item. */
export interface Thread {
  readonly execution: Execution;
  readonly signal: AbortSignal;
  readonly context: Readonly<Record<string, unknown>>;
  /** Own properties are this block's variables; the blocks around it and the functions are inherited. */
  readonly variables: Record<string, unknown>;
  readonly trace: Trace;
}

/** One attempt of a state. */
export interface Visit {
  readonly thread: Thread;
  readonly name: string;
  readonly input: unknown;
  readonly context: Readonly<Record<string, unknown>>;
  readonly enteredEventId: number;
  /** Traces of the branches or items started so far. */
  readonly inner: Trace[];
}

/** How a state was left. */
export interface Exit {
  readonly next: string | undefined;
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>> | undefined;
}

/** The parts of `$states` that only some fields can see. */
interface Outcome {
  readonly result?: unknown;
  readonly errorOutput?: { readonly Error?: string; readonly Cause?: string };
}

export const fault = (visit: Visit, error: string, message: string): StatesError =>
  new StatesError(error, `An error occurred while executing the state '${visit.name}' (entered at the event id #${visit.enteredEventId}). ${message}`);

export const scopeOf = (visit: Visit, outcome: Outcome = {}, context = visit.context): Scope => {
  const bindings: Record<string, unknown> = Object.create(visit.thread.variables);
  bindings['states'] = { input: visit.input, context, ...outcome };
  return { bindings, fault: (error, message) => fault(visit, error, message) };
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: 256 KiB of UTF-8 for what goes in or out of a state. */
const MAX_PAYLOAD_BYTES = 262_144;

/** The value, or States.DataLimitExceeded when it is too large to be passed on. */
export const fitting = <T>(visit: Visit, value: T): T => {
  if (Buffer.byteLength(JSON.stringify(value)) <= MAX_PAYLOAD_BYTES) return value;
  throw new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${visit.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
};

/**
 * Takes a way out. Output and Assign are evaluated side by side: both see the variables as they were when the state was entered.
 * Without Output, `passed` goes on.
 */
export const leave = async (visit: Visit, way: Transition, outcome: Outcome, passed: unknown): Promise<Exit> => {
  const scope = scopeOf(visit, outcome);
  const output = way.output ? fitting(visit, await way.output(scope)) : passed;
  const assigned = way.assign && fitting(visit, await way.assign(scope));
  Object.assign(visit.thread.variables, assigned);
  return { next: way.next, output, assigned };
};
