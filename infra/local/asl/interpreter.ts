import { randomUUID } from 'node:crypto';
import { beforeDeadline, Cancelled, orAborted } from './concurrency';
import type { ExecutionHost } from './execution-host';
import { choose, fail, wait } from './flow-states';
import { stepFunctionsFunctions } from './jsonata-functions';
import { runMap, type Ending, type RunChild } from './map-state';
import { runParallel } from './parallel-state';
import { retryDelayMs, takesError, type Retrier } from './retry';
import type { Block, GuardedState, State, StateMachine } from './state-machine';
import { StatesError } from './states-error';
import { runTask } from './task-state';
import { fault, leave, type Execution, type ExecutionStart, type Exit, type Thread, type Trace, type Visit } from './visit';

export interface ExecutionResult extends Ending {
  /**
   * State transitions as AWS bills them for a Standard workflow: one for each state entered and one for each retry,
   * in branches, items and child executions too. https://aws.amazon.com/step-functions/pricing/
   */
  readonly transitions: number;
  /** States of the machine itself in the order entered. */
  readonly path: readonly string[];
  /** The same with what ran inside Parallel and Map states. */
  readonly trace: Trace;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html: AWS ends an execution whose history grows beyond this. */
const MAX_HISTORY_EVENTS = 25_000;

const perform = (visit: Visit, state: State): Promise<Exit> => {
  switch (state.type) {
    case 'Pass':
    case 'Succeed':
      return leave(visit, state, {}, visit.input);
    case 'Fail':
      return fail(visit, state);
    case 'Choice':
      return choose(visit, state);
    case 'Wait':
      return wait(visit, state);
    case 'Task':
      return runTask(visit, state);
    case 'Parallel':
      return runParallel(visit, state, runBlock);
    case 'Map':
      return runMap(visit, state, runBlock, runChild);
  }
};

const isGuarded = (state: State): state is GuardedState => 'retry' in state;

/** Attempts a state until it succeeds, a catcher takes its error, or nothing does. `visitFor` makes the visit of each attempt. */
const performGuarded = async (state: GuardedState, thread: Thread, visitFor: (retryCount: number) => Visit): Promise<Exit> => {
  const { host, tally, random } = thread.execution;
  const used = new Map<Retrier, number>();
  for (let retryCount = 0; ; retryCount += 1) {
    const visit = visitFor(retryCount);
    try {
      return await perform(visit, state);
    } catch (error) {
      if (!(error instanceof StatesError) || thread.signal.aborted) throw error;
      const retrier = state.retry.find(({ errorEquals }) => takesError(errorEquals, error.error));
      const attempt = retrier ? (used.get(retrier) ?? 0) + 1 : 0;
      if (retrier && attempt <= retrier.maxAttempts) {
        used.set(retrier, attempt);
        await orAborted(host.clock.sleep(retryDelayMs(retrier, attempt, random), thread.signal, 'wait'), thread.signal);
        tally.transitions += 1;
        continue;
      }
      const catcher = state.catch.find(({ errorEquals }) => takesError(errorEquals, error.error));
      if (!catcher) throw error;
      const errorOutput = { ...(error.error === undefined ? {} : { Error: error.error }), ...(error.cause === undefined ? {} : { Cause: error.cause }) };
      return leave(visit, catcher, { errorOutput }, errorOutput);
    }
  }
};

const enter = async (state: State, input: unknown, thread: Thread): Promise<Exit> => {
  thread.signal.throwIfAborted();
  const { name, type } = state;
  const { record, tally, host } = thread.execution;
  const inner: Trace[] = [];
  tally.transitions += 1;
  thread.trace.push(type === 'Parallel' || type === 'Map' ? { [name]: inner } : name);
  const enteredEventId = record(`${type}StateEntered`, { name, input });
  const EnteredTime = new Date(host.clock.now()).toISOString();
  const visitFor = (RetryCount: number): Visit => {
    const context = { ...thread.context, State: { EnteredTime, Name: name, RetryCount } };
    return { thread, name, input, context, enteredEventId, inner };
  };
  if (enteredEventId > MAX_HISTORY_EVENTS) {
    throw fault(visitFor(0), 'States.Runtime', `The execution reached the maximum number of history events (${MAX_HISTORY_EVENTS}).`);
  }
  const exit = await (isGuarded(state) ? performGuarded(state, thread, visitFor) : perform(visitFor(0), state));
  if (type !== 'Fail') record(`${type}StateExited`, { name, output: exit.output, ...(exit.assigned && { assignedVariables: exit.assigned }) });
  return exit;
};

const runBlock = async (block: Block, input: unknown, thread: Thread): Promise<unknown> => {
  let state = block.start;
  let value = input;
  for (;;) {
    const { next, output } = await enter(state, value, thread);
    const following = next === undefined ? undefined : block.states.get(next);
    if (following === undefined) return output;
    state = following;
    value = output;
  }
};

const recorderFor = (host: ExecutionHost, execution: string): Execution['record'] => {
  let id = 0;
  return (type, details = {}) => {
    id += 1;
    host.onEvent?.({ execution, id, timestamp: host.clock.now(), type, details });
    return id;
  };
};

/** Why an execution ended without success; rethrows what is no failure of the workflow but of the program. */
const endingOf = (error: unknown, start: ExecutionStart): Ending => {
  if (start.signal?.aborted) return { status: 'ABORTED', ...(start.signal.reason instanceof StatesError ? start.signal.reason.parts : {}) };
  if (error instanceof Cancelled && error.why === 'TIMED_OUT') return { status: 'TIMED_OUT', error: 'States.Timeout' };
  if (error instanceof StatesError) return { status: 'FAILED', ...error.parts };
  throw error;
};

const ENDED = { SUCCEEDED: 'ExecutionSucceeded', FAILED: 'ExecutionFailed', TIMED_OUT: 'ExecutionTimedOut', ABORTED: 'ExecutionAborted' } as const;

/** Runs a machine or a child of a Distributed Map from its first event to its last. */
const runExecution = async (machine: StateMachine, input: unknown, execution: Execution, trace: Trace): Promise<Ending> => {
  const { start, host, record, functions } = execution;
  const context = {
    Execution: { Id: start.id, Input: input, Name: start.name, StartTime: start.startTime, RedriveCount: 0 },
    StateMachine: { Id: start.stateMachineId, Name: start.stateMachineName },
  };
  const run = (signal: AbortSignal): Promise<unknown> =>
    runBlock(machine.block, input, { execution, signal, context, variables: Object.create(functions), trace });
  const signal = start.signal ?? new AbortController().signal;
  record('ExecutionStarted', { input });
  let ending: Ending;
  try {
    const output = await (machine.timeoutSeconds === undefined
      ? run(signal)
      : beforeDeadline(host.clock, 1000 * machine.timeoutSeconds, () => new Cancelled('TIMED_OUT'), signal, run));
    ending = { status: 'SUCCEEDED', output };
  } catch (error) {
    ending = endingOf(error, start);
  }
  const { status, ...facts } = ending;
  record(ENDED[status], facts);
  return ending;
};

/** A child shares its parent's host and tally; variables, context and history are its own. */
const runChild: RunChild = (block, input, start, parent, trace) =>
  runExecution({ block, timeoutSeconds: undefined }, input, { ...parent, start, record: recorderFor(parent.host, start.id) }, trace);

/**
 * Executes a state machine to its end. A workflow that fails, times out or is stopped is a result too; the promise rejects only for a
 * defect in the program around it. `input` and everything that the host returns must be JSON.
 */
export const execute = async (machine: StateMachine, input: unknown, host: ExecutionHost, start: ExecutionStart): Promise<ExecutionResult> => {
  const trace: Trace = [];
  const tally = { transitions: 0 };
  const random = (): number => host.random?.() ?? Math.random();
  const uuid = (): string => host.uuid?.() ?? randomUUID();
  const functions = stepFunctionsFunctions({ now: () => host.clock.now(), random, uuid });
  const ending = await runExecution(machine, input, { start, host, functions, random, uuid, tally, record: recorderFor(host, start.id) }, trace);
  const path = trace.map((visited) => (typeof visited === 'string' ? visited : Object.keys(visited).join('')));
  return { ...ending, transitions: tally.transitions, path, trace };
};
