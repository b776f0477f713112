import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import type { StoreCounts } from '../adapters/counting-tables';
import { AppError } from '../errors/app-error';
import type { RunStore } from '../stores/run-store';
import { log } from './log';

/** What a step's dependencies have when it works for a run. */
interface Counted {
  readonly runs: RunStore;
  readonly storeCounts: () => StoreCounts;
}

const isCounted = (deps: object): deps is Counted => 'runs' in deps && 'storeCounts' in deps;

/**
 * Makes a Lambda of a step: the input is parsed, dependencies are opened once per container, the error that the step throws keeps its
 * name (state machines match it), and what the step asked of the store is added to its run. middy is attached here and nowhere else.
 */
export const task = <I extends z.ZodType, D extends object, O>(step: { readonly input: I; readonly deps: () => D; readonly run: (deps: D, input: z.infer<I>) => Promise<O> }) => {
  let opened: D | undefined;
  const work = async (event: unknown): Promise<O> => {
    const input = step.input.parse(event);
    opened ??= step.deps();
    const deps = opened;
    if (!isCounted(deps)) return step.run(deps, input);

    const before = deps.storeCounts();
    const output = await step.run(deps, input);
    const runId = runIdOf(input) ?? runIdOf(output);
    if (runId !== undefined) await deps.runs.addUsage(runId, usageSince(before, deps.storeCounts()));
    return output;
  };
  return middy<unknown, O, Error, Context>()
    .before(({ context }) => log.addContext(context))
    .onError(({ error, event }) => logError(error, event))
    .handler(work);
};

const runIdOf = (value: unknown): string | undefined => (typeof value === 'object' && value !== null && 'runId' in value && typeof value.runId === 'string' ? value.runId : undefined);

/** What was asked of the store in between, under the names that a run reports. */
const usageSince = (before: StoreCounts, after: StoreCounts): Record<string, number> => ({
  Invocations: 1,
  ItemsRead: after.itemsRead - before.itemsRead,
  ItemsWritten: after.itemsWritten - before.itemsWritten,
  ReadUnits: after.readUnits - before.readUnits,
  WriteUnits: after.writeUnits - before.writeUnits,
  ...Object.fromEntries(Object.entries(after.calls).map(([operation, calls]) => [`Calls_${operation}`, calls - (Object.entries(before.calls).find(([name]) => name === operation)?.[1] ?? 0)])),
});

const logError = (error: Error | null, event: unknown): void => {
  const known = error instanceof AppError ? { kind: error.kind, details: error.details } : {};
  log.error('Step failed', { errorName: error?.name ?? 'Error', runId: runIdOf(event), ...known, stack: error instanceof AppError ? undefined : error?.stack });
};
