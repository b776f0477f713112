import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRuleChange, rulesOf } from '../../../infra/local/diff/read-rule-change';
import { SETTINGS } from '../../support/in-process-runtime';

const read = (change: unknown) => readRuleChange(typeof change === 'string' ? change : JSON.stringify(change), 'other.json', SETTINGS);
const refusal = (change: unknown): string => {
  try {
    read(change);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

describe('a change of the rules', () => {
  it('that says nothing is the deployed rules', () => {
    expect(read({})).toEqual(rulesOf(SETTINGS));
  });

  it('replaces the parts of a rule that it names, and leaves every other rule alone', () => {
    const { rules, off } = read({ rules: [{ id: 'lead/open', where: 'IsConverted = false' }, { id: 'notification/3A', from: '2024-10-01', until: '2024-10-31' }, { id: 'notification/3B', off: true }] });

    const deployed = rulesOf(SETTINGS).rules;
    const changed = rules.filter((rule, index) => JSON.stringify(rule) !== JSON.stringify(deployed[index]));
    expect(changed.map(({ id, where, from, until }) => ({ id, where, from, until }))).toEqual([
      { id: 'lead/open', where: 'IsConverted = false', from: undefined, until: undefined },
      { id: 'notification/3A', where: 'Open_Opps__c > 0 AND Open_Late_Stage_Opps__c > 0', from: '2024-10-01', until: '2024-10-31' },
    ]);
    expect([...off]).toEqual(['notification/3B']);
  });

  it('merges settings and replaces lists; rules that follow from a setting follow the new one', () => {
    const { settings, rules } = read({ settings: { tracking: { tier1: 5 }, routing: { alternatePolicies: ['SIX_QA'] }, notifications: { rule1dMode: 'literal' } } });

    expect(settings).toEqual({
      ...SETTINGS,
      tracking: { ...SETTINGS.tracking, tier1: 5 },
      routing: { ...SETTINGS.routing, alternatePolicies: ['SIX_QA'] },
      notifications: { ...SETTINGS.notifications, rule1dMode: 'literal' },
    });
    expect(rules.find(({ id }) => id === 'notification/1D')?.where).toBe('Open_Opps__c > 0 AND Open_Early_Stage_Opps__c > 0 AND Open_Renewal_Opps__c > 0 AND Started_Within_6_Months__c = true');
  });

  it('is what the page of the commands shows', () => {
    const page = readFileSync(join(__dirname, '../../../docs/commands.md'), 'utf8');
    const [, example = ''] = /^## diff$.*?^```json\n(.*?)^```$/ms.exec(page) ?? [];
    expect(read(example).settings).toEqual({
      ...SETTINGS,
      tracking: { ...SETTINGS.tracking, tier1: 1500 },
      routing: { ...SETTINGS.routing, alternatePolicies: ['STRATEGIC_INDUSTRY'] },
      notifications: { ...SETTINGS.notifications, rule1dMode: 'literal' },
    });
  });

  it.each([
    { what: 'no JSON', change: '{', says: /^other\.json cannot be used: no JSON: / },
    { what: 'a list', change: [], says: /\(file\): .*expected object/ },
    { what: 'an unknown part', change: { rule: [] }, says: /Unrecognized key: "rule"/ },
    { what: 'a rule without a change', change: { rules: [{ id: 'lead/open' }] }, says: /rules\.0: give an id with "where", "from" or "until", or with "off": true/ },
    { what: 'a rule off and rewritten', change: { rules: [{ id: 'lead/open', off: true, where: 'IsConverted = true' }] }, says: /rules\.0: give an id/ },
    { what: 'a mistyped rule', change: { rules: [{ id: 'lead/opn', off: true }] }, says: /there is no rule lead\/opn; did you mean lead\/open\?/ },
    { what: 'an unknown rule', change: { rules: [{ id: 'nonsense', off: true }] }, says: /there is no rule nonsense; known are lead\/open, / },
    { what: 'a rule twice', change: { rules: [{ id: 'lead/open', off: true }, { id: 'lead/open', until: '2024-10-01' }] }, says: /rules\.1: lead\/open is changed twice/ },
    { what: 'an unknown field', change: { rules: [{ id: 'lead/open', where: 'Statu = 1' }] }, says: /rule lead\/open \(Lead\), line 1, column 1: / },
    { what: 'a date that is none', change: { rules: [{ id: 'lead/open', until: '2024-02-30' }] }, says: /rule lead\/open \(Lead\): There is no day 2024-02-30/ },
    { what: 'a mistyped setting', change: { settings: { notifications: { rule1dMod: 'literal' } } }, says: /settings\.notifications\.rule1dMod: there is no such setting; did you mean rule1dMode\?/ },
    { what: 'an unknown setting', change: { settings: { colour: 'red' } }, says: /settings\.colour: there is no such setting$/ },
    { what: 'a wrong value', change: { settings: { tracking: { capacity: 'many' } } }, says: /settings\.tracking\.capacity: / },
    { what: 'an unknown policy', change: { settings: { routing: { alternatePolicies: ['SIX_QU'] } } }, says: /settings\.routing\.alternatePolicies\.0: .*SIX_QA/ },
    { what: 'a setting whose effect no diff shows', change: { settings: { messages: { from: 'a@b.example' } } }, says: /settings\.messages\.from: a diff cannot show what this changes; it compares tracking, routing, / },
  ])('is refused for $what', ({ change, says }) => {
    expect(refusal(change)).toMatch(says);
  });
});
