import { only, runMachine } from './run-machine';

const rejection = { status: 'FAILED', transitions: 1, path: ['Only'], trace: ['Only'] };
const at = "An error occurred while executing the state 'Only' (entered at the event id #2).";

describe('Pass, Succeed and Fail', () => {
  it('hand on their input without Output', async () => {
    const { result } = await runMachine({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } } }, { a: [1] });

    expect(result).toEqual({ status: 'SUCCEEDED', output: { a: [1] }, transitions: 2, path: ['A', 'B'], trace: ['A', 'B'] });
  });

  it('evaluates Output at every depth, and leaves other strings alone', async () => {
    const Output = { n: '{% $states.input.a + 1 %}', list: ['{% $states.input.a %}', ' {% $x %} ', '$states.input'], deep: { '{% 1 %}': null } };

    const { result } = await runMachine(only({ Type: 'Pass', Output }), { a: 1 });

    expect(result.output).toEqual({ n: 2, list: [1, ' {% $x %} ', '$states.input'], deep: { '{% 1 %}': null } });
  });

  it('fails with the Error and Cause that it computes', async () => {
    const { result } = await runMachine({ StartAt: 'Only', States: { Only: { Type: 'Fail', Error: '{% $states.input.name & "Error" %}', Cause: 'as asked' } } }, { name: 'Seat' });

    expect(result).toEqual({ ...rejection, error: 'SeatError', cause: 'as asked' });
  });
});

describe('what an expression cannot do is a States.QueryEvaluationError that names expression and field', () => {
  it.each([
    ['finds nothing', '{% $states.input.none %}', "The JSONata expression '$states.input.none' specified for the field 'Output' returned nothing (undefined)."],
    ['reads the document root, which is not there', '{% $ %}', "The JSONata expression '$' specified for the field 'Output' returned nothing (undefined)."],
    ['adds text', '{% 1 + "a" %}', `The JSONata expression '1 + "a"' specified for the field 'Output' threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number`],
    ['returns a function', '{% $sum %}', "The JSONata expression '$sum' specified for the field 'Output' threw an error during evaluation. The result holds a function."],
  ])('%s', async (_, Output, message) => {
    const { result } = await runMachine(only({ Type: 'Pass', Output }));

    expect(result).toEqual({ ...rejection, error: 'States.QueryEvaluationError', cause: `${at} ${message}` });
  });

  it('reports a value of the wrong kind', async () => {
    const { result } = await runMachine(only({ Type: 'Wait', Seconds: '{% $states.input.s %}' }), { s: 1.5 });

    expect(result).toEqual({ ...rejection, error: 'States.QueryEvaluationError', cause: `${at} The field 'Seconds' must be an integer from 0 to 99999999, but its value is 1.5.` });
  });
});

describe('Choice', () => {
  const machine = (extra: object = {}): object => ({
    StartAt: 'Is it due?',
    States: {
      'Is it due?': {
        Type: 'Choice',
        Choices: [
          { Condition: "{% $states.input.outcome = 'due' %}", Next: 'Due', Output: 'chosen', Assign: { way: 'rule' } },
          { Condition: "{% $states.input.outcome in ['due', 'late'] %}", Next: 'Late' },
        ],
        ...extra,
      },
      Due: { Type: 'Succeed', Output: '{% $states.input & " by " & $way %}' },
      Late: { Type: 'Succeed', Output: 'late' },
      ...('Default' in extra ? { Neither: { Type: 'Succeed', Output: '{% $states.input & " by " & $way %}' } } : {}),
    },
  });

  it.each([
    ['due', 'Due', 'chosen by rule'],
    ['late', 'Late', 'late'],
  ])('takes the first condition that is true: %s', async (outcome, path, output) => {
    const { result } = await runMachine(machine(), { outcome });

    expect(result).toEqual({ status: 'SUCCEEDED', output, transitions: 2, path: ['Is it due?', path], trace: ['Is it due?', path] });
  });

  it('takes Default with the Output and Assign of the state', async () => {
    const { result } = await runMachine(machine({ Default: 'Neither', Output: 'default', Assign: { way: 'state' } }), { outcome: 'other' });

    expect(result.output).toBe('default by state');
  });

  it('fails with States.NoChoiceMatched without Default', async () => {
    const { result } = await runMachine(machine(), { outcome: 'other' });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.NoChoiceMatched', transitions: 1 });
  });

  it('refuses a condition that is not true or false', async () => {
    const { result } = await runMachine({
      StartAt: 'Q',
      States: { Q: { Type: 'Choice', Choices: [{ Condition: '{% $states.input.outcome %}', Next: 'E' }] }, E: { Type: 'Succeed' } },
    }, { outcome: 'due' });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', cause: expect.stringContaining(`'Choices[0]/Condition' must be true or false`) });
  });
});

