import { checkRules } from '../../../infra/rules/check-rules';
import { FIELDS } from './sample-object';

it('gives every row of a rule table its syntax tree and keeps its other columns', () => {
  const rules = [{ id: '1A', object: 'Lead', where: "Status = 'Raw'", recipients: ['BDR/SDR'] }];

  expect(checkRules(rules, { Lead: FIELDS })).toEqual([
    { id: '1A', object: 'Lead', where: "Status = 'Raw'", recipients: ['BDR/SDR'], tree: { op: '=', field: 'Status', value: 'Raw' } },
  ]);
});

it('names all problems at once, each with rule, object, place and fix', () => {
  const rules = [
    { id: '1A', object: 'Lead', where: "Statu = 'Raw'" },
    { id: '1B', object: 'Lead', where: "Status = 'Raw'" },
    { id: '1C', object: 'Leed', where: "Status = 'Raw'" },
    { id: '3A', object: 'Contact', where: "Status = 'Raw'\n  AND Amount = '5'" },
  ];

  expect(() => checkRules(rules, { Lead: FIELDS, Contact: FIELDS })).toThrow(
    new Error(`3 of 4 rules cannot be used:

rule 1A (Lead), line 1, column 1: Unknown field Statu; did you mean Status?
  Statu = 'Raw'
  ^

rule 1C (Leed): Unknown object Leed; known are Lead, Contact

rule 3A (Contact), line 2, column 16: Amount (number) takes a number without quotes, not the text '5'
    AND Amount = '5'
                 ^`),
  );
});
