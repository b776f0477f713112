import { SFNClient } from '@aws-sdk/client-sfn';
import { startAwsEndpoints, type AwsEndpoints } from '../../infra/local/host/aws-endpoints';
import { statesEndpoint } from '../../infra/local/host/states';
import { localTaskCallbacks, waitingTasks } from '../../infra/local/runs/waiting-tasks';
import { stepFunctionsCallbacks } from '../../shared/adapters/step-functions/step-functions-callbacks';
import type { TaskCallbacks } from '../../shared/ports/task-callbacks';

/** The port over the API of Step Functions, and over tasks that wait in this process. */
const tasks = waitingTasks();
let endpoints: AwsEndpoints;
let client: SFNClient;
beforeAll(async () => {
  const states = statesEndpoint({ hasStateMachine: () => false, find: () => undefined, start: () => Promise.reject(new Error('nothing is started here')) as never, tasks }, () => 'a-new-name');
  endpoints = await startAwsEndpoints({ states });
  client = new SFNClient({ endpoint: `${endpoints.url}/states`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
});
afterAll(async () => {
  client.destroy();
  await endpoints.close();
});

describe.each<readonly [string, () => TaskCallbacks]>([
  ['Step Functions', () => stepFunctionsCallbacks(client)],
  ['this process', () => localTaskCallbacks(tasks)],
])('tasks that wait with a token in %s', (name, open) => {
  it('are told what came of them as JSON, once', async () => {
    const told = tasks.wait(`${name}-1`, new AbortController().signal);

    expect(await open().succeed(`${name}-1`, { sdrId: 'sdr-5', by: undefined })).toBe('told');
    expect(await told).toEqual({ sdrId: 'sdr-5' });
    expect(await open().succeed(`${name}-1`, { sdrId: 'sdr-6' })).toBe('gone');
  });

  it('are gone once they ran out of time, and one that never waited is too', async () => {
    const outOfTime = new AbortController();
    const told = tasks.wait(`${name}-2`, outOfTime.signal);
    outOfTime.abort(new Error('out of time'));
    await expect(told).rejects.toThrow('out of time');

    expect([await open().succeed(`${name}-2`, {}), await open().succeed('never', {})]).toEqual(['gone', 'gone']);
  });
});

it('an error of Step Functions that says nothing about the task is not taken for an answer', async () => {
  const unreachable = new SFNClient({ endpoint: 'http://127.0.0.1:9/states', region: 'us-east-1', maxAttempts: 1, credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });

  await expect(stepFunctionsCallbacks(unreachable).succeed('token', {})).rejects.toThrow('ECONNREFUSED');
});