describe('Wait', () => {
  const DAY = 86_400;

  it.each([
    ['seconds', { Seconds: 90 }, 90_000],
    ['seconds from the input, for a Retry-After', { Seconds: '{% $states.input.retryAfter %}' }, 7_000],
    ['until a time', { Timestamp: '1970-01-02T00:00:00Z' }, 1000 * DAY],
    ['until a time with an offset', { Timestamp: '{% "1970-01-02T00:00:00.5+01:00" %}' }, 1000 * (DAY - 3600) + 500],
    ['not at all for a time that has passed', { Timestamp: '1969-12-31T00:00:00Z' }, 0],
    ['far beyond what one timer can hold', { Seconds: 90 * DAY }, 90_000 * DAY],
  ])('waits %s', async (_, fields, elapsedMs) => {
    const run = await runMachine(only({ Type: 'Wait', ...fields }), { retryAfter: 7 });

    expect({ status: run.result.status, elapsedMs: run.elapsedMs }).toEqual({ status: 'SUCCEEDED', elapsedMs });
  });

  it('fails beyond the longest wait, where AWS was recorded to fail', async () => {
    const until = (days: number) => new Date(1000 * DAY * days).toISOString();

    const longest = await runMachine(only({ Type: 'Wait', Timestamp: until(24_855) }));
    const tooLong = await runMachine(only({ Type: 'Wait', Timestamp: until(24_856) }));

    expect(longest.result.status).toBe('SUCCEEDED');
    expect(tooLong.result).toEqual({ ...rejection, error: 'States.Runtime', cause: `${at} Wait state delay is too long.` });
  });

  it('refuses a time without offset', async () => {
    const { result } = await runMachine(only({ Type: 'Wait', Timestamp: '{% $states.input %}' }), '2024-10-01T06:00:00');

    expect(result).toMatchObject({ error: 'States.QueryEvaluationError', cause: expect.stringContaining('ISO 8601') });
  });
});

describe('variables', () => {
  it('are assigned beside Output: both see the values from before the state', async () => {
    const { result, events } = await runMachine({
      StartAt: 'First',
      States: {
        First: { Type: 'Pass', Assign: { a: 1 }, Next: 'Second' },
        Second: { Type: 'Pass', Assign: { a: '{% $a + 1 %}', before: '{% $a %}' }, Output: '{% $a %}', Next: 'Third' },
        Third: { Type: 'Pass', Output: { a: '{% $a %}', before: '{% $before %}', output: '{% $states.input %}' }, End: true },
      },
    });

    expect(result.output).toEqual({ a: 2, before: 1, output: 1 });
    expect(events.map(({ details }) => details['assignedVariables']).filter(Boolean)).toEqual([{ a: 1 }, { a: 2, before: 1 }]);
  });

  it('keep an array of one item an array', async () => {
    const { result } = await runMachine({
      StartAt: 'A',
      States: { A: { Type: 'Pass', Assign: { ids: '{% [$states.input.rows.id] %}' }, Next: 'B' }, B: { Type: 'Pass', Output: '{% $ids %}', End: true } },
    }, { rows: [{ id: 'x' }] });

    expect(result.output).toEqual(['x']);
  });

  it('cannot be read before they are assigned', async () => {
    const { result } = await runMachine(only({ Type: 'Pass', Output: '{% $later %}' }));

    expect(result).toEqual({ ...rejection, error: 'States.QueryEvaluationError', cause: `${at} The JSONata expression '$later' specified for the field 'Output' returned nothing (undefined).` });
  });
});

describe('the context object', () => {
  it('shows the execution, the machine and the state', async () => {
    const { result } = await runMachine(only({ Type: 'Pass', Output: '{% $states.context %}' }), { scheduledTime: 'then' });

    expect(result.output).toEqual({
      Execution: {
        Id: 'arn:aws:states:eu-west-1:111122223333:execution:machine:run',
        Input: { scheduledTime: 'then' },
        Name: 'run',
        StartTime: '1970-01-01T00:00:00.000Z',
        RedriveCount: 0,
      },
      StateMachine: { Id: 'arn:aws:states:eu-west-1:111122223333:stateMachine:machine', Name: 'machine' },
      State: { EnteredTime: '1970-01-01T00:00:00.000Z', Name: 'Only', RetryCount: 0 },
    });
  });
});

describe('limits', () => {
  const LIMIT = 262_144;
  const textOf = (bytes: number): string => `{% $pad("", ${bytes - 2}, "x") %}`; // two quotes

  it('passes on 256 KiB and not a byte more', async () => {
    const fits = await runMachine(only({ Type: 'Pass', Output: textOf(LIMIT) }));
    const tooLarge = await runMachine(only({ Type: 'Pass', Output: textOf(LIMIT + 1) }));

    expect(fits.result.status).toBe('SUCCEEDED');
    expect(tooLarge.result).toEqual({
      ...rejection,
      error: 'States.DataLimitExceeded',
      cause: "The state/task 'Only' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
  });

  it('counts bytes of UTF-8, in variables, arguments and results too', async () => {
    const large = 'é'.repeat(LIMIT / 2);
    const task = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f' };

    const runs = await Promise.all([
      runMachine(only({ Type: 'Pass', Assign: { large: '{% $states.input %}' } }), large),
      runMachine(only({ ...task, Arguments: '{% $states.input %}' }), large),
      runMachine(only({ ...task, Arguments: {} }), {}, () => large),
    ]);

    expect(runs.map(({ result }) => result.error)).toEqual(Array(3).fill('States.DataLimitExceeded'));
  });

  it('ends an execution whose history outgrows 25,000 events, so that no loop runs for ever', async () => {
    const { result, events } = await runMachine({
      StartAt: 'Again?',
      States: { 'Again?': { Type: 'Choice', Choices: [{ Condition: false, Next: 'End' }], Default: 'Again?' }, End: { Type: 'Succeed' } },
    });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.Runtime', cause: expect.stringContaining('maximum number of history events (25000)'), transitions: 12_501 });
    expect(events.at(-1)).toMatchObject({ id: 25_003, type: 'ExecutionFailed' });
  });
});
