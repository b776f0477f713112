import middy from '@middy/core';
import type { APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { findCaller } from '../domain/access/find-caller';
import { AppError, type ErrorKind } from '../errors/app-error';
import type { User } from '../records/catalogue';
import { log } from './log';
import type { StoreDeps } from './store-deps';

/** A request of a user of the CRM, whom API Gateway's IAM authorizer has identified. */
export interface ApiRequest {
  readonly caller: User;
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The JSON body; undefined without one. */
  readonly body: unknown;
  /** ISO-8601 UTC with milliseconds. */
  readonly at: string;
  readonly requestId: string;
}

export interface ApiReply {
  readonly status: number;
  /** Nothing is sent without it, as with 204. */
  readonly body?: object;
}

const STATUS: Readonly<Record<ErrorKind, number>> = { 'invalid-input': 400, conflict: 409, unavailable: 503, config: 500, bug: 500 };

/**
 * Makes a Lambda of a route of the API. The IAM principal is mapped to a user of the CRM (UG-01; settings.access); one who is nobody is
 * refused with 403. An AppError becomes its kind's status with its message, anything else a 500 that says nothing but its id.
 */
export const api = <D extends Pick<StoreDeps, 'records' | 'settings'>>(route: { readonly deps: () => D; readonly run: (deps: D, request: ApiRequest) => Promise<ApiReply> }) => {
  let opened: D | undefined;
  const work = async (event: APIGatewayProxyEventV2WithIAMAuthorizer): Promise<APIGatewayProxyStructuredResultV2> => {
    opened ??= route.deps();
    const { settings, records } = opened;
    const caller = findCaller(event.requestContext.authorizer.iam.userArn, settings.access.principals, await records.users());
    if (caller === undefined) return reply({ status: 403, body: { message: 'You are no active user of the CRM: ask for a row in settings.access.principals' } });
    const { requestId, timeEpoch } = event.requestContext;
    // A web page can post a form to any address; to send JSON under its name it needs that address's leave.
    if (hasBody(event) && !/^application\/json\b/i.test(event.headers['content-type'] ?? '')) return reply({ status: 415, body: { message: 'The body must come as content-type: application/json' } });
    const body = bodyOf(event);
    if (body === UNREADABLE) return reply({ status: 400, body: { message: 'The body is no JSON' } });
    return reply(await route.run(opened, { caller, path: event.pathParameters ?? {}, query: event.queryStringParameters ?? {}, body, at: new Date(timeEpoch).toISOString(), requestId }));
  };
  return middy<APIGatewayProxyEventV2WithIAMAuthorizer, APIGatewayProxyStructuredResultV2>()
    .before(({ context }) => log.addContext(context))
    .onError((request) => {
      const { error } = request;
      const { requestId, routeKey } = request.event.requestContext;
      const known = error instanceof AppError && STATUS[error.kind] < 500 ? error : undefined;
      if (!known) log.error('Request failed', { errorName: error?.name ?? 'Error', requestId, routeKey, stack: error?.stack });
      request.response = reply(known ? { status: STATUS[known.kind], body: { message: known.message } } : { status: error instanceof AppError ? STATUS[error.kind] : 500, body: { message: 'The request could not be answered', requestId } });
    })
    .handler(work);
};

const UNREADABLE = Symbol('unreadable');

const hasBody = ({ body }: APIGatewayProxyEventV2WithIAMAuthorizer): boolean => body !== undefined && body !== '';

const bodyOf = (event: APIGatewayProxyEventV2WithIAMAuthorizer): unknown => {
  if (!hasBody(event)) return undefined;
  const { body = '', isBase64Encoded } = event;
  try {
    return JSON.parse(isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body);
  } catch {
    return UNREADABLE;
  }
};

const reply = ({ status, body }: ApiReply): APIGatewayProxyStructuredResultV2 => ({ statusCode: status, ...(body && { headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(body) }) });
