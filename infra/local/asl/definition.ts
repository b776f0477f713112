import type * as z from 'zod';
import { aBoolean, aNumber, anArray, aRecord, aText, compileTemplate, compileTyped, isExpression, type Expectation, type Template } from './expressions';
import {
  branchSchema, describeIssues, machineSchema, processorSchema, stateSchema,
  type BlockFields, type RetrierFields, type ShapingFields, type StateFields,
} from './grammar';
import { linkProblems, variablesOf } from './links';
import type { Retrier } from './retry';
import type { Block, Distribution, State, StateMachine, Transition } from './state-machine';

/** A definition that cannot be run here. `problems` has one line for each reason, naming state and field. */
export class DefinitionError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The state machine cannot be run:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.name = 'DefinitionError';
  }
}

/** Where the parser stands, and what it has found wrong so far: a definition is refused once, for all its reasons. */
interface Place {
  readonly problems: string[];
  readonly where: string;
  /** Every state name of the machine: names are unique across its blocks. */
  readonly names: Set<string>;
  /** Variables of the blocks around this one, which it can read and must not assign. */
  readonly outerVariables: ReadonlySet<string>;
}

const check = <T>(schema: z.ZodType<T>, value: unknown, place: Place): T | undefined => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  place.problems.push(...describeIssues(result.error.issues).map((issue) => `${place.where}: ${issue}`));
  return undefined;
};

/** Compiles a field if it is there; what does not compile is noted, and then the machine is refused. */
const compiled = <T>(place: Place, value: unknown, compile: () => Template<T>): Template<T> | undefined => {
  if (value === undefined) return undefined;
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    place.problems.push(`${place.where}: ${error.message}`);
    return undefined;
  }
};

const template = (place: Place, value: unknown, field: string): Template | undefined => compiled(place, value, () => compileTemplate(value, field));
const typed = <T>(place: Place, value: unknown, field: string, expected: Expectation<T>): Template<T> | undefined =>
  compiled(place, value, () => compileTyped(value, field, expected));

const transition = (place: Place, fields: ShapingFields, next: string | undefined, prefix = ''): Transition => ({
  next,
  output: template(place, fields.Output, `${prefix}Output`),
  assign: typed(place, fields.Assign, `${prefix}Assign`, aRecord),
});

/** Defaults: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html#error-handling-retrying-after-an-error */
const toRetrier = (fields: RetrierFields): Retrier => ({
  errorEquals: fields.ErrorEquals,
  intervalSeconds: fields.IntervalSeconds ?? 1,
  maxAttempts: fields.MaxAttempts ?? 3,
  backoffRate: fields.BackoffRate ?? 2,
  maxDelaySeconds: fields.MaxDelaySeconds ?? Infinity,
  jitter: fields.JitterStrategy ?? 'NONE',
});

const checkWildcard = (place: Place, field: string, entries: readonly { readonly ErrorEquals: readonly string[] }[]): void => {
  entries.forEach(({ ErrorEquals }, index) => {
    if (ErrorEquals.includes('States.ALL') && (ErrorEquals.length > 1 || index < entries.length - 1)) {
      place.problems.push(`${place.where}: field ${field}/${index}/ErrorEquals must hold States.ALL alone and come last`);
    }
  });
};

const guard = (place: Place, fields: Extract<StateFields, { Type: 'Task' | 'Parallel' | 'Map' }>) => {
  checkWildcard(place, 'Retry', fields.Retry ?? []);
  checkWildcard(place, 'Catch', fields.Catch ?? []);
  return {
    retry: (fields.Retry ?? []).map(toRetrier),
    catch: (fields.Catch ?? []).map((entry, index) => Object.assign(transition(place, entry, entry.Next, `Catch[${index}]/`), { errorEquals: entry.ErrorEquals })),
  };
};

/** Fields that shape children which are executions of their own. */
const DISTRIBUTED_ONLY = ['ItemBatcher', 'ToleratedFailureCount', 'ToleratedFailurePercentage', 'Label'] as const;

const parseMap = (name: string, fields: Extract<StateFields, { Type: 'Map' }>, place: Place, inner: ReadonlySet<string>) => {
  const processor = check(processorSchema, fields.ItemProcessor, { ...place, where: `${place.where}, ItemProcessor` });
  const isDistributed = processor?.ProcessorConfig?.Mode === 'DISTRIBUTED';
  const block = processor && parseBlock(processor, { ...place, where: `${place.where}, ItemProcessor`, outerVariables: isDistributed ? new Set() : inner });
  if (!isDistributed) {
    for (const field of DISTRIBUTED_ONLY) {
      if (fields[field] !== undefined) place.problems.push(`${place.where}: field ${field} needs ProcessorConfig with Mode DISTRIBUTED`);
    }
  }
  const distributed: Distribution | undefined = isDistributed
    ? {
        label: fields.Label ?? name.replace(/[^A-Za-z0-9-]/g, '').slice(0, 40),
        maxItemsPerBatch: typed(place, fields.ItemBatcher?.MaxItemsPerBatch, 'ItemBatcher/MaxItemsPerBatch', aNumber(1, 100_000_000)),
        batchInput: template(place, fields.ItemBatcher?.BatchInput, 'ItemBatcher/BatchInput'),
        toleratedFailureCount: typed(place, fields.ToleratedFailureCount, 'ToleratedFailureCount', aNumber(0, 99_999_999)),
        toleratedFailurePercentage: typed(place, fields.ToleratedFailurePercentage, 'ToleratedFailurePercentage', aNumber(0, 100, 'number')),
      }
    : undefined;
  return block && { processor: block, distributed };
};

