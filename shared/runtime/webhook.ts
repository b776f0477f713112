import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { SecretsReader } from '../ports/secrets';
import { log } from './log';
import type { Proof, ShownRequest } from './webhook-proof';

/** A delivery whose caller has shown that it knows the secret. */
export interface WebhookRequest {
  /** The body as received. */
  readonly rawBody: string;
  /** ISO-8601 UTC with milliseconds. */
  readonly receivedAt: string;
  /** API Gateway's id of this very delivery. */
  readonly requestId: string;
}

export interface WebhookReply {
  readonly status: number;
  readonly body: object;
}

/** The secret that callers of a hook know. */
export interface HookSecret {
  readonly secrets: SecretsReader;
  readonly secretId: string;
}

/**
 * Makes a Lambda of a webhook: the caller proves that it knows the secret, in its current or its previous version, so that it can be
 * rotated (PLAT-04); without proof nothing is left behind; an unexpected error says nothing but its id.
 */
export const webhook = <D extends object>(hook: {
  readonly proof: Proof;
  readonly deps: () => D & HookSecret;
  readonly run: (deps: D, request: WebhookRequest, shown: ShownRequest) => Promise<WebhookReply>;
}) => {
  let opened: (D & HookSecret) | undefined;
  const work = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    opened ??= hook.deps();
    const { timeEpoch, requestId } = event.requestContext;
    const shown: ShownRequest = { headers: event.headers, bytes: bytesOf(event), at: timeEpoch };
    if (!(await knowsSecret(shown, hook.proof, opened))) return reply({ status: 401, body: { message: hook.proof.refusal } });
    return reply(await hook.run(opened, { rawBody: rawBodyOf(event), receivedAt: new Date(timeEpoch).toISOString(), requestId }, shown));
  };
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .before(({ context }) => log.addContext(context))
    .onError((request) => {
      const { requestId } = request.event.requestContext;
      log.error('Webhook failed', { errorName: request.error?.name ?? 'Error', requestId, stack: request.error?.stack });
      request.response = reply({ status: 500, body: { message: 'The delivery could not be stored: send it again', requestId } });
    })
    .handler(work);
};

const knowsSecret = async (shown: ShownRequest, proof: Proof, { secrets, secretId }: HookSecret): Promise<boolean> => {
  const { current, previous } = await secrets.read(secretId);
  const matches = [current, previous].map((secret) => secret !== undefined && secret !== '' && proof.holds(shown, secret));
  return matches.includes(true);
};

const bytesOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): Buffer => Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
const rawBodyOf = (event: APIGatewayProxyEventV2): string => (event.isBase64Encoded ? bytesOf(event).toString('utf8') : (event.body ?? ''));

const reply = ({ status, body }: WebhookReply): APIGatewayProxyStructuredResultV2 => ({ statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
