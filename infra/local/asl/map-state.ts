import { runAll } from './concurrency';
import { innerThread, innerTraces, type RunBlock } from './parallel-state';
import type { Block, Distribution, MapState } from './state-machine';
import { StatesError } from './states-error';
import { fault, fitting, leave, scopeOf, type Execution, type ExecutionStart, type Exit, type Trace, type Visit } from './visit';

/** How an execution ended. */
export interface Ending {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  /** Only when it succeeded. */
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

export type RunChild = (block: Block, input: unknown, start: ExecutionStart, parent: Execution, trace: Trace) => Promise<Ending>;

/**
 * How much runs at once, whatever MaxConcurrency says. AWS: 40 and 10,000, https://docs.aws.amazon.com/step-functions/latest/dg/state-map.html;
 * here 1,000 children, since more in flight on one machine only fill its memory.
 */
const MOST_AT_ONCE = { inline: 40, distributed: 1_000 };

interface Item {
  readonly Index: number;
  readonly Value: unknown;
}

/** What a child execution starts with, and how many items it answers for. */
interface Load {
  readonly input: unknown;
  readonly items: number;
}

const itemsOf = async (visit: Visit, state: MapState): Promise<Item[]> => {
  const values = state.items ? await state.items(scopeOf(visit)) : visit.input;
  if (!Array.isArray(values)) throw fault(visit, 'States.Runtime', 'The input of a Map without Items must be an array.');
  return values.map((Value: unknown, Index) => ({ Index, Value }));
};

const inputOf = async (visit: Visit, state: MapState, item: Item): Promise<unknown> =>
  state.itemSelector ? state.itemSelector(scopeOf(visit, {}, { ...visit.context, Map: { Item: item } })) : item.Value;

const runInline = async (visit: Visit, state: MapState, items: readonly Item[], limit: number, runBlock: RunBlock): Promise<unknown[]> => {
  const { record } = visit.thread.execution;
  const traces = innerTraces(visit, items.length);
  const iterations = items.map((item, index) => async (signal: AbortSignal) => {
    const facts = { name: state.name, index };
    record('MapIterationStarted', facts);
    try {
      const output = await runBlock(state.processor, await inputOf(visit, state, item), innerThread(visit, traces[index] ?? [], signal, { Map: { Item: item } }));
      record('MapIterationSucceeded', facts);
      return output;
    } catch (error) {
      if (!signal.aborted) record('MapIterationFailed', facts);
      throw error;
    }
  });
  return runAll(iterations, Math.min(limit, MOST_AT_ONCE.inline), visit.thread.signal);
};

const loadsOf = async (visit: Visit, state: MapState, distribution: Distribution, items: readonly Item[]): Promise<Load[]> => {
  const inputs: unknown[] = [];
  for (const item of items) inputs.push(await inputOf(visit, state, item));
  const size = await distribution.maxItemsPerBatch?.(scopeOf(visit));
  if (size === undefined) return inputs.map((input) => ({ input, items: 1 }));
  const batchInput = await distribution.batchInput?.(scopeOf(visit));
  return Array.from({ length: Math.ceil(inputs.length / size) }, (_, batch) => {
    const Items = inputs.slice(batch * size, (batch + 1) * size);
    return { input: { ...(batchInput === undefined ? {} : { BatchInput: batchInput }), Items }, items: Items.length };
  });
};

/**
 * Whether so many failed items, of all of them, end the Map Run. Nothing is tolerated unless a threshold says so; with two, either ends it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/maprun-fail-threshold.html
 */
const thresholdOf = async (visit: Visit, distribution: Distribution, total: number): Promise<(failed: number) => boolean> => {
  const percentage = await distribution.toleratedFailurePercentage?.(scopeOf(visit));
  const count = (await distribution.toleratedFailureCount?.(scopeOf(visit))) ?? (percentage === undefined ? 0 : Infinity);
  return (failed) => failed > count || (100 * failed) / total > (percentage ?? 100);
};

const childOf = (parent: ExecutionStart, label: string, name: string, startTime: string, signal: AbortSignal): ExecutionStart => ({
  id: `${parent.stateMachineId.replace(':stateMachine:', ':execution:')}/${label}:${name}`,
  name,
  stateMachineId: `${parent.stateMachineId}/${label}`,
  stateMachineName: `${parent.stateMachineName}/${label}`,
  startTime,
  signal,
});

/**
 * What stands for a failed child in the result: its execution as ResultWriter's NONE describes it.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
const failedChild = (start: ExecutionStart, input: unknown, ending: Ending, stopTime: string): unknown => ({
  ...(ending.cause === undefined ? {} : { Cause: ending.cause }),
  ...(ending.error === undefined ? {} : { Error: ending.error }),
  ExecutionArn: start.id,
  Input: JSON.stringify(input),
  InputDetails: { Included: true },
  Name: start.name,
  StartDate: start.startTime,
  StateMachineArn: start.stateMachineId,
  Status: ending.status,
  StopDate: stopTime,
});

const runDistributed = async (
  visit: Visit, state: MapState, distribution: Distribution, items: readonly Item[], limit: number, runChild: RunChild,
): Promise<unknown[]> => {
  const { execution, signal } = visit.thread;
  const { uuid } = execution;
  const now = (): string => new Date(execution.host.clock.now()).toISOString();
  const loads = await loadsOf(visit, state, distribution, items);
  const isTooMuch = await thresholdOf(visit, distribution, items.length);
  const traces = innerTraces(visit, loads.length);
  const mapRunArn = `${execution.start.stateMachineId.replace(':stateMachine:', ':mapRun:')}/${distribution.label}:${uuid()}`;
  let failed = 0;
  const children = loads.map((load, index) => async (own: AbortSignal) => {
    const start = childOf(execution.start, distribution.label, uuid(), now(), own);
    const ending = await runChild(state.processor, load.input, start, execution, traces[index] ?? []);
    own.throwIfAborted();
    if (ending.status === 'SUCCEEDED') return ending.output;
    failed += load.items;
    if (isTooMuch(failed)) throw new StatesError('States.ExceedToleratedFailureThreshold', 'The specified tolerated failure threshold was exceeded');
    return failedChild(start, load.input, ending, now());
  });
  execution.record('MapRunStarted', { mapRunArn });
  try {
    const results = await runAll(children, Math.min(limit, MOST_AT_ONCE.distributed), signal);
    execution.record('MapRunSucceeded');
    return results;
  } catch (error) {
    if (error instanceof StatesError && !signal.aborted) execution.record('MapRunFailed', error.parts);
    throw error;
  }
};

export const runMap = async (visit: Visit, state: MapState, runBlock: RunBlock, runChild: RunChild): Promise<Exit> => {
  const { signal, execution } = visit.thread;
  const items = await itemsOf(visit, state);
  const limit = (await state.maxConcurrency?.(scopeOf(visit))) || Infinity;
  execution.record('MapStateStarted', { length: items.length });
  let result: unknown[];
  try {
    const results = state.distributed ? runDistributed(visit, state, state.distributed, items, limit, runChild) : runInline(visit, state, items, limit, runBlock);
    result = fitting(visit, await results);
  } catch (error) {
    if (error instanceof StatesError && !signal.aborted) execution.record('MapStateFailed', error.parts);
    throw error;
  }
  execution.record('MapStateSucceeded');
  return leave(visit, state, { result }, result);
};
