import { run as contactCard } from '../../../lambdas/console/show-contact-card';
import { run as leadCard } from '../../../lambdas/console/show-lead-card';
import { memoryTables } from '../../../shared/adapters/memory/memory-tables';
import type { Account, Contact, Lead } from '../../../shared/records/catalogue';
import { bundleConfig } from '../../../shared/runtime/bundle-config';
import { storeDeps } from '../../../shared/runtime/store-deps';
import { apiOver, type Ask } from '../../support/api-front';
import { SETTINGS } from '../../support/in-process-runtime';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { seedRecords } from '../../support/seed-records';

const NOW = '2024-12-01T18:00:00.000Z';
const link = (object: string, id: string): string => `https://crm.example/lightning/r/${object}/${id}/view`;

const ACME = anAccount({ Id: 'acme', Name: 'Acme' });
const GLOBEX = anAccount({ Id: 'globex', Name: 'Globex', Type: 'Customer - Direct' });
const CONTACT = aContact({ Id: 'c-1', FirstName: 'Ada', LastName: 'Okafor', AccountId: 'acme', OwnerId: 'ae', Status: 'Disqualified', UserGem__NoLongerAtCompany__c: true, UserGem__CurrentLead__c: 'l-1' });
const LEAD = aLead({
  Id: 'l-1', FirstName: 'Ada', LastName: 'Okafor', Title: 'CTO', Email: 'ada@globex.example', OwnerId: 'sdr', Matched_Account__c: 'globex', High_Priority__c: true, High_Priority_Reason__c: 'UserGems Lead',
  UserGem__PastContact__c: 'c-1', UserGem__PastAccount__c: 'acme', UserGem__PastTitle__c: 'VP Engineering', UserGem__JobStartedDate__c: '2024-08-15', UserGem__EventId__c: 'ug-1', UserGem__Plays__c: '1;3',
  UserGem__IsCustomerCompany__c: true, UserGem__PersonCountry__c: 'Germany',
});
const USERS = [aUser({ Id: 'sdr' }), aUser({ Id: 'ae' }), aUser({ Id: 'blind', PubSec_Access__c: false })];

const anApi = async ({ leads = [LEAD], contacts = [CONTACT], accounts = [ACME, GLOBEX] }: { readonly leads?: readonly Lead[]; readonly contacts?: readonly Contact[]; readonly accounts?: readonly Account[] } = {}): Promise<Ask> => {
  const deps = storeDeps(memoryTables(), bundleConfig(SETTINGS, []));
  await seedRecords({ User: USERS, Account: accounts, Contact: contacts, Lead: leads }, deps);
  await deps.tracked.put([{ contactId: 'c-1', cohort: 2, tier: '1' }]);
  return apiOver(deps, { 'GET /leads/{id}/card': leadCard, 'GET /contacts/{id}/card': contactCard }, NOW);
};
const cardOf = async (ask: Ask, url: string, as = 'sdr') => (await ask(url, { as })).body;

const MOVE = {
  name: 'Ada Okafor',
  currentLead: { id: 'l-1', name: 'Ada Okafor', link: link('Lead', 'l-1') },
  pastContact: { id: 'c-1', name: 'Ada Okafor', link: link('Contact', 'c-1') },
  currentAccount: { id: 'globex', name: 'Globex', link: link('Account', 'globex'), type: 'Customer - Direct' },
  currentTitle: 'CTO',
  currentEmail: 'ada@globex.example',
  pastAccount: { id: 'acme', name: 'Acme', link: link('Account', 'acme') },
  highPriority: true,
  highPriorityReason: 'UserGems Lead',
  plays: ['1', '3'],
  pastRelationshipType: 'CW Opp Associated Contacts (Mid-Market)',
  startedWithin3Months: false,
  startedWithin6Months: true,
};
const LEAD_FIELDS = {
  UserGem__PersonCountry__c: 'Germany', UserGem__IsCustomerCompany__c: true, UserGem__JobStartedDate__c: '2024-08-15', UserGem__PastAccount__c: 'acme', UserGem__PastContact__c: 'c-1',
  UserGem__PastTitle__c: 'VP Engineering', UserGem__EventId__c: 'ug-1', UserGem__Plays__c: '1;3',
};

