import * as fc from 'fast-check';
import { askRule } from '../../../infra/local/explain/ask-rule';
import { checkRules } from '../../../infra/rules/check-rules';
import { CANDIDATE_FIELDS, notificationRuleRows } from '../../../shared/domain/notifications/rules.table';
import { ruleSet } from '../../../shared/domain/rule-set';
import { RULE_OBJECTS } from '../../../shared/domain/rule-tables';
import { failingParts } from '../../../shared/soql/explain';
import { SETTINGS } from '../../support/in-process-runtime';

const ROWS = notificationRuleRows('title').filter(({ object }) => object === 'Candidate');
const candidate = fc.record(Object.fromEntries(Object.entries(CANDIDATE_FIELDS).map(([field, type]) => [field, type === 'number' ? fc.nat(2) : fc.boolean()])));
const day = fc.constantFrom(undefined, '2024-10-07', '2024-10-08', '2024-10-09');
const AS_OF = '2024-10-08T13:00:00.000Z';

it('a rule that is asked again says what the run was told, dates included, and blames something when it is in force and does not hold', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ROWS), candidate, fc.tuple(day, day), (row, record, [a, b]) => {
      const [from, until] = a !== undefined && b !== undefined && a > b ? [b, a] : [a, b];
      const rules = checkRules([{ ...row, from, until }], RULE_OBJECTS);

      const verdict = askRule({ rules, stores: { settings: SETTINGS } }, row.id, AS_OF, record);

      expect(verdict.holds).toBe(ruleSet(rules, SETTINGS.timeZone)(AS_OF)(row.id)(record));
      expect(verdict.holds || verdict.state !== 'in_force' || failingParts(verdict.why).length > 0).toBe(true);
    }),
  );
});
