import type { Context } from 'aws-lambda';
import { httpApiFront, type HttpApiFront } from '../../../infra/local/host/http-api';
import { run } from '../../../lambdas/webhooks/usergems';
import { memorySecrets } from '../../../shared/adapters/memory/memory-secrets';
import type { Secret } from '../../../shared/ports/secrets';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { webhook } from '../../../shared/runtime/webhook';

const SECRET = 'usergems/webhook-key';

const INVOCATION: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'usergems-webhook',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:usergems-webhook',
  memoryLimitInMB: '512',
  awsRequestId: 'invocation-1',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 28_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** The hook behind an HTTP API that makes events of payload format 2.0 of requests. Without `keys` its secret cannot be read. */
export const webhookFront = (door: Pick<StoreDeps, 'signals' | 'settings'>, { keys, now }: { readonly keys?: Secret | undefined; readonly now: () => number }): HttpApiFront => {
  const handler = webhook({ deps: () => ({ ...door, secrets: memorySecrets(keys === undefined ? {} : { [SECRET]: keys }), secretId: SECRET }), run });
  let requests = 0;
  return httpApiFront(
    [{ id: 'api', name: 'webhooks', routes: [{ routeKey: 'POST /webhooks/usergems', functionName: 'usergems-webhook', authorization: 'NONE' }] }],
    {
      invoke: (_name, event) => handler(event, INVOCATION),
      now,
      requestId: () => `request-${(requests += 1)}`,
      principal: async () => undefined,
      onError: (error) => {
        throw error;
      },
    },
  );
};

export interface Post {
  readonly key: string | undefined;
  readonly body: string | Uint8Array;
  readonly type?: string;
}

export const post = async (api: HttpApiFront, { key, body, type = 'application/json' }: Post): Promise<{ status: number; answer: unknown }> => {
  const { statusCode, body: answer } = await api.handle({ method: 'POST', url: '/webhooks/usergems', headers: { 'Content-Type': type, 'X-Api-Key': key }, body });
  return { status: statusCode, answer: JSON.parse(answer.toString()) };
};
