import { memoryUserGems } from '../../shared/adapters/memory/memory-usergems';
import { usergemsApi } from '../../shared/adapters/usergems/usergems-api';
import { ERROR_NAMES } from '../../shared/names/errors';
import type { UserGemsApi, VendorWrite } from '../../shared/ports/usergems-api';
import { REPORTS, startLocalUserGems, USERGEMS_KEY, type LocalUserGems } from '../support/local-usergems';

/** What the vendor holds: people with their relations, and domains by number of the report. */
interface Held {
  readonly contacts: Readonly<Record<string, readonly string[]>>;
  readonly accounts: readonly string[];
}

interface Harness {
  readonly api: UserGemsApi;
  held(): Held;
  throttleNext(): void;
  refuseNext(status: number, message: string): void;
  /** The next request is carried out, but nobody hears of it. */
  loseNextAnswer(): void;
}

const WON = 'Closed Won Opp Contact';
const OPEN = 'Open Opp Contact';
const signal = 'Contact Tracking';
const ada = { email: 'ada+gems@globex.example', firstName: 'Ada', lastName: 'Öztürk & Söhne', company: 'Globex', signal, custom: '003000000000001' };
const added = (relationshipType: string): VendorWrite => ({ kind: 'add_contact', ...ada, relationshipType });
const removed = (relationshipType: string): VendorWrite => ({ kind: 'remove_contact', email: ada.email, relationshipType, signal });

const obeysTheContract = (start: () => Promise<Harness>): void => {
  const tell = async ({ api }: Harness, ...writes: readonly VendorWrite[]): Promise<void> => {
    for (const write of writes) expect(await api.send(write)).toEqual({ outcome: 'queued' });
  };

  it('UG-03: a person is tracked under each relation that was added, once', async () => {
    const vendor = await start();
    await tell(vendor, added(WON), added(OPEN), added(WON));
    expect(vendor.held()).toEqual({ contacts: { [ada.email]: [`${WON}#${signal}`, `${OPEN}#${signal}`] }, accounts: [] });
  });

  it('UG-03: a removal removes one relation and leaves the others', async () => {
    const vendor = await start();
    await tell(vendor, added(WON), added(OPEN), removed(WON), removed(WON));
    expect(vendor.held()).toEqual({ contacts: { [ada.email]: [`${OPEN}#${signal}`] }, accounts: [] });
    await tell(vendor, removed(OPEN));
    expect(vendor.held()).toEqual({ contacts: {}, accounts: [] });
  });

  it('UG-06: an account is added by the number of its report and removed by its name', async () => {
    const vendor = await start();
    await tell(
      vendor,
      { kind: 'add_account', reportId: 1, name: 'Globex', domain: 'globex.example' },
      { kind: 'add_account', reportId: 2, name: 'Globex', domain: 'globex.example' },
      { kind: 'remove_account', reportName: 'Target accounts', domain: 'globex.example' },
    );
    expect(vendor.held()).toEqual({ contacts: {}, accounts: ['2:globex.example'] });
  });

  it('a person who is erased has no relation left', async () => {
    const vendor = await start();
    await tell(vendor, added(WON), added(OPEN), { kind: 'erase_person', email: ada.email });
    expect(vendor.held()).toEqual({ contacts: {}, accounts: [] });
  });

  it('what was too much is certainly not taken, and can be told again', async () => {
    const vendor = await start();
    vendor.throttleNext();
    expect(await vendor.api.send(added(WON))).toEqual({ outcome: 'rate_limited' });
    expect(vendor.held().contacts).toEqual({});
    await tell(vendor, added(WON));
  });

  it("a refusal is not taken and carries the vendor's words", async () => {
    const vendor = await start();
    vendor.refuseNext(400, 'The email field must be a valid email address.');
    expect(await vendor.api.send(added(WON))).toEqual({ outcome: 'refused', reason: '400 The email field must be a valid email address.' });
    expect(vendor.held().contacts).toEqual({});
  });

  it('an answer that got lost is a VendorUnavailableError, and telling it again does no harm', async () => {
    const vendor = await start();
    vendor.loseNextAnswer();
    await expect(vendor.api.send(added(WON))).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
    await tell(vendor, added(WON));
    expect(vendor.held().contacts).toEqual({ [ada.email]: [`${WON}#${signal}`] });
  });
};

const running: LocalUserGems[] = [];
afterEach(async () => {
  for (const { close } of running.splice(0)) await close();
});
const startVendor = async (key = USERGEMS_KEY): Promise<LocalUserGems & { readonly api: UserGemsApi }> => {
  const vendor = await startLocalUserGems();
  running.push(vendor);
  return { ...vendor, api: usergemsApi({ baseUrl: vendor.url, key: async () => key }) };
};
const flat = (status: number, message: string) => ({ status, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message }) });

