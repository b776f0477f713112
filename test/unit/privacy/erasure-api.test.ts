import { run as requestErasure } from '../../../lambdas/console/request-erasure';
import { run as showErasure } from '../../../lambdas/console/show-erasure';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import { ERROR_NAMES } from '../../../shared/names/errors';
import type { WorkflowStarter } from '../../../shared/ports/workflow-starter';
import type { ApiRequest } from '../../../shared/runtime/api';
import { erasureStore } from '../../../shared/stores/erasure-store';
import { SETTINGS } from '../../support/in-process-runtime';
import { aUser } from '../../support/records';

const AT = '2024-10-10T17:00:00.000Z';
const eraser = aUser({ Id: 'mops', Role__c: 'Marketing Ops' });

const anApi = () => {
  const starts: unknown[] = [];
  const starter: WorkflowStarter = { start: async (...start) => (starts.push(start), 'started') };
  const deps = { erasures: erasureStore(memoryTables()), settings: SETTINGS, starter };
  const request = (fields: Partial<ApiRequest>): ApiRequest => ({ caller: eraser, path: {}, query: {}, body: undefined, at: AT, requestId: 'r', ...fields });
  const idOf = (reply: { readonly body?: object }): string => String(Reflect.get(reply.body ?? {}, 'erasureId'));
  return {
    starts,
    deps,
    idOf,
    ask: (body: unknown, caller = eraser) => requestErasure(deps, request({ body, caller })),
    show: (id: string, caller = eraser) => showErasure(deps, request({ path: { id }, caller })),
  };
};

describe('POST /privacy/erasures', () => {
  it('keeps the request and starts the workflow, which is given the id and not the address', async () => {
    const { ask, idOf, starts, deps } = anApi();

    const reply = await ask({ email: ' Ada@X.example ' });

    const erasureId = idOf(reply);
    expect(reply.status).toBe(202);
    expect(starts).toEqual([['privacy-erasure', `privacy-erasure-${erasureId}`, { erasureId }]]);
    expect(await deps.erasures.find(erasureId)).toMatchObject({ state: 'REQUESTED', email: 'ada@x.example', requestedBy: 'mops', requestedAt: AT });
  });

  it('gives the open request when an address is asked for again, and a new one for another', async () => {
    const { ask, idOf } = anApi();
    const [first, again, other] = [await ask({ email: 'ada@x.example' }), await ask({ email: 'ADA@x.example' }), await ask({ email: 'bob@x.example' })];
    expect([idOf(again) === idOf(first), idOf(other) === idOf(first)]).toEqual([true, false]);
  });

  it('is for the roles of settings.access.erasers alone', async () => {
    const { ask, starts } = anApi();
    expect(await ask({ email: 'ada@x.example' }, aUser({ Id: 'sdr', Role__c: 'SDR' }))).toEqual({ status: 403, body: { message: 'Only Marketing Ops, Sales Admin may have a person erased' } });
    expect(starts).toEqual([]);
  });

  it.each([undefined, null, [], {}, { email: '' }, { email: 7 }, { email: 'ada' }, { email: 'ada @x.example' }, { email: `${'a'.repeat(320)}@x.example` }])('refuses %j without repeating it', async (body) => {
    const { ask, starts } = anApi();
    await expect(ask(body)).rejects.toMatchObject({ name: ERROR_NAMES.invalidInput, message: '"email" must be the e-mail address of the person to erase, such as ada@company.example' });
    expect(starts).toEqual([]);
  });
});

describe('GET /privacy/erasures/{id}', () => {
  it('shows how far it has come, never the address', async () => {
    const { ask, idOf, show } = anApi();
    const erasureId = idOf(await ask({ email: 'ada@x.example' }));
    expect(await show(erasureId)).toEqual({ status: 200, body: { erasureId, state: 'REQUESTED', requestedAt: AT, requestedBy: 'mops', erasedAt: undefined, receipt: undefined } });
  });

  it('shows the receipt once the person is erased', async () => {
    const { ask, idOf, show, deps } = anApi();
    const erasureId = idOf(await ask({ email: 'ada@x.example' }));
    const erasure = await deps.erasures.begin(erasureId, AT, 'execution');
    const receipt = { emailSha256: 'abc', items: { Contact: { changed: 1, deleted: 0 } }, vendor: [], sent: [], settledAt: AT };
    if (erasure) await deps.erasures.settle(erasure, receipt);
    expect(await show(erasureId)).toMatchObject({ status: 200, body: { state: 'ERASED', erasedAt: AT, receipt } });
  });

  it('knows no other id, and is for the roles of settings.access.erasers alone', async () => {
    const { show } = anApi();
    expect([(await show('other')).status, (await show('other', aUser({ Id: 'sdr', Role__c: 'SDR' }))).status]).toEqual([404, 403]);
  });
});
