import * as fc from 'fast-check';
import { evaluateRecord, type Evaluation, type NotificationFacts } from '../../../shared/domain/notifications/evaluate';
import { notificationRules } from '../../../shared/domain/notifications/rules.table';
import type { Opportunity, User } from '../../../shared/records/catalogue';
import { aContact, aLead, anAccount, anOpportunity, aUser } from '../../support/records';
import { rulesAt } from '../../support/rules';

const AS_OF = '2024-10-09';
const NOW = `${AS_OF}T13:00:00.000Z`;
const TEAM = [aUser({ Id: 'sdr', Role__c: 'SDR' }), aUser({ Id: 'bdr', Role__c: 'BDR' }), aUser({ Id: 'ae', Role__c: 'AE' }), aUser({ Id: 'rm', Role__c: 'Renewal Manager' }), aUser({ Id: 'admin', Role__c: 'Sales Admin' })];
const ACCOUNT = anAccount({ Id: 'a', OwnerId: 'ae', BDR_Assigned__c: 'bdr', Renewal_Manager__c: 'rm' });
const LEAD = aLead({ Id: 'l', OwnerId: 'sdr', Matched_Account__c: 'a', UserGem__JobStartedDate__c: '2024-06-01' });

interface Case {
  readonly startedOn?: string | undefined;
  readonly opportunities?: readonly Partial<Opportunity>[];
  readonly isCustomer?: boolean;
  readonly lead?: Partial<typeof LEAD>;
  readonly account?: Partial<typeof ACCOUNT>;
  readonly users?: readonly User[];
  readonly rule1dMode?: 'title' | 'literal';
  readonly pubSecDefault?: 'allow' | 'deny';
}

const around = ({ opportunities = [], isCustomer = false, account = {} }: Case): Omit<NotificationFacts, 'record'> => ({
  account: { ...ACCOUNT, Is_Customer__c: isCustomer, ...account },
  opportunities: opportunities.map((fields, index) => anOpportunity({ Id: `o${index}`, AccountId: 'a', ...fields })),
  pastAccount: undefined,
});

const evaluate = (record: NotificationFacts['record'], one: Case): Evaluation => {
  const { users = TEAM, rule1dMode = 'title', pubSecDefault = 'allow' } = one;
  return evaluateRecord({ record, ...around(one) }, { asOfDate: AS_OF, users: new Map(users.map((user) => [user.Id, user])), notificationRules: notificationRules(rule1dMode), rules: rulesAt(NOW, rule1dMode), pubSecDefault });
};
const ofLead = (one: Case = {}): Evaluation => evaluate({ type: 'Lead', lead: { ...LEAD, ...('startedOn' in one ? { UserGem__JobStartedDate__c: one.startedOn } : {}), ...one.lead } }, one);
const ofContact = (one: Case = {}): Evaluation => evaluate({ type: 'Contact', contact: aContact({ Id: 'c', AccountId: 'a' }), newLead: undefined, newAccount: undefined }, one);

/** Who is told under which rule, one line each. */
const told = ({ messages }: Evaluation): string[] => messages.map(({ recipientId, entry }) => `${entry.rule} ${recipientId}`);
const rows = ({ ledger }: Evaluation): string[] => ledger.map(({ rule, recipientRole, recipientId, channel, outcome, reason }) => [rule, recipientRole, recipientId, channel, outcome, reason].filter((part) => part !== '').join(' '));

const EARLY = { StageName: '1-Discovery' };
const LATE = { StageName: '4-Proposal' };
const RENEWAL = { StageName: '3-Technical Evaluation', Type: 'Renewal' };

