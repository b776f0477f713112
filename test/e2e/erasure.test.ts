import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { generateSampleCompany } from '../../infra/local/sample-company/generate-sample-company';
import { writeSampleCompany } from '../../infra/local/sample-company/write-sample-company';
import { normaliseLinkedIn } from '../../shared/domain/matching/normalise';
import { TABLE_NAMES } from '../../shared/names/tables';
import { WORKFLOWS } from '../../shared/names/workflows';
import type { Lead } from '../../shared/records/catalogue';
import { temporaryDirectory } from '../support/host-files';
import { withLocalRuntime, type LocalRuntime } from '../support/replayed-folder';
import { storeState } from '../support/store-state';

/** Starting bundles, synthesizes and opens a store; the replay then runs three days. */
jest.setTimeout(240_000);

const company = generateSampleCompany({ seed: 1, asOf: '2024-10-01' });

const textOf = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (one instanceof Uint8Array ? gunzipSync(one).toString('utf8') : one)).toLowerCase();

/** Whatever would still say something of somebody: every table, what was sent, and what UserGems holds. */
const everythingIn = async ({ runtime }: LocalRuntime): Promise<Record<string, string>> => ({
  ...Object.fromEntries(Object.entries(await storeState(runtime.stores.tables, TABLE_NAMES)).map(([key, item]) => [key, textOf({ key, ...item })])),
  ...Object.fromEntries([...runtime.outbox.mails, ...runtime.outbox.posts].map((sent) => ['id' in sent ? `mail ${sent.id}` : `post ${sent.ts}`, textOf(sent)])),
  'UserGems holds': textOf([...runtime.usergems.contacts.keys(), ...runtime.usergems.taken]),
  executions: textOf(runtime.executions.all()),
});

const where = (everything: Readonly<Record<string, string>>, texts: readonly string[]): string[] => Object.entries(everything).flatMap(([key, text]) => (texts.some((one) => text.includes(one)) ? [key] : []));

/** Somebody of whom a digest told, whose name nobody else bears, with the texts that stand for them. */
const somebodyTold = async ({ runtime }: LocalRuntime): Promise<{ readonly email: string; readonly texts: readonly string[] }> => {
  const leads: Lead[] = [];
  for await (const page of runtime.stores.records.pages('Lead')) leads.push(...page);
  const contacts = await runtime.stores.records.load('Contact', leads.map(({ UserGem__PastContact__c }) => UserGem__PastContact__c));
  const nameOf = ({ FirstName, LastName }: Pick<Lead, 'FirstName' | 'LastName'>): string => `${FirstName} ${LastName}`.toLowerCase();
  for (const lead of leads) {
    const [contact, profile] = [contacts.get(lead.UserGem__PastContact__c ?? ''), normaliseLinkedIn(lead.UserGem__PersonLinkedInUrl__c)];
    const isAlone = [...leads, ...contacts.values()].filter((other) => nameOf(other) === nameOf(lead)).length <= 2;
    if (lead.Email === undefined || contact?.Email === undefined || profile === undefined || !isAlone || nameOf(contact) !== nameOf(lead)) continue;
    if (runtime.outbox.mails.some((mail) => textOf(mail).includes(nameOf(lead)))) return { email: contact.Email, texts: [lead.Email.toLowerCase(), contact.Email.toLowerCase(), nameOf(lead), `/in/${profile}`] };
  }
  throw new Error('Nobody of the sample company is told of by name alone');
};

describe('the erasure of a person, in the embedded runtime', () => {
  const directory = temporaryDirectory();

  it('leaves them in no table, no outbox, no log and not with the vendor', async () => {
    const folder = join(directory, 'records');
    mkdirSync(folder);
    await writeSampleCompany(folder, company);
    const functionLog = join(directory, 'functions.log');

    const texts = await withLocalRuntime({ functionLog }, async (local) => {
      const { runtime } = local;
      const { deliveries } = await local.import(folder);
      await local.replay(company.period, deliveries);
      const { email, texts } = await somebodyTold(local);
      const kinds = new Set(where(await everythingIn(local), texts).map((key) => key.split(' ')[0]));
      expect([...kinds]).toEqual(expect.arrayContaining(['Contact', 'Lead', 'Signal', 'Message', 'Run', 'mail']));
      const { mails, posts } = runtime.outbox;
      const sent = mails.length + posts.length;

      const asked = await runtime.api.handle({ method: 'POST', url: '/privacy/erasures', headers: { 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ email })) });
      await local.passTime();

      expect(asked.statusCode).toBe(202);
      const { erasureId } = JSON.parse(asked.body.toString());
      expect(runtime.executions.all().find(({ workflow }) => workflow === WORKFLOWS.erasure)).toMatchObject({ name: `privacy-erasure-${erasureId}`, status: 'SUCCEEDED' });
      expect(where(await everythingIn(local), texts)).toEqual([]);
      const shown = await runtime.api.handle({ method: 'GET', url: `/privacy/erasures/${erasureId}`, headers: {} });
      const { receipt } = JSON.parse(shown.body.toString());
      expect(receipt.sent.length).toBeGreaterThan(0);
      expect(sent - mails.length - posts.length).toBe(receipt.sent.flatMap(({ vendorIds }: { vendorIds: string[] }) => vendorIds).length);
      return texts;
    });

    const log = readFileSync(functionLog, 'utf8').toLowerCase();
    expect(texts.filter((text) => log.includes(text))).toEqual([]);
    expect(log).toContain('personserased');
  });
});
