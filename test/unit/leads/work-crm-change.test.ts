import type { CrmFields, CrmObject } from '../../../shared/domain/leads/bodies';
import type { StreamChanges } from '../../../shared/domain/leads/changes';
import type { LeadDelivery } from '../../../shared/domain/leads/stream';
import { workStream } from '../../../shared/domain/leads/work-stream';
import type { User } from '../../../shared/records/catalogue';
import { aCrmEvent, INBOUND_TEAM, NOW } from '../../support/lead-deliveries';
import { aLeadContext, leadFacts } from '../../support/lead-facts';
import { aContact, aLead, anAccount, aUser } from '../../support/records';

const EARLIER = '2018-06-01T00:00:00.000Z';

const TEAM: readonly User[] = [
  ...INBOUND_TEAM,
  aUser({ Id: 'ae-1', Role__c: 'AE' }),
  aUser({ Id: 'ae-2', Role__c: 'SAE' }),
  aUser({ Id: 'ars-1', Role__c: 'Account Research Specialist' }),
  aUser({ Id: 'mkt-1', Role__c: 'Marketing' }),
  aUser({ Id: 'rd-EMEA', Role__c: 'RD', Region__c: 'EMEA' }),
  aUser({ Id: 'sadm-2', Role__c: 'Sales Admin' }),
  aUser({ Id: 'sdr-2', Role__c: 'SDR', Region__c: 'EMEA' }),
  aUser({ Id: 'sdr-gone', Role__c: 'SDR', Region__c: 'EMEA', IsActive: false }),
  aUser({ Id: 'sys-1', Role__c: 'System Administrator' }),
];

type Records = Omit<Parameters<typeof leadFacts>[0], 'users'>;

const changed = (object: CrmObject, recordId: string, fields: CrmFields, by = 'system'): LeadDelivery => aCrmEvent('crm-1', { type: 'changed', object, recordId, fields, by });

const work = (records: Records, ...deliveries: readonly LeadDelivery[]): StreamChanges => workStream(leadFacts({ users: TEAM, ...records }), aLeadContext(), deliveries, NOW);

/** What became of the one delivery. */
const verdict = (records: Records, delivery: LeadDelivery): string => {
  const { outcomes } = work(records, delivery);
  return outcomes.map(({ outcome, reason }) => (outcome === 'rejected' ? reason : `ok ${reason}`.trim())).join();
};

/** The fields that a change left different. */
const differences = (change: StreamChanges['leads'][number] | StreamChanges['accounts'][number] | undefined): Record<string, unknown> => {
  const [before, after]: Record<string, unknown>[] = [{ ...change?.before }, { ...change?.after }];
  return Object.fromEntries([...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].filter((field) => before?.[field] !== after?.[field]).map((field) => [field, after?.[field]]));
};

const aLeadOf = (OwnerId: string, fields: object = {}) => aLead({ Id: 'l', OwnerId, LeadSource: 'Webcast', Initial_Source_DateTime__c: EARLIER, ...fields });
const anAccountOf = (OwnerId: string, fields: object = {}) => anAccount({ Id: 'a', OwnerId, Type: 'Prospect', ...fields });

