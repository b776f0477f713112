import * as fc from 'fast-check';
import { parseLeadBody } from '../../../shared/contracts/leads/lead-bodies';
import { FORMS, OUTREACH_ACTIVITIES, SUBSCRIPTION_LISTS } from '../../../shared/domain/leads/bodies';
import { ACTIONS, FINDINGS } from '../../../shared/domain/leads/score-points.table';
import { LEAD_SOURCE_NAMES, type LeadSourceName } from '../../../shared/names/webhooks';
import { LEAD_BODIES, leadBodyWith } from '../webhooks/lead-door';

/** Where a text stands that may be missing. */
const PERSON = ['person.firstName', 'person.lastName', 'person.title', 'person.country', 'person.state'];
const OPTIONAL_TEXTS: Readonly<Record<LeadSourceName, readonly string[]>> = {
  forms: ['id', ...PERSON, 'company.name', 'company.developersBucket', 'sector', 'leadSource'],
  marketing: ['id', ...PERSON, 'company', 'leadSource'],
  crm: ['id'],
  outreach: ['id', 'userId', 'ownerId'],
  'version-ping': ['id'],
};
const REQUIRED: Readonly<Record<LeadSourceName, readonly string[]>> = {
  forms: ['version', 'form', 'submittedAt', 'person.email'],
  marketing: ['version', 'type', 'occurredAt', 'action'],
  crm: ['version', 'type', 'object', 'recordId', 'by', 'occurredAt', 'fields'],
  outreach: ['version', 'activityType', 'occurredAt'],
  'version-ping': ['version', 'pings'],
};
const INSTANTS = { forms: 'submittedAt', marketing: 'occurredAt', crm: 'occurredAt', outreach: 'occurredAt' } as const;
const EMAILS = { forms: 'person.email', marketing: 'person.email', outreach: 'email' } as const;
const WHO = { marketing: 'personId|person.email', outreach: 'recordId|email' } as const;

const rows = <T>(table: Readonly<Partial<Record<LeadSourceName, T>>>): [LeadSourceName, T][] => LEAD_SOURCE_NAMES.flatMap((source): [LeadSourceName, T][] => (table[source] === undefined ? [] : [[source, table[source]]]));
const refused = (...fields: string[]) => ({ ok: false, fields });
const parsed = (source: LeadSourceName, changes: Readonly<Record<string, unknown>>) => parseLeadBody(source, leadBodyWith(source, changes));
const body = (source: LeadSourceName, changes: Readonly<Record<string, unknown>>): unknown => {
  const result = parsed(source, changes);
  return result.ok ? result.body : result;
};

