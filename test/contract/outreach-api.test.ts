import { startAwsEndpoints, type Intercept } from '../../infra/local/host/aws-endpoints';
import { outreachEndpoint } from '../../infra/local/host/outreach';
import { memoryOutreach } from '../../shared/adapters/memory/memory-outreach';
import { outreachApi } from '../../shared/adapters/outreach/outreach-api';
import type { Prospect } from '../../shared/domain/outreach/prospect';
import { ERROR_NAMES } from '../../shared/names/errors';
import type { OutreachApi } from '../../shared/ports/outreach-api';

interface Harness {
  readonly api: OutreachApi;
  /** Title of each prospect, by e-mail. */
  titles(): Readonly<Record<string, unknown>>;
  throttleNext(seconds: number): void;
  refuseNext(status: number, detail: string): void;
  /** The next request is carried out, but nobody hears of it. */
  loseNextAnswer(): void;
}

const ada: Prospect = { email: 'ada+o@globex.example', externalId: '00Q000000000001', firstName: 'Ada', lastName: 'Öztürk & Söhne', title: 'CTO', company: 'Globex', optedOut: false };

const obeysTheContract = (start: () => Promise<Harness>): void => {
  it('RO-03: a prospect is made once, and brought up to date when told again', async () => {
    const vendor = await start();
    expect(await vendor.api.upsertProspect(ada)).toEqual({ outcome: 'synced' });
    expect(await vendor.api.upsertProspect({ ...ada, title: 'CEO' })).toEqual({ outcome: 'synced' });
    expect(await vendor.api.upsertProspect({ ...ada, email: 'lee@globex.example', title: 'VP' })).toEqual({ outcome: 'synced' });
    expect(vendor.titles()).toEqual({ [ada.email]: 'CEO', 'lee@globex.example': 'VP' });
  });

  it('what was too much is certainly not taken, and says when it may be told again', async () => {
    const vendor = await start();
    vendor.throttleNext(17);
    expect(await vendor.api.upsertProspect(ada)).toEqual({ outcome: 'rate_limited', retryAfterSeconds: 17 });
    expect(vendor.titles()).toEqual({});
  });

  it("a refusal is not taken and carries the vendor's words", async () => {
    const vendor = await start();
    vendor.refuseNext(422, 'Emails is invalid.');
    expect(await vendor.api.upsertProspect(ada)).toEqual({ outcome: 'refused', reason: '422 Emails is invalid.' });
    expect(vendor.titles()).toEqual({});
  });

  it('an answer that got lost is a VendorUnavailableError, and telling it again does no harm', async () => {
    const vendor = await start();
    vendor.loseNextAnswer();
    await expect(vendor.api.upsertProspect(ada)).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
    expect(await vendor.api.upsertProspect(ada)).toEqual({ outcome: 'synced' });
    expect(vendor.titles()).toEqual({ [ada.email]: 'CTO' });
  });
};

const TOKEN = 'token-of-a-test';
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

/** The embedded Outreach on a port of its own. A disturbance befalls the next request of its action. */
const startVendor = async (token = TOKEN) => {
  const disturbances: { readonly action: string; readonly disturbance: ReturnType<Intercept> }[] = [];
  const calls: string[] = [];
  const { endpoint, held } = outreachEndpoint({ token: TOKEN });
  const server = await startAwsEndpoints(
    { outreach: endpoint },
    {
      intercept: (_, action) => {
        calls.push(action);
        return disturbances[0]?.action === action ? disturbances.shift()?.disturbance : undefined;
      },
    },
  );
  running.push(server);
  return { held, calls, disturbNext: (action: string, disturbance: ReturnType<Intercept>) => void disturbances.push({ action, disturbance }), api: outreachApi({ baseUrl: `${server.url}/outreach/api/v2/`, token: async () => token }) };
};
const refusal = (status: number, detail: string, headers: Readonly<Record<string, string>> = {}) => ({ status, headers: { 'content-type': 'application/vnd.api+json', ...headers }, body: JSON.stringify({ errors: [{ id: 'error', title: 'Error', detail }] }) });

describe('Outreach in memory', () => {
  obeysTheContract(async () => {
    const api = memoryOutreach();
    return {
      api,
      titles: () => Object.fromEntries([...api.prospects].map(([email, { title }]) => [email, title])),
      throttleNext: (retryAfterSeconds) => api.answerNext({ outcome: 'rate_limited', retryAfterSeconds }),
      refuseNext: (status, detail) => api.answerNext({ outcome: 'refused', reason: `${status} ${detail}` }),
      loseNextAnswer: () => api.answerNext('lost'),
    };
  });
});

describe("Outreach's REST API", () => {
  obeysTheContract(async () => {
    const { api, held, disturbNext } = await startVendor();
    return {
      api,
      titles: () => Object.fromEntries([...held.values()].map(({ emails, attributes }) => [emails.join(), attributes['title']])),
      throttleNext: (seconds) => disturbNext('POST /prospects', refusal(429, 'Too many requests', { 'retry-after': String(seconds) })),
      refuseNext: (status, detail) => disturbNext('POST /prospects', refusal(status, detail)),
      loseNextAnswer: () => disturbNext('POST /prospects', 'drop'),
    };
  });

  it('is asked for the e-mail first, then told every field under the name that the vendor gives it', async () => {
    const { api, held, calls } = await startVendor();
    await api.upsertProspect(ada);
    await api.upsertProspect(ada);
    const { email, ...attributes } = ada;
    expect([...held.values()]).toEqual([{ id: 1, emails: [email], attributes }]);
    expect(calls).toEqual(['GET /prospects', 'POST /prospects', 'GET /prospects', 'PATCH /prospects']);
  });

  it('a token that is not accepted is a ConfigError that names the secret: nothing would be taken', async () => {
    const { api } = await startVendor('another');
    await expect(api.upsertProspect(ada)).rejects.toMatchObject({ name: ERROR_NAMES.config, message: expect.stringContaining('outreach/token') as string });
  });

  it.each([500, 503, 302])('status %s is a VendorUnavailableError', async (status) => {
    const { api, disturbNext } = await startVendor();
    disturbNext('GET /prospects', refusal(status, 'down'));
    await expect(api.upsertProspect(ada)).rejects.toMatchObject({ name: ERROR_NAMES.vendorUnavailable });
  });

  it.each([[undefined, 60], ['0', 60], ['soon', 60], ['7.2', 8], ['100000', 3_600]])('Retry-After %s means %s seconds', async (retryAfter, retryAfterSeconds) => {
    const { api, disturbNext } = await startVendor();
    disturbNext('GET /prospects', refusal(429, 'Too many requests', retryAfter === undefined ? {} : { 'retry-after': retryAfter }));
    expect(await api.upsertProspect(ada)).toEqual({ outcome: 'rate_limited', retryAfterSeconds });
  });

  it("no reason repeats a person's address or a link", async () => {
    const { api, disturbNext } = await startVendor();
    disturbNext('POST /prospects', refusal(422, 'ada+o@globex.example exists, see https://app.outreach.example/1'));
    expect(await api.upsertProspect(ada)).toEqual({ outcome: 'refused', reason: '422 <e-mail> exists, see <link>' });
  });
});
