import { createHash, timingSafeEqual } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { SecretsReader } from '../ports/secrets';
import { log } from './log';

/** A delivery whose caller has shown the right key. */
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

/**
 * Makes a Lambda of a webhook: the caller's `x-api-key` is compared in constant time with the secret's current and previous version,
 * so that it can be rotated (PLAT-04); a wrong key leaves nothing behind; an unexpected error says nothing but its id.
 */
export const webhook = <D extends object>(hook: {
  readonly deps: () => D & { readonly secrets: SecretsReader; readonly secretId: string };
  readonly run: (deps: D, request: WebhookRequest) => Promise<WebhookReply>;
}) => {
  let opened: (D & { readonly secrets: SecretsReader; readonly secretId: string }) | undefined;
  const work = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    opened ??= hook.deps();
    if (!(await hasValidKey(event.headers['x-api-key'], opened))) return reply({ status: 401, body: { message: 'The x-api-key header is missing or wrong' } });
    return reply(await hook.run(opened, { rawBody: rawBodyOf(event), receivedAt: new Date(event.requestContext.timeEpoch).toISOString(), requestId: event.requestContext.requestId }));
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

const hasValidKey = async (given: string | undefined, { secrets, secretId }: { readonly secrets: SecretsReader; readonly secretId: string }): Promise<boolean> => {
  const { current, previous } = await secrets.read(secretId);
  const matches = [current, previous].map((key) => key !== undefined && key !== '' && timingSafeEqual(digest(key), digest(given ?? '')));
  return matches.includes(true);
};

/** Digests have one length, whatever was sent. */
const digest = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

const rawBodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): string => (body === undefined ? '' : isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);

const reply = ({ status, body }: WebhookReply): APIGatewayProxyStructuredResultV2 => ({ statusCode: status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
