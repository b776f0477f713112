import { GetSecretValueCommand, ResourceNotFoundException, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { configError } from '../../errors/app-error';
import type { Secret, SecretsReader } from '../../ports/secrets';

/** A rotated secret is in use everywhere after so long; the one before stays valid until the next rotation. */
const CACHED_MS = 5 * 60 * 1_000;

/**
 * Secrets Manager: the versions AWSCURRENT and AWSPREVIOUS of a secret string, kept for 5 minutes in this container. `now` gives
 * milliseconds, for the age of what is kept.
 */
export const secretsManagerReader = ({ now = Date.now }: { now?: () => number } = {}): SecretsReader => {
  const client = new SecretsManagerClient({});
  const kept = new Map<string, { readonly until: number; readonly secret: Promise<Secret> }>();

  const version = async (id: string, stage: 'AWSCURRENT' | 'AWSPREVIOUS'): Promise<string | undefined> => {
    try {
      return (await client.send(new GetSecretValueCommand({ SecretId: id, VersionStage: stage }))).SecretString;
    } catch (error) {
      // Also the answer when the secret exists and has no version of this stage: one that was never rotated has no AWSPREVIOUS.
      if (error instanceof ResourceNotFoundException) return undefined;
      if (error instanceof Error && error.name === 'AccessDeniedException') throw configError(`Secret ${id} may not be read: grant secretsmanager:GetSecretValue.`, { secret: id });
      throw error;
    }
  };

  const fetch = async (id: string): Promise<Secret> => {
    const [current, previous] = await Promise.all([version(id, 'AWSCURRENT'), version(id, 'AWSPREVIOUS')]);
    if (current === undefined) throw configError(`Secret ${id} has no string value: create it in Secrets Manager.`, { secret: id });
    return { current, ...(previous === undefined ? {} : { previous }) };
  };

  return {
    read: (id) => {
      const known = kept.get(id);
      if (known !== undefined && now() < known.until) return known.secret;
      const secret = fetch(id);
      kept.set(id, { until: now() + CACHED_MS, secret });
      // A failure is not kept: the next reader asks again.
      secret.catch(() => kept.delete(id));
      return secret;
    },
  };
};
