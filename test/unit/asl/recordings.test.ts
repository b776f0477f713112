import { DefinitionError, parseStateMachine } from '../../../infra/local/asl/definition';
import type { HistoryEvent } from '../../../infra/local/asl/history';
import { loadCases, loadDefinition, loadIntrinsics, toDocument, type Definition, type RecordedCase } from './recorded-definitions';
import { runMachine } from './run-machine';

const data = process.env['REVSIGNAL_DATA'] ?? '';
const whenData = data ? describe : describe.skip;
const note = data ? '' : ' (skipped: REVSIGNAL_DATA is not set)';

/** `fields` replaces fields of the named states; a field given as undefined goes. */
type Edits = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const FUNCTION = 'arn:<partition>:lambda:<region>:111111111111:function:lambda_function_name';
const FUNCTION_OF_TEST = 'arn:<partition>:lambda:<region>:111111111111:function:<lambda-function-name>';
const INVOKE = { FunctionName: FUNCTION_OF_TEST, Payload: {} };
const FROM_INPUT = '{% $states.input.input_value %}';

/**
 * What the recorded tests changed in a definition before they ran it, as far as the recording tells, and where a state was JSONPath
 * the same thing in JSONata. For all of them the query language is declared once, at the top.
 */
const APPLICABLE: Readonly<Record<string, Edits>> = {
  'test_base_cases[BASE_LAMBDA_EMPTY]': { State0: { Resource: FUNCTION } },
  'test_base_cases[BASE_LAMBDA_LITERALS]': { State0: { Resource: FUNCTION } },
  'test_base_cases[BASE_LAMBDA_EXPRESSION]': {
    Init: { Assign: { var_input_value: '{% $states.input.input_value %}', var_constant_1: 1 } },
    State0: { Resource: FUNCTION },
  },
  'test_base_cases[BASE_LAMBDA_EMPTY_GLOBAL_QL_JSONATA]': { State0: { Resource: FUNCTION } },
  // The expressions themselves are not in the recording: these are of the kind that the name says.
  'test_base_jsonata_regular_expressions[BASE]': { Start: { Output: '{% $contains("hello$world", /^hello\\$/) %}' } },
  'test_base_jsonata_regular_expressions[BASE_SINGLE_QUOTE]': { Start: { Output: "{% $contains('hello$world', /^hello\\$/) %}" } },
  'test_base_jsonata_regular_expressions[BASE_FALSE]': { Start: { Output: '{% $contains("hello$world", /^world\\$/) %}' } },
  'test_base_jsonata_regular_expressions[BASE_SINGLE_QUOTE_FALSE]': { Start: { Output: "{% $contains('hello$world', /^world\\$/) %}" } },
  'test_merge_with_dynamic_args': { Start: { Output: '{% $merge([$states.input.part1, $states.input.part2]) %}' } },
  'test_base_task[TIMEOUT_SECONDS]': { Start: { Arguments: INVOKE, TimeoutSeconds: '{% 1 %}' } },
  'test_base_map[ITEMS]': { Start: { Items: '{% [1,2,3] %}' } },
  'test_base_map[ITEMS_DOUBLE_QUOTES]': { Start: { Items: '{% $parse("[1,2,3]") %}' } },
  'test_base_map[MAX_CONCURRENCY]': { Start: { MaxConcurrency: '{% 1 %}' } },
  'test_base_map_from_input[ITEMS]': { Start: { Items: FROM_INPUT } },
  'test_base_map_from_input[MAX_CONCURRENCY]': { Start: { MaxConcurrency: FROM_INPUT } },
  'test_state_fail': {},
  'test_state_fail_empty': {},
  'test_decl_version_1_0': {},
  'test_state_pass_result': { State_1: { Result: undefined, Output: { Arg1: 'argument1' } } },
  'test_comment_in_parameters': {
    StartState: { Parameters: undefined, Output: { Comment: 'Comment text', comment: 'comment text', constant: 'constant text' } },
  },
  'test_base_wait_seconds_path': { WaitState: { SecondsPath: undefined, Seconds: '{% $states.input.input.waitSeconds %}' } },
  'test_base_wait_seconds_path[0]': { WaitState: { SecondsPath: undefined, Seconds: '{% $states.input.input.waitSeconds %}' } },
  'test_base_wait_seconds_path[1]': { WaitState: { SecondsPath: undefined, Seconds: '{% $states.input.input.waitSeconds %}' } },
  'test_variable_sampling[JSONATA_ASSIGN_JSONPATH_REF]': { JSONPathState: { Assign: { theAnswerVar: 18, oldAnswerVar: '{% $theAnswerVar %}' } } },
  'test_variable_sampling[JSONPATH_ASSIGN_JSONATA_REF]': {},
  'test_output_to_state[JSONATA_OUTPUT_TO_JSONPATH]': {},
  'test_lambda_task_resource_data_flow[TASK_LAMBDA_LEGACY_RESOURCE_JSONATA_TO_JSONPATH]': { JsonataState: { Resource: FUNCTION_OF_TEST } },
  'test_lambda_task_resource_data_flow[TASK_LAMBDA_SDK_RESOURCE_JSONATA_TO_JSONPATH]': {
    JsonataState: { Arguments: { ...INVOKE, Payload: { foo: 'foo-1' } } },
  },
};

