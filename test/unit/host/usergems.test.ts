import { startLocalUserGems, REPORTS, USERGEMS_KEY, type LocalUserGems } from '../../support/local-usergems';

/** The rules of https://help.usergems.com/article/using-the-usergems-api that a client can trip over. */
describe('the embedded UserGems', () => {
  const running: LocalUserGems[] = [];
  afterEach(async () => {
    for (const { close } of running.splice(0)) await close();
  });

  const start = async (options: Parameters<typeof startLocalUserGems>[0] = {}) => {
    const vendor = await startLocalUserGems(options);
    running.push(vendor);
    const call = async (method: string, path: string, body?: object, key = USERGEMS_KEY): Promise<{ status: number; body: unknown; retryAfter: string | null }> => {
      const response = await fetch(`${vendor.url}${path}`, { method, headers: { 'x-api-key': key, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) });
      return { status: response.status, body: await response.json(), retryAfter: response.headers.get('retry-after') };
    };
    return { ...vendor, call };
  };
  const answer = (status: number, message: string) => ({ status, body: { message }, retryAfter: null });
  const ada = 'ada@globex.example';
  const relation = (relationshipType: string, signal = 'Contact Tracking') => ({ relationshipType, signal });

  it('turns away whoever does not show the key', async () => {
    const { call, held } = await start();
    expect(await call('POST', '/contact', { email: ada }, 'another')).toEqual(answer(401, 'Unauthorized'));
    expect(held.contacts.size).toBe(0);
  });

  it.each([
    ['GET', '/contact', 405, 'Method Not Allowed'],
    ['PUT', '/account', 405, 'Method Not Allowed'],
    ['DELETE', '/privacy/delete', 405, 'Method Not Allowed'],
    ['POST', '/contacts', 404, 'Not Found'],
  ])('has no %s %s: nothing can be read or replaced', async (method, path, status, message) => {
    expect(await (await start()).call(method, path)).toEqual(answer(status, message));
  });

  it.each([
    ['POST', '/contact', {}, 400, 'The email field must be a valid email address.'],
    ['DELETE', '/contact', { relationshipType: 'User' }, 400, 'The email field must be a valid email address.'],
    ['POST', '/privacy/delete', {}, 400, 'The email field must be a valid email address.'],
    ['POST', '/account', { reportId: 1, name: 'Globex' }, 400, 'The domain field is required.'],
    ['POST', '/account', { name: 'Globex', domain: 'globex.example' }, 422, 'The report id field must be the id of one of your reports.'],
    ['POST', '/account', { reportId: 9, name: 'Globex', domain: 'globex.example' }, 422, 'The report id field must be the id of one of your reports.'],
    ['DELETE', '/account', { reportId: 1, domain: 'globex.example' }, 400, 'The reportName field is required.'],
    ['DELETE', '/account', { reportName: 'No such', domain: 'globex.example' }, 422, 'The report name field must be the name of one of your reports.'],
  ])('%s %s with %j is answered %s', async (method, path, body, status, message) => {
    const { call, held } = await start();
    expect(await call(method, path, body)).toEqual(answer(status, message));
    expect(held.taken).toEqual([]);
  });

  it.each([
    ['without a scope removes every relation', '', []],
    ['scoped by relationship type alone removes it under every signal', '&relationshipType=User', [relation('Champion')]],
    ['scoped by both removes that one', '&relationshipType=User&signal=Contact+Tracking', [relation('User', 'Other'), relation('Champion')]],
    ['of a relation that is not there removes nothing', '&relationshipType=Prospect', [relation('User'), relation('User', 'Other'), relation('Champion')]],
  ])('a removal %s', async (_, scope, left) => {
    const { call, held } = await start();
    for (const one of [relation('User'), relation('User', 'Other'), relation('Champion'), relation('User')]) await call('POST', '/contact', { email: ada, ...one });
    expect(await call('DELETE', `/contact?email=${encodeURIComponent(ada.toUpperCase())}${scope}`)).toEqual(answer(200, 'Contact deleted'));
    expect(held.contacts.get(ada) ?? []).toEqual(left);
  });

  it('knows a report by number in an addition and by name in a removal', async () => {
    const { call, held } = await start();
    await call('POST', '/account', { reportId: 1, name: 'Globex', domain: 'Globex.example' });
    await call('POST', '/account', { reportId: 2, name: 'Globex', domain: 'globex.example' });
    await call('DELETE', '/account', { reportName: 'Customers', domain: 'globex.example' });
    expect(Object.fromEntries([...held.accounts].map(([name, domains]) => [name, [...domains]]))).toEqual({ [REPORTS[0]?.reportName ?? '']: ['globex.example'], [REPORTS[1]?.reportName ?? '']: [] });
  });

  it('takes so many requests in any span of a second, whatever becomes of them, and says nothing about when to come back', async () => {
    let now = 10_000;
    const { call, held } = await start({ requestsPerSecond: 2, now: () => now });
    const statusAt = async (at: number): Promise<number> => {
      now = at;
      return (await call('POST', '/contact', { email: ada })).status;
    };
    expect(await call('POST', '/contact', {})).toEqual(answer(400, 'The email field must be a valid email address.'));
    expect([await statusAt(10_500), await statusAt(10_600), await statusAt(10_999)]).toEqual([200, 429, 429]);
    expect([await statusAt(11_000), await statusAt(11_499), await statusAt(11_500)]).toEqual([200, 429, 200]);
    expect(await call('POST', '/contact', { email: ada })).toEqual(answer(429, 'Too Many Requests'));
    expect(held.counts).toEqual({ taken: 3, limited: 4 });
  });
});
