import fc from 'fast-check';
import { retryDelayMs, takesError, type Retrier } from '../../../infra/local/asl/retry';
import { StatesError } from '../../../infra/local/asl/states-error';
import { runMachine, type TaskFake } from './run-machine';

const TASK = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke' };
const machine = (fields: object): object => ({
  StartAt: 'Work',
  States: {
    Work: { ...TASK, Next: 'Done', ...fields },
    Done: { Type: 'Succeed' },
    ...('Catch' in fields ? { Park: { Type: 'Succeed' } } : {}),
  },
});

/** Throws the named errors one after another, then answers `ok`. */
const failing = (...errors: string[]): TaskFake => () => {
  const error = errors.shift();
  if (error !== undefined) throw new StatesError(error, `about ${error}`);
  return 'ok';
};

describe('Retry', () => {
  it('counts attempts for each retrier on its own, and gives up at the one that is used up', async () => {
    // The example of https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
    const Retry = [
      { ErrorEquals: ['ErrorA', 'ErrorB'], IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 2 },
      { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
    ];
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Park' }];

    const run = await runMachine(machine({ Retry, Catch }), {}, failing('ErrorA', 'ErrorB', 'ErrorC', 'ErrorB'));

    expect(run.result).toEqual({
      status: 'SUCCEEDED',
      output: { Error: 'ErrorB', Cause: 'about ErrorB' },
      transitions: 5, // Work, three retries, Park
      path: ['Work', 'Park'],
      trace: ['Work', 'Park'],
    });
    expect(run.elapsedMs).toBe(1000 * (1 + 2 + 5));
  });

  it('tries a transient failure again and goes on', async () => {
    const run = await runMachine(machine({ Retry: [{ ErrorEquals: ['States.TaskFailed'] }] }), {}, failing('Throttled', 'Throttled'));

    expect(run.result).toEqual({ status: 'SUCCEEDED', output: 'ok', transitions: 4, path: ['Work', 'Done'], trace: ['Work', 'Done'] });
    expect(run.elapsedMs).toBe(1000 * (1 + 2));
    expect(run.calls.map(({ context }) => context['State'])).toMatchObject([{ RetryCount: 0 }, { RetryCount: 1 }, { RetryCount: 2 }]);
  });

  it('tries three times by default, then fails with the last error', async () => {
    const run = await runMachine(machine({ Retry: [{ ErrorEquals: ['States.ALL'] }] }), {}, failing('A', 'B', 'C', 'D'));

    expect(run.result).toEqual({ status: 'FAILED', error: 'D', cause: 'about D', transitions: 4, path: ['Work'], trace: ['Work'] });
    expect(run.events.map(({ type }) => type)).toEqual([
      'ExecutionStarted', 'TaskStateEntered',
      ...Array.from({ length: 4 }, () => ['TaskScheduled', 'TaskStarted', 'TaskFailed']).flat(),
      'ExecutionFailed',
    ]);
  });

  it.each([
    ['does not try again with MaxAttempts 0', { MaxAttempts: 0 }, 1, 0],
    ['stops growing at MaxDelaySeconds', { IntervalSeconds: 10, MaxDelaySeconds: 15 }, 4, 10 + 15 + 15],
    ['spreads over the delay with full jitter', { IntervalSeconds: 10, BackoffRate: 1, JitterStrategy: 'FULL' }, 4, 5 + 5 + 5],
  ])('%s', async (_, fields, transitions, seconds) => {
    const run = await runMachine(machine({ Retry: [{ ErrorEquals: ['States.ALL'], ...fields }] }), {}, failing('A', 'A', 'A', 'A'));

    expect({ transitions: run.result.transitions, elapsedMs: run.elapsedMs }).toEqual({ transitions, elapsedMs: 1000 * seconds });
  });

  it('also takes what goes wrong in the fields of the state', async () => {
    const { result } = await runMachine(machine({ Arguments: '{% $states.input.none %}', Retry: [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }] }));

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', transitions: 2 });
  });

  it('waits a non-negative time that never exceeds its cap', () => {
    const retriers = fc.record<Retrier>({
      errorEquals: fc.constant(['States.ALL']),
      intervalSeconds: fc.integer({ min: 1, max: 1000 }),
      maxAttempts: fc.constant(10),
      backoffRate: fc.double({ min: 1, max: 10, noNaN: true }),
      maxDelaySeconds: fc.integer({ min: 1, max: 100_000 }),
      jitter: fc.constantFrom('FULL', 'NONE'),
    });
    fc.assert(
      fc.property(retriers, fc.integer({ min: 1, max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (retrier, attempt, random) => {
        const ms = retryDelayMs(retrier, attempt, () => random);
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(1000 * retrier.maxDelaySeconds);
      }),
    );
  });
});

describe('Catch', () => {
  it('hands on Error and Cause, through its own Output and Assign', async () => {
    const Catch = [
      { ErrorEquals: ['OtherError'], Next: 'Park' },
      { ErrorEquals: ['SeatTakenError'], Next: 'Park', Output: { why: '{% $states.errorOutput.Cause %}', of: '{% $states.input.id %}' }, Assign: { failed: '{% $states.errorOutput.Error %}' } },
    ];
    const definition = machine({ Catch, Output: '{% $states.result %}' });

    const { result, events } = await runMachine(definition, { id: 7 }, failing('SeatTakenError'));

    expect(result).toEqual({ status: 'SUCCEEDED', output: { why: 'about SeatTakenError', of: 7 }, transitions: 2, path: ['Work', 'Park'], trace: ['Work', 'Park'] });
    expect(events.find(({ type }) => type === 'TaskStateExited')?.details).toEqual({
      name: 'Work',
      output: { why: 'about SeatTakenError', of: 7 },
      assignedVariables: { failed: 'SeatTakenError' },
    });
  });

  it('fails the execution when nothing catches the error', async () => {
    const { result } = await runMachine(machine({ Catch: [{ ErrorEquals: ['OtherError'], Next: 'Park' }] }), {}, failing('SeatTakenError'));

    expect(result).toEqual({ status: 'FAILED', error: 'SeatTakenError', cause: 'about SeatTakenError', transitions: 1, path: ['Work'], trace: ['Work'] });
  });

  it('knows an error of the host by its name', async () => {
    const { result } = await runMachine(machine({ Catch: [{ ErrorEquals: ['RangeError'], Next: 'Park' }] }), {}, () => {
      throw new RangeError('too many');
    });

    expect(result.output).toEqual({ Error: 'RangeError', Cause: 'too many' });
  });

  it.each([
    ['States.ALL', 'SeatTakenError', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.QueryEvaluationError', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Runtime', false],
    ['States.TaskFailed', 'SeatTakenError', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.Runtime', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['SeatTakenError', 'seattakenerror', false],
    ['States.ALL', undefined, true],
  ])('%s takes %s: %s', (name, error, taken) => {
    expect(takesError([name], error)).toBe(taken);
  });
});
