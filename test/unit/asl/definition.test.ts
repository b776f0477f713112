import { DefinitionError, parseStateMachine } from '../../../infra/local/asl/definition';

const problemsOf = (definition: unknown): readonly string[] => {
  try {
    parseStateMachine(definition);
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
  return [];
};

const machine = (States: object, fields: object = {}) => ({ QueryLanguage: 'JSONata', StartAt: 'A', States, ...fields });
const end = { Type: 'Pass', End: true };
const TASK = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f', End: true };
const processor = { StartAt: 'Each', States: { Each: end } };
const distributed = { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };

describe('what is JSONPath is refused by name', () => {
  it.each([
    ['the default query language', machine({ A: end }, { QueryLanguage: undefined }), 'State machine: field QueryLanguage must be JSONata: JSONPath, the default, is not implemented'],
    ['a state in JSONPath', machine({ A: { ...end, QueryLanguage: 'JSONPath' } }), "State 'A': field QueryLanguage must be JSONata: JSONPath is not implemented"],
    ['Parameters', machine({ A: { ...end, Parameters: {} } }), "State 'A': field Parameters belongs to JSONPath, which is not implemented"],
    ['Result', machine({ A: { ...end, Result: {} } }), "State 'A': field Result belongs to JSONPath, which is not implemented"],
    ['SecondsPath', machine({ A: { Type: 'Wait', Seconds: 1, SecondsPath: '$.s', End: true } }), "State 'A': field SecondsPath belongs to JSONPath, which is not implemented"],
    ['a Variable of a Choice', machine({ A: { Type: 'Choice', Choices: [{ Condition: true, Variable: '$.a', Next: 'B' }] }, B: end }), "State 'A': field Choices/0/Variable belongs to JSONPath, which is not implemented"],
    ['a path in a template', machine({ A: { ...end, Output: { deep: [{ 'id.$': '$.id' }] } } }), "State 'A': The field 'Output/deep[0]/id.$' is JSONPath, which is not implemented: write a JSONata expression under 'id'"],
  ])('%s', (_, definition, problem) => {
    expect(problemsOf(definition)).toEqual([problem]);
  });
});

describe('what AWS has and this interpreter has not is refused by name', () => {
  const map = (fields: object) => machine({ A: { Type: 'Map', Items: [1], ItemProcessor: distributed, End: true, ...fields } });
  const waits = 'waits for a job, a task token or an activity, of which lambda:invoke.waitForTaskToken and states:startExecution.sync:2 are implemented: call the service and return';

  it.each([
    ['HeartbeatSeconds', machine({ A: { ...TASK, HeartbeatSeconds: 5 } }), "State 'A': field HeartbeatSeconds is not implemented: nobody sends heartbeats, give TimeoutSeconds"],
    ['Credentials', machine({ A: { ...TASK, Credentials: {} } }), "State 'A': field Credentials is not implemented: there are no roles to assume"],
    ['task tokens of other services', machine({ A: { ...TASK, Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' } }), `State 'A': field Resource ${waits}`],
    ['other jobs', machine({ A: { ...TASK, Resource: 'arn:aws:states:::states:startExecution.sync' } }), `State 'A': field Resource ${waits}`],
    ['activities', machine({ A: { ...TASK, Resource: 'arn:aws:states:eu-west-1:111122223333:activity:a' } }), `State 'A': field Resource ${waits}`],
    ['ItemReader', map({ ItemReader: {} }), "State 'A': field ItemReader is not implemented: give Items"],
    ['ResultWriter', map({ ResultWriter: {} }), "State 'A': field ResultWriter is not implemented: have the item processor store its results"],
    ['batches by size', map({ ItemBatcher: { MaxItemsPerBatch: 1, MaxInputBytesPerBatch: 9 } }), "State 'A': field ItemBatcher/MaxInputBytesPerBatch is not implemented: give MaxItemsPerBatch"],
    ['express children', map({ ItemProcessor: { ...processor, ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } } }), "State 'A', ItemProcessor: field ProcessorConfig/ExecutionType must be STANDARD: express children are not implemented"],
    ['tolerance of an inline Map', map({ ItemProcessor: processor, ToleratedFailureCount: 1 }), "State 'A': field ToleratedFailureCount needs ProcessorConfig with Mode DISTRIBUTED"],
    ['$eval', machine({ A: { ...end, Output: { deep: '{% $map([1], function($x) { $eval("1") }) %}' } } }), `State 'A': The JSONata expression '$map([1], function($x) { $eval("1") })' specified for the field 'Output/deep' calls $eval, which Step Functions does not have: use $parse`],
  ])('%s', (_, definition, problem) => {
    expect(problemsOf(definition)).toEqual([problem]);
  });
});

describe('what is wrong on AWS too is refused', () => {
  const choice = { Type: 'Choice', Choices: [{ Condition: '{% true %}', Next: 'B' }] };
  const inBranch = (inner: object, outer: object = {}) => machine({ A: { Type: 'Parallel', Branches: [{ StartAt: 'X', States: { X: { ...end, ...inner } } }], End: true, ...outer } });

  it.each([
    ['no object', 'A', ['State machine: field Invalid input: expected object, received string']],
    ['an unknown field', machine({ A: { ...end, Outptu: 1 } }), ["State 'A': field Outptu is unknown"]],
    ['an unknown type', machine({ A: { Type: 'Lambda', End: true } }), ["State 'A': field Type must be one of Task, Parallel, Map, Choice, Wait, Pass, Succeed, Fail"]],
    ['a start that is not there', machine({ B: end }), ["State machine: field StartAt names 'A', which is no state here", "State 'B': no state leads to it"]],
    ['a target that is not there', machine({ A: { Type: 'Pass', Next: 'B' } }), ["State 'A': field Next names 'B', which is no state beside it", 'State machine: no state ends it']],
    ['a target in another block', inBranch({ End: undefined, Next: 'A' }), ["State 'X': field Next names 'A', which is no state beside it", "State 'A', branch 0: no state ends it"]],
    ['a state that nothing leads to', machine({ A: end, B: end }), ["State 'B': no state leads to it"]],
    ['a loop without end', machine({ A: { Type: 'Pass', Next: 'A' } }), ['State machine: no state ends it']],
    ['both Next and End', machine({ A: { ...end, Next: 'B' }, B: end }), ["State 'A': give either Next or End"]],
    ['neither Next nor End', machine({ A: { Type: 'Pass' } }), ["State 'A': give either Next or End", 'State machine: no state ends it']],
    ['a name used twice', machine({ A: { Type: 'Parallel', Branches: [{ StartAt: 'A', States: { A: end } }], End: true } }), ["State 'A': the name is used twice in the state machine"]],
    ['a name of more than 80 characters', machine({ A: { Type: 'Pass', Next: 'x'.repeat(81) } }), ["State 'A': field Next must have at most 80 characters"]],
    ['Seconds and Timestamp', machine({ A: { Type: 'Wait', Seconds: 1, Timestamp: '{% $t %}', End: true } }), ["State 'A': give either Seconds or Timestamp"]],
    ['a Timestamp without offset', machine({ A: { Type: 'Wait', Timestamp: '2024-10-01T06:00:00', End: true } }), ["State 'A': field Timestamp must be an ISO 8601 time with an offset, such as 2024-10-01T06:00:00Z"]],
    ['a computed interval', machine({ A: { ...TASK, Retry: [{ ErrorEquals: ['E'], IntervalSeconds: '{% 1 %}' }] } }), ["State 'A': field Retry/0/IntervalSeconds Invalid input: expected number, received string"]],
    ['States.ALL beside others', machine({ A: { ...TASK, Retry: [{ ErrorEquals: ['E', 'States.ALL'] }] } }), ["State 'A': field Retry/0/ErrorEquals must hold States.ALL alone and come last"]],
    ['States.ALL before others', machine({ A: { ...TASK, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }, { ErrorEquals: ['E'], Next: 'B' }] }, B: end }), ["State 'A': field Catch/0/ErrorEquals must hold States.ALL alone and come last"]],
    ['a reserved variable', machine({ A: { ...end, Assign: { states: 1 } } }), ["State 'A': field Assign/states is reserved"]],
    ['no name of a variable', machine({ A: { ...end, Assign: { 'a-b': 1 } } }), ["State 'A': field Assign/a-b is no variable name: start with a letter, go on with letters, digits and _, at most 80"]],
    ['an outer variable assigned in a branch', inBranch({ Assign: { n: 1 } }, { Assign: { n: 2 } }), ["State 'X': field Assign sets 'n', which belongs to the states around this block"]],
    ['bad JSONata', machine({ A: { ...choice, Choices: [{ Condition: '{% 1 + * 2 ) %}', Next: 'B' }] }, B: end }), ["State 'A': The JSONata expression '1 + * 2 )' specified for the field 'Choices[0]/Condition' is not valid JSONata. S0201: Syntax error: 2"]],
    ['half an expression', machine({ A: { ...end, Output: ['{% 1 %'] } }), ["State 'A': The field 'Output[0]' is half an expression: write {% … %} or neither mark"]],
  ])('%s', (_, definition, problems) => {
    expect(problemsOf(definition)).toEqual(problems);
  });

  it('names everything that is wrong at once, inner states too', () => {
    const definition = machine({
      A: { Type: 'Map', ItemProcessor: { StartAt: 'Each', States: { Each: { ...end, Result: 1 } } }, Next: 'B' },
      B: { ...TASK, Retry: [{ ErrorEquals: [] }], TimeoutSeconds: 0 },
    });

    expect(problemsOf(definition)).toEqual([
      "State 'B': field Retry/0/ErrorEquals must name at least one error",
      "State 'B': field TimeoutSeconds Too small: expected number to be >=1",
      "State 'Each': field Result belongs to JSONPath, which is not implemented",
    ]);
  });
});

describe('what is right is accepted', () => {
  it.each([
    ['a state that repeats the query language', machine({ A: { ...end, QueryLanguage: 'JSONata' } })],
    ['comments', machine({ A: { ...TASK, Comment: 'c', Retry: [{ Comment: 'c', ErrorEquals: ['States.ALL'] }] } }, { Comment: 'c', Version: '1.0' })],
    ['the same variable in two branches', machine({ A: { Type: 'Parallel', Branches: ['X', 'Y'].map((name) => ({ StartAt: name, States: { [name]: { ...end, Assign: { n: 1 } } } })), End: true } })],
    ['a Distributed Map that assigns a name of its parent', machine({ A: { Type: 'Map', ItemProcessor: { ...distributed, States: { Each: { ...end, Assign: { n: 1 } } } }, Assign: { n: 2 }, End: true } })],
    ['an expression without blanks', machine({ A: { ...end, Output: '{%1%}' } })],
  ])('%s', (_, definition) => {
    expect(problemsOf(definition)).toEqual([]);
  });
});
