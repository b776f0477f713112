import { SFNClient } from '@aws-sdk/client-sfn';
import { awsJson, type Params } from '../../infra/local/host/endpoint';
import { startAwsEndpoints, type AwsEndpoints } from '../../infra/local/host/aws-endpoints';
import { statesEndpoint, type Execution } from '../../infra/local/host/states';
import { stateMachineArn } from '../../shared/adapters/step-functions/state-machine-arn';
import { stepFunctionsExecutions } from '../../shared/adapters/step-functions/step-functions-executions';
import { stepFunctionsStarter } from '../../shared/adapters/step-functions/step-functions-starter';
import { WORKFLOWS } from '../../shared/names/workflows';

/** Workflows of a stage, started and followed by name through the API of Step Functions. */
const MACHINE = 'arn:aws:states:us-east-1:000000000000:stateMachine:revsignal-prod-usergems-sync';
const NAME = 'usergems-sync-2024-10-08-r1';

/** Two pages, as an account with many state machines answers. */
const listed = (_: string, { nextToken }: Params) =>
  awsJson(nextToken === undefined ? { stateMachines: [{ name: 'another', stateMachineArn: `${MACHINE}-2` }], nextToken: 'more' } : { stateMachines: [{ name: 'revsignal-prod-usergems-sync', stateMachineArn: MACHINE }] });

const executions = new Map<string, Execution>();
let endpoints: AwsEndpoints;
let client: SFNClient;
beforeAll(async () => {
  const states = statesEndpoint(
    {
      hasStateMachine: (arn) => arn === MACHINE,
      find: (arn) => executions.get(arn),
      start: (request) => {
        const execution: Execution = { ...request, status: 'RUNNING', startedAt: 0 };
        executions.set(request.executionArn, execution);
        return execution;
      },
      tasks: { succeed: () => false, fail: () => false },
    },
    () => 'a-new-name',
  );
  endpoints = await startAwsEndpoints({ states: { ...states, answer: (action, params, ...rest) => (action === 'ListStateMachines' ? listed(action, params) : states.answer(action, params, ...rest)) } });
  client = new SFNClient({ endpoint: `${endpoints.url}/states`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
});
beforeEach(() => executions.clear());
afterAll(async () => {
  client.destroy();
  await endpoints.close();
});

const arnOf = async (): Promise<string> => MACHINE;

it('finds a state machine by its name on any page', async () => {
  expect(await stateMachineArn(client, 'revsignal-prod-usergems-sync')).toBe(MACHINE);
  await expect(stateMachineArn(client, 'revsignal-test-usergems-sync')).rejects.toMatchObject({
    name: 'ConfigError', message: 'There is no state machine revsignal-test-usergems-sync in this account and region: deploy the stage, or use the credentials of its account',
  });
});

it('starts an execution once under its name and follows it to its end', async () => {
  const [starter, { find }] = [stepFunctionsStarter(arnOf, client), stepFunctionsExecutions(client, arnOf)];

  expect(await find(WORKFLOWS.sync, NAME)).toBeUndefined();
  expect(await starter.start(WORKFLOWS.sync, NAME, { businessDate: '2024-10-08' })).toBe('started');
  expect(await find(WORKFLOWS.sync, NAME)).toEqual({ status: 'RUNNING' });

  const [[arn, running] = []] = executions;
  if (arn !== undefined && running) executions.set(arn, { ...running, status: 'FAILED', stoppedAt: 1, error: 'ConfigError', cause: 'why' });
  expect(await find(WORKFLOWS.sync, NAME)).toEqual({ status: 'FAILED', error: 'ConfigError', cause: 'why' });
  expect(await starter.start(WORKFLOWS.sync, NAME, { businessDate: '2024-10-08' })).toBe('already_started');
});
