import { secretsManagerReader } from '../adapters/secrets/secrets-manager-reader';
import { usergemsApi } from '../adapters/usergems/usergems-api';
import { ENV } from '../names/env';
import type { UserGemsApi } from '../ports/usergems-api';
import { requiredEnv } from './required-env';

export interface UserGemsDeps {
  readonly usergems: UserGemsApi;
}

/** UserGems' API as the running Lambda may call it, with the key from Secrets Manager. */
export const openUserGems = (): UserGemsDeps => {
  const secrets = secretsManagerReader();
  return { usergems: usergemsApi({ baseUrl: requiredEnv(ENV.usergemsApiUrl), key: async () => (await secrets.read(requiredEnv(ENV.usergemsApiSecret))).current }) };
};