const NOT_APPLICABLE: readonly (readonly [why: string, cases: RegExp])[] = [
  ['HeartbeatSeconds is refused: nobody sends heartbeats', /test_base_task(_from_input)?\[HEARTBEAT_SECONDS\]/],
  ['a tolerance on an inline Map is refused: the recordings show it accepted, but no item fails in them', /test_base_map(_from_input)?\[TOLERATED_FAILURE/],
  ['JSONPath: reads its input with a path', /test_json_path_array|test_state_pass_regex_json_path_base|test_state_pass_result_(null_input_output_paths|jsonpaths)/],
  ['JSONPath: ErrorPath and CausePath', /test_state_fail_(path|intrinsic)/],
  ['JSONPath: queries the context object with paths', /test_query_context_object_values/],
  ['JSONPath: TimestampPath, and the recording hides the times', /test_timestamp_too_far_in_future_boundary|test_wait_timestamppath/],
  ['JSONPath: fails in words about SecondsPath', /test_base_wait_seconds_path\[-?\d?\.?\d*\]/],
  ['JSONPath: Variable comparisons and ResultPath', /test_comments_as_per_docs/],
  ['JSONPath intrinsic function', /test_json_merge_escaped_argument/],
  ['JSONPath: Parameters, OutputPath and Result feed the JSONata state', /JSONPATH_OUTPUT_TO_JSONATA|_JSONPATH_TO_JSONATA\]|test_task_dataflow_to_state/],
];

const nameOf = ({ id }: { readonly id: string }): string => id.split('::').at(-1) ?? id;

/** The definition as the recorded test ran it: every state in JSONata, declared once at the top. */
const edited = (definition: Definition, edits: Edits): object => ({
  ...definition,
  QueryLanguage: 'JSONata',
  States: Object.fromEntries(
    Object.entries(definition.States).map(([name, fields]) => [name, JSON.parse(JSON.stringify({ ...fields, ...edits[name], QueryLanguage: undefined }))]),
  ),
});

/** Facts about the account that ran the recording, and marks of the API that returned it. */
const NOT_OURS = new Set(['inputDetails', 'outputDetails', 'assignedVariablesDetails', 'roleArn', 'region']);
const DOCUMENTS = new Set(['input', 'output']);

const recordedEvent = (event: RecordedCase['events'][number]) => {
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1] ?? {};
  const facts = Object.entries(details as Record<string, unknown>).filter(([key]) => !NOT_OURS.has(key));
  return {
    id: event.id,
    type: event.type,
    details: Object.fromEntries(
      facts.map(([key, value]) => {
        if (DOCUMENTS.has(key)) return [key, toDocument(value)];
        if (key !== 'assignedVariables') return [key, value];
        return [key, Object.fromEntries(Object.entries(value as Record<string, unknown>).map(([name, text]) => [name, toDocument(text)]))];
      }),
    ),
  };
};

