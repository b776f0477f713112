import * as fc from 'fast-check';
import { checkRules } from '../../../infra/rules/check-rules';
import type { RuleDates } from '../../../shared/domain/rule-row';
import { ruleSet, ruleStates } from '../../../shared/domain/rule-set';
import { RULE_OBJECTS } from '../../../shared/domain/rule-tables';

const PACIFIC = 'America/Los_Angeles';
const aRule = (dates: RuleDates) => ({ id: 'routing/policy/SIX_QA', object: 'Account', where: 'Six_QA__c = true', ...dates });
const checked = (dates: RuleDates) => checkRules([aRule(dates)], RULE_OBJECTS);
const holdsAt = (dates: RuleDates, asOf: string): boolean => ruleSet(checked(dates), PACIFIC)(asOf)('routing/policy/SIX_QA')({ Six_QA__c: true });

it.each([
  ['the last moment of the day before it begins', '2024-10-01T06:59:59.999Z', false],
  ['the first moment of its first day', '2024-10-01T07:00:00.000Z', true],
  ['the last moment of its last day, on which the clocks went back', '2024-11-04T07:59:59.999Z', true],
  ['the first moment after it', '2024-11-04T08:00:00.000Z', false],
])('a rule from 1 October until 3 November holds at no other time than on these days in Pacific time: %s', (_moment, asOf, holds) => {
  expect(holdsAt({ from: '2024-10-01', until: '2024-11-03' }, asOf)).toBe(holds);
});

it('a rule is in force without end on the side on which it has no date, and always without dates', () => {
  expect(holdsAt({ from: '2024-10-01' }, '2034-10-01T12:00:00.000Z')).toBe(true);
  expect(holdsAt({ until: '2024-10-01' }, '2014-10-01T12:00:00.000Z')).toBe(true);
  expect(holdsAt({}, '2014-10-01T12:00:00.000Z')).toBe(true);
});

it('a rule in force holds of what it says only', () => {
  expect(ruleSet(checked({ from: '2024-10-01' }), PACIFIC)('2024-10-08T13:00:00.000Z')('routing/policy/SIX_QA')({ Six_QA__c: false })).toBe(false);
});

it('the states of rules with dates agree with what the rules do, on every day', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((days) => new Date(Date.parse('2024-01-01') + days * 86_400_000).toISOString().slice(0, 10));
  const dates = fc.record({ from: fc.option(day, { nil: undefined }), until: fc.option(day, { nil: undefined }) }).filter(({ from, until }) => (from ?? until) !== undefined && (from ?? '') <= (until ?? '9'));

  fc.assert(
    fc.property(dates, fc.date({ min: new Date('2023-12-01'), max: new Date('2025-03-01'), noInvalidDate: true }), (ruleDates, instant) => {
      const asOf = instant.toISOString();
      const [state] = ruleStates(checked(ruleDates), asOf, PACIFIC);

      expect(state).toMatchObject({ id: 'routing/policy/SIX_QA', ...ruleDates });
      expect(state?.state === 'in_force').toBe(holdsAt(ruleDates, asOf));
    }),
  );
});

it('says of each rule with dates whether it is in force, is not yet, or has expired', () => {
  const rules = [{ id: 'a', from: '2024-10-09' }, { id: 'b', until: '2024-10-07' }, { id: 'c', from: '2024-10-08', until: '2024-10-08' }, { id: 'd' }];

  expect(ruleStates(rules, '2024-10-08T13:00:00.000Z', PACIFIC)).toEqual([
    { id: 'a', from: '2024-10-09', until: undefined, state: 'not_yet' },
    { id: 'b', from: undefined, until: '2024-10-07', state: 'expired' },
    { id: 'c', from: '2024-10-08', until: '2024-10-08', state: 'in_force' },
  ]);
});

it.each([
  [{ from: '2024-02-30' }, 'There is no day 2024-02-30: write from and until as YYYY-MM-DD'],
  [{ until: '1 October' }, 'There is no day 1 October: write from and until as YYYY-MM-DD'],
  [{ from: '2024-10-02', until: '2024-10-01' }, 'It would never be in force: from 2024-10-02 lies after until 2024-10-01'],
])('synthesis refuses the dates %j and names the rule', (dates, problem) => {
  expect(() => checked(dates)).toThrow(`rule routing/policy/SIX_QA (Account): ${problem}`);
});
