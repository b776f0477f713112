import { secretsManagerReader } from '../adapters/secrets/secrets-manager-reader';
import { ENV } from '../names/env';
import type { SecretsReader } from '../ports/secrets';
import { openStores, type OpenStores } from './open-stores';
import { requiredEnv } from './required-env';

/** What the UserGems hook works with: the stores and the secret that holds its key. */
export const openUserGemsWebhook = (): OpenStores & { readonly secrets: SecretsReader; readonly secretId: string } => ({
  ...openStores(),
  secrets: secretsManagerReader(),
  secretId: requiredEnv(ENV.webhookSecret),
});
