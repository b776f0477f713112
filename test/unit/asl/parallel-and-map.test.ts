import { StatesError } from '../../../infra/local/asl/states-error';
import { only, runMachine, type TaskFake } from './run-machine';

const TASK = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f' };
const pass = (name: string, fields: object = {}) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true, ...fields } } });

describe('Parallel', () => {
  it('gives every branch its input and gathers the outputs in order', async () => {
    const Branches = [
      { StartAt: 'Slow', States: { Slow: { Type: 'Wait', Seconds: 9, End: true } } },
      pass('Fast', { Output: '{% $states.input + 1 %}' }),
    ];

    const run = await runMachine(only({ Type: 'Parallel', Arguments: '{% $states.input.n %}', Branches, Output: { of: '{% $states.result %}', from: '{% $states.input %}' } }), { n: 1 });

    expect(run.result).toEqual({
      status: 'SUCCEEDED',
      output: { of: [1, 2], from: { n: 1 } },
      transitions: 3,
      path: ['Only'],
      trace: [{ Only: [['Slow'], ['Fast']] }],
    });
    expect(run.elapsedMs).toBe(9000);
  });

  it('stops the other branches when one fails, before anything else happens', async () => {
    const stopped: unknown[] = [];
    const task: TaskFake = async ({ state, signal }, clock) => {
      if (state === 'Bad') throw new StatesError('BadError', 'no');
      signal.addEventListener('abort', () => stopped.push(state));
      await clock.sleep(60_000, new AbortController().signal, 'wait');
      return 'too late';
    };
    const Branches = [
      { StartAt: 'Long', States: { Long: { ...TASK, Next: 'Never' }, Never: { Type: 'Pass', End: true } } },
      { StartAt: 'Waiting', States: { Waiting: { Type: 'Wait', Seconds: 3600, Next: 'Never either' }, 'Never either': { Type: 'Pass', End: true } } },
      { StartAt: 'Bad', States: { Bad: { ...TASK, End: true } } },
    ];
    const definition = {
      StartAt: 'All', States: { All: { Type: 'Parallel', Branches, Catch: [{ ErrorEquals: ['BadError'], Next: 'Park' }], End: true }, Park: { Type: 'Succeed' } },
    };

    const { result, events, elapsedMs } = await runMachine(definition, {}, task);

    expect(result).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'BadError', Cause: 'no' },
      transitions: 5,
      path: ['All', 'Park'],
      trace: [{ All: [['Long'], ['Waiting'], ['Bad']] }, 'Park'],
    });
    expect({ stopped, elapsedMs }).toEqual({ stopped: ['Long'], elapsedMs: 0 });
    expect(events.map(({ type }) => type).slice(-6)).toEqual([
      'LambdaFunctionFailed', 'ParallelStateFailed', 'ParallelStateExited', 'SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded',
    ]);
  });

  it('retries all branches together, each state of them counted again', async () => {
    const errors = ['BadError'];
    const task: TaskFake = ({ state }) => {
      if (state === 'Bad' && errors.pop()) throw new StatesError('BadError', 'no');
      return state;
    };
    const Branches = [{ StartAt: 'Good', States: { Good: { ...TASK, End: true } } }, { StartAt: 'Bad', States: { Bad: { ...TASK, End: true } } }];

    const { result } = await runMachine(only({ Type: 'Parallel', Branches, Retry: [{ ErrorEquals: ['States.ALL'] }] }), {}, task);

    expect(result).toEqual({
      status: 'SUCCEEDED', output: ['Good', 'Bad'], transitions: 6, path: ['Only'], trace: [{ Only: [['Good'], ['Bad'], ['Good'], ['Bad']] }],
    });
  });

  it('lets branches read the variables around them, and keeps theirs from each other and from what follows', async () => {
    const branch = (name: string) => ({
      StartAt: `${name} sets`,
      States: { [`${name} sets`]: { Type: 'Pass', Assign: { own: name }, Next: name }, [name]: { Type: 'Pass', Output: '{% $outer & $own %}', End: true } },
    });
    const definition = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { outer: 'o' }, Next: 'Both' },
        Both: { Type: 'Parallel', Branches: [branch('a'), branch('b')], Assign: { gathered: '{% $states.result %}' }, Next: 'After' },
        After: { Type: 'Pass', Output: { gathered: '{% $gathered %}', leaked: '{% $exists($own) %}' }, End: true },
      },
    };

    const { result } = await runMachine(definition);

    expect(result.output).toEqual({ gathered: ['oa', 'ob'], leaked: false });
  });
});