describe('bodies of the lead database (contracts-leads, section 2)', () => {
  it.each(LEAD_SOURCE_NAMES)('%s: every field of the contract, trimmed, and instants in UTC', (source) => {
    // The kind of an Outreach delivery stands in activityType; its `type` is one of the unknown fields.
    const { type: _type, ...outreach } = LEAD_BODIES.outreach;
    expect(parseLeadBody(source, LEAD_BODIES[source])).toEqual({ ok: true, body: { ...LEAD_BODIES, outreach }[source] });
  });

  it.each(LEAD_SOURCE_NAMES.flatMap((source) => [null, [LEAD_BODIES[source]], 'text', 7, undefined].map((value) => [source, value] as const)))('%s: %j is no object', (source, value) => {
    expect(parseLeadBody(source, value)).toEqual(refused('body'));
  });

  it.each(rows(REQUIRED).flatMap(([source, fields]) => fields.flatMap((field) => [undefined, null, {}].map((value) => [source, field, value] as const))))('PLAT-04: %s needs %s, not %j', (source, field, value) => {
    expect(parsed(source, { [field]: value })).toEqual(refused(field));
  });

  it.each(rows(OPTIONAL_TEXTS).flatMap(([source, fields]) => fields.map((field) => [source, field] as const)))('%s: %s may be null, blank or missing, and has to be text', (source, field) => {
    for (const value of [null, '', ' \t', undefined]) expect(parsed(source, { [field]: value })).toMatchObject({ ok: true });
    for (const value of [7, true, ['text'], { text: 'x' }]) expect(parsed(source, { [field]: value })).toEqual(refused(field));
  });

  it.each(LEAD_SOURCE_NAMES)('%s: any version but the number 1 is refused', (source) => {
    for (const version of [0, 2, 1.5, '1', true]) expect(parsed(source, { version })).toEqual(refused('version'));
  });

  it.each(rows(INSTANTS))('%s: %s carries Z or an offset', (source, field) => {
    expect(body(source, { [field]: '2018-07-06T16:00:00.25-07:00' })).toMatchObject({ [field]: '2018-07-06T23:00:00.250Z' });
    for (const value of ['2018-07-06T23:00:00', '2018-07-06', '2018-07-06 23:00:00Z', '2018-02-30T10:00:00Z', '2018-07-06T25:00:00Z', 1_530_918_000, ' ']) expect(parsed(source, { [field]: value })).toEqual(refused(field));
  });

  it.each(rows(EMAILS))('%s: %s is text@text without blanks', (source, field) => {
    for (const value of ['ada', '@co7.example', 'ada@', 'ada okafor@co7.example', 'ada@co7 .example']) expect(parsed(source, { [field]: value })).toEqual(refused(field));
    expect(parsed(source, { [field]: ' ada@co7.example ' })).toMatchObject({ ok: true });
  });

  it.each(rows(WHO))('%s: one of %s says who it is', (source, fields) => {
    const [id = '', email = ''] = fields.split('|');
    expect(parsed(source, { [id]: null, [email]: ' ' })).toEqual(refused(fields));
    expect(parsed(source, { [id]: undefined })).toMatchObject({ ok: true });
    expect(parsed(source, { [email]: undefined })).toMatchObject({ ok: true });
  });

  it.each([
    ['forms', 'person'],
    ['forms', 'company'],
    ['forms', 'trial'],
    ['marketing', 'person'],
  ] as const)('%s: %s is an object', (source, part) => {
    for (const value of ['Ada', 7, ['Ada']]) expect(parsed(source, { [part]: value })).toEqual(refused(part));
  });

  it('unknown fields are let through', () => {
    for (const source of LEAD_SOURCE_NAMES) expect(parsed(source, { vendor: { any: ['thing'] } })).toMatchObject({ ok: true });
  });
});

describe('forms', () => {
  it.each(FORMS)('%s is a form', (form) => {
    expect(body('forms', { form })).toMatchObject({ form });
  });

  it.each(['Contact_Us', 'demo', ''])('"%s" is none', (form) => {
    expect(parsed('forms', { form })).toEqual(refused('form'));
  });

  it('a form without person is refused for its e-mail', () => {
    for (const person of [undefined, null, {}]) expect(parsed('forms', { person })).toEqual(refused('person.email'));
  });

  it('a trial starts on a day that exists', () => {
    for (const startedOn of ['2018-02-29', '07/05/2018', '2018-07-05T00:00:00Z', 7]) expect(parsed('forms', { 'trial.startedOn': startedOn })).toEqual(refused('trial.startedOn'));
    expect(parsed('forms', { 'trial.startedOn': null })).toMatchObject({ ok: true });
  });

  it('several faults are all named', () => {
    expect(parsed('forms', { version: 2, form: 'x', submittedAt: 'soon', 'person.email': 'x', 'company.name': 7, id: false })).toEqual(refused('id', 'version', 'form', 'submittedAt', 'person.email', 'company.name'));
  });
});

