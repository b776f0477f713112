import { sesEmailSender } from '../adapters/ses/ses-email-sender';
import { slackSender } from '../adapters/slack/slack-sender';
import { secretsManagerReader } from '../adapters/secrets/secrets-manager-reader';
import { ENV } from '../names/env';
import type { EmailSender, SlackSender } from '../ports/senders';
import { requiredEnv } from './required-env';

export interface SenderDeps {
  readonly email: EmailSender;
  readonly slack: SlackSender;
}

/** The senders of the running Lambda: SES and Slack, with the Slack token from Secrets Manager. */
export const openSenders = (): SenderDeps => {
  const secrets = secretsManagerReader();
  const apiUrl = process.env[ENV.slackApiUrl];
  return {
    email: sesEmailSender({ configurationSet: requiredEnv(ENV.sesConfigurationSet) }),
    slack: slackSender({ token: async () => (await secrets.read(requiredEnv(ENV.slackSecret))).current, ...(apiUrl && { apiUrl }) }),
  };
};
