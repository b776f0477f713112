import type { RequestListener } from 'node:http';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithIAMAuthorizer } from 'aws-lambda';
import { z } from 'zod';
import type { HttpApi, HttpRoute } from './assembly';
import { PAYLOAD_LIMIT_BYTES } from './functions';
import { readBody } from './loopback';
import { LOCAL_ACCOUNT } from './template';

export interface HttpApiRequest {
  readonly method: string;
  /** Path and query string as they were sent: `/webhooks/usergems?dry=1`. */
  readonly url: string;
  /** Names in any case; a repeated header has several values. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body?: string | Uint8Array;
  readonly sourceIp?: string;
}

export interface HttpApiResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

export interface HttpApiFront {
  /** Answers one request without a socket. Never rejects: a function that fails is a 500, as on AWS. */
  readonly handle: (request: HttpApiRequest) => Promise<HttpApiResponse>;
  /** The same for node:http. */
  readonly listener: RequestListener;
  /** Whether a route has this path, whatever its method. */
  readonly serves: (url: string) => boolean;
}

export interface HttpApiOptions {
  readonly invoke: (functionName: string, event: APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithIAMAuthorizer) => Promise<unknown>;
  /** Milliseconds since the epoch: the clock that `requestContext.timeEpoch` shows. */
  readonly now: () => number;
  readonly requestId: () => string;
  /** The ARN of the IAM principal that a request to an AWS_IAM route counts as, by its headers (names in lower case): nothing is signed here. Undefined is refused. */
  readonly principal: (headers: Readonly<Record<string, string>>) => Promise<string | undefined>;
  /** Hears why a request ended in a 500. */
  readonly onError: (error: unknown, request: HttpApiRequest) => void;
}

/** Request limit of an HTTP API in bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * The front of HTTP APIs under one address: payload format 2.0 in and out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export const httpApiFront = (apis: readonly HttpApi[], options: HttpApiOptions): HttpApiFront => {
  const routes = apis.flatMap((api) => api.routes.map((route) => compileRoute(api, route))).sort((a, b) => compareRanks(a.rank, b.rank));

  const handle = async (request: HttpApiRequest): Promise<HttpApiResponse> => {
    const { pathname } = splitUrl(request.url);
    const body = Buffer.from(request.body ?? '');
    if (body.length > BODY_LIMIT_BYTES) return TOO_LARGE;
    for (const route of routes) {
      const pathParameters = route.match(request.method, pathname);
      if (pathParameters === undefined) continue;
      try {
        const headers = lowerCase(request.headers);
        const principal = route.authorization === 'AWS_IAM' ? await options.principal(headers) : undefined;
        if (route.authorization === 'AWS_IAM' && principal === undefined) return message(403, 'Forbidden');
        const event = toEvent(route, { pathParameters, headers, principal }, request, body, options);
        if (Buffer.byteLength(JSON.stringify(event)) > PAYLOAD_LIMIT_BYTES) return TOO_LARGE;
        return toResponse(await options.invoke(route.functionName, event));
      } catch (error) {
        options.onError(error, request);
        return message(500, 'Internal Server Error');
      }
    }
    return message(404, 'Not Found');
  };

  const serve = async (...[request, response]: Parameters<RequestListener>): Promise<void> => {
    const body = await readBody(request, BODY_LIMIT_BYTES);
    const { method = 'GET', url = '/', headers, socket } = request;
    const answer = body === undefined ? TOO_LARGE : await handle({ method, url, headers, body, sourceIp: socket.remoteAddress ?? LOOPBACK });
    const cookies = answer.cookies.length === 0 ? {} : { 'set-cookie': [...answer.cookies] };
    response.writeHead(answer.statusCode, { ...answer.headers, ...cookies, 'content-length': answer.body.length }).end(answer.body);
  };

  return {
    handle,
    // The only thing that can fail here is a client that went away.
    listener: (request, response) => void serve(request, response).catch(() => response.destroy()),
    serves: (url) => routes.some((route) => route.isAt(splitUrl(url).pathname)),
  };
};

const LOOPBACK = '127.0.0.1';

const json = (statusCode: number, body: string): HttpApiResponse => ({ statusCode, headers: { 'content-type': 'application/json' }, cookies: [], body: Buffer.from(body) });
const message = (statusCode: number, text: string): HttpApiResponse => json(statusCode, JSON.stringify({ message: text }));
const TOO_LARGE = message(413, 'Request Entity Too Large');

// ---- routes

interface CompiledRoute extends HttpRoute {
  readonly apiId: string;
  /** Smaller goes first: fixed segments before parameters, these before greedy ones, named methods before ANY, `$default` last. */
  readonly rank: readonly number[];
  /** The path parameters, decoded; undefined when the request is not for this route. */
  match(method: string, pathname: string): Record<string, string> | undefined;
  isAt(pathname: string): boolean;
}

