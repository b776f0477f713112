import { DescribeExecutionCommand, SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { startAwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import type { AwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import { statesEndpoint } from '../../../infra/local/host/states';
import type { Execution } from '../../../infra/local/host/states';
import { waitingTasks } from '../../../infra/local/runs/waiting-tasks';

const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:sync';
const TUESDAY = 'arn:aws:states:us-east-1:000000000000:execution:sync:sync-2024-10-08';
const STARTED_AT = Date.parse('2024-10-08T13:00:00Z');

describe('the embedded Step Functions', () => {
  const executions = new Map<string, Execution>();
  const tasks = waitingTasks();
  let endpoints: AwsEndpoints;
  let client: SFNClient;
  beforeAll(async () => {
    const states = statesEndpoint(
      {
        hasStateMachine: (arn) => arn === MACHINE,
        find: (arn) => executions.get(arn),
        start: (request) => {
          const execution: Execution = { ...request, status: 'RUNNING', startedAt: STARTED_AT + executions.size };
          executions.set(request.executionArn, execution);
          return execution;
        },
        tasks,
      },
      () => 'a-new-name',
    );
    endpoints = await startAwsEndpoints({ states });
    client = new SFNClient({ endpoint: `${endpoints.url}/states`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  });
  beforeEach(() => executions.clear());
  afterAll(async () => {
    client.destroy();
    await endpoints.close();
  });

  const start = (over: { name?: string; input?: string; stateMachineArn?: string } = {}) =>
    client.send(new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'sync-2024-10-08', input: '{"a":1}', ...over }));
  const end = (over: Partial<Execution>): void => {
    const running = executions.get(TUESDAY);
    if (running) executions.set(TUESDAY, { ...running, stoppedAt: STARTED_AT + 5000, ...over });
  };

  it('starts an execution under the name it is given', async () => {
    const { executionArn, startDate } = await start();

    expect({ executionArn, startDate }).toEqual({ executionArn: TUESDAY, startDate: new Date(STARTED_AT) });
    expect([...executions.values()]).toEqual([{ executionArn: TUESDAY, stateMachineArn: MACHINE, name: 'sync-2024-10-08', input: '{"a":1}', status: 'RUNNING', startedAt: STARTED_AT }]);
  });

  it('makes up a name where there is none', async () => {
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn: MACHINE }));

    expect([executionArn, executions.get(executionArn ?? '')?.input]).toEqual(['arn:aws:states:us-east-1:000000000000:execution:sync:a-new-name', '{}']);
  });

  it('PLAT-05: answers a repeated start of a running execution like the first, without a second one', async () => {
    const [first, second] = [await start(), await start()];

    expect([second.executionArn, second.startDate]).toEqual([first.executionArn, first.startDate]);
    expect(executions.size).toBe(1);
  });

  it('PLAT-05: starts one execution when two ask at once', async () => {
    const started = await Promise.all([start(), start(), start()]);

    expect(new Set(started.map(({ startDate }) => startDate?.getTime()))).toEqual(new Set([STARTED_AT]));
    expect(executions.size).toBe(1);
  });

  it.each([
    ['while it runs with another input', () => undefined, { input: '{"a":2}' }],
    ['once it has ended, whatever the input', () => end({ status: 'SUCCEEDED', output: '{}' }), {}],
  ])('PLAT-05: refuses a name that is taken: %s', async (_, happen, over) => {
    await start();
    happen();

    await expect(start(over)).rejects.toMatchObject({ name: 'ExecutionAlreadyExists', message: `Execution Already Exists: '${TUESDAY}'` });
    expect(executions.size).toBe(1);
  });

  it.each([
    ['a machine that is not there', { stateMachineArn: `${MACHINE}-2` }, 'StateMachineDoesNotExist'],
    ['a name with a blank', { name: 'sync 2024' }, 'InvalidName'],
    ['a name above 80 characters', { name: 'x'.repeat(81) }, 'InvalidName'],
    ['an input that is no JSON', { input: '{' }, 'InvalidExecutionInput'],
    ['an input above 256 KiB', { input: JSON.stringify('x'.repeat(262_143)) }, 'ValidationException'],
  ])('refuses %s', async (_, over, name) => {
    await expect(start(over)).rejects.toMatchObject({ name });
    expect(executions.size).toBe(0);
  });

  it('describes how an execution ended', async () => {
    await start();
    end({ status: 'FAILED', error: 'LedgerDoesNotBalance', cause: '1 missing' });

    const described = await client.send(new DescribeExecutionCommand({ executionArn: TUESDAY }));

    expect(described).toEqual({
      $metadata: expect.anything(),
      executionArn: TUESDAY,
      stateMachineArn: MACHINE,
      name: 'sync-2024-10-08',
      status: 'FAILED',
      input: '{"a":1}',
      error: 'LedgerDoesNotBalance',
      cause: '1 missing',
      startDate: new Date(STARTED_AT),
      stopDate: new Date(STARTED_AT + 5000),
    });
  });

  it('knows no execution that was never started, and no other action', async () => {
    await expect(client.send(new DescribeExecutionCommand({ executionArn: TUESDAY }))).rejects.toMatchObject({ name: 'ExecutionDoesNotExist' });
    await expect(client.send(new StopExecutionCommand({ executionArn: TUESDAY }))).rejects.toMatchObject({ name: 'UnknownOperationException', message: 'The embedded Step Functions has no StopExecution (it has StartExecution, DescribeExecution, SendTaskSuccess, SendTaskFailure)' });
  });

  it('tells a task that waits what came of it, once', async () => {
    const told = tasks.wait('token-1', new AbortController().signal);
    const tell = (output: string) => client.send(new SendTaskSuccessCommand({ taskToken: 'token-1', output }));

    await expect(tell('{')).rejects.toMatchObject({ name: 'InvalidOutput' });
    await tell('{"sdrId":"sdr-5"}');

    expect(await told).toEqual({ sdrId: 'sdr-5' });
    await expect(tell('{}')).rejects.toMatchObject({ name: 'TaskTimedOut', message: "Task Timed Out: 'Provided task does not exist anymore'" });
  });

  it('tells a task that waits to fail, under the error and cause given', async () => {
    const told = tasks.wait('token-2', new AbortController().signal).catch((failure: unknown) => failure);

    await client.send(new SendTaskFailureCommand({ taskToken: 'token-2', error: 'Declined', cause: 'nobody is free' }));

    expect(await told).toMatchObject({ error: 'Declined', cause: 'nobody is free' });
    await expect(client.send(new SendTaskFailureCommand({ taskToken: 'token-2' }))).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });

  it('a task that is not waited for any more is told nothing', async () => {
    const enough = new AbortController();
    const told = tasks.wait('token-3', enough.signal);
    enough.abort(new Error('timed out'));

    await expect(told).rejects.toThrow('timed out');
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: 'token-3', output: '{}' }))).rejects.toMatchObject({ name: 'TaskTimedOut' });
  });
});
