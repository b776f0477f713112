import type { IncomingHttpHeaders } from 'node:http';

export interface EndpointRequest {
  /** What follows the service's prefix, without leading slash and query. */
  readonly path: string;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface EndpointResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type Params = Readonly<Record<string, unknown>>;

/** A parameter that is text; empty when it is missing or something else. */
export const textParam = (params: Params, name: string): string => {
  const value = params[name];
  return typeof value === 'string' ? value : '';
};

/** The stand-in for one service: reads its wire format, then answers. */
export interface Endpoint {
  read(request: EndpointRequest): { action: string; params: Params };
  answer(action: string, params: Params): EndpointResponse | Promise<EndpointResponse>;
}

/** An answer, in the AWS JSON protocols. */
export const awsJson = (body: object, status = 200): EndpointResponse => ({ status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) });

/** An error that the SDK turns into the exception of that name. */
export const awsJsonError = (name: string, message: string): EndpointResponse => awsJson({ __type: name, message }, 400);

/** Reads a call in the AWS JSON protocols: the action stands in `x-amz-target`, behind the name of the API. */
export const readAwsJson: Endpoint['read'] = ({ headers, body }) => ({
  action: String(headers['x-amz-target']).split('.').at(-1) ?? '',
  params: JSON.parse(body === '' ? '{}' : body),
});
