import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import type { LambdaFunction } from '../../../infra/local/host/assembly';
import { FunctionError, startFunctions } from '../../../infra/local/host/functions';
import type { Functions } from '../../../infra/local/host/functions';
import { HOST_DIRECTORY, temporaryDirectory, writeFiles } from '../../support/host-files';

const BUNDLES = {
  echo: 'export const handler = async (event, context) => ({ event, context: { ...context, left: context.getRemainingTimeInMillis() } });',
  env: 'export const handler = async () => process.env;',
  count: 'let calls = 0; export const handler = async () => ++calls;',
  fail: "export const handler = async ({ how }) => { if (how === 'text') throw 'plain text'; if (how === 'nothing') return undefined; throw Object.assign(new Error('pool is empty'), { name: 'NoCoverageError' }); };",
  hang: 'export const handler = async ({ busy }) => { if (busy) for (;;); await new Promise(() => setInterval(() => {}, 1000)); };',
  die: "let last; export const handler = async ({ how }) => { if (how === 'exit') process.exit(3); if (how === 'later') { setTimeout(() => { throw new Error('too late') }); await new Promise(() => {}); } return 'alive'; };",
  broken: "throw new TypeError('no settings');",
  callback: 'export const handler = (event, context, callback) => callback(null, 1);',
  print: "export const handler = async ({ text }) => { console.log('out', text); console.error('err', text); };",
  slow: "const until = Date.now() + 400; while (Date.now() < until); export const handler = async () => 'in time';",
  large: "export const handler = async () => 'x'.repeat(7_000_000);",
};

const TIMEOUT_SECONDS: Partial<Record<string, number>> = { hang: 0.3, slow: 0.3 };

