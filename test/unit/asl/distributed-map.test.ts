import { StatesError } from '../../../infra/local/asl/states-error';
import { only, runMachine, START, type TaskFake } from './run-machine';

const DISTRIBUTED = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' } };
const each = (fields: object) => ({ ...DISTRIBUTED, StartAt: 'Each', States: { Each: { Type: 'Pass', End: true, ...fields } } });
const TASK = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f' };
const map = (fields: object, processor: object): object => only({ Type: 'Map', Label: 'Shards', ItemProcessor: processor, ...fields });

const failsFor = (...items: unknown[]): TaskFake => ({ arguments: item }) => {
  if (items.includes(item)) throw new StatesError('ItemError', `item ${JSON.stringify(item)}`);
  return item;
};

describe('Distributed Map', () => {
  it('runs each item as an execution of its own and counts its transitions', async () => {
    const processor = { ...DISTRIBUTED, StartAt: 'Load', States: { Load: { Type: 'Pass', Next: 'Save' }, Save: { Type: 'Pass', Output: '{% $states.input & "!" %}', End: true } } };

    const { result, events } = await runMachine(map({ Items: ['a', 'b'], MaxConcurrency: 1 }, processor));

    expect(result).toEqual({ status: 'SUCCEEDED', output: ['a!', 'b!'], transitions: 5, path: ['Only'], trace: [{ Only: [['Load', 'Save'], ['Load', 'Save']] }] });
    expect(events.filter(({ execution }) => execution === START.id).map(({ type }) => type)).toEqual([
      'ExecutionStarted', 'MapStateEntered', 'MapStateStarted', 'MapRunStarted', 'MapRunSucceeded', 'MapStateSucceeded', 'MapStateExited', 'ExecutionSucceeded',
    ]);
    expect(events.filter(({ execution }) => execution.endsWith(':uuid-2')).map(({ id, type, details }) => [id, type, details])).toEqual([
      [1, 'ExecutionStarted', { input: 'a' }],
      [2, 'PassStateEntered', { name: 'Load', input: 'a' }],
      [3, 'PassStateExited', { name: 'Load', output: 'a' }],
      [4, 'PassStateEntered', { name: 'Save', input: 'a' }],
      [5, 'PassStateExited', { name: 'Save', output: 'a!' }],
      [6, 'ExecutionSucceeded', { output: 'a!' }],
    ]);
  });

  it('gives children their own context', async () => {
    const { result } = await runMachine(map({ Items: ['a'] }, each({ Output: '{% $states.context %}' })));

    expect(result.output).toEqual([
      {
        Execution: {
          Id: 'arn:aws:states:eu-west-1:111122223333:execution:machine/Shards:uuid-2',
          Input: 'a',
          Name: 'uuid-2',
          StartTime: '1970-01-01T00:00:00.000Z',
          RedriveCount: 0,
        },
        StateMachine: { Id: 'arn:aws:states:eu-west-1:111122223333:stateMachine:machine/Shards', Name: 'machine/Shards' },
        State: { EnteredTime: '1970-01-01T00:00:00.000Z', Name: 'Each', RetryCount: 0 },
      },
    ]);
  });

  it('hides the variables of the parent from children, not from the fields of the Map', async () => {
    const definition = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { asOf: 'today' }, Next: 'Only' },
        Only: { Type: 'Map', Items: '{% [$asOf] %}', ItemSelector: { given: '{% $asOf %}' }, ItemProcessor: each({ Output: { input: '{% $states.input %}', seen: '{% $exists($asOf) %}' } }), End: true },
      },
    };

    const { result } = await runMachine(definition);

    expect(result.output).toEqual([{ input: { given: 'today' }, seen: false }]);
  });

  it('lets children assign names that the parent uses', async () => {
    const definition = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { count: 1 }, Next: 'Only' },
        Only: { Type: 'Map', Items: [5], ItemProcessor: each({ Assign: { count: '{% $states.input %}' } }), Next: 'After' },
        After: { Type: 'Pass', Output: '{% $count %}', End: true },
      },
    };

    expect((await runMachine(definition)).result.output).toBe(1);
  });

  it('hands out items in batches', async () => {
    const ItemBatcher = { MaxItemsPerBatch: '{% $states.input.size %}', BatchInput: { asOf: '{% $states.input.asOf %}' } };

    const { result } = await runMachine(map({ Items: '{% [1..5] %}', ItemSelector: { n: '{% $states.context.Map.Item.Value %}' }, ItemBatcher }, each({})), { size: 2, asOf: 'today' });

    expect(result).toMatchObject({
      output: [
        { BatchInput: { asOf: 'today' }, Items: [{ n: 1 }, { n: 2 }] },
        { BatchInput: { asOf: 'today' }, Items: [{ n: 3 }, { n: 4 }] },
        { BatchInput: { asOf: 'today' }, Items: [{ n: 5 }] },
      ],
      transitions: 4,
    });
  });

  it('runs more than 40 children at once', async () => {
    const run = await runMachine(map({ Items: '{% [1..100] %}' }, { ...DISTRIBUTED, StartAt: 'Each', States: { Each: { Type: 'Wait', Seconds: 1, End: true } } }));

    expect(run.elapsedMs).toBe(1000);
  });
});

