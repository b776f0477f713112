import { localExecutions, type LocalExecutions } from '../../../infra/local/runs/executions';
import { passTime } from '../../../infra/local/runs/pass-time';
import { simulatedClock } from '../../../infra/local/runs/simulated-clock';

const MONDAY = Date.parse('2018-07-02T07:00:00.000Z');
const HOUR = 3_600_000;
const arnOf = (name: string): string => `arn:aws:states:us-east-1:000000000000:stateMachine:revsignal-local-${name}`;
const executionArn = (machine: string, name: string): string => `${arnOf(machine).replace(':stateMachine:', ':execution:')}:${name}`;

/** Waits for an answer until it is due, and then runs another machine that waits and works. */
const CLOCK = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait for the answer',
  TimeoutSeconds: 86_400 * 31,
  States: {
    'Wait for the answer': {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: { FunctionName: 'keep-token', Payload: { id: '{% $states.input.id %}', token: '{% $states.context.Task.Token %}' } },
      TimeoutSeconds: '{% $floor(($toMillis($states.input.dueAt) - $millis()) / 1000) %}',
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Work until it was due' }],
      Next: 'In time',
    },
    'Work until it was due': {
      Type: 'Task',
      Resource: 'arn:aws:states:::states:startExecution.sync:2',
      Arguments: { StateMachineArn: arnOf('work'), Name: "{% 'work-' & $states.context.Execution.Name %}", Input: { until: '{% $states.context.Execution.Input.dueAt %}' } },
      Output: '{% $states.result.Output %}',
      End: true,
    },
    'In time': { Type: 'Succeed' },
  },
};
const WORK = {
  QueryLanguage: 'JSONata',
  StartAt: 'Wait until then',
  States: {
    'Wait until then': { Type: 'Wait', Timestamp: '{% $states.input.until %}', Next: 'Work' },
    Work: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: 'work', Payload: '{% $states.input %}' }, Output: '{% $states.result.Payload %}', End: true },
  },
};

const simulation = (definitions: Readonly<Record<string, object>> = { clock: CLOCK, work: WORK }) => {
  const clock = simulatedClock(MONDAY);
  const tokens = new Map<string, string>();
  const worked: string[] = [];
  const invoke = async (functionName: string, payload: unknown): Promise<unknown> => {
    await new Promise((resolve) => setImmediate(resolve));
    const { id, token, until } = payload as { readonly id: string; readonly token: string; readonly until: string };
    if (functionName === 'keep-token') return void tokens.set(id, token);
    worked.push(`${until} at ${new Date(clock.now()).toISOString()}`);
    return { at: new Date(clock.now()).toISOString() };
  };
  const executions: LocalExecutions = localExecutions(
    Object.entries(definitions).map(([name, definition]) => ({ name: `revsignal-local-${name}`, arn: arnOf(name), definition })),
    { clock, invoke, workflowOf: (name) => name.slice('revsignal-local-'.length) },
  );
  const start = (id: string, dueAt: number): void =>
    void executions.start({ executionArn: executionArn('clock', id), stateMachineArn: arnOf('clock'), name: id, input: JSON.stringify({ id, dueAt: new Date(dueAt).toISOString() }) });
  const answer = (id: string): boolean => executions.tasks.succeed(tokens.get(id) ?? '', { outcome: 'met' });
  const ended = (id: string) => {
    const { status, output, stoppedAt, path } = executions.all().find(({ name }) => name === id) ?? {};
    return { status, output: output === undefined ? undefined : JSON.parse(output), stoppedAt, steps: path };
  };
  return { clock, executions, worked, start, answer, ended };
};

describe('executions that wait for days', () => {
  it('a week of 200 of them, each ended at its own instant, takes no time', async () => {
    const { clock, executions, worked, start, answer, ended } = simulation();
    const requests = Array.from({ length: 200 }, (_, index) => ({ id: `clock-${index}`, startAt: MONDAY + index * 0.8 * HOUR, dueAt: MONDAY + index * 0.8 * HOUR + 24 * HOUR + 500, isAnswered: index % 4 === 0 }));
    const agenda = requests
      .flatMap(({ id, startAt, dueAt, isAnswered }) => [{ at: startAt, play: () => start(id, dueAt) }, ...(isAnswered ? [{ at: startAt + 5 * HOUR, play: () => void answer(id) }] : [])])
      .sort((a, b) => a.at - b.at);
    const next = (wakeUpAt: number) => {
      const [first] = agenda;
      if (!first || first.at > wakeUpAt) return undefined;
      agenda.shift();
      return async () => {
        clock.advanceTo(first.at);
        first.play();
      };
    };

    await passTime({ clock, rest: executions.rest, patientUntil: Infinity, next });

    expect(requests.map(({ id }) => ended(id))).toEqual(
      requests.map(({ startAt, dueAt, isAnswered }) =>
        isAnswered
          ? { status: 'SUCCEEDED', output: { outcome: 'met' }, stoppedAt: startAt + 5 * HOUR, steps: ['Wait for the answer', 'In time'] }
          : { status: 'SUCCEEDED', output: { at: new Date(dueAt).toISOString() }, stoppedAt: dueAt, steps: ['Wait for the answer', 'Work until it was due'] },
      ),
    );
    expect(worked).toHaveLength(150);
    expect(worked).toEqual(worked.toSorted());
  }, 10_000);

  it('at the end of a period those that wait for somebody beyond it still run, and stop with the process', async () => {
    const { clock, executions, start, answer, ended } = simulation();
    start('due', MONDAY + 24 * HOUR);
    start('not due', MONDAY + 24 * HOUR + 1_000);

    await passTime({ clock, rest: executions.rest, patientUntil: MONDAY + 24 * HOUR });

    expect([ended('due').status, ended('not due').status]).toEqual(['SUCCEEDED', 'RUNNING']);
    await executions.stop();
    expect(ended('not due').status).toBe('ABORTED');
    expect(answer('not due')).toBe(false);
  });

  it('an execution that is run twice under one name while it runs is one, and once it has ended is refused', async () => {
    const nested = (name: string) => ({
      [name]: { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution.sync:2', Arguments: { StateMachineArn: arnOf('work'), Name: 'one', Input: { until: '2018-07-03T07:00:00Z' } }, End: true },
    });
    const Branches = ['a', 'b'].map((name) => ({ StartAt: name, States: nested(name) }));
    const TWICE = { QueryLanguage: 'JSONata', StartAt: 'Twice', States: { Twice: { Type: 'Parallel', Branches, Next: 'Once more' }, ...nested('Once more') } };
    const { clock, executions, worked } = simulation({ twice: TWICE, work: WORK });
    executions.start({ executionArn: executionArn('twice', 'x'), stateMachineArn: arnOf('twice'), name: 'x', input: '{}' });

    await passTime({ clock, rest: executions.rest });

    expect(worked).toEqual(['2018-07-03T07:00:00Z at 2018-07-03T07:00:00.000Z']);
    expect(executions.find(executionArn('twice', 'x'))).toMatchObject({ status: 'FAILED', error: 'StepFunctions.ExecutionAlreadyExistsException', cause: `Execution Already Exists: '${executionArn('work', 'one')}'` });
  });
});