describe('functions of the template', () => {
  const directory = temporaryDirectory();
  writeFiles(directory, Object.fromEntries(Object.entries(BUNDLES).map(([name, text]) => [`${name}/index.mjs`, text])));
  const aFunction = (name: string): LambdaFunction => ({
    logicalId: name,
    name,
    arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    assetDirectory: join(directory, name),
    handler: 'index.handler',
    environment: { FROM_TEMPLATE: 'template', BOTH: 'template' },
    timeoutSeconds: TIMEOUT_SECONDS[name] ?? 10,
    memoryMb: 128,
  });

  const log = new PassThrough();
  let functions: Functions;
  beforeEach(() => {
    functions = startFunctions(Object.keys(BUNDLES).map(aFunction), { hostDirectory: HOST_DIRECTORY, environment: { FROM_HOST: 'host', BOTH: 'host' }, log });
  });
  afterEach(() => functions.close());

  const failure = async (name: string, payload: unknown): Promise<unknown> => {
    const error: unknown = await functions.invoke(name, payload).catch((error: unknown) => error);
    if (!(error instanceof FunctionError)) throw new Error(`expected a FunctionError, got ${String(error)}`);
    return { errorType: error.errorType, errorMessage: error.errorMessage };
  };

  it('get their event as JSON and a context, by name or by ARN', async () => {
    const event = { at: new Date(0), nothing: undefined, list: [1, null] };

    const results = [await functions.invoke('echo', event), await functions.invoke('arn:aws:lambda:us-east-1:000000000000:function:echo:$LATEST', event)];

    const expected = {
      event: { at: '1970-01-01T00:00:00.000Z', list: [1, null] },
      context: {
        awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionName: 'echo',
        functionVersion: '$LATEST',
        invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
        memoryLimitInMB: '128',
        left: expect.any(Number),
      },
    };
    expect(results).toEqual([expected, expected]);
  });

  it("see the template's variables and the host's, which win, and nothing else of this machine", async () => {
    const environment = await functions.invoke('env', {});

    expect(environment).toEqual({
      FROM_TEMPLATE: 'template',
      FROM_HOST: 'host',
      BOTH: 'host',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_LAMBDA_FUNCTION_NAME: 'env',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      LAMBDA_TASK_ROOT: join(directory, 'env'),
      _HANDLER: 'index.handler',
    });
  });

  it('stay warm: one sandbox serves one invocation after the other', async () => {
    expect([await functions.invoke('count', {}), await functions.invoke('count', {}), await functions.invoke('count', {})]).toEqual([1, 2, 3]);
  });

  it('run in as many sandboxes as allowed; more invocations wait for a free one', async () => {
    const results = await Promise.all(Array.from({ length: 6 }, () => functions.invoke('count', {})));

    expect(results.length).toBe(6);
    // Two sandboxes counted to six together, each on its own.
    const counts = results.map(Number).sort((a, b) => a - b);
    const ones = counts.filter((count) => count === 1).length;
    expect(ones).toBe(2);
    expect(Math.max(...counts)).toBeLessThanOrEqual(5);
  });

  it.each([
    ['an error keeps its name', 'fail', { how: 'error' }, { errorType: 'NoCoverageError', errorMessage: 'pool is empty' }],
    ['text that is thrown', 'fail', { how: 'text' }, { errorType: 'string', errorMessage: 'plain text' }],
    ['a bundle that does not load', 'broken', {}, { errorType: 'TypeError', errorMessage: 'no settings' }],
    ['a handler with a callback', 'callback', {}, { errorType: 'Runtime.CallbackHandlerDeprecated', errorMessage: 'handlers with a callback are not supported; return a promise' }],
    ['a process that exits', 'die', { how: 'exit' }, { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 3' }],
    ['an error that nobody awaits', 'die', { how: 'later' }, { errorType: 'Error', errorMessage: 'too late' }],
    ['time that runs out', 'hang', {}, { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/^RequestId: \S{36} Error: Task timed out after 0\.30 seconds$/) }],
    ['a loop without end', 'hang', { busy: true }, { errorType: 'Sandbox.Timedout', errorMessage: expect.stringMatching(/Task timed out/) }],
    ['a request above 6 MB', 'echo', 'x'.repeat(7_000_000), { errorType: 'RequestTooLargeException', errorMessage: '7000002 byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)' }],
    ['a response above 6 MB', 'large', {}, { errorType: 'Function.ResponseSizeTooLarge', errorMessage: 'Response payload size exceeded maximum allowed payload size (6291456 bytes).' }],
  ])('fail in the words of Lambda: %s', async (_, name, payload, expected) => {
    expect(await failure(name, payload)).toEqual(expected);
  });

  it('have the time of the template for their work, however long the bundle takes to load', async () => {
    expect(await functions.invoke('slow', {})).toBe('in time');
  });

  it('say where an error was thrown', async () => {
    const error: unknown = await functions.invoke('fail', {}).catch((error: unknown) => error);

    expect(error).toMatchObject({ message: 'fail: NoCoverageError: pool is empty', trace: expect.arrayContaining([expect.stringContaining('index.mjs')]) });
  });

  it('return null for nothing', async () => {
    expect(await functions.invoke('fail', { how: 'nothing' })).toBeNull();
  });

  it.each(['exit', 'later'])('get a fresh sandbox after one died (%s)', async (how) => {
    await failure('die', { how });

    expect(await functions.invoke('die', {})).toBe('alive');
  });

  it('print to the log they are given', async () => {
    const lines = createInterface(log)[Symbol.asyncIterator]();

    await functions.invoke('print', { text: 'hello' });

    const printed = [await lines.next(), await lines.next()].map(({ value }) => value);
    expect(new Set(printed)).toEqual(new Set(['err hello', 'out hello']));
  });

  it('are refused when the template has none of that name', async () => {
    await expect(functions.invoke('missing', {})).rejects.toThrow(/^There is no function missing; known: echo, env, /);
  });

  it('must have their bundle', () => {
    const missing = { ...aFunction('echo'), handler: 'other.handler' };

    expect(() => startFunctions([missing], { hostDirectory: HOST_DIRECTORY, environment: {}, log: null })).toThrow(`Function echo: handler other.handler needs other.mjs, .js or .cjs in ${join(directory, 'echo')}`);
  });

  it('fail when the host closes under them, those that wait included', async () => {
    const invocations = Array.from({ length: 4 }, () => failure('hang', {}));

    await functions.close();

    const stopped = { errorType: 'Sandbox.Stopped', errorMessage: 'the embedded host is shutting down' };
    expect(await Promise.all(invocations)).toEqual([stopped, stopped, stopped, stopped]);
    expect(await failure('echo', {})).toEqual(stopped);
  });
});