describe('refusals of a change, each with nothing changed (contracts-leads, section 10)', () => {
  const parent = anAccount({ Id: 'p', ParentId: 'a' });
  const facts: Records = {
    leads: [aLeadOf('bdr-2'), aLeadOf('bdr-2', { Id: 'sourceless', LeadSource: undefined })],
    contacts: [aContact({ Id: 'c', AccountId: 'of-ae', OwnerId: 'ae-4', LeadSource: 'Webcast' })],
    accounts: [anAccountOf('ae-4', { Number_of_Licenses__c: 500 }), parent, anAccount({ Id: 'of-ae', OwnerId: 'ae-4' }), anAccount({ Id: 'of-admin', OwnerId: 'sadm-1' }), anAccount({ Id: 'ce', OwnerId: 'sadm-1', Type: 'Prospect - CE User' })],
  };

  it.each<[string, CrmObject, string, CrmFields, string]>([
    ['ACTOR_UNKNOWN', 'Lead', 'l', { Title: 'x' }, 'nobody'],
    ['ACTOR_UNKNOWN', 'Lead', 'l', { Title: 'x' }, 'ae-gone'],
    ['RECORD_UNKNOWN', 'Lead', 'gone', { Title: 'x' }, 'system'],
    ['RECORD_UNKNOWN', 'User', 'gone', { IsActive: false }, 'system'],
    ['SOURCE_IMMUTABLE', 'Lead', 'l', { LeadSource: 'Demo' }, 'system'],
    ['SOURCE_IMMUTABLE', 'Lead', 'l', { LeadSource: null }, 'system'],
    ['SOURCE_INACTIVE', 'Lead', 'sourceless', { LeadSource: 'Swag Store' }, 'system'],
    ['SOURCE_UNKNOWN', 'Lead', 'sourceless', { LeadSource: 'Banner' }, 'system'],
    ['STATUS_UNKNOWN', 'Contact', 'c', { Status: 'Hot' }, 'system'],
    ['REASON_REQUIRED', 'Lead', 'l', { Status: 'Disqualified' }, 'system'],
    ['REASON_UNKNOWN', 'Lead', 'l', { Status: 'Disqualified', Unqualified_Reasons__c: 'Bored' }, 'system'],
    ['FRACTION', 'Lead', 'l', { How_Many_Developers__c: '12.5' }, 'system'],
    ['FRACTION', 'Account', 'a', { IT_Employees__c: 12.5 }, 'system'],
    ['ACCOUNT_UNKNOWN', 'Contact', 'c', { AccountId: 'nowhere' }, 'system'],
    ['OWNER_UNKNOWN', 'Account', 'a', { OwnerId: 'ae-gone' }, 'sys-1'],
    ['OWNER_UNKNOWN', 'Account', 'a', { OwnerId: null }, 'sys-1'],
    ['ADMIN_ONLY', 'Account', 'a', { OwnerId: 'sadm-1' }, 'ae-4'],
    ['NOT_SALES_TEAM', 'Account', 'of-admin', { OwnerId: 'ae-1' }, 'mkt-1'],
    ['OWNER_FOLLOWS_ACCOUNT', 'Contact', 'c', { OwnerId: 'ae-1' }, 'ae-1'],
    ['SDR_UNKNOWN', 'Account', 'a', { SDR__c: 'ae-1' }, 'system'],
    ['SDR_UNKNOWN', 'Account', 'a', { SDR__c: 'sdr-gone' }, 'system'],
    ['PARENT_UNKNOWN', 'Account', 'a', { ParentId: 'nowhere' }, 'system'],
    ['PARENT_CYCLE', 'Account', 'a', { ParentId: 'p' }, 'system'],
    ['PARENT_CYCLE', 'Account', 'a', { ParentId: 'a' }, 'system'],
    ['OVERRIDE_NOT_ABOVE_LICENSES', 'Account', 'a', { Potential_EE_Users__c: 500 }, 'system'],
    ['OVERRIDE_NOT_ABOVE_LICENSES', 'Account', 'a', { Potential_EE_Users__c: 600, Number_of_Licenses__c: 600 }, 'system'],
    ['OVERRIDE_NOT_ABOVE_LICENSES', 'Account', 'a', { Potential_EE_Users__c: 0 }, 'system'],
    ['ARS_ONLY', 'Account', 'ce', { CE_Pick__c: true }, 'ae-1'],
    ['ARS_ONLY', 'Account', 'ce', { CE_Pick__c: true }, 'system'],
    ['NOT_CE_ACCOUNT', 'Account', 'a', { CE_Pick__c: true }, 'ars-1'],
    ['INVALID_BODY:fields.EE_Trial_End__c', 'Lead', 'l', { EE_Trial_End__c: '2018-02-30' }, 'system'],
    ['INVALID_BODY:fields.MasterRecordId', 'Lead', 'l', { MasterRecordId: 'c' }, 'system'],
  ])('%s: %s %s gets %j from %s', (reason, object, recordId, fields, by) => {
    const { outcomes, ...rest } = work(facts, changed(object, recordId, { ...fields }, by));

    expect(outcomes).toEqual([{ deliveryId: 'crm#crm-1', outcome: 'rejected', reason }]);
    expect(Object.values(rest).flat()).toEqual([]);
  });

  it('names the first that holds', () => {
    const wrong = { LeadSource: 'Demo', Status: 'Hot', How_Many_Developers__c: 1.5, OwnerId: 'ae-gone', EE_Trial_End__c: 'soon' };
    const right = [{ LeadSource: 'Webcast' }, { Status: 'Raw' }, { How_Many_Developers__c: 1 }, { OwnerId: 'ae-1' }];

    const reasons = [0, 1, 2, 3, 4].map((count) => verdict(facts, changed('Lead', 'l', Object.assign({ ...wrong }, ...right.slice(0, count)))));

    expect(reasons).toEqual(['SOURCE_IMMUTABLE', 'STATUS_UNKNOWN', 'FRACTION', 'OWNER_UNKNOWN', 'INVALID_BODY:fields.EE_Trial_End__c']);
  });

  it.each<[CrmObject, string, CrmFields, string]>([
    ['Account', 'of-admin', { OwnerId: 'sadm-1' }, 'mkt-1'],
    ['Lead', 'l', { LeadSource: 'Webcast', Status: 'RAW' }, 'bdr-2'],
    ['Account', 'a', { TEDD_Employees__c: null }, 'system'],
  ])('a value that stands already changes nothing: %s %s %j', (object, recordId, fields, by) => {
    expect(verdict({ ...facts, accounts: [...(facts.accounts ?? []).slice(1), anAccountOf('ae-4', { Sales_Segmentation__c: 'Unknown' })] }, changed(object, recordId, fields, by))).toBe('ok NO_CHANGE');
  });
});

