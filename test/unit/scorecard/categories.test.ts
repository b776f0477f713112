import { CATEGORIES, LINKS } from '../../../shared/domain/scorecard/categories.table';
import { rulesAt } from '../../support/rules';

describe('the categories', () => {
  it('SC-01: are eleven, numbered in their order', () => {
    expect(CATEGORIES.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Contacts Provided',
      '2 Closed Won Opp Contacts Tracked',
      '3 Persona Definition',
      '4 Accounts Provided',
      '5 ICP Definition',
      '6 Filtering',
      '7 New Title Relevance',
      '8 New Account Relevance',
      '9 Engagement Rate',
      '10 Days Until First Activity',
      '11 Number of Activities',
    ]);
  });

  it('SC-06: feed later ones only, and run along the impact chain', () => {
    expect(CATEGORIES.flatMap(({ number, feeds }) => feeds.filter((fed) => fed <= number || fed > CATEGORIES.length).map((fed) => [number, fed]))).toEqual([]);
    expect(CATEGORIES.map(({ link }) => LINKS.indexOf(link))).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]);
  });
});

describe('the rules of the scorecard', () => {
  const rules = rulesAt('2024-10-01T15:00:00.000Z');

  it.each([
    ['VP Engineering', true],
    ['Vice President of Data', true],
    ['Director of IT', true],
    ['chief information officer', true],
    ['CTO', true],
    ['Release Manager', true],
    ['Software Engineer', false],
    ['Data Analyst', false],
    [undefined, false],
  ])('the persona of %s: %s', (Title, expected) => {
    expect([rules('scorecard/persona/Contact')({ Title }), rules('scorecard/persona/Lead')({ Title })]).toEqual([expected, expected]);
  });

  it.each([
    [{ Sales_Segment__c: 'Large' }, true],
    [{ Sales_Segment__c: 'PubSec', NumberOfEmployees: 20 }, true],
    [{ Sales_Segment__c: 'SMB', NumberOfEmployees: 100 }, true],
    [{ Sales_Segment__c: 'SMB', NumberOfEmployees: 99 }, false],
    [{}, false],
  ])('the ICP and %j: %s', (account, expected) => {
    expect(rules('scorecard/icp')(account)).toBe(expected);
  });

  it.each([
    [{ Status: 'Completed' }, true],
    [{ Status: 'Logged', CompletedDateTime: '2024-09-01T10:00:00.000Z' }, true],
    [{ Status: 'Not Started' }, false],
  ])('an activity and %j: %s', (task, expected) => {
    expect(rules('scorecard/activity')(task)).toBe(expected);
  });
});
