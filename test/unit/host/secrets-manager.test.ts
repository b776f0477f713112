import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startAwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import type { AwsEndpoints } from '../../../infra/local/host/aws-endpoints';
import { secretsManagerEndpoint } from '../../../infra/local/host/secrets-manager';
import type { Secret } from '../../../infra/local/host/secrets-manager';

const KEY: Secret = { name: 'revsignal/usergems', arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:revsignal/usergems-local0', values: { AWSCURRENT: 'new', AWSPREVIOUS: 'old' } };
const FRESH: Secret = { name: 'revsignal/fresh', arn: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:revsignal/fresh-local0', values: { AWSCURRENT: 'only' } };

describe('the embedded Secrets Manager', () => {
  let endpoints: AwsEndpoints;
  let client: SecretsManagerClient;
  beforeAll(async () => {
    endpoints = await startAwsEndpoints({ secretsmanager: secretsManagerEndpoint((id) => [KEY, FRESH].find(({ name, arn }) => id === name || id === arn)) });
    client = new SecretsManagerClient({ endpoint: `${endpoints.url}/secretsmanager`, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  });
  afterAll(async () => {
    client.destroy();
    await endpoints.close();
  });

  it.each([
    [{ SecretId: KEY.name }, 'new', 'AWSCURRENT'],
    [{ SecretId: KEY.arn }, 'new', 'AWSCURRENT'],
    [{ SecretId: KEY.name, VersionStage: 'AWSPREVIOUS' }, 'old', 'AWSPREVIOUS'],
  ])('PLAT-04: two values of a secret are valid at once: %j', async (request, value, stage) => {
    const secret = await client.send(new GetSecretValueCommand(request));

    expect(secret).toEqual({ $metadata: expect.anything(), ARN: KEY.arn, Name: KEY.name, SecretString: value, VersionId: `local-${stage.toLowerCase()}`, VersionStages: [stage] });
  });

  it.each([
    ['a secret that is not there', new GetSecretValueCommand({ SecretId: 'revsignal/none' }), 'ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
    ['a value that was never there', new GetSecretValueCommand({ SecretId: FRESH.name, VersionStage: 'AWSPREVIOUS' }), 'ResourceNotFoundException', "Secrets Manager can't find the specified secret value for staging label: AWSPREVIOUS"],
    ['a version by id', new GetSecretValueCommand({ SecretId: KEY.name, VersionId: '0123456789abcdef0123456789abcdef' }), 'InvalidParameterException', 'The embedded Secrets Manager finds versions by VersionStage, not by VersionId'],
  ])('says so for %s', async (_, command, name, message) => {
    await expect(client.send(command)).rejects.toMatchObject({ name, message });
  });

  it('refuses other actions by name', async () => {
    await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: 'UnknownOperationException', message: 'The embedded Secrets Manager has no ListSecrets (it has GetSecretValue)' });
  });
});
