import { runAll } from './concurrency';
import type { Block, ParallelState } from './state-machine';
import { StatesError } from './states-error';
import { fitting, leave, scopeOf, type Exit, type Thread, type Trace, type Visit } from './visit';

export type RunBlock = (block: Block, input: unknown, thread: Thread) => Promise<unknown>;

/** A thread for a branch or an item of this execution: it reads the variables around it and keeps its own. */
export const innerThread = (visit: Visit, trace: Trace, signal: AbortSignal, context: Thread['context'] = {}): Thread => ({
  execution: visit.thread.execution,
  signal,
  context: { ...visit.thread.context, ...context },
  variables: Object.create(visit.thread.variables),
  trace,
});

/** Gives each branch or item of this attempt its place in the trace. */
export const innerTraces = (visit: Visit, count: number): Trace[] => {
  const traces = Array.from({ length: count }, (): Trace => []);
  for (const trace of traces) visit.inner.push(trace);
  return traces;
};

export const runParallel = async (visit: Visit, state: ParallelState, runBlock: RunBlock): Promise<Exit> => {
  const { signal, execution } = visit.thread;
  const input = state.arguments ? fitting(visit, await state.arguments(scopeOf(visit))) : visit.input;
  const traces = innerTraces(visit, state.branches.length);
  execution.record('ParallelStateStarted');
  const branches = state.branches.map((branch, index) => (own: AbortSignal) => runBlock(branch, input, innerThread(visit, traces[index] ?? [], own)));
  let result: unknown[];
  try {
    result = fitting(visit, await runAll(branches, branches.length, signal));
  } catch (error) {
    if (error instanceof StatesError && !signal.aborted) execution.record('ParallelStateFailed', error.parts);
    throw error;
  }
  execution.record('ParallelStateSucceeded');
  return leave(visit, state, { result }, result);
};
