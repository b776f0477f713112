import type { RoutingEntry } from '../../../shared/domain/leads/changes';
import type { Account, Lead, User } from '../../../shared/records/catalogue';
import { aContactUs, aForm, anAction, aScore, INBOUND_TEAM } from '../../support/lead-deliveries';
import { aContact, aLead, anAccount, aUser } from '../../support/records';
import { alertsOf, contactAfter, leadAfter, pathsOf, worked } from '../../support/worked-stream';

const lead = (fields: Partial<Lead> = {}): Lead => aLead({ Id: '00Q1', Email: 'ada@umbrella.example', OwnerId: 'integ-1', Person_Score__c: 0, Engageable__c: true, Demographics_Scored__c: true, ...fields });
const account = (fields: Partial<Account> = {}): Account => anAccount({ Id: 'acct', Website: 'umbrella.example', OwnerId: 'ae-4', Sales_Segmentation__c: 'Large', ...fields });
const contactUs = (fields: Parameters<typeof aContactUs>[2] = {}) => aContactUs('for-1', 'ada@umbrella.example', fields);
const trial = (eventId: string, country: string) => aForm(eventId, { form: 'ee_trial', person: { email: `${eventId}@umbrella.example`, country } });
const france = { person: { email: '', country: 'France' } };
const without = (role: string): readonly User[] => INBOUND_TEAM.filter(({ Role__c }) => Role__c !== role);

describe('whose a Contact Us request is', () => {
  it('LR-01: the decision shows source, segment and region', () => {
    expect(worked({ accounts: [account({ Sales_Segmentation__c: 'SMB' })] }, [contactUs({ ...france, company: { developersBucket: '5000+' } })]).routings).toEqual<RoutingEntry[]>([
      {
        recordId: expect.stringMatching(/^00Q/), at: '2018-07-04T16:00:00.000Z', eventId: 'for-1', trigger: 'contact_us', matchedAccountId: 'acct', matchedBy: 'domain', segment: 'SMB',
        path: 'SMB→BDR_RR(EMEA)', ownerId: 'ibdr-EMEA-1', source: 'Request - Contact', region: 'EMEA', flags: [], previousOwnerId: undefined, pool: 'inbound-bdr-EMEA',
      },
    ]);
  });

  it.each(['Education', 'federal', 'Government', 'NON-PROFIT'])('LR-03, D-27: sector %s goes to the Federal team before size is looked at', (sector) => {
    expect(pathsOf(worked({ accounts: [account()] }, [contactUs({ sector })]))).toEqual(['FEDERAL→FEDERAL_RR: fed-1']);
  });

  it("LR-03: the account's industry counts as the sector does", () => {
    expect(pathsOf(worked({ accounts: [account({ Industry: 'Government' })] }, [contactUs()]))).toEqual(['FEDERAL→FEDERAL_RR: fed-1']);
  });

  it.each<[string, Partial<Account> | undefined, string, readonly string[]]>([
    ['the account owner of field sales', {}, 'SEGMENT→ACCOUNT_OWNER: ae-4', []],
    ['the pool where Sales Admin owns the account', { OwnerId: 'sadm-1' }, 'SEGMENT_NO_OWNER→BDR_RR(EMEA): ibdr-EMEA-1', ['NO_ACCOUNT_OWNER']],
    ['the pool where the owner has left', { OwnerId: 'ae-gone' }, 'SEGMENT_NO_OWNER→BDR_RR(EMEA): ibdr-EMEA-1', ['NO_ACCOUNT_OWNER']],
    ['the pool where there is no account', undefined, 'SEGMENT_NO_OWNER→BDR_RR(EMEA): ibdr-EMEA-1', ['NO_ACCOUNT_OWNER']],
    ['the pool where the account is small, whatever the form says', { Sales_Segmentation__c: 'SMB' }, 'SMB→BDR_RR(EMEA): ibdr-EMEA-1', []],
    ["the lead's own segment where the account's is unknown", { Sales_Segmentation__c: 'Unknown' }, 'SEGMENT→ACCOUNT_OWNER: ae-4', []],
  ])('LR-04: %s', (_, fields, path, flags) => {
    const changes = worked({ accounts: fields ? [account(fields)] : [] }, [contactUs({ ...france, company: { developersBucket: '751-4999' } })]);

    expect([pathsOf(changes), changes.routings.map((row) => row.flags)]).toEqual([[path], [flags]]);
  });

  it('LR-04: Unknown in France goes to the EMEA pool', () => {
    expect(pathsOf(worked({}, [contactUs(france)]))).toEqual(['UNKNOWN→BDR_RR(EMEA): ibdr-EMEA-1']);
  });

  it('D-66: a trial of a federal organisation goes to inbound sales', () => {
    expect(pathsOf(worked({ accounts: [account({ Industry: 'Federal' })] }, [trial('for-1', 'Japan')]))).toEqual(['EE_TRIAL→BDR_RR(APAC): ibdr-APAC-1']);
  });

  it('LR-10: an empty pool falls to the Sales Admin, and operations are told', () => {
    const changes = worked({ users: without('Federal') }, [contactUs({ sector: 'Federal' })]);

    expect([pathsOf(changes), alertsOf(changes)]).toEqual([['NO_COVERAGE→SALES_ADMIN(federal): sadm-1'], ['UNROUTABLE Marketing Ops mops-1 federal']]);
  });

  it('LR-09: off, the segment decides; on, a customer goes to the owner of the account', () => {
    const facts = { accounts: [account({ Is_Customer__c: true, Sales_Segmentation__c: 'SMB' })] };

    expect(pathsOf(worked(facts, [contactUs(france)]))).toEqual(['SMB→BDR_RR(EMEA): ibdr-EMEA-1']);
    expect(pathsOf(worked(facts, [contactUs(france)], { alternatePolicies: ['KNOWN_CUSTOMER'] }))).toEqual(['KNOWN_CUSTOMER→ACCOUNT_OWNER: ae-4']);
  });
});

