import { parseSoql } from '../../../infra/rules/parse-soql';
import { explain, failingParts } from '../../../shared/soql/explain';
import { AS_OF, FIELDS, TIME_ZONE } from './sample-object';

const explained = (where: string, record: Readonly<Record<string, unknown>>) => explain(parseSoql(where, FIELDS), { fields: FIELDS, timeZone: TIME_ZONE, asOf: AS_OF }, record);
const failing = (where: string, record: Readonly<Record<string, unknown>>) => failingParts(explained(where, record)).map(({ soql }) => soql);

it('NT-02: names each condition with what the record has there, and the day that a date literal meant', () => {
  const lead = { LeadSource: 'UserGems Contact Tracking', CreatedDate: '2024-10-09T13:00:00.000Z' };

  expect(explained("LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY", lead)).toEqual({
    soql: "LeadSource = 'UserGems Contact Tracking' AND CreatedDate = YESTERDAY",
    holds: false,
    op: 'and',
    of: [
      { soql: "LeadSource = 'UserGems Contact Tracking'", holds: true, field: 'LeadSource', value: 'UserGems Contact Tracking' },
      { soql: 'CreatedDate = YESTERDAY', holds: false, field: 'CreatedDate', value: '2024-10-09T13:00:00.000Z', days: { first: '2024-10-08', last: '2024-10-08' } },
    ],
  });
});

it('an empty field is null', () => {
  expect(explained('CloseDate = null', {})).toEqual({ soql: 'CloseDate = null', holds: true, field: 'CloseDate', value: null });
});

it('a range of days has its first and its last', () => {
  expect(explained('CloseDate = LAST_N_DAYS:7', { CloseDate: '2024-10-02' })).toMatchObject({ holds: true, days: { first: '2024-10-02', last: '2024-10-09' } });
});

it('of an AND the first part that fails is to blame, of an OR every part, of a NOT itself', () => {
  expect(failing("Amount > 1 AND Name = 'a' AND Status = 'b'", { Amount: 2 })).toEqual(["Name = 'a'"]);
  expect(failing("Amount > 1 OR (Name = 'a' AND Status = 'b')", { Name: 'a' })).toEqual(['Amount > 1', "Status = 'b'"]);
  expect(failing("NOT (Amount > 1 OR Name = 'a')", { Amount: 2 })).toEqual(["NOT (Amount > 1 OR Name = 'a')"]);
  expect(failing('Amount > 1', { Amount: 2 })).toEqual([]);
});