describe('fields of persons', () => {
  it('LD-05: a first source brings its instant', () => {
    const { leads } = work({ leads: [aLeadOf('bdr-2', { LeadSource: undefined, Initial_Source_DateTime__c: undefined })] }, changed('Lead', 'l', { LeadSource: 'Demo' }));

    expect(differences(leads[0])).toEqual({ LeadSource: 'Demo', Initial_Source_DateTime__c: NOW });
  });

  it('LD-10, LD-11: a status is stored under its one name, with its stamps, and audited', () => {
    const { leads, audits } = work({ leads: [aLeadOf('bdr-2')] }, changed('Lead', 'l', { Status: 'Unqualified', Unqualified_Reasons__c: 'no longer at company' }, 'bdr-2'));

    expect(differences(leads[0])).toEqual({ Status: 'Disqualified', Unqualified_Reasons__c: 'No Longer At Company', Disqualified_DateTime__c: NOW, Unqualified_DateTime__c: NOW });
    expect(audits).toEqual([
      { recordId: 'l', at: NOW, eventId: 'crm-1', actor: 'bdr-2', rule: 'crm', changes: [{ field: 'Status', old: 'Raw', new: 'Disqualified' }, { field: 'Unqualified_Reasons__c', new: 'No Longer At Company' }] },
    ]);
  });

  it('LD-09: a country is stored as the master list spells it; an unknown one stays and is said to be unknown', () => {
    const facts = { leads: [aLeadOf('bdr-2')] };

    expect(differences(work(facts, changed('Lead', 'l', { Country: ' usa ' })).leads[0])).toEqual({ Country: 'United States' });
    expect(differences(work(facts, changed('Lead', 'l', { Country: 'Freedonia' })).leads[0])).toEqual({ Country: 'Freedonia' });
    expect(verdict(facts, changed('Lead', 'l', { Country: 'Freedonia' }))).toBe('ok COUNTRY_UNKNOWN');
  });

  it('LD-13: whoever buys by himself is a Web Portal Purchase, unless he is past that', () => {
    const bought = changed('Lead', 'l', { Self_Service_Purchase__c: 'true' });

    expect(differences(work({ leads: [aLeadOf('bdr-2')] }, bought).leads[0])).toEqual({ Self_Service_Purchase__c: true, Status: 'Web Portal Purchase' });
    expect(differences(work({ leads: [aLeadOf('bdr-2', { Status: 'Qualified' })] }, bought).leads[0])).toEqual({ Self_Service_Purchase__c: true });
  });

  it('SG-02: a lead has the segment of its new answer', () => {
    const { leads, audits } = work({ leads: [aLeadOf('bdr-2', { Number_of_Developers_Bucket__c: '>100', Sales_Segmentation__c: 'Mid-Market' })] }, changed('Lead', 'l', { How_Many_Developers__c: '5000' }));

    expect(differences(leads[0])).toEqual({ How_Many_Developers__c: 5_000, Sales_Segmentation__c: 'Strategic' });
    expect(audits.map(({ changes }) => changes)).toEqual([[{ field: 'Sales_Segmentation__c', old: 'Mid-Market', new: 'Strategic' }]]);
  });

  it('LR-06, RE-08: a trial that is extended keeps the person active for 30 days after its new end', () => {
    const lead = aLeadOf('bdr-2', { EE_Trial_End__c: '2018-08-01', Active_Until__c: '2018-08-31', Last_Demo_Or_Chat__c: '2018-05-01' });

    expect(differences(work({ leads: [lead] }, changed('Lead', 'l', { EE_Trial_End__c: '2018-08-11' })).leads[0])).toEqual({ EE_Trial_End__c: '2018-08-11', Active_Until__c: '2018-09-10' });
    expect(differences(work({ leads: [lead] }, changed('Lead', 'l', { EE_Trial_End__c: '' })).leads[0])).toEqual({ EE_Trial_End__c: undefined, Active_Until__c: '2018-06-30' });
  });

  it('RE-08: an imported date that is none does not stand in the way', () => {
    const lead = aLeadOf('bdr-2', { Last_Demo_Or_Chat__c: 'in spring' });

    expect(differences(work({ leads: [lead] }, changed('Lead', 'l', { EE_Trial_End__c: '2018-08-11' })).leads[0])).toEqual({ EE_Trial_End__c: '2018-08-11', Active_Until__c: '2018-09-10' });
  });

  it('LD-06: a change of a merged record reaches the survivor', () => {
    const { leads, outcomes } = work({ leads: [aLead({ Id: 'old', MasterRecordId: 'l' }), aLeadOf('bdr-2')] }, changed('Lead', 'old', { Title: 'Chief' }));

    expect(leads.map(({ after }) => [after.Id, after.Title])).toEqual([['l', 'Chief']]);
    expect(outcomes).toEqual([{ deliveryId: 'crm#crm-1', outcome: 'processed', reason: '', recordId: 'l' }]);
  });

  it('keeps fields that no rule knows, as text', () => {
    expect(differences(work({ leads: [aLeadOf('bdr-2')] }, changed('Lead', 'l', { Shoe_Size__c: 43 })).leads[0])).toEqual({ Shoe_Size__c: '43' });
  });
});

