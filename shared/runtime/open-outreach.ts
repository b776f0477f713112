import { outreachApi } from '../adapters/outreach/outreach-api';
import { secretsManagerReader } from '../adapters/secrets/secrets-manager-reader';
import { ENV } from '../names/env';
import type { OutreachApi } from '../ports/outreach-api';
import { requiredEnv } from './required-env';

export interface OutreachDeps {
  readonly outreach: OutreachApi;
}

/** Outreach's API as the running Lambda may call it, with the token from Secrets Manager. */
export const openOutreach = (): OutreachDeps => {
  const secrets = secretsManagerReader();
  return { outreach: outreachApi({ baseUrl: requiredEnv(ENV.outreachApiUrl), token: async () => (await secrets.read(requiredEnv(ENV.outreachSecret))).current }) };
};