describe('the card (UG-15, UG-T3)', () => {
  it('of lead l-1 links to contact c-1', async () => {
    expect(await cardOf(await anApi(), '/leads/l-1/card')).toEqual({ ...MOVE, object: 'Lead', id: 'l-1', status: 'Raw', owner: { id: 'sdr', name: 'Name of sdr' }, fields: LEAD_FIELDS });
  });

  it('of contact c-1 links to lead l-1', async () => {
    expect(await cardOf(await anApi(), '/contacts/c-1/card')).toEqual({
      ...MOVE, object: 'Contact', id: 'c-1', status: 'Disqualified', owner: { id: 'ae', name: 'Name of ae' }, fields: { ...LEAD_FIELDS, UserGem__NoLongerAtCompany__c: true },
    });
  });

  it('of a contact that a lead was converted into says that it is there itself, and links to lead and past contact (UG-12)', async () => {
    const converted = { ...LEAD, IsConverted: true, ConvertedContactId: 'c-2', ConvertedAccountId: 'initech' };
    const contact = aContact({ Id: 'c-2', LastName: 'Okafor', Title: 'CEO', Email: 'ada@initech.example', AccountId: 'initech', UserGem__CurrentLead__c: 'l-1', UserGem__EventId__c: 'ug-1', UserGem__PastContact__c: 'c-1', UserGem__PastAccount__c: 'acme' });
    const ask = await anApi({ leads: [converted], contacts: [CONTACT, contact], accounts: [ACME, anAccount({ Id: 'initech', Name: 'Initech', Is_Target_Account__c: true })] });

    expect(await cardOf(ask, '/contacts/c-2/card')).toMatchObject({
      id: 'c-2', currentLead: MOVE.currentLead, pastContact: MOVE.pastContact, pastAccount: MOVE.pastAccount, currentTitle: 'CEO', currentEmail: 'ada@initech.example', currentAccount: { id: 'initech', type: 'Target' },
    });
  });

  it.each([
    ['Type', { Type: 'Partner', Is_Customer__c: true }, 'Partner'],
    ['customer flag', { Is_Customer__c: true, Is_Target_Account__c: true }, 'Customer'],
    ['target flag', { Is_Target_Account__c: true }, 'Target'],
    ['neither', {}, 'Prospect'],
  ])('names what the current account is, by its %s', async (_, fields, type) => {
    const ask = await anApi({ accounts: [anAccount({ Id: 'globex', ...fields })] });

    expect(await cardOf(ask, '/leads/l-1/card')).toMatchObject({ currentAccount: { type } });
  });

  it('is there for an ordinary lead that UserGems enriched', async () => {
    expect(await (await anApi({ leads: [{ ...LEAD, LeadSource: 'Webcast' }] }))('/leads/l-1/card', { as: 'sdr' })).toMatchObject({ status: 200 });
  });

  it('there is none for ordinary records: 204', async () => {
    const ask = await anApi({ leads: [aLead({ Id: 'l', LeadSource: 'Trial - Enterprise' })], contacts: [aContact({ Id: 'c' })] });

    expect([await ask('/leads/l/card', { as: 'sdr' }), await ask('/contacts/c/card', { as: 'sdr' })]).toEqual([{ status: 204, body: undefined }, { status: 204, body: undefined }]);
  });

  it('of a merged record is that of the record that is left', async () => {
    const ask = await anApi({ leads: [LEAD, aLead({ Id: 'l-0', MasterRecordId: 'l-00' }), aLead({ Id: 'l-00', MasterRecordId: 'l-1' }), aLead({ Id: 'ring', MasterRecordId: 'ring' })], contacts: [CONTACT, aContact({ Id: 'c-0', MasterRecordId: 'c-1' })] });

    expect(await cardOf(ask, '/leads/l-0/card')).toMatchObject({ id: 'l-1' });
    expect(await cardOf(ask, '/contacts/c-0/card')).toMatchObject({ id: 'c-1' });
    expect(await ask('/leads/ring/card', { as: 'sdr' })).toMatchObject({ status: 404 });
  });
});

describe('cards of the public sector (PLAT-11)', () => {
  const pubSec = (account: Account): Account => ({ ...account, Sales_Segment__c: 'PubSec' });

  it('are not there for who has no access: as if there were no such record', async () => {
    const ask = await anApi({ accounts: [pubSec(ACME), pubSec(GLOBEX)], leads: [LEAD, aLead({ Id: 'ordinary', LeadSource: 'Webcast', Sales_Segment__c: 'PubSec' })] });
    const answers = await Promise.all(['/leads/l-1/card', '/leads/ordinary/card', '/leads/nowhere/card', '/contacts/c-1/card', '/contacts/nowhere/card'].map((url) => ask(url, { as: 'blind' })));

    const [none, noContact] = ['lead', 'contact'].map((object) => ({ status: 404, body: { message: `There is no ${object} of this id` } }));
    expect(answers).toEqual([none, none, none, noContact, noContact]);
    expect(await ask('/leads/l-1/card', { as: 'sdr' })).toMatchObject({ status: 200 });
  });

  it('a card of others names no account, contact or lead of the public sector, nor its id', async () => {
    const past = JSON.stringify(await cardOf(await anApi({ accounts: [pubSec(ACME), GLOBEX] }), '/leads/l-1/card', 'blind'));
    const current = JSON.stringify(await cardOf(await anApi({ accounts: [ACME, pubSec(GLOBEX)] }), '/contacts/c-1/card', 'blind'));

    expect(past).not.toMatch(/acme|c-1/i);
    expect(current).not.toMatch(/globex|l-1|CTO/i);
  });
});