describe('owners', () => {
  const contacts = [aContact({ Id: 'c-1', AccountId: 'a', OwnerId: 'ae-4', SDR__c: 'sdr-1' }), aContact({ Id: 'c-2', AccountId: 'a', OwnerId: 'bdr-2', SDR__c: 'sdr-1' }), aContact({ Id: 'c-3', AccountId: 'other', OwnerId: 'ae-4' })];
  const given = (from: string, to: string, by: string) => work({ accounts: [anAccountOf(from), anAccount({ Id: 'other', OwnerId: 'ae-4' })], contacts }, changed('Account', 'a', { OwnerId: to }, by));

  it('RO-01: contacts follow their account to field sales, those at hand at once', () => {
    const { contacts: followed, follows, audits } = given('ae-4', 'ae-2', 'ae-2');

    expect(followed.map(({ after }) => [after.Id, after.OwnerId])).toEqual([['c-1', 'ae-2'], ['c-2', 'ae-2']]);
    expect(follows).toEqual([{ accountId: 'a', at: NOW, eventId: 'crm-1', actor: 'ae-2', set: { OwnerId: 'ae-2' } }]);
    expect(audits.map(({ recordId, rule }) => [recordId, rule])).toEqual([['a', 'crm'], ['c-1', 'RO-01'], ['c-2', 'RO-01']]);
  });

  it.each([['sadm-1', 'sys-1'], ['bdr-2', 'sys-1']])('RO-01: contacts stay when their account goes to %s', (to, by) => {
    const { contacts: followed, follows, accounts } = given('ae-4', to, by);

    expect([followed, follows, accounts.map(({ after }) => after.OwnerId)]).toEqual([[], [], [to]]);
  });

  it('CE-08: the Account Research Specialist hears of every record that leaves a Sales Admin', () => {
    const adoption = { at: NOW, eventId: 'crm-1', kind: 'ADOPTION', recipientRole: 'Account Research Specialist', recipientId: 'ars-1' };

    expect(given('sadm-1', 'ae-1', 'ae-1').alerts).toEqual([{ ...adoption, recordId: 'a', reason: 'ae-1' }]);
    expect(work({ leads: [aLeadOf('sadm-2')] }, changed('Lead', 'l', { OwnerId: 'bdr-2' }, 'bdr-2')).alerts).toEqual([{ ...adoption, recordId: 'l', reason: 'bdr-2' }]);
    expect([given('ae-1', 'ae-2', 'ae-2').alerts, given('sadm-1', 'sadm-2', 'sys-1').alerts]).toEqual([[], []]);
  });

  it('RO-01, RO-02: a contact that moves shows owner and SDR of its new account', () => {
    const { contacts: moved } = work({ accounts: [anAccountOf('ae-4'), anAccount({ Id: 'new', OwnerId: 'ae-2', SDR__c: 'sdr-2' })], contacts }, changed('Contact', 'c-1', { AccountId: 'new' }));

    expect(differences(moved[0])).toEqual({ AccountId: 'new', OwnerId: 'ae-2', SDR__c: 'sdr-2' });
  });

  it('RO-02: a new SDR replaces the former one on the team and on the contacts', () => {
    const facts = { accounts: [anAccountOf('ae-4', { SDR__c: 'sdr-1', GitLab_Team__c: 'ae-4;sdr-1' })], contacts };
    const assigned = work(facts, changed('Account', 'a', { SDR__c: 'sdr-2' }));
    const removed = work(facts, changed('Account', 'a', { SDR__c: null }));

    expect([differences(assigned.accounts[0]), assigned.contacts.map(({ after }) => after.SDR__c), assigned.follows[0]?.set]).toEqual([{ SDR__c: 'sdr-2', GitLab_Team__c: 'ae-4;sdr-2' }, ['sdr-2', 'sdr-2'], { SDR__c: 'sdr-2' }]);
    expect([differences(removed.accounts[0]), removed.contacts.map(({ after }) => after.SDR__c), removed.follows[0]?.set]).toEqual([{ SDR__c: undefined, GitLab_Team__c: 'ae-4' }, [undefined, undefined], { SDR__c: null }]);
  });
});

