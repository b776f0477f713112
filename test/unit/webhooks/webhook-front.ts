import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { httpApiFront, type HttpApiFront } from '../../../infra/local/host/http-api';
import { run } from '../../../lambdas/webhooks/usergems';
import { memorySecrets } from '../../../shared/adapters/memory/memory-secrets';
import { LEAD_SOURCES, type LeadSourceName } from '../../../shared/names/webhooks';
import type { Secret } from '../../../shared/ports/secrets';
import { answerLeadDelivery, type LeadHookDeps } from '../../../shared/runtime/answer-lead-delivery';
import type { StoreDeps } from '../../../shared/runtime/store-deps';
import { webhook, type HookSecret } from '../../../shared/runtime/webhook';
import { API_KEY, SIGNATURE, signatureOf } from '../../../shared/runtime/webhook-proof';

const SECRET = 'a-secret';

const INVOCATION: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'a-webhook',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:a-webhook',
  memoryLimitInMB: '512',
  awsRequestId: 'invocation-1',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 28_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

/** Without `keys` the secret cannot be read. */
interface Callers {
  readonly keys?: Secret | undefined;
  readonly now: () => number;
  /** Of each request another; counted from 1 without it. */
  readonly requestId?: () => string;
}

const hookSecret = ({ keys }: Callers): HookSecret => ({ secrets: memorySecrets(keys === undefined ? {} : { [SECRET]: keys }), secretId: SECRET });

type Handler = (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** A hook behind an HTTP API that makes events of payload format 2.0 of requests. */
const frontOf = (path: string, handler: Handler, { now, requestId = counted() }: Callers): HttpApiFront =>
  httpApiFront([{ id: 'api', name: 'webhooks', routes: [{ routeKey: `POST ${path}`, functionName: 'a-webhook', authorization: 'NONE' }] }], {
    invoke: (_name, event) => handler(event, INVOCATION),
    now,
    requestId,
    principal: async () => undefined,
    onError: (error) => {
      throw error;
    },
  });

const counted = (): (() => string) => {
  let requests = 0;
  return () => `request-${(requests += 1)}`;
};

/** The hook of UserGems. */
export const webhookFront = (door: Pick<StoreDeps, 'signals' | 'settings'>, callers: Callers): HttpApiFront =>
  frontOf('/webhooks/usergems', webhook({ proof: API_KEY, deps: () => ({ ...door, ...hookSecret(callers) }), run }), callers);

/** The hook of a source of the lead database. */
export const leadFront = (source: LeadSourceName, deps: LeadHookDeps, callers: Callers): HttpApiFront =>
  frontOf(LEAD_SOURCES[source], webhook({ proof: SIGNATURE, deps: () => ({ ...deps, ...hookSecret(callers) }), run: answerLeadDelivery(source) }), callers);

export interface Post {
  readonly key: string | undefined;
  readonly body: string | Uint8Array;
  readonly type?: string;
}

export const post = (api: HttpApiFront, { key, body, type = 'application/json' }: Post): Promise<Answer> => postTo(api, '/webhooks/usergems', { 'Content-Type': type, 'X-Api-Key': key }, body);

export interface SignedPost {
  readonly secret: string;
  /** Unix seconds. */
  readonly timestamp: string;
  readonly body: string | Uint8Array;
  /** Headers beside the signature, or in its place. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

export const postSigned = (api: HttpApiFront, source: LeadSourceName, { secret, timestamp, body, headers }: SignedPost): Promise<Answer> =>
  postTo(api, LEAD_SOURCES[source], { 'Content-Type': 'application/json', 'X-Timestamp': timestamp, 'X-Signature': signatureOf(secret, timestamp, body), ...headers }, body);

export interface Answer {
  readonly status: number;
  readonly answer: unknown;
}

const postTo = async (api: HttpApiFront, url: string, headers: Readonly<Record<string, string | undefined>>, body: string | Uint8Array): Promise<Answer> => {
  const { statusCode, body: answer } = await api.handle({ method: 'POST', url, headers, body });
  return { status: statusCode, answer: JSON.parse(answer.toString()) };
};
