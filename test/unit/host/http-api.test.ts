import type { HttpApi } from '../../../infra/local/host/assembly';
import { FunctionError } from '../../../infra/local/host/functions';
import { httpApiFront } from '../../../infra/local/host/http-api';
import type { HttpApiFront, HttpApiRequest } from '../../../infra/local/host/http-api';
import { listenOnLoopback } from '../../../infra/local/host/loopback';

const NOW = Date.parse('2024-10-08T13:00:00.123Z');

describe('the HTTP API', () => {
  const routes = [
    { routeKey: '$default', functionName: 'default' },
    { routeKey: 'ANY /{proxy+}', functionName: 'anything' },
    { routeKey: 'GET /leads/{id}/why', functionName: 'why' },
    { routeKey: 'ANY /leads/{id}', functionName: 'lead' },
    { routeKey: 'GET /leads/{id}', functionName: 'read-lead' },
    { routeKey: 'GET /leads/recent', functionName: 'recent' },
    { routeKey: 'POST /webhooks/{source}', functionName: 'hook' },
    { routeKey: 'GET /files/{path+}', functionName: 'files' },
  ].map((route) => ({ ...route, authorization: 'NONE' as const }));
  const errors: unknown[] = [];
  beforeEach(() => errors.splice(0));

  const aFront = (result: (functionName: string, event: unknown) => unknown, apis: readonly HttpApi[] = [{ id: 'Api1', name: 'Api', routes }]): HttpApiFront =>
    httpApiFront(apis, {
      invoke: async (functionName, event) => result(functionName, event),
      now: () => NOW,
      requestId: () => 'request-1',
      principal: async ({ 'x-as': as }) => as && `arn:${as}`,
      onError: (error) => errors.push(error),
    });
  const aRequest = (over: Partial<HttpApiRequest> = {}): HttpApiRequest => ({ method: 'GET', url: '/', headers: {}, ...over });
  const handled = async (front: HttpApiFront, request: HttpApiRequest) => {
    const { body, ...rest } = await front.handle(request);
    return { ...rest, body: body.toString() };
  };

  it('PLAT-04: hands a delivery to its function as a payload of format 2.0', async () => {
    const front = aFront((functionName, event) => ({ functionName, event }));
    const request = aRequest({
      method: 'POST',
      url: '/webhooks/user%20gems?tag=a&tag=b&name=x%20y',
      headers: { Host: 'localhost:4600', 'Content-Type': 'application/json; charset=utf-8', 'X-Api-Key': 'secret', 'X-Many': ['1', '2'], Cookie: 'a=1; b=2', 'User-Agent': 'vendor' },
      body: '{"id":"ug-1","name":"Zoë"}',
      sourceIp: '192.0.2.1',
    });

    expect(JSON.parse((await handled(front, request)).body)).toEqual({
      functionName: 'hook',
      event: {
        version: '2.0',
        routeKey: 'POST /webhooks/{source}',
        rawPath: '/webhooks/user%20gems',
        rawQueryString: 'tag=a&tag=b&name=x%20y',
        cookies: ['a=1', 'b=2'],
        headers: { host: 'localhost:4600', 'content-type': 'application/json; charset=utf-8', 'x-api-key': 'secret', 'x-many': '1,2', 'user-agent': 'vendor' },
        queryStringParameters: { tag: 'a,b', name: 'x y' },
        pathParameters: { source: 'user gems' },
        requestContext: {
          accountId: '000000000000',
          apiId: 'Api1',
          domainName: 'localhost:4600',
          domainPrefix: 'localhost:4600',
          http: { method: 'POST', path: '/webhooks/user%20gems', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'vendor' },
          requestId: 'request-1',
          routeKey: 'POST /webhooks/{source}',
          stage: '$default',
          time: '08/Oct/2024:13:00:00 +0000',
          timeEpoch: NOW,
        },
        body: '{"id":"ug-1","name":"Zoë"}',
        isBase64Encoded: false,
      },
    });
  });

  it.each([
    ['GET', '/leads/recent', 'recent', undefined],
    ['GET', '/leads/00Q1', 'read-lead', { id: '00Q1' }],
    ['PUT', '/leads/recent', 'lead', { id: 'recent' }],
    ['GET', '/leads/00Q1/why', 'why', { id: '00Q1' }],
    ['GET', '/files/a/b%2Fc.txt', 'files', { path: 'a/b/c.txt' }],
    ['DELETE', '/files/a', 'anything', { proxy: 'files/a' }],
    ['GET', '/', 'default', undefined],
  ])('sends %s %s to %s: the most specific route wins', async (method, url, functionName, pathParameters) => {
    const front = aFront((functionName, event) => ({ functionName, ...(event as { pathParameters?: object }) }));

    expect(JSON.parse((await handled(front, aRequest({ method, url }))).body)).toMatchObject({ functionName, ...(pathParameters && { pathParameters }) });
  });

  it.each([
    ['application/json', 'text', false],
    ['application/vnd.api+json', 'text', false],
    ['text/plain', 'text', false],
    ['application/x-www-form-urlencoded', 'dGV4dA==', true],
    ['application/octet-stream', 'dGV4dA==', true],
    ['', 'dGV4dA==', true],
  ])('passes a body of type %p as %s', async (type, body, isBase64Encoded) => {
    const front = aFront((_, event) => event);

    expect(JSON.parse((await handled(front, aRequest({ headers: { 'content-type': type }, body: 'text' }))).body)).toMatchObject({ body, isBase64Encoded });
  });

  const text = { 'content-type': 'text/plain; charset=utf-8' };
  const json = { 'content-type': 'application/json' };
  it.each<[string, unknown, object]>([
    ['a full response', { statusCode: 202, headers: { 'X-Count': 2, 'Content-Type': 'text/html' }, cookies: ['a=1'], body: '<p>' }, { statusCode: 202, headers: { 'x-count': '2', 'content-type': 'text/html' }, cookies: ['a=1'], body: '<p>' }],
    ['a status alone', { statusCode: '204' }, { statusCode: 204, headers: text, cookies: [], body: '' }],
    ['a binary body', { statusCode: 200, body: 'dGV4dA==', isBase64Encoded: true }, { statusCode: 200, headers: text, cookies: [], body: 'text' }],
    ['an object without status', { count: 1 }, { statusCode: 200, headers: json, cookies: [], body: '{"count":1}' }],
    ['text', 'hello', { statusCode: 200, headers: json, cookies: [], body: 'hello' }],
  ])('answers %s', async (_, result, expected) => {
    expect(await handled(aFront(() => result), aRequest())).toEqual(expected);
  });

  it.each<[string, () => unknown]>([
    ['fails', () => { throw new FunctionError('default', { errorType: 'Error', errorMessage: 'secret detail' }); }],
    ['gives a body that is no text', () => ({ statusCode: 200, body: { count: 1 } })],
    ['gives a status that is none', () => ({ statusCode: 'fine' })],
  ])('answers 500 and says nothing more when the function %s; the reason goes to the operator', async (_, result) => {
    expect(await handled(aFront(result), aRequest())).toEqual({ statusCode: 500, headers: json, cookies: [], body: '{"message":"Internal Server Error"}' });
    expect(errors).toEqual([expect.any(Error)]);
  });

  it('answers 404 when no route fits', async () => {
    const front = aFront(() => 'never', [{ id: 'Api1', name: 'Api', routes: [{ routeKey: 'POST /webhooks/{source}', functionName: 'hook', authorization: 'NONE' }] }]);
    const notFound = { statusCode: 404, headers: json, cookies: [], body: '{"message":"Not Found"}' };

    expect(await handled(front, aRequest({ url: '/webhooks/usergems' }))).toEqual(notFound);
    expect(await handled(front, aRequest({ method: 'POST', url: '/webhooks/usergems/more' }))).toEqual(notFound);
  });

  describe('two APIs under one address', () => {
    const front = aFront((functionName, event) => ({ functionName, context: (event as { requestContext: object }).requestContext }), [
      { id: 'Hooks', name: 'hooks', routes: [{ routeKey: 'POST /webhooks/{source}', functionName: 'hook', authorization: 'NONE' }] },
      { id: 'Users', name: 'users', routes: [{ routeKey: 'GET /leads/{id}/card', functionName: 'card', authorization: 'AWS_IAM' }] },
    ]);

    it('tell a function which API was asked, and on an AWS_IAM route who asked, as API Gateway does (UG-01)', async () => {
      const card = await handled(front, aRequest({ url: '/leads/00Q1/card', headers: { 'X-As': 'ada' } }));
      const hook = await handled(front, aRequest({ method: 'POST', url: '/webhooks/usergems' }));

      expect(JSON.parse(card.body)).toMatchObject({
        functionName: 'card',
        context: { apiId: 'Users', authorizer: { iam: { accessKey: 'LOCAL', accountId: '000000000000', callerId: 'LOCAL', cognitoIdentity: null, principalOrgId: '', userArn: 'arn:ada', userId: 'LOCAL' } } },
      });
      expect(JSON.parse(hook.body)).toEqual({ functionName: 'hook', context: expect.not.objectContaining({ authorizer: expect.anything() }) });
    });

    it('refuse a request that is nobody on an AWS_IAM route', async () => {
      expect(await handled(front, aRequest({ url: '/leads/00Q1/card' }))).toEqual({ statusCode: 403, headers: json, cookies: [], body: '{"message":"Forbidden"}' });
    });

    it.each([
      ['/leads/00Q1/card?x=1', true],
      ['/webhooks/usergems', true],
      ['/leads/00Q1', false],
      ['/', false],
    ])('serve %s: %p', (url, expected) => {
      expect(front.serves(url)).toBe(expected);
    });
  });

  it.each([
    ['10 MB of body', 'application/json', 10 * 1024 * 1024 + 1, 413],
    ['6 MB of event', 'application/json', 6 * 1024 * 1024, 413],
    ['6 MB of event once the body is encoded', 'application/octet-stream', 5 * 1024 * 1024, 413],
    ['no limit', 'application/json', 5 * 1024 * 1024, 200],
  ])('refuses what is above %s', async (_, type, length, statusCode) => {
    const front = aFront(() => ({ statusCode: 200 }));

    expect((await front.handle(aRequest({ method: 'POST', headers: { 'content-type': type }, body: 'x'.repeat(length) }))).statusCode).toBe(statusCode);
  });

  describe('on a socket', () => {
    const serving = async (front: HttpApiFront, use: (url: string) => Promise<void>): Promise<void> => {
      const { url, close } = await listenOnLoopback(front.listener);
      try {
        await use(url);
      } finally {
        await close();
      }
    };

    it('answers the same', async () => {
      const front = aFront((_, event) => ({ statusCode: 202, headers: { 'x-served': 'yes' }, cookies: ['a=1', 'b=2'], body: (event as { body: string }).body }));

      await serving(front, async (url) => {
        const response = await fetch(`${url}/webhooks/usergems`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"id":"ug-1"}' });

        expect({ status: response.status, served: response.headers.get('x-served'), cookies: response.headers.getSetCookie(), body: await response.text() }).toEqual({ status: 202, served: 'yes', cookies: ['a=1', 'b=2'], body: '{"id":"ug-1"}' });
      });
    });

    it('refuses a body above 10 MB', async () => {
      await serving(aFront(() => 'never'), async (url) => {
        const response = await fetch(url, { method: 'POST', body: 'x'.repeat(10 * 1024 * 1024 + 1) });

        expect({ status: response.status, body: await response.json() }).toEqual({ status: 413, body: { message: 'Request Entity Too Large' } });
      });
    });
  });
});