describe('the six rules (NT-05, as of 2024-10-09)', () => {
  it.each([
    { name: 'a', one: { startedOn: '2024-09-01' }, expected: ['1A sdr'] },
    { name: 'b', one: { startedOn: '2024-01-15' }, expected: ['1B sdr'] },
    { name: 'c', one: { startedOn: undefined }, expected: ['1B sdr'] },
    { name: 'd', one: { opportunities: [LATE] }, expected: ['1C ae', '1C rm'] },
    { name: 'e', one: { opportunities: [EARLY] }, expected: ['1D bdr', '1D ae', '1D rm'] },
    { name: 'f', one: { opportunities: [LATE, { StageName: '0-Pending Acceptance' }] }, expected: ['1C ae', '1C rm', '1D bdr'] },
    { name: 'g', one: { opportunities: [RENEWAL], isCustomer: true }, expected: ['1C ae', '1C rm', '1D bdr'] },
    { name: 'h', one: { opportunities: [RENEWAL] }, expected: ['1C ae', '1C rm'] },
    { name: 'i', one: { opportunities: [EARLY], startedOn: '2024-01-15' }, expected: [] },
  ])('case $name: $expected', ({ one, expected }) => {
    expect(told(ofLead(one))).toEqual(expected);
  });

  it.each([
    { name: 'j', one: { opportunities: [{ StageName: '0-Pending Acceptance' }] }, expected: ['3B bdr', '3B ae', '3B rm'] },
    { name: 'k', one: { opportunities: [{ StageName: '5-Negotiating' }] }, expected: ['3A ae', '3A rm'] },
    { name: 'l', one: {}, expected: [] },
  ])('case $name, a contact that left: $expected', ({ one, expected }) => {
    expect(told(ofContact(one))).toEqual(expected);
  });

  it('a record that meets no rule has one row that says so', () => {
    expect(rows(ofLead({ opportunities: [EARLY], startedOn: '2024-01-15' }))).toEqual(['no_rule NO_RULE']);
    expect(rows(ofContact())).toEqual(['no_rule NO_RULE']);
  });

  it('opportunities count when they are open at evaluation: closing the only one turns case d into 1B or 1A (NT-06)', () => {
    const closed = [{ ...LATE, IsClosed: true }];
    expect(told(ofLead({ opportunities: closed }))).toEqual(['1B sdr']);
    expect(told(ofLead({ opportunities: closed, startedOn: '2024-08-01' }))).toEqual(['1A sdr']);
  });

  it.each([
    { mode: 'title', one: { opportunities: [EARLY] }, expected: 3 },
    { mode: 'literal', one: { opportunities: [EARLY] }, expected: 0 },
    { mode: 'literal', one: { opportunities: [EARLY, { ...EARLY, Type: 'Renewal' }] }, expected: 3 },
  ] as const)('rule 1D in its $mode reading tells $expected people (D-16)', ({ mode, one, expected }) => {
    expect(told(ofLead({ ...one, rule1dMode: mode })).filter((line) => line.startsWith('1D'))).toHaveLength(expected);
  });

  it('a lead without account has no open opportunities (D-19)', () => {
    const evaluation = evaluateRecord(
      { record: { type: 'Lead', lead: LEAD }, account: undefined, opportunities: [], pastAccount: undefined },
      { asOfDate: AS_OF, users: new Map(TEAM.map((user) => [user.Id, user])), notificationRules: notificationRules('title'), rules: rulesAt(NOW), pubSecDefault: 'allow' },
    );
    expect(told(evaluation)).toEqual(['1B sdr']);
  });
});

describe('one message for a record and person (NT-07)', () => {
  it('the first rule carries it; later ones are merged into it and say so', () => {
    expect(rows(ofLead({ opportunities: [LATE, EARLY] }))).toEqual([
      '1C AE ae email to_send', '1C AE ae slack to_send', '1C Renewal Manager rm email to_send', '1C Renewal Manager rm slack to_send',
      '1D BDR bdr email to_send', '1D BDR bdr slack to_send', '1D AE ae merged 1C', '1D Renewal Manager rm merged 1C',
    ]);
  });

  it('a person who holds two roles of one rule is told once', () => {
    expect(rows(ofContact({ opportunities: [LATE], account: { Renewal_Manager__c: 'ae' } }))).toEqual(['3A AE ae email to_send', '3A AE ae slack to_send', '3A Renewal Manager ae merged 3A']);
  });

  it('nobody is told twice, and every role of every rule that holds has its row', () => {
    const opportunities = fc.array(fc.record({ StageName: fc.constantFrom('0-Pending Acceptance', '2-Scoping', '3-Technical Evaluation', '7-Closing'), Type: fc.constantFrom('Renewal', 'New Business'), IsClosed: fc.boolean() }), { maxLength: 4 });
    const person = fc.constantFrom('sdr', 'bdr', 'ae', 'rm', 'admin', 'nobody');
    fc.assert(
      fc.property(opportunities, fc.boolean(), fc.constantFrom('2024-09-01', '2024-05-01', '2023-01-01', undefined), person, person, person, (all, isCustomer, startedOn, OwnerId, bdr, rm) => {
        const one = { opportunities: all, isCustomer, startedOn, account: { OwnerId, BDR_Assigned__c: bdr, Renewal_Manager__c: rm } };
        for (const { ledger, messages } of [ofLead(one), ofContact(one)]) {
          expect(new Set(messages.map(({ recipientId }) => recipientId)).size).toBe(messages.length);
          const held = new Set(ledger.map(({ rule }) => rule));
          const due = notificationRules('title').filter(({ rule }) => held.has(rule)).flatMap(({ rule, roles }) => roles.map((role) => `${rule} ${role}`));
          expect([...new Set(ledger.filter(({ rule }) => rule !== '').map(({ rule, recipientRole }) => `${rule} ${recipientRole}`))]).toEqual(due);
          expect(ledger.length).toBeGreaterThan(0);
        }
      }),
    );
  });
});

