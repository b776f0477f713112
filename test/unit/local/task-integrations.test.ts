import { StatesError } from '../../../infra/local/asl/states-error';
import type { Execution } from '../../../infra/local/host/states';
import { taskIntegrations, type TaskServices } from '../../../infra/local/runs/task-integrations';
import { waitingTasks } from '../../../infra/local/runs/waiting-tasks';
import { only, runMachine } from '../asl/run-machine';

const ASK = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Arguments: { FunctionName: 'ask', Payload: { token: '{% $states.context.Task.Token %}', question: '{% $states.input.question %}' } },
};
const NESTED = {
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution.sync:2',
  Arguments: { StateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:child', Name: 'child-1', Input: { of: '{% $states.input.of %}' } },
};

const nobody: TaskServices = {
  tasks: waitingTasks(),
  invoke: () => Promise.reject(new Error('the test invokes nothing')),
  execute: () => Promise.reject(new Error('the test executes nothing')),
};
const run = (definition: object, input: object, services: Partial<TaskServices>) => runMachine(definition, input, taskIntegrations({ ...nobody, ...services }));

describe('a task that waits for a token', () => {
  it('shows the function a token and has as its result what is told under it', async () => {
    const tasks = waitingTasks();
    const shown: unknown[] = [];
    const { result, events } = await run(only(ASK), { question: 'who?' }, {
      tasks,
      invoke: async (functionName, payload) => {
        shown.push([functionName, payload]);
        setTimeout(() => tasks.succeed('uuid-1', { sdrId: 'sdr-5' }), 5);
        return 'of no interest';
      },
    });

    expect(shown).toEqual([['ask', { token: 'uuid-1', question: 'who?' }]]);
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { sdrId: 'sdr-5' } });
    expect(events.find(({ type }) => type === 'TaskSucceeded')?.details).toEqual({ resource: 'invoke.waitForTaskToken', resourceType: 'lambda', output: { sdrId: 'sdr-5' } });
  });

  it('takes what the function itself tells', async () => {
    const tasks = waitingTasks();
    const { result } = await run(only(ASK), { question: 'who?' }, { tasks, invoke: async () => tasks.succeed('uuid-1', { outcome: 'met' }) });

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'met' } });
  });

  it('runs out of time by the clock of the business, and then nobody waits any more', async () => {
    const tasks = waitingTasks();
    const { result, elapsedMs } = await run(only({ ...ASK, TimeoutSeconds: '{% $states.input.seconds %}' }), { question: 'who?', seconds: 86_400 }, { tasks, invoke: async () => null });

    expect({ ...result, elapsedMs }).toMatchObject({ status: 'FAILED', error: 'States.Timeout', elapsedMs: 86_400_000 });
    expect(tasks.succeed('uuid-1', {})).toBe(false);
  });

  it('fails as it is told to, and as its function does; each attempt waits with a token of its own', async () => {
    const tasks = waitingTasks();
    const tokens: unknown[] = [];
    const invoke: TaskServices['invoke'] = async (_, payload) => {
      const { token } = payload as { readonly token: string };
      tokens.push(token);
      if (tokens.length === 1) throw new StatesError('StoreUnavailableError', 'later');
      return tasks.fail(token, 'Declined', 'nobody is free');
    };
    const { result } = await run(only({ ...ASK, Retry: [{ ErrorEquals: ['StoreUnavailableError'] }] }), { question: 'who?' }, { tasks, invoke });

    expect(result).toMatchObject({ status: 'FAILED', error: 'Declined', cause: 'nobody is free' });
    expect(tokens).toEqual(['uuid-1', 'uuid-2']);
  });
});

describe('an execution that is run and waited for', () => {
  const ended = (over: Partial<Execution>): TaskServices['execute'] => async (request) => ({ ...request, executionArn: 'arn:child-1', status: 'SUCCEEDED', startedAt: 5, stoppedAt: 7, ...over });
  const described = { ExecutionArn: 'arn:child-1', Name: 'child-1', StateMachineArn: NESTED.Arguments.StateMachineArn, StartDate: 5, StopDate: 7, InputDetails: { Included: true } };

  it('is described with input and output as JSON', async () => {
    const { result, events } = await run(only(NESTED), { of: 'parent' }, { execute: ended({ output: '{"worked":3}' }) });

    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { ...described, Status: 'SUCCEEDED', Input: { of: 'parent' }, Output: { worked: 3 }, OutputDetails: { Included: true } } });
    expect(events.find(({ type }) => type === 'TaskScheduled')?.details).toMatchObject({ resource: 'startExecution.sync:2', resourceType: 'states' });
  });

  it('fails with it as States.TaskFailed, which says how', async () => {
    const { result } = await run(only(NESTED), { of: 'parent' }, { execute: ended({ status: 'FAILED', error: 'ConfigError', cause: 'why' }) });

    expect(result).toMatchObject({ status: 'FAILED', error: 'States.TaskFailed' });
    expect(JSON.parse(result.cause ?? '')).toEqual({ ...described, Status: 'FAILED', Input: '{"of":"parent"}', Error: 'ConfigError', Cause: 'why' });
  });
});

it('what is not listed is refused by name', async () => {
  const { result } = await run(only({ Type: 'Task', Resource: 'arn:aws:states:::sns:publish' }), {}, {});

  expect(result).toMatchObject({
    status: 'FAILED', error: 'Error',
    cause: 'The embedded runtime has no integration arn:aws:states:::sns:publish: it has lambda:invoke, lambda:invoke.waitForTaskToken, states:startExecution.sync:2',
  });
});
