import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Endpoint, EndpointResponse, Params } from './endpoint';
import { listenOnLoopback, readBody } from './loopback';

/**
 * What a test or a demonstration does to a call before the stand-in sees it: an answer of its own (a 429, a 500), `drop` (the call
 * is carried out but its caller never hears of it, as when a connection breaks), or nothing.
 */
export type Intercept = (service: string, action: string, params: Params) => EndpointResponse | 'drop' | undefined;

export interface AwsEndpoints {
  /** `http://127.0.0.1:<port>`; the endpoint of a service is `${url}/${service}`. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Above any request that the services stood in for accept (SES: 10 MB, base64-encoded in a form). */
const BODY_LIMIT_BYTES = 20 * 1024 * 1024;

/** Serves each endpoint under its name as path prefix, all on one loopback port (0: any free one). */
export const startAwsEndpoints = async (services: Readonly<Record<string, Endpoint>>, { intercept, port = 0 }: { intercept?: Intercept; port?: number } = {}): Promise<AwsEndpoints> => {
  const answer = async (request: IncomingMessage): Promise<EndpointResponse | 'drop'> => {
    const { service, path, query } = route(request.url ?? '/');
    const endpoint = services[service];
    if (endpoint === undefined) return { status: 404, headers: {}, body: `There is no service /${service} here; there are ${Object.keys(services).map((name) => `/${name}`).join(', ')}` };
    const body = await readBody(request, BODY_LIMIT_BYTES);
    if (body === undefined) return { status: 413, headers: {}, body: `More than ${BODY_LIMIT_BYTES} bytes` };
    const { action, params } = endpoint.read({ path, method: request.method ?? 'GET', query, headers: request.headers, body: body.toString() });
    const intercepted = intercept?.(service, action, params);
    if (typeof intercepted === 'object') return intercepted;
    const answered = await endpoint.answer(action, params);
    return intercepted ?? answered;
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const answered = await answer(request);
    if (answered === 'drop') response.destroy();
    else response.writeHead(answered.status, answered.headers).end(answered.body);
  };

  return listenOnLoopback((request, response) => {
    serve(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  }, port);
};

const route = (url: string): { service: string; path: string; query: URLSearchParams } => {
  const [, service = '', path = '', query = ''] = /^\/([^/?]*)\/?([^?]*)\??(.*)/.exec(url) ?? [];
  return { service, path, query: new URLSearchParams(query) };
};