describe('who holds a role (NT-08, D-20)', () => {
  const early = { opportunities: [EARLY] };
  const inactive = (id: string): User[] => TEAM.map((user) => (user.Id === id ? { ...user, IsActive: false } : user));

  it('case e without renewal manager: BDR and AE are told, and the gap is listed', () => {
    const evaluation = ofLead({ ...early, account: { Renewal_Manager__c: undefined } });
    expect(told(evaluation)).toEqual(['1D bdr', '1D ae']);
    expect(rows(evaluation).at(-1)).toBe('1D Renewal Manager recipient_missing RM_MISSING');
  });

  it.each([
    { who: 'an inactive BDR, and the lead owner is an SDR', one: { ...early, users: inactive('bdr') }, expected: ['1D ae', '1D rm'] },
    { who: 'no BDR, and the lead owner is one', one: { ...early, account: { BDR_Assigned__c: undefined }, lead: { OwnerId: 'bdr' } }, expected: ['1D bdr', '1D ae', '1D rm'] },
    { who: 'an unknown account owner', one: { ...early, account: { OwnerId: 'gone' } }, expected: ['1D bdr', '1D rm'] },
    { who: 'the administrative default owner', one: { startedOn: '2024-09-01', lead: { OwnerId: 'admin' } }, expected: [] },
    { who: 'an inactive lead owner', one: { startedOn: '2024-09-01', users: inactive('sdr') }, expected: [] },
  ])('$who: $expected', ({ one, expected }) => {
    expect(told(ofLead(one))).toEqual(expected);
  });

  it('of a contact that left, a BDR is the account’s alone', () => {
    expect(rows(ofContact({ ...early, account: { BDR_Assigned__c: undefined } }))[0]).toBe('3B BDR recipient_missing BDR_MISSING');
  });

  it('the renewal manager is the account’s, else that of the open renewal which closes first', () => {
    const renewals = [
      { ...RENEWAL, Renewal_Manager__c: 'late', CloseDate: '2025-03-01' }, { ...RENEWAL, Renewal_Manager__c: 'gone', CloseDate: '2024-11-01' },
      { ...RENEWAL, Renewal_Manager__c: 'soon', CloseDate: '2024-12-01' }, { ...RENEWAL, Renewal_Manager__c: 'closed', CloseDate: '2024-01-01', IsClosed: true },
    ];
    const users = [...TEAM, ...['late', 'soon', 'closed'].map((Id) => aUser({ Id, Role__c: 'Renewal Manager' }))];
    expect(told(ofContact({ opportunities: renewals, users }))).toEqual(['3A ae', '3A rm']);
    expect(told(ofContact({ opportunities: renewals, users, account: { Renewal_Manager__c: undefined } }))).toEqual(['3A ae', '3A soon']);
  });
});

describe('channels (NT-09)', () => {
  it.each([['slack', ['slack']], ['email', ['email']], [' Email ', ['email']], ['both', ['email', 'slack']], [undefined, ['email', 'slack']]])('a person who prefers %s is told by %j', (Notify_By__c, channels) => {
    const users = [aUser({ Id: 'sdr', Role__c: 'SDR', Notify_By__c })];
    expect(ofLead({ startedOn: '2024-09-01', users }).messages.map((message) => message.channels)).toEqual([channels]);
  });
});

describe('retro-active records (NT-11)', () => {
  it('are silent whatever holds for them', () => {
    expect(ofLead({ opportunities: [LATE, EARLY], lead: { Retro_Active_Push__c: '2' } })).toEqual({
      ledger: [{ rule: '', objectType: 'Lead', recordId: 'l', recipientId: '', recipientRole: '', channel: '', outcome: 'suppressed', reason: 'RETRO_ACTIVE' }],
      messages: [],
      candidate: undefined,
    });
  });
});

describe('records of an erased person', () => {
  it('are silent whatever holds for them', () => {
    expect(ofLead({ opportunities: [LATE, EARLY], lead: { Erased_DateTime__c: '2024-10-08T17:00:00.000Z' } })).toEqual({
      ledger: [{ rule: '', objectType: 'Lead', recordId: 'l', recipientId: '', recipientRole: '', channel: '', outcome: 'suppressed', reason: 'ERASED' }],
      messages: [],
      candidate: undefined,
    });
  });
});

