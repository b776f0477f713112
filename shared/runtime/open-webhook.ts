import { secretsManagerReader } from '../adapters/secrets/secrets-manager-reader';
import { ENV } from '../names/env';
import type { LeadHookDeps } from './answer-lead-delivery';
import { openStarter } from './open-starter';
import { openStores, type OpenStores } from './open-stores';
import { requiredEnv } from './required-env';
import { intakeStarter } from './start-intake';
import type { HookSecret } from './webhook';

/** What the UserGems hook works with: the stores and the secret that holds its key. */
export const openUserGemsWebhook = (): OpenStores & HookSecret => ({ ...openStores(), ...secretOf(ENV.webhookSecret) });

/** What a hook whose deliveries are worked at once works with. */
export const openLeadWebhook = (): LeadHookDeps & HookSecret => ({ ...openKeepingWebhook(), startIntake: intakeStarter(openStarter()) });

/** What a hook whose deliveries wait for a schedule works with. */
export const openKeepingWebhook = (): LeadHookDeps & HookSecret => ({ ...openStores(), ...secretOf(ENV.signatureSecret), elapsed: () => performance.now() });

const secretOf = (variable: string): HookSecret => ({ secrets: secretsManagerReader(), secretId: requiredEnv(variable) });
