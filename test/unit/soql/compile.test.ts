import { compile } from '../../../shared/soql/compile';
import type { Tree } from '../../../shared/soql/ast';
import { AS_OF, FIELDS, TIME_ZONE, filter } from './sample-object';

type Record = Readonly<{ [field: string]: unknown }>;

describe('NT-02, D-08: leads that enter rules 1A-1D on 2024-10-09', () => {
  const enters = filter("LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY");

  it.each([
    ['the last second of Tuesday', 'UserGems Contact Tracking', '2024-10-09T06:59:59Z', true],
    ['the first moment of Tuesday', 'UserGems Contact Tracking', '2024-10-08T07:00:00.000Z', true],
    ['the first second of Wednesday', 'UserGems Contact Tracking', '2024-10-09T07:00:00Z', false],
    ['the last second of Monday', 'UserGems Contact Tracking', '2024-10-08T06:59:59Z', false],
    ['another source', 'UserGems New Hires & Promotions', '2024-10-08T13:00:00.000Z', false],
    ['another spelling of the source (D-14)', 'Usergems contact TRACKING', '2024-10-08T13:00:00.000Z', true],
  ])('%s', (_case, LeadSource, CreatedDate, expected) => {
    expect(enters({ LeadSource, CreatedDate })).toBe(expected);
  });
});

describe('NT-03, D-14: contacts that enter rules 3A-3B on 2024-10-09', () => {
  const enters = filter(
    "UserGem__NoLongerAtCompany__c = true AND Status = 'Disqualified' AND Unqualified_Reasons__c = 'No Longer At Company' AND Unqualified_DateTime__c = YESTERDAY",
  );
  const left = {
    UserGem__NoLongerAtCompany__c: true,
    Status: 'Disqualified',
    Unqualified_Reasons__c: 'No Longer At Company',
    Unqualified_DateTime__c: '2024-10-08T13:00:00.000Z',
  };

  it.each([
    ['all four conditions', {}, true],
    ['reason in another case', { Unqualified_Reasons__c: 'No Longer at Company' }, true],
    ['another status', { Status: 'Qualifying' }, false],
    ['Tuesday of the week before', { Unqualified_DateTime__c: '2024-10-01T13:00:00.000Z' }, false],
    ['box not ticked', { UserGem__NoLongerAtCompany__c: false }, false],
  ])('%s', (_case, change, expected) => {
    expect(enters({ ...left, ...change })).toBe(expected);
  });
});