const compileRoute = ({ id: apiId }: HttpApi, route: HttpRoute): CompiledRoute => {
  if (route.routeKey === '$default') return { ...route, apiId, rank: [Infinity], match: () => ({}), isAt: () => true };
  const [routeMethod = '', template = ''] = route.routeKey.split(' ');
  const segments = template.split('/').slice(1);
  const names: string[] = [];
  const pattern = segments.map((segment) => {
    const [, name, greedy] = /^\{(\w+)(\+?)\}$/.exec(segment) ?? [];
    if (name === undefined) return segment.replaceAll(/[^\w-]/g, String.raw`\$&`);
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const expression = new RegExp(`^/${pattern.join('/')}$`);
  return {
    ...route,
    apiId,
    isAt: (pathname) => expression.test(pathname),
    rank: [...segments.map((segment) => (segment.endsWith('+}') ? 2 : Number(segment.startsWith('{')))), Number(routeMethod === 'ANY')],
    match: (method, pathname) => {
      if (routeMethod !== 'ANY' && routeMethod !== method) return undefined;
      const values = expression.exec(pathname)?.slice(1);
      return values && Object.fromEntries(names.map((name, index) => [name, decode(values[index] ?? '')]));
    },
  };
};

const compareRanks = (a: readonly number[], b: readonly number[]): number => {
  const at = a.findIndex((rank, index) => rank !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
};

const splitUrl = (url: string): { pathname: string; search: string } => {
  const at = url.indexOf('?');
  return at < 0 ? { pathname: url, search: '' } : { pathname: url.slice(0, at), search: url.slice(at + 1) };
};

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

// ---- payload format 2.0

/** What arrives as text; everything else, forms included, comes base64-encoded. */
const TEXT = /^(text\/|application\/(json|javascript|xml)\b|application\/[\w.-]+\+(json|xml)\b)/i;

/** What of a request its route has already read. */
interface Routed {
  readonly pathParameters: Record<string, string>;
  readonly headers: Readonly<Record<string, string>>;
  readonly principal: string | undefined;
}

const lowerCase = (headers: HttpApiRequest['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), typeof value === 'string' ? value : value.join(',')]])));

const toEvent = (
  { apiId, routeKey }: CompiledRoute,
  { pathParameters, headers: { cookie, ...headers }, principal }: Routed,
  request: HttpApiRequest,
  body: Buffer,
  { now, requestId }: HttpApiOptions,
): APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithIAMAuthorizer => {
  const { pathname, search } = splitUrl(request.url);
  const query = joinRepeated(new URLSearchParams(search));
  const timeEpoch = now();
  const isText = TEXT.test(headers['content-type'] ?? '');
  return {
    version: '2.0',
    routeKey,
    rawPath: pathname,
    rawQueryString: search,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers,
    ...(search === '' ? {} : { queryStringParameters: query }),
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId,
      ...(principal === undefined ? {} : { authorizer: { iam: identityOf(principal) } }),
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: (headers['host'] ?? 'localhost').split('.')[0] ?? '',
      http: { method: request.method, path: pathname, protocol: 'HTTP/1.1', sourceIp: request.sourceIp ?? LOOPBACK, userAgent: headers['user-agent'] ?? '' },
      requestId: requestId(),
      routeKey,
      stage: '$default',
      time: commonLogTime(timeEpoch),
      timeEpoch,
    },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
};

/** What API Gateway says of the principal that signed a request. */
const identityOf = (userArn: string): APIGatewayProxyEventV2WithIAMAuthorizer['requestContext']['authorizer']['iam'] => ({
  accessKey: 'LOCAL', accountId: LOCAL_ACCOUNT, callerId: 'LOCAL', cognitoIdentity: null, principalOrgId: '', userArn, userId: 'LOCAL',
});

const joinRepeated = (query: URLSearchParams): Record<string, string> => Object.fromEntries([...new Set(query.keys())].map((key) => [key, query.getAll(key).join(',')]));

/** `08/Oct/2024:13:00:00 +0000` */
const commonLogTime = (instant: number): string => {
  const [, day, month, year, time] = new Date(instant).toUTCString().split(' ');
  return `${day}/${month}/${year}:${time} +0000`;
};

const responseSchema = z.object({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** A result without a status code is the JSON body itself. Throws for a result that API Gateway would refuse with a 500. */
const toResponse = (result: unknown): HttpApiResponse => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) return json(200, typeof result === 'string' ? result : JSON.stringify(result));
  const { statusCode, headers, cookies, body, isBase64Encoded } = responseSchema.parse(result);
  return {
    statusCode,
    headers: { 'content-type': 'text/plain; charset=utf-8', ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])) },
    cookies,
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
  };
};
