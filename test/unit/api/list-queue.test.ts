import * as fc from 'fast-check';
import { run } from '../../../lambdas/console/list-queue';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import type { Contact, Lead } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver, type Ask } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

/** 2018-07-10 in the org's zone. */
const NOW = '2018-07-10T18:00:00.000Z';
const USERS = [aUser({ Id: 'ibdr-1' }), aUser({ Id: 'sdr-1' }), aUser({ Id: 'sdr-2' }), aUser({ Id: 'blind', PubSec_Access__c: false })];

const anApi = async ({ leads = [], contacts = [] }: { readonly leads?: readonly Lead[]; readonly contacts?: readonly Contact[] }): Promise<Ask> => {
  const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  await seedRecords({ User: USERS, Account: [anAccount({ Id: 'large', Name: 'Large Co' }), anAccount({ Id: 'agency', Sales_Segment__c: 'PubSec' })], Lead: leads, Contact: contacts }, deps);
  return apiOver(deps, { 'GET /queues/{queue}': run }, NOW);
};

interface Page {
  readonly rows: readonly { readonly person: { readonly id: string } }[];
  readonly next?: string;
}
const page = async (ask: Ask, url: string, as = 'sdr-1'): Promise<Page> => (await ask(`/queues/${url}`, { as })).body as Page;
const ids = async (ask: Ask, url: string, as?: string): Promise<string[]> => (await page(ask, url, as)).rows.map(({ person }) => person.id);

const moment = (day: string): Pick<Lead, 'Last_Interesting_Moment__c' | 'Last_Interesting_Moment_DateTime__c'> => ({ Last_Interesting_Moment__c: 'contact_form', Last_Interesting_Moment_DateTime__c: `${day}T16:00:00.000Z` });