/** Each clause with records that it accepts and records that it does not. */
const MEANINGS: readonly { rule: string; where: string; accepts: readonly Record[]; rejects: readonly Record[] }[] = [
  { rule: 'text is equal ignoring case', where: "Name = 'Acme'", accepts: [{ Name: 'Acme' }, { Name: 'ACME' }], rejects: [{ Name: 'Acme ' }, { Name: 'Acne' }, {}] },
  { rule: 'ignoring case goes beyond ASCII', where: "Name = 'ÉCOLE'", accepts: [{ Name: 'école' }], rejects: [{ Name: 'ecole' }] },
  { rule: 'a null is not equal to a text, hence unequal', where: "Name != 'Acme'", accepts: [{ Name: 'Other' }, {}, { Name: null }, { Name: '' }], rejects: [{ Name: 'acme' }] },
  { rule: '<> is !=', where: "Name <> 'Acme'", accepts: [{}], rejects: [{ Name: 'Acme' }] },
  { rule: 'text is ordered ignoring case, null has no order', where: "Name >= 'b'", accepts: [{ Name: 'B' }, { Name: 'beta' }, { Name: 'C' }], rejects: [{ Name: 'Alpha' }, {}, { Name: '' }] },
  { rule: 'null is not less than a text either', where: "Name < 'b'", accepts: [{ Name: 'Alpha' }], rejects: [{}, { Name: '' }, { Name: 'b' }] },
  { rule: 'ids are compared exactly', where: "Id = '001A'", accepts: [{ Id: '001A' }], rejects: [{ Id: '001a' }, {}] },
  { rule: 'absent, null, empty and wrongly typed values are null', where: 'Name = null', accepts: [{}, { Name: null }, { Name: '' }, { Name: 5 }, { Name: ['x'] }], rejects: [{ Name: 'x' }, { Name: ' ' }] },
  { rule: "'' is null", where: "Name = ''", accepts: [{}, { Name: '' }], rejects: [{ Name: 'x' }] },
  { rule: '!= null is the opposite', where: 'Amount != null', accepts: [{ Amount: 0 }], rejects: [{}, { Amount: null }, { Amount: '5' }, { Amount: Number.NaN }] },
  { rule: 'numbers are compared as numbers', where: 'Amount < 10', accepts: [{ Amount: 9 }, { Amount: -10.5 }], rejects: [{ Amount: 10 }, { Amount: 100 }, {}, { Amount: '9' }] },
  { rule: 'an absent checkbox is false', where: 'UserGem__NoLongerAtCompany__c = false', accepts: [{}, { UserGem__NoLongerAtCompany__c: false }, { UserGem__NoLongerAtCompany__c: 'true' }], rejects: [{ UserGem__NoLongerAtCompany__c: true }] },
  { rule: 'only true is true', where: 'UserGem__NoLongerAtCompany__c != FALSE', accepts: [{ UserGem__NoLongerAtCompany__c: true }], rejects: [{}, { UserGem__NoLongerAtCompany__c: 1 }] },
  { rule: 'IN ignores case', where: "Status IN ('Raw', 'Open')", accepts: [{ Status: 'RAW' }, { Status: 'open' }], rejects: [{ Status: 'Closed' }, {}] },
  { rule: 'NOT IN accepts null', where: "Status NOT IN ('Raw', 'Open')", accepts: [{ Status: 'Closed' }, {}], rejects: [{ Status: 'raw' }] },
  { rule: 'IN may list null', where: "Status IN ('Raw', null)", accepts: [{ Status: 'Raw' }, {}, { Status: '' }], rejects: [{ Status: 'Open' }] },
  { rule: 'IN takes date literals', where: 'CloseDate IN (TODAY, TOMORROW)', accepts: [{ CloseDate: '2024-10-09' }, { CloseDate: '2024-10-10' }], rejects: [{ CloseDate: '2024-10-08' }, {}] },
  { rule: 'LIKE: % is any text, ignoring case', where: "Name LIKE '%VP%'", accepts: [{ Name: 'vp Sales' }, { Name: 'Senior VP' }, { Name: 'VP' }], rejects: [{ Name: 'V P' }, {}] },
  { rule: 'LIKE without % is whole', where: "Name LIKE 'VP'", accepts: [{ Name: 'vp' }], rejects: [{ Name: 'VP Sales' }, { Name: 'SVP' }] },
  { rule: 'LIKE: anchored where it has no %', where: "Name LIKE 'a%c'", accepts: [{ Name: 'abbc' }, { Name: 'AC' }, { Name: 'a\nc' }], rejects: [{ Name: 'abcd' }, { Name: 'xac' }] },
  { rule: 'LIKE: _ is one character', where: "Name LIKE '_b'", accepts: [{ Name: 'ab' }, { Name: '😀b' }], rejects: [{ Name: 'b' }, { Name: 'aab' }] },
  { rule: 'LIKE: escaped wildcards are themselves', where: String.raw`Name LIKE '50\% a\_b%'`, accepts: [{ Name: '50% a_b' }, { Name: '50% A_B!' }], rejects: [{ Name: '500 a_b' }, { Name: '50% axb' }] },
  { rule: 'LIKE: what means something to a regular expression does not here', where: "Name LIKE '(a.c)[x]%'", accepts: [{ Name: '(a.c)[x]' }], rejects: [{ Name: '(abc)[x]' }] },
  { rule: 'NOT LIKE accepts null', where: "NOT Name LIKE '%VP%'", accepts: [{}, { Name: 'Clerk' }], rejects: [{ Name: 'VP' }] },
  { rule: 'LIKE % asks for any text at all', where: "Name LIKE '%'", accepts: [{ Name: 'x' }], rejects: [{}, { Name: '' }, { Name: 5 }] },
  { rule: 'INCLUDES: any of the values, all parts of a value', where: "Products__c INCLUDES ('Core;Plus', 'Max')", accepts: [{ Products__c: 'plus;Other;core' }, { Products__c: 'MAX' }], rejects: [{ Products__c: 'Core' }, { Products__c: 'Core;Maximum' }, {}] },
  { rule: 'EXCLUDES is the opposite and accepts null', where: "Products__c EXCLUDES ('Core')", accepts: [{}, { Products__c: 'Plus' }], rejects: [{ Products__c: 'Plus;core' }] },
  { rule: 'NOT binds tighter than AND', where: "NOT Name = 'a' AND Amount = 1", accepts: [{ Name: 'b', Amount: 1 }], rejects: [{ Name: 'b', Amount: 2 }, { Name: 'a', Amount: 1 }] },
  { rule: 'parentheses group', where: "(Name = 'a' OR Name = 'b') AND Amount = 1", accepts: [{ Name: 'b', Amount: 1 }], rejects: [{ Name: 'a', Amount: 2 }, { Name: 'c', Amount: 1 }] },
  { rule: 'a date is compared with a date', where: 'CloseDate > 2024-10-08', accepts: [{ CloseDate: '2024-10-09' }, { CloseDate: '9999-12-31' }], rejects: [{ CloseDate: '2024-10-08' }, {}] },
  { rule: 'a date field that holds no date is null', where: 'CloseDate = null', accepts: [{ CloseDate: 'soon' }, { CloseDate: '2024-10-08T00:00:00Z' }, {}], rejects: [{ CloseDate: '2024-10-08' }] },
  { rule: 'an instant is the same in every spelling', where: 'CreatedDate = 2024-10-08T00:00:00-07:00', accepts: [{ CreatedDate: '2024-10-08T07:00:00.000Z' }, { CreatedDate: '2024-10-08T07:00:00Z' }, { CreatedDate: '2024-10-08T07:00:00.000+0000' }, { CreatedDate: '2024-10-08T09:00+02:00' }], rejects: [{ CreatedDate: '2024-10-08T00:00:00.000Z' }, { CreatedDate: '2024-10-08T07:00:00' }, {}] },
  { rule: 'a date-time field that holds no instant with zone is null', where: 'CreatedDate = null', accepts: [{ CreatedDate: '2024-10-08' }, { CreatedDate: '2024-10-08T07:00:00' }, { CreatedDate: 'Oct 8 2024' }, { CreatedDate: 1_728_370_800_000 }], rejects: [{ CreatedDate: '2024-10-08T07:00:00Z' }] },
  { rule: '!= of a day: every other instant, and null', where: 'CreatedDate != YESTERDAY', accepts: [{ CreatedDate: '2024-10-08T06:59:59.999Z' }, { CreatedDate: '2024-10-09T07:00:00.000Z' }, {}], rejects: [{ CreatedDate: '2024-10-08T07:00:00.000Z' }, { CreatedDate: '2024-10-09T06:59:59.999Z' }] },
  { rule: '< a day: before it begins', where: 'CreatedDate < YESTERDAY', accepts: [{ CreatedDate: '2024-10-08T06:59:59.999Z' }], rejects: [{ CreatedDate: '2024-10-08T07:00:00.000Z' }, {}] },
  { rule: '<= a day: until it ends', where: 'CreatedDate <= YESTERDAY', accepts: [{ CreatedDate: '2024-10-09T06:59:59.999Z' }], rejects: [{ CreatedDate: '2024-10-09T07:00:00.000Z' }, {}] },
  { rule: '> a day: after it ended', where: 'CreatedDate > YESTERDAY', accepts: [{ CreatedDate: '2024-10-09T07:00:00.000Z' }], rejects: [{ CreatedDate: '2024-10-09T06:59:59.999Z' }, {}] },
  { rule: '>= a day: from its beginning', where: 'CreatedDate >= YESTERDAY', accepts: [{ CreatedDate: '2024-10-08T07:00:00.000Z' }], rejects: [{ CreatedDate: '2024-10-08T06:59:59.999Z' }, {}] },
  { rule: 'the same for dates', where: 'CloseDate = YESTERDAY', accepts: [{ CloseDate: '2024-10-08' }], rejects: [{ CloseDate: '2024-10-07' }, { CloseDate: '2024-10-09' }, {}] },
];

