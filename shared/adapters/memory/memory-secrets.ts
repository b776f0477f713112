import { configError } from '../../errors/app-error';
import type { Secret, SecretsReader } from '../../ports/secrets';

/** Secrets from a plain object by id; what changes in the object is read at once. */
export const memorySecrets = (secrets: Readonly<Record<string, Secret>>): SecretsReader => ({
  read: async (id) => {
    const secret = secrets[id];
    if (secret === undefined) throw configError(`Secret ${id} has no string value: give it to memorySecrets.`, { secret: id });
    return secret;
  },
});