describe('GET /queues/{queue}', () => {
  it('RE-01: a Contact Us lead is in the inbound queue and not in the outbound one', async () => {
    const ask = await anApi({ leads: [aLead({ Id: 'asked', FirstName: 'Ada', LastName: 'Okafor', Queue__c: 'inbound', OwnerId: 'ibdr-1', Title: 'CTO', Company: 'Co 7', Email: 'ada@co7.example', Person_Score__c: 105, Matched_Account__c: 'large', ...moment('2018-07-06') })] });

    expect(await page(ask, 'inbound')).toEqual({
      queue: 'inbound',
      rows: [
        {
          object: 'Lead', person: { id: 'asked', name: 'Ada Okafor', link: 'https://crm.example/lightning/r/Lead/asked/view' }, title: 'CTO', company: 'Co 7', email: 'ada@co7.example', status: 'Raw', score: 105,
          account: { id: 'large', name: 'Large Co', link: 'https://crm.example/lightning/r/Account/large/view' }, owner: { id: 'ibdr-1', name: 'Name of ibdr-1' },
          lastMoment: { action: 'contact_form', at: '2018-07-06T16:00:00.000Z' }, active: false,
        },
      ],
    });
    expect(await ids(ask, 'outbound')).toEqual([]);
  });

  it('RE-02: a contact of a Large account is in the outbound queue of the account’s SDR, and of nobody else', async () => {
    const ask = await anApi({ contacts: [aContact({ Id: 'visitor', AccountId: 'large', SDR__c: 'sdr-1', Queue__c: 'outbound', ...moment('2018-07-05') }), aContact({ Id: 'nobodys', AccountId: 'large', Queue__c: 'outbound' })] });

    expect(await ids(ask, 'outbound', 'sdr-1')).toEqual(['visitor']);
    expect(await ids(ask, 'outbound', 'sdr-2')).toEqual([]);
    expect(await ids(ask, 'inbound')).toEqual([]);
  });

  it('RE-09: who is Active is the inbound team’s and in no outbound list, through the last day', async () => {
    const outbound = { AccountId: 'large', SDR__c: 'sdr-1', Queue__c: 'outbound' };
    const ask = await anApi({
      contacts: [aContact({ Id: 'active', ...outbound, Active_Until__c: '2018-07-10' }), aContact({ Id: 'passive', ...outbound, Active_Until__c: '2018-07-09' })],
      leads: [aLead({ Id: 'on-trial', Active_Until__c: '2018-08-31' }), aLead({ Id: 'long-ago', Active_Until__c: '2016-01-31' })],
    });

    expect(await ids(ask, 'inbound')).toEqual(['on-trial', 'active']);
    expect(await ids(ask, 'outbound')).toEqual(['passive']);
  });

  it('RE-05: who must not be engaged is not in the outbound list', async () => {
    expect(await ids(await anApi({ contacts: [aContact({ Id: 'c', SDR__c: 'sdr-1', Queue__c: 'outbound', Engageable__c: false })] }), 'outbound')).toEqual([]);
  });

  it('merged and converted records are in no queue', async () => {
    const ask = await anApi({ leads: [aLead({ Id: 'merged', Queue__c: 'inbound', MasterRecordId: 'other' }), aLead({ Id: 'converted', Queue__c: 'inbound', IsConverted: true }), aLead({ Id: 'left', Queue__c: 'inbound' })] });

    expect(await ids(ask, 'inbound')).toEqual(['left']);
  });

  it('PLAT-11: records of the public sector are for those who may see them', async () => {
    const ask = await anApi({ leads: [aLead({ Id: 'secret', Queue__c: 'inbound', Matched_Account__c: 'agency' }), aLead({ Id: 'open', Queue__c: 'inbound' })], contacts: [aContact({ Id: 'officer', AccountId: 'agency', Queue__c: 'inbound' })] });

    expect(await ids(ask, 'inbound', 'blind')).toEqual(['open']);
    expect((await ids(ask, 'inbound')).sort()).toEqual(['officer', 'open', 'secret']);
  });

  it('the pages of any size together are the queue, the latest moment first', async () => {
    const day = fc.integer({ min: 1, max: 9 }).map((number) => `2018-07-0${number}`);
    const person = fc.record({ day, contact: fc.boolean(), place: fc.constantFrom('inbound', 'active', 'lent', 'none') });
    await fc.assert(
      fc.asyncProperty(fc.array(person, { maxLength: 20 }), fc.integer({ min: 1, max: 8 }), async (people, limit) => {
        const leads: Lead[] = [];
        const contacts: Contact[] = [];
        for (const [index, { day: on, contact, place }] of people.entries()) {
          const fields = { Id: `p${String(index).padStart(2, '0')}`, ...moment(on), ...(place === 'inbound' && { Queue__c: 'inbound' }), ...(place === 'lent' && { Queue__c: 'outbound' }), ...(place !== 'none' && place !== 'inbound' && { Active_Until__c: '2018-07-31' }) };
          if (contact) contacts.push(aContact(fields));
          else leads.push(aLead(fields));
        }
        const ask = await anApi({ leads, contacts });
        const expected = [...leads, ...contacts]
          .filter(({ Queue__c, Active_Until__c }) => Queue__c === 'inbound' || Active_Until__c !== undefined)
          .map(({ Id, Last_Interesting_Moment_DateTime__c }) => ({ id: Id, at: `${Last_Interesting_Moment_DateTime__c}#${Id}` }))
          .sort((a, b) => (a.at > b.at ? -1 : 1))
          .map(({ id }) => id);

        const seen: string[] = [];
        for (let url = `inbound?limit=${limit}`, pages = 0; pages < 30; pages += 1) {
          const { rows, next } = await page(ask, url);
          expect(rows.length).toBeLessThanOrEqual(limit);
          seen.push(...rows.map((row) => row.person.id));
          if (next === undefined) break;
          url = `inbound?limit=${limit}&cursor=${next}`;
        }
        expect(seen).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['sideways', 404, 'There is no such queue: there are inbound and outbound'],
    ['inbound?limit=0', 400, 'limit is "0": allowed is 1 to 200'],
    ['inbound?limit=201', 400, 'limit is "201": allowed is 1 to 200'],
    ['inbound?view=mine', 400, 'There is no parameter "view": allowed are limit, cursor'],
    ['inbound?cursor=abc', 400, 'cursor does not belong to a queue: take it from "next" of the page before'],
  ])('/queues/%s is answered %d, naming what is allowed', async (url, status, message) => {
    expect(await (await anApi({}))(`/queues/${url}`, { as: 'sdr-1' })).toEqual({ status, body: { message } });
  });
});