const ourEvent = ({ id, type, details }: HistoryEvent) => ({ id, type, details });

/** What the function or service answered in the recording, attempt after attempt. */
const recordedResults = (recorded: RecordedCase): unknown[] =>
  recorded.events.map(recordedEvent).filter(({ type }) => /^(Task|LambdaFunction)Succeeded$/.test(type)).map(({ details }) => details['output']);

whenData(`executions recorded on AWS${note}`, () => {
  const cases = data ? loadCases(data) : [];

  it.each(cases.filter((recorded) => nameOf(recorded) in APPLICABLE).map((recorded) => [nameOf(recorded), recorded] as const))(
    '%s runs as recorded, event by event',
    async (name, recorded) => {
      const definition = edited(loadDefinition(data, recorded.template), APPLICABLE[name] ?? {});
      const answers = recordedResults(recorded);

      const { events, result } = await runMachine(definition, recorded.input, () => answers.shift());

      expect(events.map(ourEvent)).toEqual(recorded.events.map(recordedEvent));
      expect(`Execution${result.status}`.toUpperCase()).toBe(recorded.events.at(-1)?.type.toUpperCase());
    },
  );

  it('says of every other recording why it does not apply', () => {
    const others = cases.map(nameOf).filter((name) => !(name in APPLICABLE));

    expect(others.filter((name) => !NOT_APPLICABLE.some(([, pattern]) => pattern.test(name)))).toEqual([]);
    expect(NOT_APPLICABLE.filter(([, pattern]) => !others.some((name) => pattern.test(name)))).toEqual([]);
    expect({ applicable: cases.length - others.length, others: others.length }).toEqual({ applicable: Object.keys(APPLICABLE).length, others: 42 });
  });

  it.each(cases.filter((recorded) => !(nameOf(recorded) in APPLICABLE) && !/HEARTBEAT|TOLERATED/.test(recorded.id)).map((recorded) => [nameOf(recorded), recorded] as const))(
    '%s is refused, for it is JSONPath',
    (_, recorded) => {
      expect(() => parseStateMachine(loadDefinition(data, recorded.template))).toThrow(DefinitionError);
    },
  );

  it.each([
    ['HeartbeatSeconds', 'base_task'],
    ['ToleratedFailureCount', 'base_map'],
    ['ToleratedFailurePercentage', 'base_map'],
  ])('refuses %s in %s, which AWS accepts', (field, template) => {
    const definition = edited(loadDefinition(data, `templates/evaluatejsonata/statemachines/${template}.json5`), { Start: { [field]: 1 } });

    expect(() => parseStateMachine(definition)).toThrow(`State 'Start': field ${field}`);
  });
});

whenData(`intrinsic functions recorded on AWS${note}`, () => {
  const recordings = data ? loadIntrinsics(data) : [];
  const isJsonata = ({ template }: { readonly template: string }): boolean => template.endsWith('_jsonata.json5');

  it.each(recordings.filter(isJsonata).map((recorded) => [`${nameOf(recorded)} ${JSON.stringify(recorded.input)}`, recorded] as const))('%s', async (_, recorded) => {
    const { result } = await runMachine(edited(loadDefinition(data, recorded.template), {}), recorded.input);

    const { status, output, error, cause } = result;
    expect({ status, output, error, cause }).toEqual(
      recorded.error === null
        ? { status: 'SUCCEEDED', output: toDocument(recorded.output), error: undefined, cause: undefined }
        : { status: 'FAILED', output: undefined, ...recorded.error },
    );
  });

  it('knows no States.* intrinsic function, which are JSONPath: those definitions are refused', () => {
    const others = recordings.filter((recorded) => !isJsonata(recorded));
    const accepted = others.filter(({ template }) => {
      try {
        parseStateMachine(loadDefinition(data, template));
        return true;
      } catch (error) {
        return !(error instanceof DefinitionError);
      }
    });

    expect({ applicable: recordings.length - others.length, others: others.length, accepted }).toEqual({ applicable: 32, others: 132, accepted: [] });
  });
});
