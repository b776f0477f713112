import * as fc from 'fast-check';
import { parseSoql } from '../../../infra/rules/parse-soql';
import type { Tree } from '../../../shared/soql/ast';
import { compile } from '../../../shared/soql/compile';
import { explain, failingParts } from '../../../shared/soql/explain';
import { printSoql } from '../../../shared/soql/print';
import { anyInstant, anyRecord, anyTimeZone, anyTree } from './arbitrary-soql';
import { evaluateNaively } from './evaluate-naively';
import { AS_OF, FIELDS, TIME_ZONE } from './sample-object';

const holds = (tree: Tree, record: Readonly<Record<string, unknown>>, asOf = AS_OF, timeZone = TIME_ZONE): boolean =>
  compile(tree, { fields: FIELDS, timeZone })(asOf)(record);

const not = (of: Tree): Tree => ({ op: 'not', of });

it('a compiled tree says what the naive evaluator says, of every record', () => {
  fc.assert(
    fc.property(anyTree, fc.array(anyRecord, { minLength: 5, maxLength: 10 }), (tree, records) => {
      const holdsNow = compile(tree, { fields: FIELDS, timeZone: TIME_ZONE })(AS_OF);

      expect(records.map(holdsNow)).toEqual(records.map((record) => evaluateNaively(tree, record, { fields: FIELDS, asOf: AS_OF, timeZone: TIME_ZONE })));
    }),
    { numRuns: 1_000 },
  );
});

it('a tree written as SOQL and read again is the same tree', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      expect(parseSoql(printSoql(tree, FIELDS), FIELDS)).toEqual(tree);
    }),
    { numRuns: 500 },
  );
});

it('an explanation says what the compiled tree says, of every part, and blames something exactly when it does not hold', () => {
  fc.assert(
    fc.property(anyTree, anyRecord, (tree, record) => {
      const explained = explain(tree, { fields: FIELDS, timeZone: TIME_ZONE, asOf: AS_OF }, record);

      expect(explained.holds).toBe(holds(tree, record));
      expect(failingParts(explained).every((part) => !holds(parseSoql(part.soql, FIELDS), record))).toBe(true);
      expect(failingParts(explained).length > 0).toBe(!explained.holds);
    }),
    { numRuns: 500 },
  );
});

it('a tree survives rules.json', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      expect(JSON.parse(JSON.stringify(tree))).toEqual(tree);
    }),
  );
});

it('NOT NOT is nothing, and De Morgan holds, nulls included', () => {
  fc.assert(
    fc.property(anyTree, anyTree, anyRecord, (a, b, record) => {
      expect(holds(not(not(a)), record)).toBe(holds(a, record));
      expect(holds(not({ op: 'and', of: [a, b] }), record)).toBe(holds({ op: 'or', of: [not(a), not(b)] }, record));
      expect(holds(not({ op: 'or', of: [a, b] }), record)).toBe(holds({ op: 'and', of: [not(a), not(b)] }, record));
    }),
    { numRuns: 500 },
  );
});

it('D-08: YESTERDAY holds the instants whose calendar day in the zone is the one before that of the run, whatever the clocks do', () => {
  const hoursAway = fc.integer({ min: -60 * 3_600_000, max: 24 * 3_600_000 });
  const yesterday: Tree = { op: '=', field: 'CreatedDate', value: { literal: 'YESTERDAY' } };

  fc.assert(
    fc.property(anyTimeZone, anyInstant, fc.array(hoursAway, { minLength: 10, maxLength: 20 }), (timeZone, asOf, distances) => {
      const records = distances.map((distance) => ({ CreatedDate: new Date(Date.parse(asOf) + distance).toISOString() }));
      const holdsThen = compile(yesterday, { fields: FIELDS, timeZone })(asOf);

      expect(records.map(holdsThen)).toEqual(records.map((record) => evaluateNaively(yesterday, record, { fields: FIELDS, asOf, timeZone })));
    }),
    { numRuns: 500 },
  );
});

/** Days on which the clocks change, each with its length and the run on the day after it. */
it.each([
  ['America/Los_Angeles', '2024-11-04T14:00:00Z', '2024-11-03T07:00:00.000Z', 25],
  ['America/Los_Angeles', '2024-03-11T13:00:00Z', '2024-03-10T08:00:00.000Z', 23],
  ['Europe/Berlin', '2024-03-31T22:00:00Z', '2024-03-30T23:00:00.000Z', 23],
  ['America/Sao_Paulo', '2018-11-05T12:00:00Z', '2018-11-04T03:00:00.000Z', 23],
  ['Australia/Lord_Howe', '2024-10-06T20:00:00Z', '2024-10-05T13:30:00.000Z', 23.5],
])('D-08: in %s YESTERDAY of the run at %s begins at %s and lasts %d hours', (timeZone, asOf, start, hours) => {
  const end = Date.parse(start) + hours * 3_600_000;
  const edges = [Date.parse(start) - 1, Date.parse(start), end - 1, end].map((milliseconds) => ({ CreatedDate: new Date(milliseconds).toISOString() }));

  expect(edges.map((record) => holds({ op: '=', field: 'CreatedDate', value: { literal: 'YESTERDAY' } }, record, asOf, timeZone))).toEqual([false, true, true, false]);
});