describe('UserGems in memory', () => {
  obeysTheContract(async () => {
    const api = memoryUserGems(REPORTS);
    return {
      api,
      held: () => ({ contacts: Object.fromEntries([...api.contacts].map(([email, relations]) => [email, [...relations]])), accounts: [...api.accounts] }),
      throttleNext: () => api.answerNext({ outcome: 'rate_limited' }),
      refuseNext: (status, message) => api.answerNext({ outcome: 'refused', reason: `${status} ${message}` }),
      loseNextAnswer: () => api.answerNext('lost'),
    };
  });
});

describe("UserGems' REST API", () => {
  obeysTheContract(async () => {
    const { api, held, disturbances } = await startVendor();
    return {
      api,
      held: () => ({
        contacts: Object.fromEntries([...held.contacts].map(([email, relations]) => [email, relations.map(({ relationshipType, signal }) => `${relationshipType}#${signal}`)])),
        accounts: REPORTS.flatMap(({ reportId, reportName }) => [...(held.accounts.get(reportName) ?? [])].map((domain) => `${reportId}:${domain}`)),
      }),
      throttleNext: () => void disturbances.push(flat(429, 'Too Many Requests')),
      refuseNext: (status, message) => void disturbances.push(flat(status, message)),
      loseNextAnswer: () => void disturbances.push('drop'),
    };
  });

  it('is told every field under the name that the vendor gives it', async () => {
    const { api, held } = await startVendor();
    const linkedinUrl = 'https://www.linkedin.com/in/ada';
    await api.send({ kind: 'add_contact', ...ada, linkedinUrl, relationshipType: WON });
    await api.send({ kind: 'add_account', reportId: 1, name: 'Globex', domain: 'globex.example' });
    expect(held.taken.map(({ action, fields }) => ({ action, fields }))).toEqual([
      { action: 'POST /contact', fields: { ...ada, linkedinUrl, relationshipType: WON } },
      { action: 'POST /account', fields: { reportId: 1, name: 'Globex', domain: 'globex.example' } },
    ]);
  });

  it.each([401, 403])('a key that is not accepted (%s) is a ConfigError that names the secret: nothing would be taken', async (status) => {
    const { api, disturbances } = await startVendor();
    disturbances.push(flat(status, 'Unauthorized'));
    await expect(api.send(added(WON))).rejects.toMatchObject({ name: ERROR_NAMES.config, message: expect.stringContaining('usergems/api-key') });
  });

  it('the key is asked at every send, so that a rotated one is used', async () => {
    const { url } = await startVendor();
    const keys = ['old', USERGEMS_KEY];
    const api = usergemsApi({ baseUrl: url, key: async () => keys.shift() ?? '' });
    await expect(api.send(added(WON))).rejects.toMatchObject({ name: ERROR_NAMES.config });
    expect(await api.send(added(WON))).toEqual({ outcome: 'queued' });
  });

  it.each([500, 503, 302])('status %s says nothing of the record: VendorUnavailableError, without a word about the person', async (status) => {
    const { api, disturbances } = await startVendor();
    disturbances.push({ ...flat(status, `cannot save ${ada.email}`), headers: { location: 'https://elsewhere.example' } });
    const failure: unknown = await api.send(removed(WON)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: ERROR_NAMES.vendorUnavailable, message: expect.stringContaining(String(status)), details: { status } });
    expect(JSON.stringify({ ...Object(failure), message: String(failure) })).not.toContain('ada');
  });

  it('a vendor who is not there is a VendorUnavailableError, without a word about the person', async () => {
    const api = usergemsApi({ baseUrl: 'http://127.0.0.1:9/v1', key: async () => USERGEMS_KEY });
    const failure: unknown = await api.send(removed(WON)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
    expect(String(failure)).not.toContain('ada');
  });

  it.each([
    ['what it says about a person is left out', flat(422, `${ada.email} is taken by <mailto:ada@globex.example>, see https://x.example/?ada`), '422 <e-mail> is taken by <<e-mail>>, see <link>'],
    ['it is cut', flat(400, 'x'.repeat(1_000)), `400 ${'x'.repeat(196)}`],
    ['it may have none', { status: 404, headers: {}, body: '<html>Not found</html>' }, '404'],
  ])('of the message of a refusal %s', async (_, answer, reason) => {
    const { api, disturbances } = await startVendor();
    disturbances.push(answer);
    expect(await api.send(added(WON))).toEqual({ outcome: 'refused', reason });
  });
});