describe('accounts', () => {
  const hierarchy = [
    anAccountOf('ae-4', { How_Many_Developers__c: 700, Sales_Segmentation__c: 'Mid-Market' }),
    anAccount({ Id: 'child', ParentId: 'a', How_Many_Developers__c: 100, Sales_Segmentation__c: 'SMB', Parent_Sales_Segmentation__c: 'Mid-Market' }),
    anAccount({ Id: 'grandchild', ParentId: 'child', How_Many_Developers__c: 4_000, Sales_Segmentation__c: 'Large', Parent_Sales_Segmentation__c: 'SMB' }),
  ];

  it('SG-06, SG-07: direct children show the new segment of their parent, and nothing is summed', () => {
    const { accounts, audits } = work({ accounts: hierarchy }, changed('Account', 'a', { How_Many_Developers__c: 3_000 }));

    expect(accounts.map((change) => [change.after.Id, differences(change)])).toEqual([
      ['a', { How_Many_Developers__c: 3_000, Sales_Segmentation__c: 'Large' }],
      ['child', { Parent_Sales_Segmentation__c: 'Large' }],
    ]);
    expect(audits.map(({ recordId, rule }) => [recordId, rule])).toEqual([['a', 'SG-07'], ['child', 'SG-06']]);
  });

  it('SG-06: an account shows the segment of the parent that it gets, and none without', () => {
    const [, , grandchild] = hierarchy;
    const parents = ['a', ''].map((ParentId) => work({ accounts: hierarchy }, changed('Account', grandchild?.Id ?? '', { ParentId })).accounts[0]);

    expect(parents.map(differences)).toEqual([
      { ParentId: 'a', Parent_Sales_Segmentation__c: 'Mid-Market' },
      { ParentId: undefined, Parent_Sales_Segmentation__c: undefined },
    ]);
  });

  it('SG-04: licences that overtake the manual figure flag it, and emptying it clears the flag', () => {
    const facts = { accounts: [anAccountOf('ae-4', { Number_of_Licenses__c: 500, Potential_EE_Users__c: 501, Sales_Segmentation__c: 'Mid-Market', Override_Flag__c: false })] };
    const flagged = work(facts, changed('Account', 'a', { Number_of_Licenses__c: 5_001 })).accounts[0];

    expect(differences(flagged)).toEqual({ Number_of_Licenses__c: 5_001, Sales_Segmentation__c: 'Strategic', Override_Flag__c: true });
    expect(differences(work({ accounts: flagged ? [flagged.after] : [] }, changed('Account', 'a', { Potential_EE_Users__c: null })).accounts[0])).toEqual({ Potential_EE_Users__c: undefined, Override_Flag__c: false });
  });

  it('LD-09: BillingCountry is stored as the master list spells it', () => {
    expect(differences(work({ accounts: hierarchy }, changed('Account', 'a', { BillingCountry: 'Deutschland' })).accounts[0])).toEqual({ BillingCountry: 'Germany' });
  });

  it('a renamed account is still found by its former name', () => {
    const renamed = changed('Account', 'a', { Name: 'New Name', Website: null });
    const creation = aCrmEvent('crm-2', { type: 'created', object: 'Lead', recordId: 'l', fields: { LeadSource: 'Demo', Company: 'OLD  name' } });
    const { leads, accounts, matchKeys } = work({ accounts: [anAccountOf('ae-4', { Name: 'Old Name' })] }, renamed, creation);

    expect(differences(accounts[0])).toEqual({ Name: 'New Name', Website: undefined, Former_Names__c: 'Old Name' });
    expect(leads.map(({ after }) => after.Matched_Account__c)).toEqual(['a']);
    expect(matchKeys).toEqual([{ key: 'account:name:new name', entries: ['a'] }]);
  });

  it('CE-10: a picked account asks the director of its region, who sees how many accounts each SDR has', () => {
    const ce = anAccount({ Id: 'ce', OwnerId: 'sadm-1', Type: 'Prospect - CE User', BillingCountry: 'France' });
    const given = aCrmEvent('crm-0', { type: 'changed', object: 'Account', recordId: 'a', fields: { SDR__c: 'sdr-2' } });
    const { alerts, accounts, outcomes } = work({ accounts: [ce, anAccountOf('ae-4', { SDR__c: 'sdr-1' }), anAccount({ Id: 'b', SDR__c: 'sdr-1' })] }, given, changed('Account', 'ce', { CE_Pick__c: true }, 'ars-1'));

    expect(alerts).toEqual([{ at: NOW, eventId: 'crm-1', kind: 'RD_TASK', recordId: 'ce', recipientRole: 'RD', recipientId: 'rd-EMEA', reason: 'sdr-1=1;sdr-2=1' }]);
    expect(accounts.map(({ after }) => after.Id)).toEqual(['a']);
    expect(outcomes[1]).toEqual({ deliveryId: 'crm#crm-1', outcome: 'processed', reason: '', recordId: 'ce' });
  });

  it('CE-10: where a region has no director the Sales Admin is asked', () => {
    const ce = anAccount({ Id: 'ce', OwnerId: 'sadm-1', Type: 'Prospect - CE User', BillingCountry: 'Freedonia' });

    expect(work({ accounts: [ce] }, changed('Account', 'ce', { CE_Pick__c: true }, 'ars-1')).alerts).toEqual([
      { at: NOW, eventId: 'crm-1', kind: 'RD_TASK', recordId: 'ce', recipientRole: 'RD', recipientId: 'sadm-1', reason: '' },
    ]);
  });
});

describe('users', () => {
  it('a change of a user counts for what comes after it', () => {
    const left = aCrmEvent('crm-0', { type: 'changed', object: 'User', recordId: 'ae-1', fields: { IsActive: false } });
    const { users, outcomes } = work({ accounts: [anAccountOf('ae-4')] }, left, changed('Account', 'a', { OwnerId: 'ae-1' }));

    expect(users.map((change) => [change.after.Id, change.after.IsActive])).toEqual([['ae-1', false]]);
    expect(outcomes.map(({ outcome, reason, recordId }) => [outcome, reason, recordId])).toEqual([['processed', '', 'ae-1'], ['rejected', 'OWNER_UNKNOWN', undefined]]);
  });
});
