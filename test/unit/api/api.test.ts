import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { conflictError, invalidInputError, storeUnavailableError } from '../../../shared/errors/app-error';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { log } from '../../../shared/runtime/log';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const NOW = '2024-10-09T13:00:00.000Z';

beforeAll(() => log.setLogLevel('SILENT'));

const anApi = async (run: Parameters<typeof apiOver>[1][string]) => {
  const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  await seedRecords({ User: [aUser({ Id: 'ada' }), aUser({ Id: 'gone', IsActive: false })] }, deps);
  return apiOver(deps, { 'POST /things/{id}': run }, NOW);
};
const post = { method: 'POST', as: 'ada', headers: { 'content-type': 'application/json' }, body: '{"a":1}' };

describe('a route of the API', () => {
  it('is told who asks what, and when', async () => {
    const ask = await anApi(async (_, { caller, path, query, body, at, requestId }) => ({ status: 200, body: { caller: caller.Id, path, query, body, at, requestId } }));

    expect(await ask('/things/7%2F8?a=b', post)).toEqual({ status: 200, body: { caller: 'ada', path: { id: '7/8' }, query: { a: 'b' }, body: { a: 1 }, at: NOW, requestId: 'request-1' } });
  });

  it('may answer without a body', async () => {
    expect(await (await anApi(async () => ({ status: 204 })))('/things/7', post)).toEqual({ status: 204, body: undefined });
  });

  it('is not asked by who is nobody in the CRM (UG-01)', async () => {
    const ask = await anApi(async () => ({ status: 200 }));

    expect(await ask('/things/7', { ...post, as: 'gone' })).toMatchObject({ status: 403 });
    expect(await ask('/things/7', { ...post, as: 'eve@elsewhere.example' })).toMatchObject({ status: 403 });
  });

  it.each([
    ['no JSON', { body: '{' }, 400, 'The body is no JSON'],
    ['a form, which a web page can send from anywhere', { headers: { 'content-type': 'text/plain' } }, 415, 'The body must come as content-type: application/json'],
    ['a body of no type', { headers: {} }, 415, 'The body must come as content-type: application/json'],
  ])('is not given %s', async (_, over, status, message) => {
    expect(await (await anApi(async () => ({ status: 200 })))('/things/7', { ...post, ...over })).toEqual({ status, body: { message } });
  });

  it.each([
    ['wrong input', invalidInputError('limit is "0": allowed is 1 to 200'), 400, { message: 'limit is "0": allowed is 1 to 200' }],
    ['a conflict', conflictError('Somebody else holds it'), 409, { message: 'Somebody else holds it' }],
    ['a store that is down', storeUnavailableError('table X throttles'), 503, { message: 'The request could not be answered', requestId: 'request-1' }],
    ['anything else', new Error('secret detail'), 500, { message: 'The request could not be answered', requestId: 'request-1' }],
  ])('answers %s with its status, and says of trouble of ours nothing but its id', async (_, error, status, body) => {
    expect(await (await anApi(() => Promise.reject(error)))('/things/7', post)).toEqual({ status, body });
  });
});