const TIMESTAMP: Expectation<string> = {
  words: 'an ISO 8601 time with an offset, such as 2024-10-01T06:00:00Z',
  holds: (value): value is string =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(Date.parse(value)),
};

const checkWait = (fields: Extract<StateFields, { Type: 'Wait' }>, place: Place): void => {
  if ((fields.Seconds === undefined) === (fields.Timestamp === undefined)) place.problems.push(`${place.where}: give either Seconds or Timestamp`);
  if (fields.Timestamp !== undefined && !isExpression(fields.Timestamp) && !TIMESTAMP.holds(fields.Timestamp)) {
    place.problems.push(`${place.where}: field Timestamp must be ${TIMESTAMP.words}`);
  }
};

/** `inner` are the variables that blocks inside this state can read. Undefined when the state cannot be compiled: the reason is noted. */
const parseState = (name: string, fields: StateFields, place: Place, inner: ReadonlySet<string>): State | undefined => {
  switch (fields.Type) {
    case 'Pass':
      return { type: 'Pass', name, ...transition(place, fields, fields.Next) };
    case 'Succeed':
      return { type: 'Succeed', name, ...transition(place, fields, undefined) };
    case 'Fail':
      return { type: 'Fail', name, error: typed(place, fields.Error, 'Error', aText), cause: typed(place, fields.Cause, 'Cause', aText) };
    case 'Wait':
      checkWait(fields, place);
      return {
        type: 'Wait', name, ...transition(place, fields, fields.Next),
        seconds: typed(place, fields.Seconds, 'Seconds', aNumber(0, 99_999_999)),
        timestamp: typed(place, fields.Timestamp, 'Timestamp', TIMESTAMP),
      };
    case 'Choice':
      return {
        type: 'Choice', name,
        choices: fields.Choices.flatMap((choice, index) => {
          const condition = typed(place, choice.Condition, `Choices[${index}]/Condition`, aBoolean);
          return condition ? [{ condition, ...transition(place, choice, choice.Next, `Choices[${index}]/`) }] : [];
        }),
        otherwise: fields.Default === undefined ? undefined : transition(place, fields, fields.Default),
      };
    case 'Task':
      return {
        type: 'Task', name, ...transition(place, fields, fields.Next), ...guard(place, fields),
        resource: fields.Resource,
        arguments: template(place, fields.Arguments, 'Arguments'),
        timeoutSeconds: typed(place, fields.TimeoutSeconds, 'TimeoutSeconds', aNumber(1, 99_999_999)),
      };
    case 'Parallel':
      return {
        type: 'Parallel', name, ...transition(place, fields, fields.Next), ...guard(place, fields),
        arguments: template(place, fields.Arguments, 'Arguments'),
        branches: fields.Branches.flatMap((branch, index) => {
          const at = { ...place, where: `${place.where}, branch ${index}`, outerVariables: inner };
          const block = check(branchSchema, branch, at);
          return (block && parseBlock(block, at)) ?? [];
        }),
      };
    case 'Map': {
      const parts = parseMap(name, fields, place, inner);
      return parts && {
        type: 'Map', name, ...transition(place, fields, fields.Next), ...guard(place, fields), ...parts,
        items: typed(place, fields.Items, 'Items', anArray),
        itemSelector: template(place, fields.ItemSelector, 'ItemSelector'),
        maxConcurrency: typed(place, fields.MaxConcurrency, 'MaxConcurrency', aNumber(0, 99_999_999)),
      };
    }
  }
};

const parseBlock = (block: BlockFields, place: Place): Block | undefined => {
  const fieldsByName = new Map<string, StateFields>();
  for (const [name, json] of Object.entries(block.States)) {
    const fields = check(stateSchema, json, { ...place, where: `State '${name}'` });
    if (fields) fieldsByName.set(name, fields);
  }
  place.problems.push(...linkProblems(block, fieldsByName, place));
  const inner = new Set([...place.outerVariables, ...[...fieldsByName.values()].flatMap(variablesOf)]);
  const states = new Map<string, State>();
  for (const [name, fields] of fieldsByName) {
    const state = parseState(name, fields, { ...place, where: `State '${name}'` }, inner);
    if (state) states.set(name, state);
  }
  const start = states.get(block.StartAt);
  return start && { start, states };
};

/**
 * Checks and compiles a definition in the Amazon States Language, given as parsed JSON. Only `QueryLanguage: JSONata` is known.
 * Throws DefinitionError naming the state and field of everything that is wrong, or right on AWS and not implemented here.
 */
export const parseStateMachine = (definition: unknown): StateMachine => {
  const place: Place = { problems: [], where: 'State machine', names: new Set(), outerVariables: new Set() };
  const fields = check(machineSchema, definition, place);
  const block = fields && parseBlock(fields, place);
  if (place.problems.length > 0 || !fields || !block) throw new DefinitionError(place.problems);
  return { block, timeoutSeconds: fields.TimeoutSeconds };
};