describe('records of the public sector (PLAT-11)', () => {
  const PUBSEC = { Sales_Segment__c: 'PubSec' };
  const team = (access: Readonly<Record<string, boolean>>): User[] => TEAM.map((user) => ({ ...user, PubSec_Access__c: access[user.Id] }));

  it('tell nobody who may not read them: the ledger says so, and the others are told', () => {
    expect(rows(ofLead({ opportunities: [LATE], account: PUBSEC, users: team({ rm: true }), pubSecDefault: 'deny' }))).toEqual([
      '1C AE ae suppressed PUBSEC_ACCESS', '1C Renewal Manager rm email to_send', '1C Renewal Manager rm slack to_send',
    ]);
    expect(rows(ofContact({ opportunities: [LATE], account: { PubSec_Type__c: 'US-PubSec' }, users: team({ ae: false }) }))).toEqual([
      '3A AE ae suppressed PUBSEC_ACCESS', '3A Renewal Manager rm email to_send', '3A Renewal Manager rm slack to_send',
    ]);
  });

  it('are carried by no rule for who may not read them', () => {
    expect(rows(ofLead({ opportunities: [LATE, EARLY], account: { ...PUBSEC, Renewal_Manager__c: 'ae' }, users: team({ bdr: true }), pubSecDefault: 'deny' }))).toEqual([
      '1C AE ae suppressed PUBSEC_ACCESS', '1C Renewal Manager ae suppressed PUBSEC_ACCESS', '1D BDR bdr email to_send', '1D BDR bdr slack to_send', '1D AE ae suppressed PUBSEC_ACCESS', '1D Renewal Manager ae suppressed PUBSEC_ACCESS',
    ]);
  });

  it("count by the lead's own segment where no account was matched", () => {
    expect(rows(ofLead({ lead: PUBSEC, pubSecDefault: 'deny' }))).toEqual(['1B BDR/SDR sdr suppressed PUBSEC_ACCESS']);
  });

  it('are not named in messages about others', () => {
    const past = anAccount({ Id: 'past', Name: 'Ministry', ...PUBSEC });
    const lead = { ...LEAD, UserGem__PastAccount__c: 'past', UserGem__PastContact__c: 'c', UserGem__PastTitle__c: 'VP' };
    const newLead = aLead({ Id: 'n', Company: 'Ministry', Title: 'CIO' });
    const context = (users: readonly User[]) => ({ asOfDate: AS_OF, users: new Map(users.map((user) => [user.Id, user])), notificationRules: notificationRules('title'), rules: rulesAt(NOW), pubSecDefault: 'deny' as const });
    const entries = (facts: NotificationFacts): object[] => [team({}), team({ sdr: true, ae: true })].map((users) => evaluateRecord(facts, context(users)).messages[0]?.entry ?? {});

    const [blind, seeing] = entries({ record: { type: 'Lead', lead }, ...around({}), pastAccount: past });
    expect([blind, seeing]).toEqual([expect.objectContaining({ pastCompany: undefined, contactId: undefined, pastTitle: 'VP' }), expect.objectContaining({ pastCompany: 'Ministry', contactId: 'c', pastTitle: 'VP' })]);
    const contact = { record: { type: 'Contact' as const, contact: aContact({ Id: 'c', AccountId: 'a' }), newLead, newAccount: past }, ...around({ opportunities: [LATE] }) };
    expect(entries(contact)).toEqual([expect.objectContaining({ newCompany: undefined, newTitle: undefined, leadId: undefined }), expect.objectContaining({ newCompany: 'Ministry', newTitle: 'CIO', leadId: 'n' })]);
  });
});

describe('what a message says (NT-10)', () => {
  it('person, new and past company and title, start, owner, and the opportunities that made its rule hold', () => {
    const lead = { ...LEAD, FirstName: 'Ada', LastName: 'Okafor', Title: 'CTO', Company: 'Globex', UserGem__PastTitle__c: 'VP Engineering', UserGem__PastContact__c: 'c' };
    const evaluation = evaluateRecord(
      { record: { type: 'Lead', lead }, ...around({ opportunities: [LATE, EARLY] }), pastAccount: anAccount({ Id: 'past', Name: 'Acme' }) },
      { asOfDate: AS_OF, users: new Map(TEAM.map((user) => [user.Id, user])), notificationRules: notificationRules('title'), rules: rulesAt(NOW), pubSecDefault: 'allow' },
    );
    expect(evaluation.messages[0]?.entry).toEqual({
      rule: '1C', objectType: 'Lead', recordId: 'l', role: 'AE', person: 'Ada Okafor', newTitle: 'CTO', newCompany: 'Globex', pastTitle: 'VP Engineering', pastCompany: 'Acme', startedOn: '2024-06-01',
      ownerName: 'Name of sdr', leadId: 'l', contactId: 'c', accountId: 'a', accountName: 'Company a', opportunities: [{ id: 'o0', name: 'Deal o0', stage: '4-Proposal' }],
    });
  });
});