describe('a clause means what it means in Salesforce', () => {
  it.each(MEANINGS)('$rule: $where', ({ where, accepts, rejects }) => {
    const holds = filter(where);

    expect({ accepts: accepts.filter(holds), rejects: rejects.filter((record) => !holds(record)) }).toEqual({ accepts, rejects });
  });

  it('reads each row of the table against a record at least once either way', () => {
    expect(MEANINGS.filter(({ accepts, rejects }) => accepts.length === 0 || rejects.length === 0)).toEqual([]);
  });
});

describe('a tree from another catalogue is refused when it is compiled, not when it is evaluated', () => {
  it.each<[Tree, string]>([
    [{ op: '=', field: 'Gone__c', value: 'x' }, 'The rule asks for Gone__c, which the field catalogue does not have: synthesize the app again'],
    [{ op: '=', field: 'Name', value: 5 }, 'The rule compares text with 5: synthesize the app again'],
    [{ op: '=', field: 'Id', value: 5 }, 'The rule compares an id with 5: synthesize the app again'],
    [{ op: '=', field: 'Amount', value: 'x' }, 'The rule compares a number with "x": synthesize the app again'],
    [{ op: '=', field: 'UserGem__NoLongerAtCompany__c', value: 'true' }, 'The rule compares a checkbox with "true": synthesize the app again'],
    [{ op: '=', field: 'CloseDate', value: 'soon' }, 'The rule compares a date with "soon": synthesize the app again'],
    [{ op: '=', field: 'CreatedDate', value: '2024-10-08' }, 'The rule compares an instant with "2024-10-08": synthesize the app again'],
  ])('%j', (tree, message) => {
    expect(() => compile(tree, { fields: FIELDS, timeZone: TIME_ZONE })).toThrow(new Error(message));
  });

  it('refuses an unknown date literal at the latest when the run is bound', () => {
    const unbound = compile({ op: '=', field: 'CreatedDate', value: { literal: 'LAST_BLUE_MOON' } }, { fields: FIELDS, timeZone: TIME_ZONE });

    expect(() => unbound(AS_OF)).toThrow(new Error('Unknown date literal LAST_BLUE_MOON'));
  });
});