describe('tolerated failures of a Distributed Map', () => {
  const tasks = { ...DISTRIBUTED, StartAt: 'Each', States: { Each: { ...TASK, End: true } } };
  const EXCEEDED = { status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold', cause: 'The specified tolerated failure threshold was exceeded' };

  it.each([
    ['none by default', {}, [2], EXCEEDED],
    ['a count', { ToleratedFailureCount: 1 }, [2], { status: 'SUCCEEDED' }],
    ['a count, exceeded', { ToleratedFailureCount: '{% 1 %}' }, [2, 3], EXCEEDED],
    ['a percentage', { ToleratedFailurePercentage: 50 }, [2, 3], { status: 'SUCCEEDED' }],
    ['a percentage, exceeded', { ToleratedFailurePercentage: 49 }, [2, 3], EXCEEDED],
    ['all', { ToleratedFailurePercentage: 100 }, [1, 2, 3, 4], { status: 'SUCCEEDED' }],
    ['either of both, exceeded', { ToleratedFailureCount: 3, ToleratedFailurePercentage: 25 }, [2, 3], EXCEEDED],
  ])('%s', async (_, fields, failing, ending) => {
    const { result } = await runMachine(map({ Items: [1, 2, 3, 4], ...fields }, tasks), {}, failsFor(...failing));

    expect(result).toMatchObject(ending);
  });

  it('counts items, not batches', async () => {
    const batches = { Items: [1, 2, 3, 4], ItemBatcher: { MaxItemsPerBatch: 2 }, ToleratedFailureCount: 1 };
    const task: TaskFake = ({ arguments: batch }) => {
      if (JSON.stringify(batch).includes('1')) throw new StatesError('BatchError', 'one of two');
      return 'ok';
    };

    expect((await runMachine(map(batches, tasks), {}, task)).result).toMatchObject(EXCEEDED);
  });

  it('describes a tolerated failure where the output of its child would stand', async () => {
    const { result } = await runMachine(map({ Items: [1, 2], MaxConcurrency: 1, ToleratedFailureCount: 1 }, tasks), {}, failsFor(2));

    expect(result.output).toEqual([
      1,
      {
        Cause: 'item 2',
        Error: 'ItemError',
        ExecutionArn: 'arn:aws:states:eu-west-1:111122223333:execution:machine/Shards:uuid-3',
        Input: '2',
        InputDetails: { Included: true },
        Name: 'uuid-3',
        StartDate: '1970-01-01T00:00:00.000Z',
        StateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:machine/Shards',
        Status: 'FAILED',
        StopDate: '1970-01-01T00:00:00.000Z',
      },
    ]);
  });

  it('can be caught, and stops the children still running', async () => {
    const definition = {
      StartAt: 'All',
      States: {
        All: { Type: 'Map', Items: [1, 2], ItemProcessor: tasks, Catch: [{ ErrorEquals: ['States.ExceedToleratedFailureThreshold'], Next: 'Park' }], End: true },
        Park: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
      },
    };
    const task: TaskFake = async ({ arguments: item }, clock) => {
      if (item === 2) throw new StatesError('ItemError', 'two');
      await clock.sleep(60_000, new AbortController().signal, 'wait');
    };

    const { result, events, elapsedMs } = await runMachine(definition, {}, task);

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: 'States.ExceedToleratedFailureThreshold', path: ['All', 'Park'] });
    expect(elapsedMs).toBe(0);
    expect(events.filter(({ type }) => type === 'ExecutionAborted').map(({ execution }) => execution.split(':').at(-1))).toEqual(['uuid-2']);
  });
});
