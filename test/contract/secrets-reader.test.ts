import { memorySecrets } from '../../shared/adapters/memory/memory-secrets';
import { secretsManagerReader } from '../../shared/adapters/secrets/secrets-manager-reader';
import type { Secret, SecretsReader } from '../../shared/ports/secrets';
import { startLocalVendors, type LocalVendors } from '../support/local-vendors';

let vendors: LocalVendors;
beforeAll(async () => {
  vendors = await startLocalVendors();
});
afterAll(() => vendors.close());
beforeEach(() => {
  vendors.calls.length = 0;
  vendors.secrets.clear();
});

const store = (secrets: Record<string, Secret>): void => {
  for (const [id, { current, previous }] of Object.entries(secrets)) vendors.secrets.set(id, { AWSCURRENT: current, ...(previous === undefined ? {} : { AWSPREVIOUS: previous }) });
};

describe.each<[string, (secrets: Record<string, Secret>) => SecretsReader]>([
  ['memory', memorySecrets],
  ['Secrets Manager', (secrets) => (store(secrets), secretsManagerReader())],
])('secrets from %s', (_, readerOf) => {
  it('PLAT-04: a rotated secret has two valid versions, one never rotated has one', async () => {
    const reader = readerOf({ rotated: { current: 'new', previous: 'old' }, fresh: { current: 'only' } });

    expect(await reader.read('rotated')).toEqual({ current: 'new', previous: 'old' });
    expect(await reader.read('fresh')).toEqual({ current: 'only' });
  });

  it('a secret that does not exist is an error of configuration that names it', async () => {
    await expect(readerOf({}).read('slack-token')).rejects.toMatchObject({ name: 'ConfigError', message: expect.stringContaining('slack-token') });
  });
});

describe('secrets from Secrets Manager', () => {
  it('are kept for five minutes and then read again', async () => {
    let now = 0;
    const reader = secretsManagerReader({ now: () => now });
    store({ key: { current: 'first' } });
    await reader.read('key');
    store({ key: { current: 'second', previous: 'first' } });

    now = 5 * 60_000 - 1;
    expect(await reader.read('key')).toEqual({ current: 'first' });
    now = 5 * 60_000;
    expect(await reader.read('key')).toEqual({ current: 'second', previous: 'first' });
  });

  it('a failure is not kept', async () => {
    const reader = secretsManagerReader({ now: () => 0 });
    await expect(reader.read('late')).rejects.toThrow('late');
    store({ late: { current: 'here' } });

    expect(await reader.read('late')).toEqual({ current: 'here' });
  });

  it('a secret that may not be read is an error of configuration that names the right to grant', async () => {
    const denied = { status: 400, headers: {}, body: JSON.stringify({ __type: 'AccessDeniedException', message: 'not authorized' }) };
    vendors.disturbNext('GetSecretValue', denied);
    vendors.disturbNext('GetSecretValue', denied);

    await expect(secretsManagerReader().read('key')).rejects.toMatchObject({ name: 'ConfigError', message: 'Secret key may not be read: grant secretsmanager:GetSecretValue.' });
  });
});