describe('marketing', () => {
  it('an action is a code of LD-T1; what the product finds out itself is none', () => {
    for (const action of Object.keys(ACTIONS)) expect(body('marketing', { action })).toMatchObject({ action });
    for (const action of [...Object.keys(FINDINGS), 'SCORE_SET', 'Pricing_Page', 'toString']) expect(parsed('marketing', { action })).toEqual(refused('action'));
  });

  it('a score is a whole number', () => {
    for (const score of [0, -25, 95]) expect(body('marketing', { type: 'score', score })).toMatchObject({ type: 'score', score });
    for (const score of [9.5, '90', null, 1e20, undefined]) expect(parsed('marketing', { type: 'score', score })).toEqual(refused('score'));
  });

  it('a subscription names a list, and whether it is subscribed to', () => {
    for (const list of SUBSCRIPTION_LISTS) expect(body('marketing', { type: 'subscription', list, subscribed: true })).toMatchObject({ list, subscribed: true });
    expect(parsed('marketing', { type: 'subscription', list: 'press', subscribed: 'yes' })).toEqual(refused('list', 'subscribed'));
  });

  it('company and source are asked of an activity only', () => {
    expect(parsed('marketing', { type: 'opt_out', company: 7, leadSource: 7 })).toMatchObject({ ok: true });
  });
});

describe('CRM', () => {
  it.each(['Lead', 'Contact', 'Account', 'User'])('a %s can be changed', (object) => {
    expect(body('crm', { object })).toMatchObject({ object });
  });

  it.each([
    ['created', {}],
    ['merged', { mergedId: '00QA000002' }],
  ])('only leads and contacts are %s', (type, more) => {
    for (const object of ['Lead', 'Contact']) expect(body('crm', { type, object, ...more })).toMatchObject({ type, object });
    for (const object of ['Account', 'User', 'Task']) expect(parsed('crm', { type, object, ...more })).toEqual(refused('object'));
  });

  it('a merge names the record that is merged away, and no fields', () => {
    expect(parsed('crm', { type: 'merged', object: 'Lead', fields: undefined })).toEqual(refused('mergedId'));
    expect(parsed('crm', { type: 'merged', object: 'Lead', fields: undefined, mergedId: '00QA000002' })).toMatchObject({ ok: true });
  });

  it('fields are plain values, at least one', () => {
    for (const fields of [{}, [], 'OwnerId', { OwnerId: ['ae-2'] }, { OwnerId: {} }]) expect(parsed('crm', { fields })).toEqual(refused('fields'));
  });

  it('an id that no table can hold is that of no record: it stays one of its own', () => {
    const [one, other] = ['x', 'y'].map((end) => body('crm', { recordId: 'r'.repeat(5_000) + end }) as { recordId: string });

    expect([one, other].map((change) => (change?.recordId ?? '').length <= 255)).toEqual([true, true]);
    expect(one?.recordId).not.toBe(other?.recordId);
  });
});

describe('Outreach', () => {
  it.each(OUTREACH_ACTIVITIES)('%s is an activity', (activityType) => {
    expect(body('outreach', { activityType })).toMatchObject({ activityType });
  });

  it.each(['Call', 'sms'])('"%s" is none', (activityType) => {
    expect(parsed('outreach', { activityType })).toEqual(refused('activityType'));
  });
});

describe('usage pings', () => {
  it('1 to 100,000 elements of any kind: a bad one does not refuse the batch', () => {
    expect(parsed('version-ping', { pings: Array.from({ length: 100_000 }, () => 'bad') })).toMatchObject({ ok: true });
    for (const pings of [[], Array.from({ length: 100_001 }, () => ({})), {}, 'host']) expect(parsed('version-ping', { pings })).toEqual(refused('pings'));
  });
});

it('PLAT-04: whatever JSON comes, it is parsed or refused by field, and nothing is thrown', () => {
  const values = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>('+275760-09-13T00:00:00Z', '0000-01-01T00:00:00+23:59', '9999-12-31T23:59:59-23:59', '\ud800', `${'@'.repeat(20_000)} `));
  fc.assert(
    fc.property(fc.constantFrom(...LEAD_SOURCE_NAMES), fc.constantFrom('type', 'occurredAt', 'submittedAt', 'person', 'fields', 'recordId', 'pings', 'email'), values, (source, field, value) => {
      const result = parsed(source, { [field]: value });
      expect(result.ok || result.fields.length > 0).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