describe('regions (LR-05)', () => {
  it.each([
    ['Brazil', 'NCSA'],
    ['Canada', 'NCSA'],
    ['Nigeria', 'EMEA'],
    ['Deutschland', 'EMEA'],
    ['India', 'APAC'],
  ])('%s is %s', (country, region) => {
    expect(worked({}, [trial('for-1', country)]).routings).toMatchObject([{ region, flags: [] }]);
  });

  it("where the person's country says nothing, the account's does", () => {
    expect(worked({ accounts: [account({ BillingCountry: 'Japan' })] }, [contactUs({ person: { email: '', country: 'Freedonia' } })]).routings).toMatchObject([{ region: 'APAC', flags: [] }]);
  });

  it('where neither does, NCSA takes it with a flag', () => {
    expect(worked({}, [trial('for-1', 'Freedonia')]).routings).toMatchObject([{ region: 'NCSA', flags: ['REGION_UNMAPPED'], ownerId: 'ibdr-NCSA-1' }]);
  });
});

describe('pools', () => {
  it('LR-07: nine trials are shared out evenly, and somebody who leaves is passed over', () => {
    const trials = Array.from({ length: 9 }, (_, index) => trial(`for-${index}`, 'Germany'));
    const owners = worked({}, trials).routings.map(({ ownerId }) => ownerId);

    expect(owners).toEqual(['ibdr-EMEA-1', 'ibdr-EMEA-2', 'ibdr-EMEA-3', 'ibdr-EMEA-1', 'ibdr-EMEA-2', 'ibdr-EMEA-3', 'ibdr-EMEA-1', 'ibdr-EMEA-2', 'ibdr-EMEA-3']);
  });

  it('D-31: neither UserGems reps of a region nor inactive ones are in it', () => {
    const users = [aUser({ Id: 'bdr-emea', Role__c: 'BDR', Region__c: 'EMEA' }), aUser({ Id: 'gone', Role__c: 'Inbound BDR', Region__c: 'EMEA', IsActive: false }), aUser({ Id: 'here', Role__c: 'Inbound BDR', Region__c: 'EMEA' })];

    expect(worked({ users }, [trial('for-1', 'Germany'), trial('for-2', 'Germany')]).routings.map(({ ownerId }) => ownerId)).toEqual(['here', 'here']);
  });
});

