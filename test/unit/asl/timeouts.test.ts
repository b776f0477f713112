import { timerSteps, realClock } from '../../../infra/local/asl/clock';
import fc from 'fast-check';
import { StatesError } from '../../../infra/local/asl/states-error';
import { only, runMachine, type TaskFake } from './run-machine';

const TASK = { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:111122223333:function:f' };
const takes = (seconds: number): TaskFake => async (_, clock) => {
  await clock.sleep(1000 * seconds, new AbortController().signal, 'wait');
  return 'done';
};

describe('TimeoutSeconds of a Task', () => {
  it('leaves a task alone that is in time', async () => {
    const run = await runMachine(only({ ...TASK, TimeoutSeconds: 10 }), {}, takes(9));

    expect({ ...run.result, elapsedMs: run.elapsedMs }).toEqual({ status: 'SUCCEEDED', output: 'done', transitions: 1, path: ['Only'], trace: ['Only'], elapsedMs: 9000 });
  });

  it('ends the attempt with States.Timeout and tells the task to stop', async () => {
    const reasons: unknown[] = [];
    const task: TaskFake = (call, clock) => {
      call.signal.addEventListener('abort', () => reasons.push(call.signal.reason));
      return takes(60)(call, clock);
    };

    const run = await runMachine(only({ ...TASK, TimeoutSeconds: '{% $states.input.limit %}' }), { limit: 10 }, task);

    const cause = "The task of state 'Only' took longer than its TimeoutSeconds, 10.";
    expect(run.result).toEqual({ status: 'FAILED', error: 'States.Timeout', cause, transitions: 1, path: ['Only'], trace: ['Only'] });
    expect(run.events.map(({ type }) => type).slice(-2)).toEqual(['LambdaFunctionTimedOut', 'ExecutionFailed']);
    expect({ reasons, elapsedMs: run.elapsedMs }).toEqual({ reasons: [new StatesError('States.Timeout', cause)], elapsedMs: 10_000 });
  });

  it('can be retried and caught by name', async () => {
    const definition = {
      StartAt: 'Work',
      States: {
        Work: { ...TASK, TimeoutSeconds: 10, Retry: [{ ErrorEquals: ['States.Timeout'], MaxAttempts: 1 }], Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Park' }], End: true },
        Park: { Type: 'Succeed', Output: 'parked' },
      },
    };

    const run = await runMachine(definition, {}, takes(60));

    expect(run.result).toEqual({ status: 'SUCCEEDED', output: 'parked', transitions: 3, path: ['Work', 'Park'], trace: ['Work', 'Park'] });
    expect(run.elapsedMs).toBe(1000 * (10 + 1 + 10));
  });
});

describe('TimeoutSeconds of a state machine', () => {
  it('ends the execution as timed out, whatever it is doing', async () => {
    const Branches = [
      { StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } } },
      { StartAt: 'Work', States: { Work: { ...TASK, Retry: [{ ErrorEquals: ['States.ALL'] }], End: true } } },
    ];

    const run = await runMachine({ ...only({ Type: 'Parallel', Branches, Retry: [{ ErrorEquals: ['States.ALL'] }] }), TimeoutSeconds: 60 }, {}, takes(7200));

    expect(run.result).toEqual({ status: 'TIMED_OUT', error: 'States.Timeout', transitions: 3, path: ['Only'], trace: [{ Only: [['Wait'], ['Work']] }] });
    expect(run.events.at(-1)).toMatchObject({ type: 'ExecutionTimedOut', timestamp: 60_000 });
  });
});

describe('stopping an execution', () => {
  it('aborts it, past every Retry and Catch, with the error and cause given', async () => {
    const stopper = new AbortController();
    const task: TaskFake = (call, clock) => {
      stopper.abort(new StatesError('OperatorStop', 'wrong day'));
      return takes(60)(call, clock);
    };
    const definition = {
      StartAt: 'Work',
      States: {
        Work: { ...TASK, Retry: [{ ErrorEquals: ['OperatorStop'] }], Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Park' }], End: true },
        Park: { Type: 'Succeed' },
      },
    };

    const { result, events } = await runMachine(definition, {}, task, { signal: stopper.signal });

    expect(result).toEqual({ status: 'ABORTED', error: 'OperatorStop', cause: 'wrong day', transitions: 1, path: ['Work'], trace: ['Work'] });
    expect(events.map(({ type }) => type)).toEqual(['ExecutionStarted', 'TaskStateEntered', 'LambdaFunctionScheduled', 'LambdaFunctionStarted', 'ExecutionAborted']);
  });

  it('needs no reason', async () => {
    const { result } = await runMachine(only({ Type: 'Pass' }), {}, undefined, { signal: AbortSignal.abort() });

    expect(result).toEqual({ status: 'ABORTED', transitions: 0, path: [], trace: [] });
  });
});

describe('the real clock', () => {
  it('splits any delay into steps that a timer can hold, since a longer one fires at once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 45 }), (ms) => {
        const steps = timerSteps(ms);
        expect(steps.reduce((sum, step) => sum + step, 0)).toBe(ms);
        expect(Math.max(...steps)).toBeLessThan(2 ** 31);
      }),
    );
  });

  it('gives up a sleep when told to', async () => {
    const stopper = new AbortController();
    const sleeping = realClock.sleep(3_600_000, stopper.signal, 'wait');

    stopper.abort(new Error('enough'));

    await expect(sleeping).rejects.toThrow('enough');
  });
});
