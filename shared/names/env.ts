/** Environment variables that infra sets and the runtime reads. */
export const ENV = {
  stage: 'REVSIGNAL_STAGE',
  slackApiUrl: 'SLACK_API_URL',
  webhookSecret: 'USERGEMS_WEBHOOK_SECRET_ID',
  usergemsApiUrl: 'USERGEMS_API_URL',
  usergemsApiSecret: 'USERGEMS_API_KEY_SECRET_ID',
  slackSecret: 'SLACK_TOKEN_SECRET_ID',
  sesConfigurationSet: 'SES_CONFIGURATION_SET',
} as const;
