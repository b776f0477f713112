import { startAwsEndpoints, type Intercept } from '../../infra/local/host/aws-endpoints';
import type { Mail, Post } from '../../infra/local/host/outbox';
import { secretsManagerEndpoint } from '../../infra/local/host/secrets-manager';
import { sesEndpoint } from '../../infra/local/host/ses';
import { slackEndpoint } from '../../infra/local/host/slack';

type Disturbance = ReturnType<Intercept>;
type Call = Parameters<Intercept>;

/**
 * SES, Slack and Secrets Manager of the embedded host for the tests of one file, with the SDK clients pointed at them. Members of
 * the Slack workspace are all addresses but `nobody@…`.
 */
export const startLocalVendors = async () => {
  const mails: Mail[] = [];
  const posts: Post[] = [];
  const secrets = new Map<string, Partial<Record<'AWSCURRENT' | 'AWSPREVIOUS', string>>>();
  const calls: { service: string; action: string; params: Call[2] }[] = [];
  const disturbances: { action: string; disturbance: Disturbance }[] = [];
  const outbox = { keepMail: (mail: Mail) => void mails.push(mail), keepPost: (post: Post) => void posts.push(post) };
  let count = 0;

  const server = await startAwsEndpoints(
    {
      ses: sesEndpoint({ outbox, now: () => 0, messageId: () => `mail-${(count += 1)}` }),
      slack: slackEndpoint({ outbox, now: () => 0, isMember: (email) => !email.startsWith('nobody@') }),
      secretsmanager: secretsManagerEndpoint((name) => {
        const values = secrets.get(name);
        return values === undefined ? undefined : { name, arn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`, values };
      }),
    },
    {
      intercept: (service, action, params) => {
        calls.push({ service, action, params });
        return disturbances[0]?.action === action ? disturbances.shift()?.disturbance : undefined;
      },
    },
  );
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_SES: `${server.url}/ses`,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: `${server.url}/secretsmanager`,
  });

  return {
    slackUrl: `${server.url}/slack/`,
    mails,
    posts,
    secrets,
    calls,
    /** The next call of this action gets this answer, or breaks off after it was carried out. */
    disturbNext: (action: string, disturbance: Disturbance): void => void disturbances.push({ action, disturbance }),
    close: () => server.close(),
  };
};

export type LocalVendors = Awaited<ReturnType<typeof startLocalVendors>>;
