/** Environment variables that infra sets and the runtime reads. */
export const ENV = {
  stage: 'REVSIGNAL_STAGE',
  slackApiUrl: 'SLACK_API_URL',
  webhookSecret: 'USERGEMS_WEBHOOK_SECRET_ID',
  signatureSecret: 'SIGNATURE_SECRET_ID',
  usergemsApiUrl: 'USERGEMS_API_URL',
  usergemsApiSecret: 'USERGEMS_API_KEY_SECRET_ID',
  outreachApiUrl: 'OUTREACH_API_URL',
  outreachSecret: 'OUTREACH_TOKEN_SECRET_ID',
  slackSecret: 'SLACK_TOKEN_SECRET_ID',
  enrichmentUrl: 'ENRICHMENT_URL',
  reverseDns: 'REVERSE_DNS',
  whoisUrl: 'WHOIS_URL',
  sesConfigurationSet: 'SES_CONFIGURATION_SET',
} as const;
