import type { APIGatewayProxyEventV2WithIAMAuthorizer, Context } from 'aws-lambda';
import { httpApiFront } from '../../infra/local/host/http-api';
import { localPrincipal } from '../../infra/local/local-principal';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import type { StoreDeps } from '../../shared/runtime/store-deps';

const INVOCATION: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'api',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:api',
  memoryLimitInMB: '512',
  awsRequestId: 'invocation-1',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 28_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};

export interface Asked {
  /** Id or e-mail of the user who asks. */
  readonly as?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a route of the API, from the request's bytes to the answer's; the body is undefined where none was sent. */
export type Ask = (url: string, asked?: Asked) => Promise<{ readonly status: number; readonly body: unknown }>;

/** The API over stores: routes by key, such as `GET /usergems`, behind the same wrapper, identities and payload format as on AWS. */
export const apiOver = <D extends Pick<StoreDeps, 'records' | 'settings'>>(deps: D, routes: Readonly<Record<string, (deps: D, request: ApiRequest) => Promise<ApiReply>>>, now: string): Ask => {
  const handlers = new Map(Object.entries(routes).map(([routeKey, run]) => [routeKey, api({ deps: () => deps, run })]));
  let requests = 0;
  const front = httpApiFront([{ id: 'api', name: 'api', routes: [...handlers.keys()].map((routeKey) => ({ routeKey, functionName: routeKey, authorization: 'AWS_IAM' as const })) }], {
    invoke: async (routeKey, event) => handlers.get(routeKey)?.(event as APIGatewayProxyEventV2WithIAMAuthorizer, INVOCATION),
    now: () => Date.parse(now),
    requestId: () => `request-${(requests += 1)}`,
    principal: localPrincipal(deps.records, undefined),
    onError: (error) => {
      throw error;
    },
  });
  return async (url, { as, method = 'GET', headers = {}, body } = {}) => {
    const answer = await front.handle({ method, url, headers: { ...headers, 'x-revsignal-as': as }, ...(body !== undefined && { body }) });
    const text = answer.body.toString();
    return { status: answer.statusCode, body: text === '' ? undefined : JSON.parse(text) };
  };
};