describe('what must not be re-routed (LR-08)', () => {
  it.each<[string, Partial<Lead>, string]>([
    ['a lead that somebody works', { OwnerId: 'bdr-2', Status: 'Accepted', Person_Score__c: 55 }, 'ACTIVELY_WORKED→UNCHANGED: bdr-2'],
    ['a lead that somebody works for the Integration user', { Status: 'Qualified' }, 'ACTIVELY_WORKED→UNCHANGED: integ-1'],
    ['a lead of a named person', { OwnerId: 'bdr-2' }, 'OWNED→UNCHANGED: bdr-2'],
    ['a closed lead', { Status: 'Unqualified' }, 'NOT_OPEN→UNCHANGED: integ-1'],
    ['a converted lead', { IsConverted: true }, 'NOT_OPEN→UNCHANGED: integ-1'],
    ['RE-05: a lead that must not be engaged', { Engageable__c: false }, 'NO_ENGAGE→REFUSED: integ-1'],
    ['RE-05: a lead whose source must not be engaged and that was never looked at', { Engageable__c: undefined, LeadSource: 'GitLab.com' }, 'NO_ENGAGE→REFUSED: integ-1'],
  ])('%s stays as it is', (_, fields, path) => {
    const changes = worked({ leads: [lead(fields)] }, [aScore('mar-1', '00Q1', 70)]);

    expect([pathsOf(changes), leadAfter(changes).OwnerId, changes.routings[0]?.previousOwnerId]).toEqual([[path], fields.OwnerId ?? 'integ-1', fields.OwnerId ?? 'integ-1']);
  });

  it.each(['integ-1', 'sadm-1', 'ae-gone', '00GQUEUE'])('a lead of %s is assigned', (OwnerId) => {
    const changes = worked({ leads: [lead({ OwnerId, Country: 'France' })] }, [aScore('mar-1', '00Q1', 70)]);

    expect(leadAfter(changes).OwnerId).toBe('ibdr-EMEA-1');
    expect(changes.audits).toEqual([{ recordId: '00Q1', at: '2018-07-04T16:00:00.000Z', eventId: 'mar-1', actor: 'system', rule: 'LR-04', changes: [{ field: 'OwnerId', old: OwnerId, new: 'ibdr-EMEA-1' }] }]);
  });

  it('RE-05: a raised hand lifts the block for good', () => {
    const blocked = lead({ Engageable__c: false, LeadSource: 'GitLab.com', Country: 'France' });
    const events = [aScore('mar-1', '00Q1', 60, '2018-07-04T16:00:01.000Z'), aContactUs('for-1', 'ada@umbrella.example', {}, '2018-07-04T16:00:02.000Z'), anAction('mar-2', '00Q1', 'pricing_page', { receivedAt: '2018-07-04T16:00:03.000Z' })];

    const changes = worked({ leads: [blocked] }, events);

    expect(pathsOf(changes)).toEqual(['NO_ENGAGE→REFUSED: integ-1', 'UNKNOWN→BDR_RR(EMEA): ibdr-EMEA-1', 'OWNED→UNCHANGED: ibdr-EMEA-1']);
    expect(leadAfter(changes).Engageable__c).toBe(true);
  });
});

describe('contacts', () => {
  const contact = aContact({ Id: '0031', Email: 'ada@umbrella.example', AccountId: 'acct', OwnerId: 'ae-4', Country: 'France', Status: 'Raw', Person_Score__c: 0, Demographics_Scored__c: true });

  it('RE-03: a trial gives inbound sales a task, the owner stays', () => {
    const changes = worked({ contacts: [contact], accounts: [account()] }, [aForm('for-1', { form: 'ee_trial', person: { email: 'ada@umbrella.example' } })]);

    expect([pathsOf(changes), alertsOf(changes), contactAfter(changes).OwnerId]).toEqual([['EE_TRIAL→BDR_RR(EMEA): ibdr-EMEA-1'], ['INBOUND_TASK Inbound BDR ibdr-EMEA-1 ee_trial'], 'ae-4']);
    expect(changes.routings).toMatchObject([{ recordId: '0031', matchedBy: 'account_id', previousOwnerId: 'ae-4' }]);
  });

  it('a score alone gives nobody a task', () => {
    const changes = worked({ contacts: [contact], accounts: [account()] }, [aScore('mar-1', '0031', 70)]);

    expect([pathsOf(changes), alertsOf(changes)]).toEqual([['CONTACT→UNCHANGED: ae-4'], []]);
  });
});

describe('how a lead and its account belong together', () => {
  it.each<[string, Partial<Lead>, string]>([
    ['domain', { Company: 'Company acct' }, 'domain'],
    ['name', { Email: 'ada@gmail.com', Company: 'COMPANY  acct' }, 'name'],
    ['what somebody wrote', { Email: 'ada@gmail.com', Company: 'Other' }, 'account_id'],
  ])('by %s', (_, fields, matchedBy) => {
    expect(worked({ leads: [lead({ Matched_Account__c: 'acct', ...fields })], accounts: [account()] }, [aScore('mar-1', '00Q1', 70)]).routings).toMatchObject([{ matchedAccountId: 'acct', matchedBy }]);
  });
});
