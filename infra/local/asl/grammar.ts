import * as z from 'zod';
import { isExpression } from './expressions';

/**
 * The JSONata half of the Amazon States Language, https://states-language.net/spec.html, as far as it is implemented here:
 * every field that is not listed is refused. What stands between states (targets, names, scopes) is checked in definition.ts.
 */

/** Fields of the other query language: paths, payload templates, and the operators of its Choice rules. */
const JSONPATH_FIELD =
  /Path$|^(Parameters|Result|ResultSelector|Iterator|Variable|And|Or|Not)$|^(String|Numeric|Boolean|Timestamp)(Equals|LessThan|GreaterThan|Matches)|^Is[A-Z]/;

/** Fields of JSONata states that AWS has and this interpreter has not. */
const NOT_IMPLEMENTED: Readonly<Record<string, string>> = {
  HeartbeatSeconds: 'nobody sends heartbeats, give TimeoutSeconds',
  Credentials: 'there are no roles to assume',
  ItemReader: 'give Items',
  ResultWriter: 'have the item processor store its results',
  MaxInputBytesPerBatch: 'give MaxItemsPerBatch',
};

const refusalOf = (field: string): string => {
  if (JSONPATH_FIELD.test(field)) return 'belongs to JSONPath, which is not implemented';
  const instead = NOT_IMPLEMENTED[field];
  return instead === undefined ? 'is unknown' : `is not implemented: ${instead}`;
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LONGEST_SECONDS = 99_999_999;

const stateName = z.string().min(1).max(80, 'must have at most 80 characters');
const json = z.json();
const text = z.string();
const orExpression = (number: z.ZodNumber, words: string) =>
  z.union([number, z.string().refine(isExpression)], { error: `must be ${words}, or a JSONata expression` });
const integerFrom = (least: number, most: number) => orExpression(z.number().int().min(least).max(most), `an integer from ${least} to ${most}`);

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html: names and their length. */
const variableName = z
  .string()
  .regex(/^[\p{ID_Start}_][\p{ID_Continue}]{0,79}$/u, 'is no variable name: start with a letter, go on with letters, digits and _, at most 80')
  .refine((name) => name !== 'states', 'is reserved');

const assign = z.record(variableName, json);
const shaped = { Output: json.optional(), Assign: assign.optional() };
const common = {
  Comment: text.optional(),
  QueryLanguage: z.literal('JSONata', 'must be JSONata: JSONPath is not implemented').optional(),
};
const leaving = { Next: stateName.optional(), End: z.boolean().optional() };

const errorEquals = z.array(text).min(1, 'must name at least one error');
const retrier = z.strictObject({
  Comment: text.optional(),
  ErrorEquals: errorEquals,
  IntervalSeconds: z.number().int().min(1).max(LONGEST_SECONDS).optional(),
  MaxAttempts: z.number().int().min(0).max(LONGEST_SECONDS).optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: z.number().int().min(1).max(31_622_399).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
const catcher = z.strictObject({ Comment: text.optional(), ErrorEquals: errorEquals, Next: stateName, ...shaped });
const guarded = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

/** What `.sync` and `.waitForTaskToken` wait for has to report back here, which functions and executions do; plain calls are the host's to know. */
const WAITING = /\.(sync|waitForTaskToken)(:\d+)?$|:activity:/;
const WAITING_HERE = /:states:::(lambda:invoke\.waitForTaskToken|states:startExecution\.sync:2)$/;
const resource = text.min(1).refine((arn) => !WAITING.test(arn) || WAITING_HERE.test(arn), {
  error: 'waits for a job, a task token or an activity, of which lambda:invoke.waitForTaskToken and states:startExecution.sync:2 are implemented: call the service and return',
});

const choice = z.strictObject({ Comment: text.optional(), Condition: z.union([z.boolean(), z.string().refine(isExpression)], { error: 'must be true, false or a JSONata expression' }), Next: stateName, ...shaped });
const batcher = z.strictObject({ MaxItemsPerBatch: integerFrom(1, 100_000_000), BatchInput: z.record(text, json).optional() });

const states = {
  Task: z.strictObject({
    ...common, ...leaving, ...shaped, ...guarded,
    Type: z.literal('Task'),
    Resource: resource,
    Arguments: json.optional(),
    TimeoutSeconds: integerFrom(1, LONGEST_SECONDS).optional(),
  }),
  Parallel: z.strictObject({
    ...common, ...leaving, ...shaped, ...guarded,
    Type: z.literal('Parallel'),
    Arguments: json.optional(),
    Branches: z.array(z.unknown()).min(1, 'must have at least one branch'),
  }),
  Map: z.strictObject({
    ...common, ...leaving, ...shaped, ...guarded,
    Type: z.literal('Map'),
    Items: z.union([z.array(json), z.string().refine(isExpression)], { error: 'must be an array, or a JSONata expression' }).optional(),
    ItemSelector: json.optional(),
    ItemBatcher: batcher.optional(),
    ItemProcessor: z.looseObject({}, 'must be an object'),
    MaxConcurrency: integerFrom(0, LONGEST_SECONDS).optional(),
    ToleratedFailureCount: integerFrom(0, LONGEST_SECONDS).optional(),
    ToleratedFailurePercentage: orExpression(z.number().min(0).max(100), 'a number from 0 to 100').optional(),
    Label: text.max(40).optional(),
  }),
  Choice: z.strictObject({
    ...common, ...shaped,
    Type: z.literal('Choice'),
    Choices: z.array(choice).min(1, 'must have at least one choice'),
    Default: stateName.optional(),
  }),
  Wait: z.strictObject({
    ...common, ...leaving, ...shaped,
    Type: z.literal('Wait'),
    Seconds: integerFrom(0, LONGEST_SECONDS).optional(),
    Timestamp: text.optional(),
  }),
  Pass: z.strictObject({ ...common, ...leaving, ...shaped, Type: z.literal('Pass') }),
  Succeed: z.strictObject({ ...common, Type: z.literal('Succeed'), Output: json.optional() }),
  Fail: z.strictObject({ ...common, Type: z.literal('Fail'), Error: text.optional(), Cause: text.optional() }),
};

const block = { Comment: text.optional(), StartAt: stateName, States: z.record(stateName, z.unknown()) };

export const machineSchema = z.strictObject({
  ...block,
  QueryLanguage: z.literal('JSONata', 'must be JSONata: JSONPath, the default, is not implemented'),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: z.number().int().min(1).max(LONGEST_SECONDS).optional(),
});
export const branchSchema = z.strictObject({ ...block, QueryLanguage: common.QueryLanguage });
export const processorSchema = z.strictObject({
  ...block,
  QueryLanguage: common.QueryLanguage,
  ProcessorConfig: z
    .discriminatedUnion('Mode', [
      z.strictObject({ Mode: z.literal('INLINE') }),
      z.strictObject({
        Mode: z.literal('DISTRIBUTED'),
        ExecutionType: z.literal('STANDARD', 'must be STANDARD: express children are not implemented'),
      }),
    ])
    .optional(),
});
export const stateSchema = z.discriminatedUnion(
  'Type',
  [states.Task, states.Parallel, states.Map, states.Choice, states.Wait, states.Pass, states.Succeed, states.Fail],
  { error: `must be one of ${Object.keys(states).join(', ')}` },
);

export type StateFields = z.infer<typeof stateSchema>;
export type BlockFields = z.infer<typeof branchSchema>;
export type RetrierFields = z.infer<typeof retrier>;
/** The fields with which a state, a choice or a catcher shapes what leaves it. */
export interface ShapingFields {
  readonly Output?: z.infer<typeof json> | undefined;
  readonly Assign?: z.infer<typeof assign> | undefined;
}

/** One line for each thing a schema found: the field, then what is wrong with it. */
export const describeIssues = (issues: readonly z.core.$ZodIssue[]): string[] =>
  issues.flatMap((issue) => {
    const at = issue.path.length === 0 ? '' : `${issue.path.join('/')} `;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => `field ${[...issue.path, key].join('/')} ${refusalOf(key)}`);
    }
    if (issue.code === 'invalid_key') return `field ${at}${issue.issues.map(({ message }) => message).join(', ')}`;
    return `field ${at}${issue.message}`;
  });