describe('Map', () => {
  const map = (fields: object, processor: object = pass('Each')): object => only({ Type: 'Map', ItemProcessor: processor, ...fields });

  it('runs the processor for each item, in the order of the items', async () => {
    const { result } = await runMachine(map({ Items: '{% [1..44] %}' }, pass('Each', { Output: '{% $states.input * $states.input %}' })));

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: Array.from({ length: 44 }, (_, index) => (index + 1) ** 2), transitions: 45 });
  });

  it('takes its input for items, and selects what an item gets', async () => {
    const ItemSelector = { id: '{% $states.context.Map.Item.Value %}', at: '{% $states.context.Map.Item.Index %}', run: '{% $states.context.Execution.Name %}' };

    const { result } = await runMachine(map({ ItemSelector }), ['x', 'y']);

    expect(result.output).toEqual([{ id: 'x', at: 0, run: 'run' }, { id: 'y', at: 1, run: 'run' }]);
  });

  it('shows the states of an item which one they work on', async () => {
    const { result } = await runMachine(map({}, pass('Each', { Output: '{% $states.context.Map.Item %}' })), ['x']);

    expect(result.output).toEqual([{ Index: 0, Value: 'x' }]);
  });

  it.each([
    ['an empty array', '{% [] %}', []],
    ['one id of one row, put into brackets', '{% [$states.input.rows.id] %}', ['a']],
    ['a range of one', '{% [1..1] %}', [1]],
    ['an array of one in the input', '{% $states.input.ids %}', ['a']],
    ['a literal', ['a', '{% $states.input.ids[0] %}'], ['a', 'a']],
  ])('takes %s', async (_, Items, output) => {
    const { result } = await runMachine(map({ Items }), { ids: ['a'], rows: [{ id: 'a' }] });

    expect(result).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it('refuses what JSONata has unwrapped to no array, as AWS does', async () => {
    const { result } = await runMachine(map({ Items: '{% $states.input.rows.id %}' }), { rows: [{ id: 'a' }] });

    expect(result).toEqual({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
      cause: `An error occurred while executing the state 'Only' (entered at the event id #2). The field 'Items' must be an array, but its value is "a".`,
      transitions: 1,
      path: ['Only'],
      trace: [{ Only: [] }],
    });
  });

  it.each([
    [{ MaxConcurrency: 2 }, 3000],
    [{ MaxConcurrency: '{% 5 %}' }, 1000],
    [{}, 1000],
    [{ MaxConcurrency: 0 }, 1000],
  ])('runs at most MaxConcurrency items at once: %j', async (fields, elapsedMs) => {
    const run = await runMachine(map({ Items: [1, 2, 3, 4, 5], ...fields }, { StartAt: 'Each', States: { Each: { Type: 'Wait', Seconds: 1, End: true } } }));

    expect(run.elapsedMs).toBe(elapsedMs);
  });

  it('runs at most 40 items of an inline Map at once, whatever is asked', async () => {
    const run = await runMachine(map({ Items: '{% [1..41] %}', MaxConcurrency: 100 }, { StartAt: 'Each', States: { Each: { Type: 'Wait', Seconds: 1, End: true } } }));

    expect(run.elapsedMs).toBe(2000);
  });

  it('fails with the error of the first item that fails, and starts no other', async () => {
    const task: TaskFake = ({ arguments: item }) => {
      if (item === 2) throw new StatesError('ItemError', 'two');
      return item;
    };

    const { result, events } = await runMachine(map({ Items: [1, 2, 3], MaxConcurrency: 1 }, { StartAt: 'Each', States: { Each: { ...TASK, End: true } } }), {}, task);

    expect(result).toEqual({ status: 'FAILED', error: 'ItemError', cause: 'two', transitions: 3, path: ['Only'], trace: [{ Only: [['Each'], ['Each'], []] }] });
    expect(events.map(({ type }) => type).slice(-4)).toEqual(['LambdaFunctionFailed', 'MapIterationFailed', 'MapStateFailed', 'ExecutionFailed']);
  });

  it('maps inside a map, each item with its own variables', async () => {
    const inner = { StartAt: 'Inner', States: { Inner: { Type: 'Map', Items: '{% [1..$row] %}', ItemProcessor: pass('Cell', { Output: '{% $row * $states.input %}' }), End: true } } };
    const processor = { StartAt: 'Row', States: { Row: { Type: 'Pass', Assign: { row: '{% $states.input %}' }, Next: 'Inner' }, ...inner.States } };

    const { result } = await runMachine(map({ Items: [1, 2, 3] }, processor));

    expect(result).toMatchObject({ output: [[1], [2, 4], [3, 6, 9]], transitions: 1 + 3 + 3 + 6 });
  });
});
