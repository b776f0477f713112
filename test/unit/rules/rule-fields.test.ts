import { checkRules } from '../../../infra/rules/check-rules';
import { ruleFields } from '../../../shared/domain/rule-set';
import { CATALOGUE } from '../../../shared/records/catalogue';

describe('the fields that rules ask about', () => {
  const fields = ruleFields(
    checkRules(
      [
        { id: 'cohort/1/contact', object: 'Contact', where: "(Title LIKE '%VP%' OR NOT Status IN ('Raw')) AND Title != null" },
        { id: 'cohort/2/contact', object: 'Contact', where: "Email = 'a@b.example'" },
        { id: 'cohort/1/opportunity', object: 'Opportunity', where: 'IsWon = true' },
        { id: 'other/1', object: 'Contact', where: 'LastName != null' },
      ],
      CATALOGUE,
    ),
  );

  it('are those of every rule of the family and object, each once', () => {
    expect(fields('Contact', 'cohort/')).toEqual(['Title', 'Status', 'Email']);
    expect(fields('Opportunity', 'cohort/')).toEqual(['IsWon']);
    expect(fields('Account', 'cohort/')).toEqual([]);
  });
});
